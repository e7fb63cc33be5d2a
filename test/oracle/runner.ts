import { idsIn, type Store } from './store';
import type { World } from './world';

type Place = { topic: string; partition: number };

interface Message { key: Buffer | null; value: Buffer; offset: string; timestamp: string; headers: Record<string, unknown> }

interface Batch extends Place {
  messages: Message[];
  highWatermark: string;
  isEmpty(): boolean;
  firstOffset(): string;
  lastOffset(): string;
  offsetLag(): string;
}

/** What `run` is given. */
export interface RunOptions {
  autoCommit?: boolean;
  autoCommitThreshold?: number;
  eachBatchAutoResolve?: boolean;
  eachMessage?: (payload: Record<string, unknown>) => Promise<void>;
  eachBatch?: (payload: Record<string, unknown>) => Promise<void>;
}

/** How many records a fetch gives. */
const BATCH = 2;
/** kafkajs 2.2.4, `src/retry/defaults.js`, without the random part. */
export const RETRY = { initial: 300, retries: 5, factor: 2 };
/** kafkajs 2.2.4, `src/retry/index.js`. */
const UNRECOVERABLE = ['RangeError', 'ReferenceError', 'SyntaxError', 'TypeError'];

/** `src/consumer/runner.js` with `offsetManager/index.js`: fetches, handles and commits until it is stopped. */
export class Runner {
  running = false;
  paused = false;
  #resolved: number;
  #committed: number;
  #seek: number | undefined;
  #consuming = false;
  #waiting: (() => void)[] = [];

  constructor(
    private readonly world: World, private readonly store: Store, private readonly group: string, private readonly topic: string,
    private readonly options: RunOptions, private readonly onCrash: (crash: { error: Error; retried: boolean }) => void,
  ) {
    this.#committed = this.#resolved = store.committed.get(this.#key) ?? 0;
  }

  get #key(): string { return `${this.group}/${this.topic}`; }

