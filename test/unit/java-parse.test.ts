import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createJava } from '../../src/core/languages/java/index';
import { Random } from '../bench/random';
import { javaWithKafka } from '../bench/texts';

const wasm = join(require.resolve('@vscode/tree-sitter-wasm'), '..');
const load = (name: string) => readFile(join(wasm, name));

/** Pieces as people type, paste and delete them. */
const pieces = ['', 'a', '1', ' ', '\n', ';', '{', '}', '(', ')', '"', '/*', '*/', '// é\n', 'int x = 1;', 'void go() { run(); }\n', 'class Inner { }\n', 'template.send("t", id);'];

const plain = `class A { int a = 1; void m() { a(); } ${'void n(int x) { b(x); } '.repeat(3)} class B { B() { } String s() { return ""; } } }`;

describe('Java: a text that changes', () => {
  it('is read as from scratch after each change', async () => {
    const typing = await createJava(load), fresh = await createJava(load);
    const random = new Random(11);
    for (let file = 0; file < 3; file++) {
      let text = file === 0 ? plain : javaWithKafka(random, 1, file);
      typing.lower('A.java', text);
      for (let step = 0; step < 60; step++) {
        const at = random.below(text.length), gone = random.below(4) === 0 ? random.below(30) : 0;
        const next = text.slice(0, at) + pieces[random.below(pieces.length)] + text.slice(at + gone);
        const expected = (fresh.lower('Other.java', `class Other${step} { }`), fresh.lower('A.java', next));
        assert.deepEqual(typing.lower('A.java', next), expected, `after step ${step} in file ${file}, at ${at}`);
        // A text stays broken for a while, and is then mended.
        if (!expected.broken || step % 5 === 4) text = expected.broken ? text : next;
      }
    }
  });
});
