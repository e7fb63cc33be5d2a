import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

export interface PoolOptions<Item, Result> {
  /** The file that the threads run: it answers each array of items by an `Answer`. */
  script: string;
  threads?: number;
  /** How many items a thread is given at a time. */
  chunk?: number;
  /** A chunk that takes longer, in milliseconds, is given up. */
  limit?: number;
  /** What stands for an item that ended its thread, or took too long. */
  failed(item: Item, why: string): Result;
}

/** What a thread says to a chunk of items. */
export interface Answer<Result> {
  results?: Result[];
  error?: string;
}

/** A number of items whose results go to the places from `at` on. */
interface Job<Item> {
  at: number;
  items: readonly Item[];
}

/**
 * A few threads that all do the same to many items. A thread that dies or hangs costs the one item that did it: its
 * chunk is tried again item by item.
 */
export class Pool<Item, Result> {
  readonly #idle: Worker[] = [];
  readonly #threads: number;

  constructor(private readonly options: PoolOptions<Item, Result>) {
    this.#threads = options.threads ?? Math.min(8, availableParallelism());
  }

  /** The results, in the order of the items. */
  async run(items: readonly Item[], progress?: (done: number) => void): Promise<Result[]> {
    const jobs = chunks(items, this.options.chunk ?? 25);
    const results = new Array<Result>(items.length);
    let done = 0;
    await Promise.all(Array.from({ length: Math.min(this.#threads, jobs.length) }, () => this.#workThrough(jobs, (job, values) => {
      values.forEach((value, index) => { results[job.at + index] = value; });
      progress?.(done += values.length);
    })));
    return results;
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    await Promise.all(this.#idle.splice(0).map(thread => thread.terminate()));
  }

  #start(): Worker {
    const thread = new Worker(this.options.script);
    // A thread that is being ended may still fail; nobody waits for it any more.
    return thread.on('error', () => undefined);
  }

  /** One thread's share: takes jobs until none is left, and is replaced when it dies. */
  async #workThrough(jobs: Job<Item>[], settle: (job: Job<Item>, values: readonly Result[]) => void): Promise<void> {
    let thread = this.#idle.pop();
    for (let job = jobs.shift(); job; job = jobs.shift()) {
      thread ??= this.#start();
      const { results, error = 'no answer' } = await ask<Item, Result>(thread, job.items, this.options.limit ?? 60_000);
      if (results) {
        settle(job, results);
        continue;
      }
      await thread.terminate();
      thread = undefined;
      const { at, items } = job;
      if (items.length === 1) settle(job, [this.options.failed(items[0], error)]);
      else jobs.push(...items.map((item, index) => ({ at: at + index, items: [item] })));
    }
    if (thread) this.#idle.push(thread);
  }
}

function chunks<Item>(items: readonly Item[], size: number): Job<Item>[] {
  const jobs: Job<Item>[] = [];
  for (let at = 0; at < items.length; at += size) jobs.push({ at, items: items.slice(at, at + size) });
  return jobs;
}

function ask<Item, Result>(thread: Worker, items: readonly Item[], limit: number): Promise<Answer<Result>> {
  return new Promise(resolve => {
    const finish = (answer: Answer<Result>) => {
      clearTimeout(timer);
      thread.off('message', finish).off('error', failed).off('exit', ended);
      resolve(answer);
    };
    const failed = (error: Error) => finish({ error: error.message });
    const ended = (code: number) => finish({ error: `its thread ended with code ${code}` });
    const timer = setTimeout(() => finish({ error: `it took longer than ${limit / 1000} s` }), limit);
    thread.on('message', finish).on('error', failed).on('exit', ended);
    thread.postMessage(items);
  });
}
