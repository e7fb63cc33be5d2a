import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FILL_IN } from '../../scripts/skeletons/skeleton';

const root = join(__dirname, '../..');

describe(`${FILL_IN} what a skeleton asks for`, () => {
  it('is written everywhere', () => {
    const folders = ['src', 'test', 'docs'].flatMap(folder => (readdirSync(join(root, folder), { recursive: true }) as string[]).map(path => join(folder, path)));
    const paths = [...folders, 'README.md', 'CHANGELOG.md', 'package.json'].map(path => path.replaceAll('\\', '/'))
      .filter(path => /\.(ts|md|json|txt)$/.test(path) && !/node_modules|(skeletons|guides|fill-in)\.test|^docs\/adding-/.test(path));
    const missing = paths.flatMap(path => readFileSync(join(root, path), 'utf8').split('\n').flatMap((line, at) => {
      const found = line.indexOf(FILL_IN);
      return found < 0 ? [] : [`${path}:${at + 1}: ${line.slice(found + FILL_IN.length).trim()}`];
    }));
    assert.equal(missing.length, 0, `to be filled in:\n${missing.join('\n')}`);
  });
});
