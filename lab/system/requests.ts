import { once } from 'node:events';
import { connect } from 'node:net';
import type { Address } from './proxy';

const METADATA = { api: 3, version: 1 }, LEAVE_GROUP = { api: 13, version: 0 }, ELECT_LEADERS = { api: 43, version: 1 };
const UNCLEAN = 1, ELECTION_NOT_NEEDED = 84;

/** A partition's state, as a broker tells it; the leader is -1 where there is none. */
export interface PartitionState {
  partition: number;
  leader: number;
  replicas: readonly number[];
  isr: readonly number[];
}

/** What a broker knows of the cluster, and of some topics. The admin client of kafkajs asks again and again until each has its leaders. */
export async function knownTo(broker: Address, ...topics: readonly string[]): Promise<{ brokers: number; partitions: PartitionState[] }> {
  const answer = await ask(broker, METADATA, int32(topics.length), ...topics.map(text));
  const { length: brokers } = answer.list(() => { answer.int32(); answer.text(); answer.int32(); answer.text(); });
  answer.int32();
  const partitions = answer.list(() => {
    answer.int16();
    answer.text();
    answer.int8();
    return answer.list(() => {
      answer.int16();
      const numbers = () => answer.list(() => answer.int32());
      return { partition: answer.int32(), leader: answer.int32(), replicas: numbers(), isr: numbers() };
    });
  });
  return { brokers, partitions: partitions.flat() };
}

/** Says to a group's coordinator that a member has left; kafkajs has no such request. */
export async function leaveGroup(coordinator: Address, group: string, member: string): Promise<void> {
  await ask(coordinator, LEAVE_GROUP, text(group), text(member));
}

/**
 * Lets any replica lead a partition that has no leader, as `kafka-leader-election.sh --election-type unclean` does.
 * @throws Error where none may
 */
export async function electUnclean(broker: Address, topic: string, partition: number): Promise<void> {
  const answer = await ask(broker, ELECT_LEADERS, int8(UNCLEAN), int32(1), text(topic), int32(1), int32(partition), int32(10_000));
  answer.int32();
  const refusal = answer.int16();
  const refusals = answer.list(() => {
    answer.text();
    return answer.list(() => {
      answer.int32();
      const error = answer.int16();
      answer.text();
      return error;
    });
  }).flat();
  const error = [refusal, ...refusals].find(code => code !== 0 && code !== ELECTION_NOT_NEEDED);
  if (error !== undefined) throw new Error(`no unclean election of a leader for ${topic}: error ${error}`);
}

async function ask({ host, port }: Address, { api, version }: { api: number; version: number }, ...fields: readonly Buffer[]): Promise<Answer> {
  const frame = Buffer.concat([int16(api), int16(version), int32(0), text('lab'), ...fields]);
  const socket = connect({ host, port });
  const tooLate = setTimeout(() => socket.destroy(new Error(`${host}:${port} does not answer`)), 15_000);
  const parts: Buffer[] = [];
  socket.on('data', part => {
    parts.push(part);
    const bytes = Buffer.concat(parts);
    if (bytes.length >= 4 && bytes.length >= 4 + bytes.readInt32BE(0)) socket.destroy();
  });
  socket.write(Buffer.concat([int32(frame.length), frame]));
  try {
    await once(socket, 'close');
  } finally {
    clearTimeout(tooLate);
  }
  return new Answer(Buffer.concat(parts));
}

/** The fields of a response, read one after the other. */
class Answer {
  /** Behind the length and the number of the request. */
  #at = 8;

  constructor(private readonly bytes: Buffer) {}

  int8(): number {
    return this.bytes.readInt8((this.#at += 1) - 1);
  }

  int16(): number {
    return this.bytes.readInt16BE((this.#at += 2) - 2);
  }

  int32(): number {
    return this.bytes.readInt32BE((this.#at += 4) - 4);
  }

  text(): string {
    const length = Math.max(0, this.int16());
    return this.bytes.toString('utf8', this.#at, this.#at += length);
  }

  list<T>(read: () => T): T[] {
    return Array.from({ length: Math.max(0, this.int32()) }, read);
  }
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([int16(bytes.length), bytes]);
}

function int8(value: number): Buffer {
  const bytes = Buffer.alloc(1);
  bytes.writeInt8(value);
  return bytes;
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}
