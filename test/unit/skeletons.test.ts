import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KINDS, skeleton } from '../../scripts/skeletons';
import { BadRequest, FILL_IN, type Skeleton } from '../../scripts/skeletons/skeleton';
import { circlesIn, forbiddenImports } from './imports';

const root = join(__dirname, '../..');
const read = (path: string): string | undefined => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined);

describe('skeletons', () => {
  const NAMES: Readonly<Record<string, readonly string[]>> = {
    rule: ['some-rule'], library: ['some-client', '@some/client.x', 'org.some:client'], 'file-kind': ['some-file'], framework: ['some-framework'],
  };
  const made = KINDS.flatMap(kind => NAMES[kind].map(name => [kind, name, skeleton(kind, name, read)] as const));

  for (const [kind, name, { files, next }] of made) {
    it(`of a ${kind} ${name} go where the tables allow, and leave what is there`, () => {
      for (const { path, text } of files) {
        const before = read(path);
        if (path.startsWith('src/') && path.endsWith('.ts')) assert.deepEqual(forbiddenImports(path.slice('src/'.length), text).filter(one => !/is in no folder/.test(one)), []);
        for (const word of before?.split(/\W+/) ?? []) assert.ok(text.includes(word), `${path} lost ${word}`);
      }
      assert.ok(files.some(({ text }) => text.includes(FILL_IN)));
      assert.ok(next.some(line => existsSync(join(root, /docs\/adding-[\w-]+\.md/.exec(line)?.[0] ?? 'none'))), 'a guide');
    });
  }

  it('make no circles', () => {
    const core = (readdirSync(join(root, 'src/core'), { recursive: true }) as string[]).filter(path => path.endsWith('.ts')).map(path => `core/${path.replaceAll('\\', '/')}`);
    const files = new Map(core.map(path => [path, read(`src/${path}`)!]));
    for (const [, , { files: more }] of made) for (const { path, text } of more) if (/^src\/core\/.*\.ts$/.test(path)) files.set(path.slice('src/'.length), text);
    assert.deepEqual(circlesIn(files), []);
  });

  it('of a library name what says that it is not read', () => {
    const hints = (name: string) => skeleton('library', name, read).next.join('\n');
    assert.match(hints('sinek'), /Take sinek out of src\/core\/libraries\/clients\/unread\.ts/);
    assert.doesNotMatch(hints('some-client'), /unread/);
  });

  const refused: [string, string, RegExp][] = [
    ['table', 'x', /`table` cannot be begun\. Choose `rule`, `library`, `file-kind`, `framework`\./],
    ['rule', 'Lost Order', /`Lost Order` must be small letters/],
    ['rule', 'lost', /`lost` is one word: a rule says what is wrong/],
    ['rule', 'dropped-send', /src\/core\/rules\/dropped-send\/rule\.ts is there already/],
    ['library', 'kafkajs', /clients\/kafkajs\.ts is there already/],
    ['library', '../x', /`\.\.\/x` is no name of a package/],
    ['file-kind', 'compose', /kinds\/compose\.ts is there already/],
    ['framework', 'spring', /frameworks\/spring\/index\.ts is there already/],
  ];
  for (const [kind, name, message] of refused) {
    it(`refuse ${kind} ${name}`, () => assert.throws(() => skeleton(kind, name, read), (error: Error) => error instanceof BadRequest && message.test(error.message)));
  }

  it('say where a file of the project has no place for them any more', () => {
    const changed = (path: string) => (path === 'src/core/rules/index.ts' ? 'nothing' : read(path));
    assert.throws((): Skeleton => skeleton('rule', 'some-rule', changed), /src\/core\/rules\/index\.ts has no place for/);
  });
});
