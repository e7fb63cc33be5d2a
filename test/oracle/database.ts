import { KEEPS, MARKS, idsIn, type Row, type Store } from './store';
import type { Role, World } from './world';

interface Answer { rows: Row[]; rowCount: number }
type Query = string | { text: string; values?: unknown[] };

/** What the module `pg` offers to a program in this process: statements of the few forms that the programs use. */
export function pg(world: World, store: Store): Record<string, unknown> {
  class Pool {
    async query(query: Query, values: unknown[] = []): Promise<Answer> { return runs(world, store, query, values); }

    async connect(): Promise<Client> { return new Client(world, store); }

    async end(): Promise<void> { /* nothing to close in memory */ }
  }
  return { Pool };
}

/** What other database modules offer: each writes one row. */
export function otherDatabases(world: World, store: Store): Record<string, Record<string, unknown>> {
  const write = (verb: string, table: string) => async (given: unknown): Promise<unknown> => {
    const ids = idsIn(given);
    return world.call('write', `${verb} ${table}`, ids, () => { for (const id of ids) insert(store, table, { id }, [id]); });
  };
  const table = (name: string, verbs: readonly string[]): Record<string, unknown> =>
    Object.fromEntries(verbs.map(verb => [verb, write(verb, name)]));
  class DataSource { getRepository(name: string): unknown { return table(name, ['save', 'insert', 'update', 'delete']); } }
  class MongoClient { db(): unknown { return { collection: (name: string) => table(name, ['insertOne', 'updateOne', 'replaceOne']) }; } }
  class PrismaClient {
    payment = table('payment', ['create', 'update', 'upsert']);
    async $transaction<T>(run: (tx: this) => Promise<T>): Promise<T> { return run(this); }
  }
  return { typeorm: { DataSource }, mongodb: { MongoClient }, '@prisma/client': { PrismaClient } };
}

/** One connection; what it changes in a transaction counts with `COMMIT`. */
class Client {
  #open?: (() => void)[];

  constructor(private readonly world: World, private readonly store: Store) {}

