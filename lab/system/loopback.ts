import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { PORTS } from './broker';
import { Unavailable } from './tools';

/**
 * A part of the loopback net that nobody uses: gives the address of each server by its number.
 * @throws Unavailable where only 127.0.0.1 exists
 */
export async function freeLoopback(servers: number): Promise<(id: number) => string> {
  for (let tries = 0; tries < 50; tries++) {
    const net = `127.${64 + Math.floor(Math.random() * 128)}.${1 + Math.floor(Math.random() * 250)}`;
    if (await isFree(net, servers)) return id => `${net}.${id}`;
  }
  throw new Unavailable('The lab needs addresses such as 127.77.5.1, which Linux has from the start; here none of them can be used.');
}

/** A port of an address that nobody uses. */
export async function freePort(host: string): Promise<number> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function isFree(net: string, servers: number): Promise<boolean> {
  for (let id = 1; id <= servers; id++) {
    for (const port of Object.values(PORTS)) {
      const server = createServer();
      try {
        server.listen(port, `${net}.${id}`);
        await once(server, 'listening');
      } catch {
        return false;
      } finally {
        server.close();
      }
    }
  }
  return true;
}
