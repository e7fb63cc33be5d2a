import { createWriteStream, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChildProcess } from 'node:child_process';
import { end, ended, start } from './children';
import { Proxy } from './proxy';

/** Settings of a server, as in `server.properties`. */
export type Properties = Record<string, string | number | boolean>;

/** Where the listeners of every server are; each has an address of its own in the loopback net. */
export const PORTS = { client: 9092, clientBehind: 19092, replica: 9093, replicaBehind: 19093, lab: 29092, controller: 9094 } as const;

const JVM = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Dorg.slf4j.simpleLogger.defaultLogLevel=info'];

/** One Kafka process: a broker, or the controller. */
export class KafkaNode {
  #process: ChildProcess | undefined;
  #paused = false;
  #birth: [clusterId: string, properties: Properties] | undefined;

  constructor(readonly id: number, readonly host: string, private readonly folder: string, private readonly classpath: string, private readonly heap: string) {}

  /** What stands before the listener that clients use, and before the one that followers use. */
  network!: { clients: Proxy; followers: Proxy };

  get isRunning(): boolean {
    return this.#process !== undefined;
  }

  /** True while it runs and does not stand still. */
  get isAwake(): boolean {
    return this.isRunning && !this.#paused;
  }

  /** Writes its settings and formats its folder. */
  async format(clusterId: string, properties: Properties): Promise<void> {
    this.#birth = [clusterId, properties];
    mkdirSync(this.folder, { recursive: true });
    const text = Object.entries({ ...properties, 'log.dirs': join(this.folder, 'data') }).map(([key, value]) => `${key}=${value}\n`).join('');
    writeFileSync(this.#settings, text);
    const child = this.#java('format.log', ['-Xmx128m'], ['kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', this.#settings]);
    if (await ended(child) !== 0) throw new Error(`formatting the folder of node ${this.id} failed:\n${this.#tail('format.log')}`);
  }

  /** Opens the proxies before a broker. */
  async openNetwork(): Promise<void> {
    const open = (port: number, behind: number) => Proxy.open({ host: this.host, port }, { host: this.host, port: behind });
    this.network = { clients: await open(PORTS.client, PORTS.clientBehind), followers: await open(PORTS.replica, PORTS.replicaBehind) };
  }

  /** Starts it, if it is not running. */
  start(): void {
    if (this.#process) return;
    const child = this.#process = this.#java('server.log', [`-Xmx${this.heap}`, `-Xms${this.heap}`], ['kafka.Kafka', this.#settings]);
    this.#paused = false;
    child.once('close', () => { if (this.#process === child) this.#process = undefined; });
  }

  /** Kills it as a crash would: nothing is written any more, nobody is told. */
  async kill(): Promise<void> {
    if (this.#process) await end(this.#process);
  }

  /** Its machine is lost with all that is on its disk; when it is started again, it begins with an empty one. */
  async loseDisk(): Promise<void> {
    await this.kill();
    rmSync(join(this.folder, 'data'), { recursive: true, force: true, maxRetries: 5 });
    await this.format(...this.#birth!);
  }

  /** Stops it as an operator would. */
  async stop(): Promise<void> {
    const child = this.#process;
    if (!child) return;
    child.kill('SIGTERM');
    await ended(child);
  }

  /** It stands still, as in a very long garbage collection or on a stuck disk. */
  pause(): void {
    this.#process?.kill('SIGSTOP');
    this.#paused = true;
  }

  /** It goes on. */
  resume(): void {
    if (this.#paused) this.#process?.kill('SIGCONT');
    this.#paused = false;
  }

  /** Ends it and takes its folder away. */
  async remove(): Promise<void> {
    await this.kill();
    this.network?.clients.close();
    this.network?.followers.close();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** The last lines of its log, for people. */
  get lastWords(): string {
    return this.#tail('server.log');
  }

  get #settings(): string {
    return join(this.folder, 'server.properties');
  }

  #java(log: string, jvm: readonly string[], args: readonly string[]): ChildProcess {
    const child = start('java', [...JVM, ...jvm, '-cp', this.classpath, ...args], { cwd: this.folder, stdio: ['ignore', 'pipe', 'pipe'] });
    const file = createWriteStream(join(this.folder, log), { flags: 'a' });
    file.on('error', () => { /* The folder went first. */ });
    child.stdout!.pipe(file, { end: false });
    child.stderr!.pipe(file, { end: false });
    child.once('close', () => file.end());
    return child;
  }

  #tail(log: string): string {
    return readFileSync(join(this.folder, log), 'utf8').trim().split('\n').slice(-8).join('\n');
  }
}
