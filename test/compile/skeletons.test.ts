import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Copy } from './copy';

/** What is begun here, with a test of each that must fail until it is filled in. */
const MADE: readonly (readonly [kind: string, name: string, spec: string, says: RegExp])[] = [
  ['rule', 'lost-order', 'test/rules/pages.test.ts', /expected {2}src\/orders\.ts:6 lost-order warning/],
  ['library', 'kafka-lite', 'test/rules/pages.test.ts', /expected {2}src\/orders\.ts:5 dropped-send error/],
  ['library', 'org.example:kafka-jlite', 'test/rules/pages.test.ts', /expected {2}src\/main\/java\/shop\/Orders\.java:6 swallowed-handler-error error/],
  ['file-kind', 'nomad', 'test/unit/config-nomad.test.ts', /producer acks=1/],
  ['framework', 'jboss', 'test/unit/framework-jboss.test.ts', /the model knows nothing of `src\/main\/java\/shop\/Orders\.java`/],
];

describe('skeletons of `npm run new`', function () {
  this.timeout(600_000);
  let copy: Copy;

  before(() => {
    copy = new Copy();
    for (const [kind, name] of MADE) copy.begin(kind, name);
  });
  after(() => copy.remove());

  it('compile, and follow the house', () => {
    copy.compiles();
    copy.lints('src/core/rules', 'src/core/config', 'src/core/frameworks', 'src/core/libraries');
    const house = copy.mocha('test/unit/architecture.test.ts');
    assert.equal(house.status, 0, house.stdout);
  });

  it('say in a test what is to be filled in', () => {
    const { status, stdout } = copy.mocha('test/unit/fill-in.test.ts');
    assert.notEqual(status, 0);
    for (const name of MADE.map(([, name]) => name.slice(name.indexOf(':') + 1))) assert.match(stdout, new RegExp(`^src/.*${name}.*:\\d+: `, 'm'), name);
  });

  for (const spec of new Set(MADE.map(([, , spec]) => spec))) {
    it(`fail in ${spec} by what they do not know yet`, () => {
      const { status, stdout } = copy.mocha(spec);
      assert.notEqual(status, 0);
      for (const [, name, of, says] of MADE) if (of === spec) assert.match(stdout, says, name);
    });
  }

  it('leave what is there as it was', () => {
    const { stdout } = copy.mocha('test/rules/pages.test.ts', '--reporter', 'json');
    const { failures } = JSON.parse(stdout.slice(stdout.indexOf('{'))) as { failures: { fullTitle: string }[] };
    for (const { fullTitle } of failures) assert.match(fullTitle, /lost-order|kafka-lite|kafka-jlite|FILL IN/);
    assert.ok(readFileSync(join(copy.folder, 'README.md'), 'utf8').includes('| [`lost-order`](src/core/rules/lost-order/page.md) |'));
  });
});
