import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { libraries } from '../../src/core/libraries/index';
import { runtimes } from '../../src/core/libraries/runtimes';
import { transfers } from '../../src/core/libraries/runtimes/transfers';

const src = join(__dirname, '../../src/core');

/** All code but that of the tables themselves. */
const readers = (readdirSync(src, { recursive: true }) as string[]).map(path => path.replaceAll('\\', '/'))
  .filter(path => path.endsWith('.ts') && (!path.startsWith('libraries/') || path === 'libraries/index.ts')).map(path => readFileSync(join(src, path), 'utf8')).join('\n');

/** The names of cells, and the words that say what kind a row is. */
function cells(value: unknown, under: string, found: Map<string, string>): void {
  if (Array.isArray(value)) { for (const one of value) cells(one, under, found); return; }
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    // The keys of these are names of types, methods, properties and constants.
    const named = /^(types|methods|properties|annotations|elements|skipping|failureHandlers|rebalances|hooks|row of hooks|receivers|row of receivers|is)$/.test(under) && !Array.isArray(value);
    if (!named) found.set(name, under);
    if (/^(role|kind|outcome|way|commits|failures)$/.test(name) && typeof inner === 'string') found.set(`'${inner}'`, name);
    cells(inner, named ? `row of ${under}` : name, found);
  }
}

/** Roles of which nothing more is asked: a call that has one is no work of a handler. */
const ENOUGH = ["'abort'", "'pause'"];

/** A word is compared, stands among the words of an expression, or is the name of a cell that is asked. */
function isRead(name: string): boolean {
  const word = name.replaceAll("'", '');
  return new RegExp(name === word ? `(\\.|[{,] |\\[')${word}\\b` : `['|(]${word}['|)]|[{,] ${word}: `).test(readers);
}

describe('tables of libraries', () => {
  const all: [string, unknown][] = [['libraries', libraries], ['runtimes', runtimes], ['transfers', transfers]];
  for (const [title, tables] of all) {
    it(`${title}: each cell is read by the analysis or the model`, () => {
      const found = new Map<string, string>();
      cells(tables, '', found);
      assert.ok(found.size > 5);
      const unread = [...found].filter(([name]) => !isRead(name) && !ENOUGH.includes(name));
      assert.deepEqual(unread.map(([name, under]) => `${name} of ${under}`), []);
    });
  }

  it('each table of calls says where that is written', () => {
    for (const { source } of [...libraries, ...runtimes, ...transfers]) assert.ok(source.length > 10, source);
  });
});
