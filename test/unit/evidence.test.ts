import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { onItsLines, type Experiment } from '../../lab/experiment';
import { ruleInfos } from '../../src/core/rules';

const ROOT = new URL('../../', import.meta.url);
const rows = [...readFileSync(new URL('docs/evidence.md', ROOT), 'utf8').matchAll(/^\| <a id="([^"]+)"><\/a>\[([^\]]+)\]/gm)].map(([, id, rule]) => ({ id, rule }));
const links = ruleInfos.flatMap(({ id: rule, page }) => [...page.matchAll(/\((?:\.\.\/){4}docs\/evidence\.md#([^)]+)\)/g)].map(([, id]) => ({ id, rule })));

describe('the evidence', () => {
  it('has a row for every experiment, on each of its lines of Kafka', async () => {
    const files = readdirSync(new URL('lab/experiments/', ROOT)).sort();
    const experiments = await Promise.all(files.map(async file => (await import(`../../lab/experiments/${file}`) as { experiment: Experiment }).experiment));
    assert.deepEqual(experiments.map(({ id }) => `${id}.ts`), files);
    assert.deepEqual(rows.map(({ id }) => id), experiments.flatMap(onItsLines).map(({ id }) => id));
  });

  it('is linked from the page of the rule that it is about, and only there', () => {
    const list = (all: typeof rows) => all.map(({ id, rule }) => `${rule}: ${id}`).sort();
    assert.deepEqual(list(links), list(rows));
  });
});
