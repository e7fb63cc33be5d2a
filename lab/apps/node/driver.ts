import dns from 'node:dns';
import { writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

/** What the lab hands to this process. */
interface Surroundings {
  /** The case's module. */
  entry: string;
  /** Its Kafka library. */
  library: string;
  /** Host names of the case, and where they are. */
  hosts: Record<string, string>;
  /** Functions that the case declares and leaves to its surroundings. */
  declared: string[];
}

interface Client { connect(): Promise<void> }
/** What kafkajs exports, and who speaks as it does. */
interface KafkaLibrary {
  Kafka: { new (options: object): unknown; prototype: Record<string, (...args: unknown[]) => Client> };
  KafkaJS?: KafkaLibrary;
}

type Functions = Record<string, (...args: unknown[]) => unknown>;

const { entry, library, hosts, declared } = JSON.parse(process.argv[2]) as Surroundings;
const waiting = new Map<number, { done: () => void; failed: (error: Error) => void }>();
let count = 0;

/** Written at once, so that it is said even when the process ends in the same moment. */
function say(...fields: readonly unknown[]): void {
  const bytes = Buffer.from(`@lab\t${fields.map(field => String(field).replace(/[\t\n]/g, ' ')).join('\t')}\n`);
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(1, bytes, at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
  }
}

function work(name: string, args: readonly unknown[]): Promise<void> {
  const id = ++count;
  return new Promise((done, failed) => {
    waiting.set(id, { done, failed });
    say('work', id, name, ...args.map(arg => typeof arg === 'string' ? arg : JSON.stringify(arg)));
  });
}

function setUp(): void {
  const lookup = dns.lookup as (...args: unknown[]) => void;
  Object.assign(dns, {
    lookup: (host: string, options: { all?: boolean }, callback: (...answer: unknown[]) => void) => {
      const address = hosts[host];
      if (!address) lookup(host, options, callback);
      else if (options.all) process.nextTick(callback, null, [{ address, family: 4 }]);
      else process.nextTick(callback, null, address, 4);
    },
  });
  for (const name of declared) Object.assign(globalThis, { [name]: (...args: unknown[]) => work(name, args) });
  globalThis.fetch = async (url, init) => {
    await work('fetch', [String(url), String(init?.body ?? '')]);
    return new Response('{}');
  };
}

/** Loads the case, and gives what calls its functions; the clients that it makes on the way are connected, which the shop's start would do. */
async function load(): Promise<(name: string, ...args: unknown[]) => unknown> {
  const from = createRequire(entry), clients: Client[] = [];
  const exported = from(library) as KafkaLibrary, { Kafka } = exported.KafkaJS ?? exported;
  for (const kind of ['producer', 'consumer']) {
    const make = Kafka.prototype[kind];
    Kafka.prototype[kind] = function (...args) {
      const client = make.apply(this, args);
      clients.push(client);
      return client;
    };
  }
  const module = from(entry) as Functions;
  await Promise.all(clients.map(client => client.connect()));
  // A function that wants one thing more than it is given wants the shop's Kafka.
  const options = exported.KafkaJS ? { 'bootstrap.servers': process.env.KAFKA_BROKERS } : { brokers: ['kafka:9092'] };
  return (name, ...args) => module[name](...args, ...args.length < module[name].length ? [new Kafka(options)] : []);
}

const wordsOf = (error: unknown): string => error instanceof Error ? error.message || error.name : String(error);

async function main(): Promise<void> {
  setUp();
  const early = (code: number): void => { if (code === 0) console.error('it ended before its clients were connected, with nothing left to wait for'); };
  process.once('exit', early);
  const invoke = await load();
  process.off('exit', early);
  const call = async (id: string, name: string, args: string[]) => {
    try {
      await invoke(name, ...args.map(arg => arg.startsWith('[') ? JSON.parse(arg) as unknown : arg));
      say('done', id);
    } catch (error) {
      say('done', id, wordsOf(error));
    }
  };
  const each = async (id: string, name: string, values: string[]) => {
    for (const value of values) {
      try {
        await invoke(name, value);
        say('told', value);
      } catch (error) {
        say('told', value, wordsOf(error));
      }
    }
    say('done', id);
    process.exit(0);
  };
  createInterface({ input: process.stdin }).on('line', line => {
    const [what, id, name, ...args] = line.split('\t');
    if (what === 'call') void call(id, name, args);
    else if (what === 'each') void each(id, name, args);
    else {
      const { done, failed } = waiting.get(Number(id))!;
      waiting.delete(Number(id));
      if (name === undefined) done();
      else failed(new Error(name));
    }
  }).on('close', () => process.exit(0));
  say('ready');
}

void main().catch(error => {
  console.error(error);
  process.exit(1);
});
