import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { LanguageModule } from '../../src/core/flow/language';
import { createTypeScript } from '../../src/core/languages/typescript/index';
import { build } from './cli-folder';

const root = join(__dirname, '../..');

/** Files of this project in all the kinds of source that the parser reads. */
const FILES = ['src', 'test', 'samples', 'snippets', 'lab', 'scripts'].flatMap(folder =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(path => join(folder, path)))
  .filter(path => /\.([mc]?[jt]s|[jt]sx)$/.test(path) && !path.includes('node_modules'));

/** As it stands, and in states of being typed. */
const STATES: Record<string, (text: string) => string> = {
  'as they stand': text => text,
  'cut off in their middle': text => text.slice(0, text.length / 2),
  'with an open string': text => text.replace('(', '(\''),
  'with open brackets': text => text.replaceAll(';\n}', '.(`${{\n}'),
  'without braces': text => text.replaceAll('}', ''),
};

describe('the parts of the TypeScript compiler that are bundled', function () {
  // Every file of the project is read ten times, on a machine that may do other things too.
  this.timeout(180_000);
  let bundled: LanguageModule, whole: LanguageModule;
  before(async () => {
    build();
    whole = createTypeScript();
    const { createTypeScript: createBundled } = await import(join(root, 'dist/typescript.js')) as { createTypeScript: () => LanguageModule };
    bundled = createBundled();
  });

  for (const [state, change] of Object.entries(STATES)) {
    it(`read files ${state} as the whole compiler does`, () => {
      for (const path of FILES) {
        const text = change(readFileSync(join(root, path), 'utf8'));
        assert.deepEqual(bundled.lower(path, text), whole.lower(path, text), path);
      }
    });
  }

  it('are a quarter of it', () => {
    assert.ok(statSync(join(root, 'dist/typescript.js')).size < 2_500_000);
  });
});

describe('what is passed on with the bundles', () => {
  before(build);

  it('are the licenses of the packages in them, and of no other', () => {
    const text = readFileSync(join(root, 'dist/THIRD-PARTY-NOTICES.txt'), 'utf8');
    const names = [...text.matchAll(/^(\S+) \d+\.\d+\.\d+ \(.+\)$/gm)].map(([, name]) => name);
    for (const name of ['typescript', '@typescript-eslint/typescript-estree', '@vscode/tree-sitter-wasm', '@tree-sitter-grammars/tree-sitter-hcl', 'yaml', 'ignore']) {
      assert.ok(names.includes(name), `${name} is missing`);
    }
    for (const name of ['mocha', 'esbuild', 'markdown-it']) assert.ok(!names.includes(name), `${name} is not bundled`);
  });
});