  start(): void {
    this.running = true;
    this.#consuming = true;
    void this.#consume().finally(() => {
      this.#consuming = false;
      for (const tell of this.#waiting.splice(0)) tell();
    });
  }

  async stop(): Promise<void> {
    this.running = false;
    if (this.#consuming) await new Promise<void>(resolve => { this.#waiting.push(resolve); });
  }

  seek(offset: number): void { this.#seek = offset; }

  committed(offset: number): void {
    this.#committed = offset;
    this.store.committed.set(this.#key, offset);
  }

  /** `scheduleFetchManager`: fetches and handles, tries again from memory, crashes after the last try. */
  async #consume(): Promise<void> {
    for (let tries = 0, wait = RETRY.initial; this.running;) {
      try {
        if (!await this.#next()) return;
      } catch (error) {
        const failure = error instanceof Error ? error : new Error(String(error)),
          retriable = (failure as { retriable?: boolean }).retriable !== false;
        if (!retriable || UNRECOVERABLE.includes(failure.name)) return this.onCrash({ error: failure, retried: false });
        if (tries++ >= RETRY.retries) return this.onCrash({ error: failure, retried: true });
        await this.#sleep(wait);
        wait *= RETRY.factor;
      }
    }
  }

  #sleep(milliseconds: number): Promise<void> { return new Promise(resolve => this.world.after(milliseconds, resolve)); }

  /** One fetch, and what is done with it; false when there is nothing to read any more. */
  async #next(): Promise<boolean> {
    if (this.#seek !== undefined) await this.#seekTo(this.#seek);
    const from = this.#resolved, all = this.store.topics.get(this.topic) ?? [];
    this.store.positions.set(this.topic, from);
    if (this.paused) {
      await this.#sleep(500);
      return true;
    }
    if (from >= all.length) return false;
    const records = await this.world.call('fetch', 'fetch', [], () => all.slice(from, from + BATCH));
    if (!this.running) return true;
    await this.#handle(
      this.#batch(
        records.map(({ key, value }, at) => ({
          key: key === undefined ? null : Buffer.from(key),
          value: Buffer.from(this.#damaged(value)),
          offset: String(from + at),
          timestamp: '0',
          headers: {},
        })),
        all.length,
      ),
    );
    return true;
  }

  #damaged(value: string): string {
    const id = idsIn(value)[0];
    return this.world.faults.some(fault => fault.kind === 'malformed' && fault.id === id) ? `{ ${id}` : value;
  }

  #batch(messages: Message[], end: number): Batch {
    return {
      topic: this.topic, partition: 0, messages, highWatermark: String(end),
      isEmpty: () => messages.length === 0, firstOffset: () => messages[0].offset, lastOffset: () => messages.at(-1)!.offset,
      offsetLag: () => String(end - 1 - Number(messages.at(-1)!.offset)),
    };
  }

  /** `handleBatch` */
  async #handle(batch: Batch): Promise<void> {
    if (this.options.eachMessage) await this.#processEachMessage(batch);
    else await this.#processEachBatch(batch);
    await this.#autoCommitOffsets();
  }

  async #processEachMessage(batch: Batch): Promise<void> {
    const { topic, partition } = batch;
    for (const message of batch.messages) {
      if (!this.running || this.#seek !== undefined) break;
      try {
        await this.options.eachMessage!({ topic, partition, message, heartbeat, pause: () => this.#pause() });
      } catch (error) {
        await this.#autoCommitOffsets();
        throw error;
      }
      this.#resolved = Number(message.offset) + 1;
      await this.#commitIfNecessary();
      if (this.paused) break;
    }
  }

  async #processEachBatch(batch: Batch): Promise<void> {
    try {
      await this.options.eachBatch!({
        batch,
        heartbeat,
        pause: () => this.#pause(),
        resolveOffset: (offset: string) => {
          this.#resolved = Number(offset) + 1;
        },
        commitOffsetsIfNecessary: async (offsets?: { topics: { partitions: { offset: string }[] }[] }) => {
          if (offsets) await this.#commit(Number(offsets.topics[0].partitions[0].offset), 'commitOffsetsIfNecessary');
          else await this.#commitIfNecessary();
        },
        uncommittedOffsets: () => ({
          topics:
            this.#resolved === this.#committed
              ? []
              : [{ topic: this.topic, partitions: [{ partition: 0, offset: String(this.#resolved) }] }],
        }),
        isRunning: () => this.running,
        isStale: () => this.#seek !== undefined,
      });
    } catch (error) {
      await this.#autoCommitOffsets();
      throw error;
    }
    if (this.options.eachBatchAutoResolve !== false) this.#resolved = Number(batch.lastOffset()) + 1;
  }

  #pause(): () => void {
    this.paused = true;
    return () => { this.paused = false; };
  }

  async #autoCommitOffsets(): Promise<void> {
    if (this.options.autoCommit === false || this.#resolved === this.#committed) return;
    await this.#commit(this.#resolved, 'automatic commit');
  }

  /** `commitOffsetsIfNecessary`: only a threshold or an interval makes it commit before the end of the batch. */
  async #commitIfNecessary(): Promise<void> {
    const { autoCommitThreshold } = this.options;
    if (autoCommitThreshold !== undefined && this.#resolved - this.#committed >= autoCommitThreshold) await this.#autoCommitOffsets();
  }

  async #commit(offset: number, name: string): Promise<void> { await this.world.call('commit', name, [], () => this.committed(offset)); }

  /** `offsetManager.seek`: with automatic commits the offset is committed as well. */
  async #seekTo(offset: number): Promise<void> {
    this.#seek = undefined;
    if (this.options.autoCommit !== false) await this.#commit(offset, 'seek');
    this.#resolved = offset;
  }
}

/** Sends nothing before its interval is over. */
async function heartbeat(): Promise<void> { /* the interval is not over */ }
