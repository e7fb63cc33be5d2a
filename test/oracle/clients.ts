import { Consumer } from './consumer';
import { KEEPS, idsIn, type Store } from './store';
import type { World } from './world';

/** A message as a program gives it. */
interface Given { key?: string | Buffer | null; value: string | Buffer | null; headers?: Record<string, unknown> }
interface TopicMessages { topic: string; messages: readonly Given[] }

type Offsets = {
  consumerGroupId: string;
  topics: readonly { topic: string; partitions: readonly { partition: number; offset: string }[] }[];
};

/** What the module `kafkajs` offers to a program in this process. */
export function kafkajs(world: World, store: Store, consumers: Consumer[]): Record<string, unknown> {
  class Kafka {
    producer(): Producer { return new Producer(world, store); }

    consumer({ groupId }: { groupId: string }): Consumer {
      const consumer = new Consumer(world, store, groupId);
      consumers.push(consumer);
      return consumer;
    }

    admin(): Record<string, () => Promise<void>> { return { connect: nothing, disconnect: nothing, createTopics: nothing }; }
  }
  return { Kafka, logLevel: { NOTHING: 0, ERROR: 1, WARN: 2, INFO: 4 }, CompressionTypes: { None: 0, GZIP: 1 } };
}

async function nothing(): Promise<void> { /* nothing to do in memory */ }

/** A failure after which kafkajs does not try again. */
class NonRetriable extends Error { readonly retriable = false; }

/** kafkajs 2.2.4, `src/producer/index.js` and `messageProducer.js`: the promise of a send is the only way to learn how it went. */
class Producer {
  #closed = false;
  /** `eosManager/transactionStateMachine.js` */
  state: 'ready' | 'transacting' | 'ending' = 'ready';

  constructor(private readonly world: World, private readonly store: Store) {}

  async connect(): Promise<void> { this.#closed = false; }

  /** Does not wait for sends under way. */
  async disconnect(): Promise<void> { this.#closed = true; }

  on(): () => void { return () => {}; }

  async send(record: TopicMessages): Promise<unknown[]> { return this.sendBatch({ topicMessages: [record] }); }

  async sendBatch({ topicMessages }: { topicMessages: readonly TopicMessages[] }): Promise<unknown[]> {
    if (this.#closed) throw new Error('The producer is disconnected');
    return sent(this.world, topicMessages, () => append(this.store, topicMessages));
  }

  /** One at a time; a commit or an abort that failed leaves the producer without a way on. */
  async transaction(): Promise<Transaction> {
    if (this.state === 'transacting')
      throw new NonRetriable(
        'There is already an ongoing transaction for this producer. Please end the transaction before beginning another.',
      );
    if (this.state === 'ending') throw new NonRetriable('Transaction state exception: Invalid transition');
    this.state = 'transacting';
    return new Transaction(this, this.world, this.store);
  }
}

/** kafkajs 2.2.4, `src/producer/index.js`, `transaction`: what is sent counts with the commit, offsets too. */
class Transaction {
  #ended = false;
  #pending: (() => void)[] = [];

  constructor(private readonly producer: Producer, private readonly world: World, private readonly store: Store) {}

  isActive(): boolean { return this.producer.state === 'transacting' && !this.#ended; }

  async send(record: TopicMessages): Promise<unknown[]> { return this.sendBatch({ topicMessages: [record] }); }

  async sendBatch({ topicMessages }: { topicMessages: readonly TopicMessages[] }): Promise<unknown[]> {
    this.#check();
    return sent(this.world, topicMessages, () => { this.#pending.push(() => append(this.store, topicMessages)); });
  }

  async sendOffsets({ consumerGroupId, topics }: Offsets): Promise<void> {
    this.#check();
    await this.world.call('commit', 'sendOffsets', [], () => { this.#pending.push(() => {
      for (const { topic, partitions } of topics)
        for (const { offset } of partitions) this.store.committed.set(`${consumerGroupId}/${topic}`, Number(offset));
    }); });
  }

  async commit(): Promise<void> { await this.#end('commit of the transaction', () => { for (const effect of this.#pending) effect(); }); }

  async abort(): Promise<void> { await this.#end('abort of the transaction', () => {}); }

  async #end(name: string, effect: () => void): Promise<void> {
    this.#check();
    this.producer.state = 'ending';
    await this.world.call('end', name, [], effect);
    this.#pending = [];
    this.producer.state = 'ready';
    this.#ended = true;
  }

  #check(): void {
    if (!this.isActive()) throw new NonRetriable('Cannot continue to use transaction once ended');
  }
}

function sent(world: World, topicMessages: readonly TopicMessages[], effect: () => void): Promise<unknown[]> {
  const topics = topicMessages.map(({ topic }) => topic), ids = idsIn(topicMessages);
  return world.call(topics.every(topic => KEEPS.test(topic)) ? 'keep' : 'send', `send to ${topics.join(', ')}`, ids, () => {
    effect();
    return topics.map(topicName => ({ topicName, partition: 0, errorCode: 0 }));
  });
}

function append(store: Store, topicMessages: readonly TopicMessages[]): void {
  for (const { topic, messages } of topicMessages) {
    store.append(topic, messages.map(({ key, value }) => ({ key: key?.toString(), value: String(value ?? '') })));
    store.did(`message in ${topic}`, idsIn(messages));
  }
}
