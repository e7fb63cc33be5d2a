import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { end, ended } from '../system/children';

/** Work that a case asks for: what its code calls and leaves to its surroundings. */
export interface Work {
  name: string;
  args: readonly string[];
}

/** The call of a case's function failed, with what it said. */
export class Refused extends Error {
  override name = 'Refused';
}

/**
 * The process that runs a case. The two speak in lines of fields with tabs between: the lab says `call`, `each` and
 * `reply`; the process says `ready`, `work`, `done` and `told`.
 */
export class App {
  readonly #calls = new Map<number, { done: () => void; failed: (error: Error) => void }>();
  readonly #ready: Promise<void>;
  #count = 0;
  #output = '';
  #end: Refused | undefined;
  /** Does the work that the case asks for; what it throws is thrown in the case. */
  onWork: (work: Work) => Promise<void> | void = () => {};
  /** Hears of every value that a function was called with by `each`: how it went. */
  onTold: (value: string, error: string | undefined) => void = () => {};
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;

  constructor(private readonly child: ChildProcess) {
    this.ended = ended(child);
    this.#ready = new Promise((done, failed) => {
      createInterface({ input: child.stdout! }).on('line', line => {
        if (line === '@lab\tready') done();
        else if (line.startsWith('@lab\t')) this.#hear(line.split('\t').slice(1));
        else this.#output += `${line}\n`;
      });
      child.stderr!.on('data', chunk => { this.#output += chunk; });
      void this.ended.then(code => {
        failed(new Error(`the case ended with ${code} before it was ready:\n${this.output}`));
        this.#end = new Refused(`the process ended with ${code}`);
        for (const call of this.#calls.values()) call.failed(this.#end);
        this.#calls.clear();
      });
    });
    this.#ready.catch(() => { /* Only whoever waits for it minds. */ });
  }

  /** What it printed last, for people. */
  get output(): string {
    return this.#output.trim().split('\n').slice(-15).join('\n');
  }

  /** How often it has printed a text like this, in all. */
  printed(text: RegExp): number {
    return [...this.#output.matchAll(new RegExp(text, 'g'))].length;
  }

  /** Waits until the case is loaded and its clients are connected. */
  async ready(): Promise<this> {
    await this.#ready;
    return this;
  }

  /**
   * Calls a function of the case.
   * @throws Refused when it fails, or its process ends first
   */
  call(name: string, ...args: readonly (string | readonly string[])[]): Promise<void> {
    return this.#ask('call', name, args.map(arg => typeof arg === 'string' ? arg : JSON.stringify(arg)));
  }

  /** A program that calls a function with one value after the other, waiting for each, and ends as programs do. */
  each(name: string, values: readonly string[]): Promise<void> {
    return this.#ask('each', name, values);
  }

  /** Ends it as a crash or the orchestrator's patience would. */
  async kill(): Promise<void> {
    await end(this.child);
  }

  #ask(what: string, name: string, args: readonly string[]): Promise<void> {
    const id = ++this.#count;
    return new Promise((done, failed) => {
      if (this.#end) { failed(this.#end); return; }
      this.#calls.set(id, { done, failed });
      this.#say(what, String(id), name, ...args);
    });
  }

  #say(...fields: readonly string[]): void {
    if (this.child.stdin!.writable) this.child.stdin!.write(`${fields.join('\t')}\n`);
  }

  #hear([what, ...fields]: readonly string[]): void {
    if (what === 'work') void this.#work(fields);
    else if (what === 'told') this.onTold(fields[0], fields[1] || undefined);
    else if (what === 'done') {
      const [id, error] = fields, call = this.#calls.get(Number(id));
      this.#calls.delete(Number(id));
      if (error) call?.failed(new Refused(error));
      else call?.done();
    }
  }

  async #work([id, name, ...args]: readonly string[]): Promise<void> {
    try {
      await this.onWork({ name, args });
      this.#say('reply', id);
    } catch (error) {
      this.#say('reply', id, error instanceof Error ? error.message : String(error));
    }
  }
}
