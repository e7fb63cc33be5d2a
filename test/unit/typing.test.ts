import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LanguageModule } from '../../src/core/flow/language';
import { createJava } from '../../src/core/languages/java/index';
import { createTypeScript } from '../../src/core/languages/typescript/index';
import { Random } from '../bench/random';
import { javaWithKafka, typescriptWithKafka } from '../bench/texts';

const wasm = join(require.resolve('@vscode/tree-sitter-wasm'), '..');

/** Pieces as people type, paste and delete them. */
const pieces = [
  '', 'a', '1', ' ', '\n', ';', '{', '}', '(', ')', '"', '`', '/*', '*/', '// é\n', '// {\n', 'int x = 1;', 'async ', 'static ', 'await x;',
  'void go() { run(); }\n', 'class Inner { }\n', 'template.send("t", id);', 'const f = () => { g(); };\n', 'function* f() { yield 1; }\n',
];

const languages = {
  java: {
    file: 'A.java',
    create: () => createJava(name => readFile(join(wasm, name))),
    texts: (random: Random) => [
      `class A { int a = 1; void m() { a(); } ${'void n(int x) { b(x); } '.repeat(3)} class B { B() { } String s() { return ""; } } }`,
      javaWithKafka(random, 1, 0), javaWithKafka(random, 1, 1),
    ],
  },
  typescript: {
    file: 'a.ts',
    create: () => Promise.resolve(createTypeScript()),
    texts: (random: Random) => [
      `/* one */ class A { m() { ${'work(`${1}`); '.repeat(9)} } ${'async n(x: string) { await b(x); const s = "/*"; if (s) { c(/}/); } /* } */ more(s, s, s, s, s); } '.repeat(3)} }`,
      typescriptWithKafka(random, 1, 0), typescriptWithKafka(random, 1, 1),
    ],
  },
};

for (const [name, { file, create, texts }] of Object.entries(languages)) {
  describe(`${name}: a text that changes`, () => {
    it('is read as from scratch after each change', async function () {
      this.timeout(120_000);
      const typing = await create(), fresh = await create();
      const random = new Random(11);
      for (const [number, first] of texts(random).entries()) {
        let text = first, good = first, broken = 0;
        typing.lower(file, text);
        for (let step = 0; step < 80; step++) {
          const at = random.below(text.length), gone = random.below(4) === 0 ? random.below(30) : 0;
          const next = text.slice(0, at) + random.pick(pieces) + text.slice(at + gone);
          const expected = fromScratch(fresh, file, next, step), found = typing.lower(file, next), where = `after step ${step} in text ${number}, at ${at}`;
          // With errors, more may be read than from scratch: they stay where the text changes.
          if (expected.broken) assert(found.broken, where);
          else assert.deepEqual(found, expected, where);
          // A text stays broken for a moment, and is then mended.
          broken = expected.broken ? broken + 1 : 0;
          if (broken === 0) good = next;
          text = broken > 2 ? good : next;
        }
      }
    });
  });
}

describe('an error in a text that changes', () => {
  it('leaves what stands around it as it was', async () => {
    const cases = [
      { language: createTypeScript(), file: 'a.ts', text: typescriptWithKafka(new Random(5), 1, 0), around: 'producer.send(', typed: ['(', 'if (', '= '] },
      { language: await languages.java.create(), file: 'A.java', text: javaWithKafka(new Random(5), 1, 0), around: 'template.send(', typed: ['(', 'if (', '= '] },
    ];
    for (const { language, file, text, around, typed } of cases) {
      const at = text.indexOf(around), whole = language.lower(file, text);
      for (const piece of typed) {
        const next = text.slice(0, at) + piece + text.slice(at), found = language.lower(file, next);
        assert(found.broken);
        const beyond = (unit: typeof whole, from: number) => unit.funcs.filter(({ span }) => span.start > from + at).map(({ name, body }) => `${name} ${body.length}`);
        assert.deepEqual(beyond(found, piece.length), beyond(whole, 0), `after ${piece}`);
        assert.equal(found.classes.length, whole.classes.length);
        language.lower(file, text);
      }
    }
  });
});

/** What a language makes of a text that it has no memory of. */
function fromScratch(language: LanguageModule, file: string, text: string, step: number) {
  language.lower(`Other.${file.split('.')[1]}`, `class Other${step} { }`);
  return language.lower(file, text);
}
