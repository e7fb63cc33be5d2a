import assert from 'node:assert/strict';
import ts from 'typescript';
import { createJava } from '../../src/core/languages/java/index';
import { createTypeScript } from '../../src/core/languages/typescript/index';
import { openSession } from '../../src/core/session';
import { loadAsset } from '../assets';
import { expand, readSnippets } from './snippet-texts';

const PREFIXES = ['kafka-outbox', 'kafka-idempotent-consumer', 'kafka-sequence', 'kafka-safe-producer', 'kafka-safe-consumer'];

const typescript = readSnippets('typescript'), javascript = readSnippets('javascript'), java = readSnippets('java'), sql = readSnippets('sql');

describe('snippets', () => {
  it('offer every safeguard, in words that fit the list', () => {
    for (const list of [typescript, javascript, java]) assert.deepEqual([...new Set(list.map(one => one.prefix))], PREFIXES);
    assert.deepEqual(sql.map(one => one.prefix), PREFIXES.slice(0, 3));
    for (const { name, description } of [...typescript, ...javascript, ...java, ...sql]) {
      assert.match(name, /^Kafka [a-z].{5,70}$/);
      assert.match(description, /^[A-Z].{20,130}\.$/);
    }
  });

  it('are indented by tabs, which the editor turns into what the file uses', () => {
    for (const { name, body } of [...typescript, ...javascript, ...java, ...sql]) for (const line of body) assert.doesNotMatch(line, /^\t* {2}|\n|\s$/, `${name}: ${line}`);
  });

  for (const one of typescript) {
    it(`${one.name}: is TypeScript`, () => {
      const unit = createTypeScript().lower('snippet.ts', expand(one.body));
      assert.equal(unit.broken, false);
      assert.ok(unit.exports.length > 0);
    });
  }

  for (const [index, one] of javascript.entries()) {
    it(`${one.name}: is the TypeScript without its types`, () => {
      const { name, body } = typescript[index];
      assert.equal(one.name, name);
      // What the compiler leaves of both; fields that only TypeScript keeps private are so in JavaScript too.
      const plain = (text: string) => ts.transpile(text, { target: ts.ScriptTarget.ESNext, removeComments: true }).replaceAll('#', '');
      const fields = (text: string) => plain(text).replace(/^ {4}(pool|producer|running);\n/gm, '').replace(/ {4}constructor\(pool, producer\) \{\n(.*\n)*? {4}\}\n/, '').replace(/^export \{\};\n/m, '');
      assert.equal(fields(expand(one.body)), fields(expand(body)));
    });
  }

  for (const one of java) {
    it(`${one.name}: is Java`, async () => {
      const unit = (await createJava(loadAsset)).lower('Snippet.java', expand(one.body));
      assert.equal(unit.broken, false);
      assert.match(unit.package ?? '', /^com\.example\./);
      assert.ok(unit.classes.length > 0);
    });
  }

  for (const one of sql) {
    it(`${one.name}: is one statement after the other`, () => {
      const statements = expand(one.body).replace(/^\s*--.*$/gm, '').split(';').map(text => text.trim()).filter(Boolean);
      for (const statement of statements) assert.match(statement, /^CREATE (TABLE|INDEX) \w+ [^;]*\)( WHERE [^;]+)?$/);
    });
  }

  it('are what the reviewer asks for', async () => {
    const session = openSession({ loadAsset });
    typescript.forEach((one, i) => session.set(`src/snippet${i}.ts`, expand(one.body)));
    javascript.forEach((one, i) => session.set(`scripts/snippet${i}.mjs`, expand(one.body)));
    java.forEach((one, i) => session.set(`src/main/java/snippet${i}/Snippet.java`, expand(one.body)));
    const { findings } = await session.review();
    assert.deepEqual(findings.filter(found => found.sureness !== 'possible').map(found => `${found.path}:${found.range.start.line} ${found.rule}`), []);
  });
});
