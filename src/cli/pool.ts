import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

export interface PoolOptions<Item, Result> {
  /** The file that the threads run; it answers through `serve` of `worker-protocol.ts`. */
  script: string;
  threads?: number;
  /** How many items a thread is given at a time. */
  chunk?: number;
  /** A chunk that takes longer is given up, in milliseconds. */
  limit?: number;
  /** What stands for an item that ended its thread, or took too long. */
  failed(item: Item, why: string): Result;
  /** Called with the number of items done. */
  progress?: (done: number) => void;
}

/** A number of items whose results go to the places from `at` on. */
interface Job<Item> {
  at: number;
  items: readonly Item[];
}

export interface Answer<Result> {
  results?: Result[];
  error?: string;
}

/** As many threads as the machine has, up to the number beyond which starting them costs more than they bring. */
export function usefulThreads(most = 8): number {
  return Math.max(1, Math.min(most, availableParallelism()));
}

/**
 * Runs the items on several threads; the results are in the order of the items. A thread that dies or hangs costs the
 * one item that did it: its chunk is tried again item by item.
 */
export async function runOnThreads<Item, Result>(items: readonly Item[], options: PoolOptions<Item, Result>): Promise<Result[]> {
  const size = options.chunk ?? 25;
  const jobs: Job<Item>[] = [];
  for (let at = 0; at < items.length; at += size) jobs.push({ at, items: items.slice(at, at + size) });
  const results = new Array<Result>(items.length);
  let done = 0;

  const settle = (job: Job<Item>, values: readonly Result[]) => {
    values.forEach((value, index) => { results[job.at + index] = value; });
    done += job.items.length;
    options.progress?.(done);
  };
  const threads = Math.min(options.threads ?? usefulThreads(), jobs.length);
  await Promise.all(Array.from({ length: threads }, () => workThrough(jobs, settle, options)));
  return results;
}

/** One thread's life: takes jobs until none is left, and is replaced when it dies. */
async function workThrough<Item, Result>(
  jobs: Job<Item>[], settle: (job: Job<Item>, values: readonly Result[]) => void, options: PoolOptions<Item, Result>,
): Promise<void> {
  let thread: Worker | undefined;
  for (let job = jobs.shift(); job; job = jobs.shift()) {
    thread ??= new Worker(options.script);
    const { results, error = 'no answer' } = await ask<Item, Result>(thread, job.items, options.limit ?? 60_000);
    if (results) {
      settle(job, results);
      continue;
    }
    await thread.terminate();
    thread = undefined;
    if (job.items.length === 1) settle(job, [options.failed(job.items[0], error)]);
    else jobs.push(...job.items.map((item, index) => ({ at: job.at + index, items: [item] })));
  }
  await thread?.terminate();
}

function ask<Item, Result>(thread: Worker, items: readonly Item[], limit: number): Promise<Answer<Result>> {
  return new Promise(resolve => {
    const finish = (answer: Answer<Result>) => {
      clearTimeout(timer);
      thread.removeAllListeners();
      // A thread that is being ended may still fail; nobody waits for it any more.
      thread.on('error', () => undefined);
      resolve(answer);
    };
    const timer = setTimeout(() => finish({ error: `it took longer than ${limit / 1000} s` }), limit);
    thread.once('message', finish);
    thread.once('error', error => finish({ error: error.message }));
    thread.once('exit', code => finish({ error: `its thread ended with code ${code}` }));
    thread.postMessage(items);
  });
}
