import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Parser, type Tree } from '@vscode/tree-sitter-wasm';
import { copy, kindsOf } from '../../src/core/languages/java/parse/copy';
import { hasRestingCursor, RestingCursor, type Cursor } from '../../src/core/languages/java/parse/cursor';
import { loadEngine, type Loaded } from '../../src/core/languages/java/parse/parse';

const samples = join(__dirname, '../../samples'), wasm = join(require.resolve('@vscode/tree-sitter-wasm'), '..');

describe('java: the cursor that rests in the engine', () => {
  let loaded: Loaded;
  before(async () => { loaded = await loadEngine(name => readFile(join(wasm, name))); });

  it('is offered by the pinned engine', () => assert.ok(hasRestingCursor(loaded.engine)));

  it('walks each sample as the engine\'s own cursor does', () => {
    const parser = new Parser();
    parser.setLanguage(loaded.language);
    const files = readdirSync(samples, { recursive: true, encoding: 'utf8' }).filter(path => path.endsWith('.java'));
    assert.ok(files.length > 5);
    for (const file of files) {
      const tree = parser.parse(readFileSync(join(samples, file), 'utf8'))!;
      assert.ok(hasRestingCursor(loaded.engine));
      assert.deepEqual(copied(new RestingCursor(loaded.engine, tree, loaded.language)), copied(tree.walk()), file);
      tree.delete();
    }
  });

  function copied(cursor: Cursor | ReturnType<Tree['walk']>): unknown {
    try {
      return copy(cursor, { kinds: kindsOf(loaded.language), broken: false, known: () => undefined, members: new Map() });
    } finally {
      cursor.delete();
    }
  }
});
