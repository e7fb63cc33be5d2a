import { once } from 'node:events';
import { connect } from 'node:net';
import type { Address } from './proxy';

const LEAVE_GROUP = { api: 13, version: 0 }, ELECT_LEADERS = { api: 43, version: 1 }, UNCLEAN = 1;

/** Says to a group's coordinator that a member has left; the admin client of kafkajs has no such request. */
export async function leaveGroup(coordinator: Address, group: string, member: string): Promise<void> {
  await ask(coordinator, LEAVE_GROUP, text(group), text(member));
}

/** Lets any replica lead a partition that has no leader, as `kafka-leader-election.sh --election-type unclean` does; kafkajs has no such request. */
export async function electUnclean(broker: Address, topic: string, partition: number): Promise<void> {
  await ask(broker, ELECT_LEADERS, int8(UNCLEAN), int32(1), text(topic), int32(1), int32(partition), int32(10_000));
}

async function ask({ host, port }: Address, { api, version }: { api: number; version: number }, ...fields: readonly Buffer[]): Promise<void> {
  const frame = Buffer.concat([int16(api), int16(version), int32(0), text('lab'), ...fields]);
  const socket = connect({ host, port });
  socket.write(Buffer.concat([int32(frame.length), frame]));
  await once(socket, 'data');
  socket.destroy();
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
