import { RETRY, Runner, type RunOptions } from './runner';
import type { Store } from './store';
import type { World } from './world';

type Offset = { topic: string; partition: number; offset: string };

/**
 * A consumer of kafkajs 2.2.4 for one partition a topic, step by step as `src/consumer/index.js`, `runner.js` and
 * `offsetManager/index.js` do it; the names of methods are theirs.
 */
export class Consumer {
  #topics: string[] = [];
  #runner?: Runner;
  #stopped = false;

  constructor(private readonly world: World, private readonly store: Store, private readonly group: string) {}

  readonly events = { CRASH: 'consumer.crash', GROUP_JOIN: 'consumer.group_join' };

  async connect(): Promise<void> { /* always there in memory */ }

  on(): () => void { return () => {}; }

  async subscribe({ topic, topics }: { topic?: string; topics?: string[] }): Promise<void> { this.#topics.push(...topics ?? [topic!]); }

  async run(options: RunOptions): Promise<void> {
    if (this.#runner) return;
    this.#start(options);
  }

  #start(options: RunOptions): void {
    const runner = (this.#runner = new Runner(this.world, this.store, this.group, this.#topics[0], options, error =>
      this.#crash(error, options),
    ));
    runner.start();
  }

  /** `onCrash`: disconnects, and starts again only after a failure that may pass. */
  #crash({ error, retried }: { error: Error; retried: boolean }, options: RunOptions): void {
    this.#runner!.running = false;
    const restart = retried || (error as { retriable?: boolean }).retriable === true;
    if (restart && !this.#stopped) this.world.after(RETRY.initial, () => { if (!this.#stopped) this.#start(options); });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#runner?.stop();
  }

  async disconnect(): Promise<void> { await this.stop(); }

  seek(offset: Offset): void { this.#running().seek(Number(offset.offset)); }

  pause(): void { this.#running().paused = true; }

  resume(): void { this.#running().paused = false; }

  /** `commitOffsets`: offsets are taken as the next to read; while nothing runs it returns silently. */
  async commitOffsets(offsets: readonly Offset[] = []): Promise<void> {
    for (const { offset } of offsets)
      if (!/^\d+$/.test(String(offset))) throw new Error(`Invalid offset, expected a long received ${offset}`);
    const runner = this.#running();
    if (!runner.running || offsets.length === 0) return;
    await this.world.call('commit', 'commitOffsets', [], () => runner.committed(Number(offsets.at(-1)!.offset)));
  }

  #running(): Runner {
    if (!this.#runner) throw new Error('Consumer group was not initialized, consumer#run must be called first');
    return this.#runner;
  }
}