  async query(query: Query, values: unknown[] = []): Promise<Answer> {
    const text = typeof query === 'string' ? query : query.text;
    if (/^BEGIN/i.test(text)) this.#open = [];
    else if (/^COMMIT/i.test(text)) await this.world.call('end', 'COMMIT', [], () => { for (const change of this.#take()) change(); });
    else if (/^ROLLBACK/i.test(text)) this.#take();
    else return runs(this.world, this.store, query, values, this.#open);
    return { rows: [], rowCount: 0 };
  }

  release(): void { this.#take(); }

  #take(): (() => void)[] {
    const changes = this.#open ?? [];
    this.#open = undefined;
    return changes;
  }
}

async function runs(world: World, store: Store, query: Query, given: unknown[], open?: (() => void)[]): Promise<Answer> {
  const text = typeof query === 'string' ? query : query.text, values = typeof query === 'string' ? given : query.values ?? [];
  const statement = parse(text, values);
  return world.call(roleOf(statement), `${statement.verb} of ${statement.table}`, idsIn(values), () => {
    const { answer, change } = answered(store, statement, values);
    if (open) open.push(change);
    else change();
    return answer;
  });
}

interface Statement { verb: string; table: string; columns: string[]; given: string[]; where: string[]; quiet: boolean; text: string }

const FORMS: readonly RegExp[] = [
  /^(?<verb>INSERT) INTO (?<table>\w+) \((?<columns>[^)]*)\) VALUES \((?<given>.*?)\)(?<quiet> ON CONFLICT.*)?$/i,
  /^(?<verb>SELECT) .* FROM (?<table>\w+)(?: WHERE (?<where>.*?))?(?: ORDER BY .*?)?(?: LIMIT \d+)?(?: FOR UPDATE.*)?$/i,
  /^(?<verb>UPDATE) (?<table>\w+) SET (?<columns>.*?)(?: WHERE (?<where>.*))?$/i,
  /^(?<verb>DELETE) FROM (?<table>\w+)(?: WHERE (?<where>.*))?$/i,
];

function parse(text: string, values: readonly unknown[]): Statement {
  const groups = FORMS.map(form => form.exec(text.trim())?.groups).find(Boolean);
  if (!groups) throw new Error(`no statement that the stand-in knows: ${text} (${values.length} values)`);
  const list = (part: string | undefined): string[] => part?.split(',').map(one => one.trim()) ?? [];
  return {
    verb: groups.verb.toUpperCase(), table: groups.table, columns: list(groups.columns), given: list(groups.given),
    where: groups.where?.split(/ AND /i) ?? [], quiet: groups.quiet !== undefined, text,
  };
}

function roleOf({ verb, table }: Statement): Role {
  if (verb === 'SELECT') return 'read';
  if (MARKS.test(table)) return 'mark';
  if (KEEPS.test(table)) return verb === 'INSERT' ? 'keep' : 'mark';
  return 'write';
}

function answered(store: Store, statement: Statement, values: readonly unknown[]): { answer: Answer; change: () => void } {
  const { verb, table, columns, given, where } = statement, rows = store.rows(table);
  const fits = (row: Row): boolean => where.every(condition => holds(row, condition, values));
  const found = rows.filter(fits);
  if (verb === 'SELECT') return { answer: { rows: found.map(row => ({ ...row })), rowCount: found.length }, change: () => {} };
  if (verb === 'INSERT') {
    const row = Object.fromEntries(columns.map((column, at) => [column, valueOf(given[at], values)]));
    const twice = MARKS.test(table) && rows.some(({ id }) => id === row.id);
    if (twice && !statement.quiet) throw Object.assign(new Error('duplicate key value violates unique constraint'), { code: '23505' });
    return { answer: { rows: [], rowCount: twice ? 0 : 1 }, change: () => { if (!twice) insert(store, table, row, values); } };
  }
  const sets = columns.map(set => set.split(/\s*=\s*/));
  return {
    answer: { rows: [], rowCount: found.length },
    change: () => {
      if (verb === 'DELETE') store.tables.set(table, store.rows(table).filter(row => !fits(row)));
      else for (const row of store.rows(table).filter(fits)) for (const [column, value] of sets) row[column] = valueOf(value, values);
      if (verb === 'UPDATE') store.did(`row changed in ${table}`, idsIn(values));
    },
  };
}

function insert(store: Store, table: string, row: Row, values: readonly unknown[]): void {
  store.rows(table).push(row);
  store.did(`row in ${table}`, idsIn(values));
}

function valueOf(text: string, values: readonly unknown[]): unknown {
  const parameter = /^\$(\d+)$/.exec(text);
  if (parameter) return values[Number(parameter[1]) - 1];
  if (/^(true|false)$/i.test(text)) return /^true$/i.test(text);
  if (/^now\(\)$/i.test(text)) return 'now';
  if (/^null$/i.test(text)) return null;
  return text.replace(/^'|'$/g, '');
}

function holds(row: Row, condition: string, values: readonly unknown[]): boolean {
  const any = /^(\w+) = ANY\(\$(\d+)\)$/i.exec(condition);
  if (any) return (values[Number(any[2]) - 1] as unknown[]).includes(row[any[1]]);
  const same = /^(\w+) = (.+)$/.exec(condition);
  if (same) return row[same[1]] === valueOf(same[2], values);
  const no = /^NOT (\w+)$/i.exec(condition);
  if (no) return !row[no[1]];
  const isNull = /^(\w+) IS (NOT )?NULL$/i.exec(condition);
  if (isNull) return (row[isNull[1]] === null || row[isNull[1]] === undefined) !== (isNull[2] !== undefined);
  throw new Error(`no condition that the stand-in knows: ${condition}`);
}
