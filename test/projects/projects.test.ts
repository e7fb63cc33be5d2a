import { strict as assert } from 'node:assert';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Finding } from '../../src/core/review/finding';
import { rules } from '../../src/core/rules';
import { isReviewable, openSession } from '../../src/core/session';
import { loadAsset } from '../assets';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const HERE = join(ROOT, 'test/projects');
const SAMPLES = join(ROOT, 'samples');

/** Whole projects, each with the report it must give in `<name>.txt`; `UPDATE=1` writes the reports anew. */
describe('projects', () => {
  for (const folder of [...foldersIn(HERE), ...foldersIn(SAMPLES)]) {
    const name = relative(ROOT, folder);
    it(`${name} gives the expected report`, async () => {
      const report = (await review(folder)).map(line).join('');
      const path = join(HERE, `${name.slice(name.lastIndexOf('/') + 1)}.txt`);
      if (process.env.UPDATE) writeFileSync(path, report);
      assert.ok(existsSync(path), `${relative(ROOT, path)} is missing; UPDATE=1 writes it`);
      assert.equal(report, readFileSync(path, 'utf8'));
    });
  }

  it('the sample shop shows every rule', async () => {
    const shown = new Set((await review(join(SAMPLES, 'shop'))).map(({ rule }) => rule));
    assert.deepEqual(rules.map(({ id }) => id).filter(id => !shown.has(id)), []);
  });

  it('the safe shop shows none', async () => {
    assert.deepEqual((await review(join(SAMPLES, 'shop-safe'))).map(line), []);
  });
});

/** What a reader sees who asked for nothing special. */
async function review(folder: string): Promise<Finding[]> {
  const session = openSession({ loadAsset });
  for (const path of filesIn(folder)) {
    if (isReviewable(path)) session.set(path, readFileSync(join(folder, path), 'utf8'));
  }
  const { findings } = await session.review();
  return findings.filter(({ sureness }) => sureness !== 'possible');
}

function line({ path, range, severity, rule, message }: Finding): string {
  return `${path}:${range.start.line} ${severity} ${rule} ${message}\n`;
}

function foldersIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).filter(entry => entry.isDirectory()).map(({ name }) => join(folder, name)).sort();
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile() && !/(^|[\\/])(node_modules|target)([\\/]|$)/.test(entry.parentPath))
    .map(entry => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}
