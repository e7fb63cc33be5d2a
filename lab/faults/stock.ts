import type { Stage } from '../experiment';
import type { Postgres } from '../system/postgres';

const FULL = 1000;

/** The shelves that handlers take from, in a real database: how often each was taken from is the effect of its messages. */
export class Stock {
  private constructor(readonly database: Postgres) {}

  /** Fills a shelf for each item, in a database that also has the tables of some snippets. */
  static async open({ postgres }: Stage, items: readonly string[], tables: readonly string[]): Promise<Stock> {
    const database = await postgres();
    for (const table of ['CREATE TABLE stock (item TEXT PRIMARY KEY, remaining INTEGER)', ...tables]) await database.query(table);
    await database.query(`INSERT INTO stock VALUES ${items.map(item => `('${item}', ${FULL})`).join(', ')}`);
    return new Stock(database);
  }

  /** How often an item was taken. */
  async taken(item: string): Promise<number> {
    const [[remaining]] = await this.database.query(`SELECT remaining FROM stock WHERE item = '${item}'`);
    return FULL - Number(remaining);
  }
}
