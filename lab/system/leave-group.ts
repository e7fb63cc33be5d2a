import { once } from 'node:events';
import { connect } from 'node:net';
import type { Address } from './proxy';

const LEAVE_GROUP = 13;

/** Says to a group's coordinator that a member has left; the admin client of kafkajs has no such request. */
export async function leaveGroup({ host, port }: Address, group: string, member: string): Promise<void> {
  const text = (value: string) => {
    const bytes = Buffer.from(value), length = Buffer.alloc(2);
    length.writeInt16BE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  const header = Buffer.alloc(8);
  header.writeInt16BE(LEAVE_GROUP, 0);
  const body = Buffer.concat([header, text('lab'), text(group), text(member)]), length = Buffer.alloc(4);
  length.writeInt32BE(body.length);

  const socket = connect({ host, port });
  socket.write(Buffer.concat([length, body]));
  await once(socket, 'data');
  socket.destroy();
}
