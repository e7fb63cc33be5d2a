import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { Conversation, FrameReader, type Frame } from './frames';

/** A place in the network. */
export interface Address {
  host: string;
  port: number;
}

/** What becomes of a frame: it passes, is held back until `mend`, is lost on the way, or the connection breaks at it. */
export type Fate = 'pass' | 'hold' | 'drop' | 'cut';

/** One connection through the proxy. */
interface Link {
  client: Socket;
  broker: Socket;
}

/** The network before one listener of a broker: it can hold frames back, lose them, and break. */
export class Proxy {
  readonly #links = new Set<Link>();
  readonly #held: (() => void)[] = [];
  #holds: Frame['side'] | undefined;
  #broken = false;
  /** Is asked about every frame. */
  judge: (frame: Frame) => Fate | void = () => {};

  private constructor(private readonly server: Server, private readonly target: Address) {
    server.on('connection', client => this.#join(client));
  }

  /**
   * Listens at an address for the listener at another.
   * @throws Error where the address is taken
   */
  static async open(at: Address, target: Address): Promise<Proxy> {
    const server = createServer();
    const proxy = new Proxy(server, target);
    server.listen(at.port, at.host);
    await once(server, 'listening');
    server.unref();
    return proxy;
  }

  /** From now on requests or responses are kept back, until `mend`. */
  hold(side: Frame['side']): void {
    this.#holds = side;
  }

  /** Breaks all connections; new ones are refused until `mend`. */
  cut(): void {
    this.#broken = true;
    for (const link of this.#links) this.#part(link);
  }

  /** The network is whole again; what was held back goes on its way. */
  mend(): void {
    this.#broken = false;
    this.#holds = undefined;
    this.judge = () => {};
    for (const pass of this.#held.splice(0)) pass();
  }

  /** Ends the proxy. */
  close(): void {
    this.cut();
    this.server.close();
  }

  #join(client: Socket): void {
    if (this.#broken) { client.resetAndDestroy(); return; }
    const broker = connect({ host: this.target.host, port: this.target.port, noDelay: true });
    const link: Link = { client, broker }, talk = new Conversation();
    this.#links.add(link);
    client.setNoDelay(true);
    const requests = new FrameReader(), responses = new FrameReader();
    client.on('data', chunk => { for (const bytes of requests.read(chunk)) this.#forward(link, talk.request(bytes)); });
    broker.on('data', chunk => { for (const bytes of responses.read(chunk)) this.#forward(link, talk.response(bytes)); });
    for (const [socket, other] of [[client, broker], [broker, client]]) {
      socket.unref();
      socket.on('error', () => this.#part(link));
      // What was said before the good-bye still arrives.
      socket.on('close', () => { other.end(); this.#links.delete(link); });
    }
  }

  #forward(link: Link, frame: Frame): void {
    const fate = this.judge(frame) ?? 'pass';
    if (fate === 'cut') { this.#part(link); return; }
    if (fate === 'drop') return;
    const pass = () => { (frame.side === 'request' ? link.broker : link.client).write(frame.bytes); };
    if (fate === 'hold' || this.#holds === frame.side) this.#held.push(pass);
    else pass();
  }

  #part(link: Link): void {
    if (!this.#links.delete(link)) return;
    link.client.destroy();
    link.broker.destroy();
  }
}
