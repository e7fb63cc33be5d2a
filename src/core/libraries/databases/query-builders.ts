import { exactly } from '../words';

/** Drizzle: `db.insert(orders).values(…)`, `db.update(orders).set(…)`, `db.delete(orders).where(…)`. */
export const TABLE_WRITES = exactly('insert update delete');
/** What follows them in the chain. */
export const TABLE_VALUES = exactly('values set where returning');

/** Knex and Supabase: `db('orders').insert(…)`, `client.from('orders').update(…)`. */
export const ROW_WRITES = exactly('insert update upsert del delete increment decrement');
/** What a connection is called that is itself a function of the table. */
export const CONNECTION = /^(knex|db|trx|tx|database|conn|connection)$|knex$/i;
/** Methods that begin a chain with the table. */
export const TABLE_START = exactly('table from into');

/** Kysely: `db.insertInto('orders').values(…)`. */
export const NAMED_WRITES = exactly('insertInto updateTable deleteFrom replaceInto mergeInto');
