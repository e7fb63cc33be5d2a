import { kafkajs, type Admin, type NewMessage } from './kafkajs';
import type { Address } from './proxy';
import { electUnclean, knownTo, leaveGroup, type PartitionState } from './requests';
import { until } from './until';

/** How a topic is made. */
export interface TopicPlan {
  partitions?: number;
  replicas?: number;
  /** The broker that leads it while all are well; 2 unless said otherwise, for `kafka` is broker 1. */
  leader?: number;
  /** Settings of the topic. */
  config?: Record<string, string>;
}

/** A record as it lies in a topic. */
export interface StoredRecord {
  partition: number;
  offset: bigint;
  key: string | undefined;
  value: string;
}

/** What the lab itself asks of a cluster, by listeners of its own that no fault touches. */
export class Topics {
  readonly #kafka;
  #admin: Promise<Admin> | undefined;
  /** The brokers that were awake when it was connected. */
  #asked = '';

  /** @param brokers the lab's own listener of each broker, from number 1 on */
  constructor(private readonly brokers: readonly (Address & { isAwake(): boolean })[]) {
    this.#kafka = kafkajs(brokers.map(textOf));
  }

  /** How many brokers there are, as far as all know that are awake. */
  async size(): Promise<number> {
    return Math.min(...(await Promise.all(this.#awake.map(broker => knownTo(broker)))).map(({ brokers }) => brokers));
  }

  /** Makes a topic, and waits until all its replicas are in sync. */
  async create(topic: string, { partitions = 1, replicas = 3, leader = 2, config = {} }: TopicPlan = {}): Promise<void> {
    const admin = await this.#ask();
    const order = [leader, ...[1, 2, 3].filter(id => id !== leader)].slice(0, replicas);
    await admin.createTopics({
      waitForLeaders: false,
      topics: [{
        topic,
        replicaAssignment: Array.from({ length: partitions }, (_, partition) => ({ partition, replicas: order })),
        configEntries: Object.entries(config).map(([name, value]) => ({ name, value })),
      }],
    });
    await until(`${topic} has its leader and its followers`, async () => {
      const { leader: now, isr } = await this.partition(topic);
      return now === leader && isr.length === order.length;
    });
  }

  /** The state of a partition. */
  async partition(topic: string, partition = 0): Promise<PartitionState> {
    return (await this.#partitions(topic)).find(one => one.partition === partition)!;
  }

  /** True when each partition has a leader, and all its replicas are in sync. */
  async isSettled(topic: string): Promise<boolean> {
    const partitions = await this.#partitions(topic);
    return partitions.length > 0 && partitions.every(({ leader, isr, replicas }) => leader >= 0 && isr.length === replicas.length);
  }

  /** Gives up what is on no running replica, as an operator does who must go on: any replica may lead. */
  async giveUp(topic: string, partition = 0): Promise<void> {
    await electUnclean(this.#awake[0], topic, partition);
  }

  /** Writes records, confirmed by all replicas. */
  async fill(topic: string, values: readonly (string | NewMessage)[]): Promise<void> {
    const producer = this.#kafka.producer();
    await producer.connect();
    await producer.send({ topic, messages: values.map(value => typeof value === 'string' ? { value } : value) });
    await producer.disconnect();
  }

  /** Writes records, each in a transaction of its own, so that the marker of each takes an offset too. */
  async fillInTransactions(topic: string, messages: readonly NewMessage[]): Promise<void> {
    const producer = this.#kafka.producer({ transactionalId: `lab-${topic}`, idempotent: true, maxInFlightRequests: 1 });
    await producer.connect();
    for (const message of messages) {
      const transaction = await producer.transaction();
      await transaction.send({ topic, messages: [message] });
      await transaction.commit();
    }
    await producer.disconnect();
  }

  /** How many records a topic's first partition has that all its replicas in sync have. */
  async length(topic: string): Promise<number> {
    return Number((await (await this.#ask()).fetchTopicOffsets(topic))[0].high);
  }

  /** The partition of a topic that has the most records. */
  async fullest(topic: string): Promise<number> {
    const ends = await (await this.#ask()).fetchTopicOffsets(topic);
    return ends.reduce((most, one) => Number(one.high) > Number(most.high) ? one : most).partition;
  }

  /** What lies in a topic, in order of partitions and offsets. */
  async read(topic: string): Promise<StoredRecord[]> {
    const admin = await this.#ask(), ends = await until('the end of the topic', () => admin.fetchTopicOffsets(topic));
    const left = new Map(ends.filter(({ high, low }) => high !== low).map(({ partition, high }) => [partition, BigInt(high)]));
    const records: StoredRecord[] = [];
    if (left.size === 0) return records;
    const groupId = `lab-${process.pid}-${Date.now()}`, consumer = this.#kafka.consumer({ groupId, maxWaitTimeInMs: 100 });
    // The last offset may be a transaction's marker, which is no message.
    consumer.on('consumer.end_batch_process', ({ payload: { partition, lastOffset } }) => {
      if (BigInt(lastOffset) + 1n >= (left.get(partition) ?? 0n)) left.delete(partition);
    });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatch: async ({ batch: { partition, messages } }) => {
        for (const { offset, key, value } of messages) records.push({ partition, offset: BigInt(offset), key: key?.toString(), value: String(value) });
      },
    });
    await until(`${topic} is read to its end`, () => left.size === 0);
    await consumer.disconnect();
    return records.sort((a, b) => a.partition - b.partition || Number(a.offset - b.offset));
  }

  /** The offset that a group committed for a partition; undefined where it has none. */
  async committed(group: string, topic: string, partition = 0): Promise<bigint | undefined> {
    const [answer] = await (await this.#ask()).fetchOffsets({ groupId: group, topics: [topic] });
    const offset = BigInt(answer.partitions.find(one => one.partition === partition)?.offset ?? -1);
    return offset < 0n ? undefined : offset;
  }

  /** Takes dead members out of a group, as its coordinator does when their session has timed out, only sooner. */
  async evict(group: string): Promise<void> {
    const admin = await this.#ask();
    const [{ members }] = (await admin.describeGroups([group])).groups;
    if (members.length === 0) return;
    const { leader } = await this.partition('__consumer_offsets');
    for (const { memberId } of members) await leaveGroup(this.brokers[leader - 1], group, memberId);
    await until(`${group} is empty`, async () => (await admin.describeGroups([group])).groups[0].members.length === 0);
  }

  /** Takes all topics and groups away, but Kafka's own. */
  async clear(): Promise<void> {
    const admin = await this.#ask();
    await until('the groups are gone', async () => {
      const ids = (await admin.listGroups()).groups.map(({ groupId }) => groupId);
      for (const id of ids) await this.evict(id);
      if (ids.length > 0) await admin.deleteGroups(ids);
      return ids.length === 0;
    });
    await until('the topics are gone', async () => {
      const topics = (await admin.listTopics()).filter(name => !name.startsWith('__'));
      if (topics.length > 0) await admin.deleteTopics({ topics });
      return topics.length === 0;
    });
  }

  /** Ends the connections. */
  async close(): Promise<void> {
    await (await this.#admin)?.disconnect();
  }

  get #awake(): Address[] {
    return this.brokers.filter(broker => broker.isAwake());
  }

  /** The partitions of a topic as far as all brokers agree that are awake: one that stood still may not have heard yet. */
  async #partitions(topic: string): Promise<PartitionState[]> {
    const answers = await Promise.allSettled(this.#awake.map(broker => knownTo(broker, topic)));
    const [first = [], ...others] = answers.flatMap(answer => answer.status === 'fulfilled' ? [answer.value.partitions] : []);
    return first.map(state => {
      const same = others.map(list => list.find(({ partition }) => partition === state.partition));
      return {
        ...state,
        leader: same.every(other => other?.leader === state.leader) ? state.leader : -1,
        isr: state.isr.filter(id => same.every(other => other?.isr.includes(id))),
      };
    });
  }

  #ask(): Promise<Admin> {
    const awake = this.#awake.map(textOf), before = this.#admin;
    if (before && this.#asked === awake.join()) return before;
    // An old connection may be to a broker that stands still and answers no more.
    void before?.then(admin => admin.disconnect()).catch(() => { /* It has failed, or fails now. */ });
    this.#asked = awake.join();
    return this.#admin = this.#connect(awake);
  }

  async #connect(awake: readonly string[]): Promise<Admin> {
    const admin = kafkajs(awake).admin();
    try {
      await admin.connect();
      return admin;
    } catch (error) {
      this.#admin = undefined;
      throw error;
    }
  }
}

function textOf({ host, port }: Address): string {
  return `${host}:${port}`;
}
