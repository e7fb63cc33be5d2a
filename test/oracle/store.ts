/** Which messages a value speaks of: each message has its name in all that is made of it. */
export function idsIn(value: unknown): string[] {
  const found = new Set<string>();
  const walk = (part: unknown, depth: number): void => {
    if (typeof part === 'string') for (const [id] of part.matchAll(/order-\d+/g)) found.add(id);
    else if (Buffer.isBuffer(part)) walk(part.toString(), depth);
    else if (part !== null && typeof part === 'object' && depth < 5) for (const inner of Object.values(part)) walk(inner, depth + 1);
  };
  walk(value, 0);
  return [...found];
}

/** A row: values by column. */
export type Row = Record<string, unknown>;

/** What outlives a process: the broker's topics and committed offsets, tables, and what was done for messages. */
export class Store {
  readonly topics = new Map<string, { key?: string; value: string }[]>();
  /** The next offset to read of a group and topic. */
  readonly committed = new Map<string, number>();
  /** How far consumers have come, by topic: what is in front is given no more in this process. */
  readonly positions = new Map<string, number>();
  readonly tables = new Map<string, Row[]>();
  /** How often something was done for a message. */
  readonly effects = new Map<string, Map<string, number>>();

  did(what: string, ids: readonly string[]): void {
    const done = this.effects.get(what) ?? new Map<string, number>();
    for (const id of ids) done.set(id, (done.get(id) ?? 0) + 1);
    this.effects.set(what, done);
  }

  append(topic: string, messages: readonly { key?: string; value: string }[]): void {
    this.topics.set(topic, [...this.topics.get(topic) ?? [], ...messages]);
  }

  rows(table: string): Row[] {
    const rows = this.tables.get(table) ?? [];
    this.tables.set(table, rows);
    return rows;
  }
}

/** Topics and tables in which a message waits for another try. */
export const KEEPS = /dead|failed|retry|outbox|parked/;
/** Tables that only say what was done. */
export const MARKS = /handled|processed|audit/;
