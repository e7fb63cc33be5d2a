import type { App } from './apps/app';
import type { StoredRecord } from './system/topics';

/** What an experiment counted. */
export interface Count {
  /** How many it speaks of: those that were acknowledged, or were to be processed. */
  of: number;
  lost: number;
  doubled: number;
  reordered: number;
}

/** What a rule may claim of messages. */
export type Claim = 'lost' | 'doubled' | 'reordered';

/** The messages of an experiment are called `order-1`, `order-2` and so on: their names, from one number to another. */
export function orders(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, i) => `order-${from + i}`);
}

/** What the code of a case was told about each message, and what it did with it. */
export class Ledger {
  /** Those that it was told are sent. */
  readonly acknowledged: string[] = [];
  /** Those that it was told are not. */
  readonly refused: string[] = [];
  /** Those on which the work was done, in turn. */
  readonly processed: string[] = [];

  /** Calls a function of a case once for each message, so many at a time, and notes what it answers. */
  async publish(app: App, name: string, messages: readonly string[], { atOnce = 1, as = (message: string): readonly (string | readonly string[])[] => [message] } = {}): Promise<void> {
    const left = [...messages];
    const worker = async (): Promise<void> => {
      for (let message = left.shift(); message; message = left.shift()) {
        await app.call(name, ...as(message)).then(() => this.acknowledged.push(message!), () => this.refused.push(message!));
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
  }

  /** Compares what was acknowledged, or handed over, with what lies in the topic. */
  againstTopic(records: readonly StoredRecord[], promised: readonly string[] = this.acknowledged): Count {
    const partitions = new Map<number, string[]>();
    for (const { partition, value } of records) partitions.set(partition, [...partitions.get(partition) ?? [], nameIn(value)]);
    const lists = [...partitions.values()];
    return { ...compare(promised, lists.flat()), reordered: lists.reduce((sum, list) => sum + outOfTurn(list), 0) };
  }

  /** Compares what was to be processed with what was. */
  againstWork(messages: readonly string[]): Count {
    return { ...compare(messages, this.processed), reordered: outOfTurn(this.processed) };
  }
}

/** The message that a text speaks of. */
export function nameIn(text: string): string {
  return /order-\d+/.exec(text)?.[0] ?? text;
}

function compare(promised: readonly string[], found: readonly string[]): Omit<Count, 'reordered'> {
  const all = new Set(promised), there = new Set(found);
  return { of: all.size, lost: [...all].filter(name => !there.has(name)).length, doubled: found.length - there.size };
}

/** How many come, for the first time, behind a later one. */
function outOfTurn(names: readonly string[]): number {
  let highest = 0, count = 0;
  for (const number of new Set(names.map(name => Number(/\d+/.exec(name)?.[0] ?? 0)))) {
    if (number < highest) count++;
    else highest = number;
  }
  return count;
}
