import { copyFileSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expand, readSnippets } from '../unit/snippet-texts';
import { ROOT } from './variants';
import { installed, npmInstall, workshop } from './workshop';

const PACKAGES = join(ROOT, 'test/compile/sql/package.json');

/** What is used of PGlite, a PostgreSQL inside the process. */
interface Database {
  exec(sql: string): Promise<unknown>;
  close(): Promise<void>;
}

/** The reader's own tables, of which the snippets give an example. */
const EXAMPLES = `
  CREATE TABLE orders (id TEXT PRIMARY KEY, body TEXT);
  CREATE TABLE stock (item TEXT PRIMARY KEY, remaining INTEGER);`;

/**
 * Makes the tables of the SQL snippets in a real PostgreSQL, and prepares every statement that the other snippets hold
 * for them. Gives what the database objects to, and how many statements it saw.
 * @throws Unavailable where the database cannot be installed
 */
export async function checkSql(): Promise<{ statements: number; errors: string[] }> {
  const folder = workshop('sql');
  installed(folder, readFileSync(PACKAGES, 'utf8'), () => {
    copyFileSync(PACKAGES, join(folder, 'package.json'));
    npmInstall(folder);
  });
  const { PGlite } = createRequire(join(folder, 'package.json'))('@electric-sql/pglite') as { PGlite: new () => Database };
  const database = new PGlite(), errors: string[] = [];
  let statements = 0;
  const run = async (name: string, sql: string) => {
    statements++;
    await database.exec(sql).catch((error: Error) => { errors.push(`${name}: ${error.message}\n  ${sql}\n`); });
  };

  await database.exec(EXAMPLES);
  for (const { name, body } of readSnippets('sql')) {
    await run(name, expand(body));
    for (const [, sql] of expand(body).matchAll(/^-- [^:]*: ((?:SELECT|DELETE) [^;]*;)/gm)) await run(name, sql);
  }
  for (const { name, body } of [...readSnippets('typescript'), ...readSnippets('java')]) {
    for (const sql of statementsOf(expand(body))) await run(name, `PREPARE s${statements} AS ${sql}`);
  }
  await database.close();
  return { statements, errors };
}

/** The SQL in string literals, those that are added together as one, with `?` as numbered parameters and numbers filled in. */
function statementsOf(code: string): string[] {
  const joined = code.replace(/"\s*\+\s*"|'\s*\+\s*'/g, '');
  return [...joined.matchAll(/(["'`])((?:INSERT INTO|SELECT|UPDATE|DELETE FROM|WITH) [\s\S]*?)\1/g)].map(([, , sql]) => {
    let count = 0;
    return sql.replace(/\$\{\w+\}/g, '1').replace(/\?/g, () => `$${++count}`);
  });
}
