/** What a call of a stand-in does for a message. */
export type Role = 'work' | 'send' | 'keep' | 'write' | 'read' | 'mark' | 'commit' | 'end' | 'fetch';

/** One thing that goes wrong in a run. */
export type Fault =
  /** The call fails, at once or when all else has had time to go on; `always`: each time for its messages. */
  | { kind: 'fail'; call: number; late: boolean; always: boolean; code: string }
  /** The call is still under way when nothing else is left to do, and then the process stops. */
  | { kind: 'hang'; call: number }
  /** The process stops after this step, at once or by a deployment that lets the consumer leave. */
  | { kind: 'stop'; step: number; leave: boolean }
  /** What this message holds cannot be read. */
  | { kind: 'malformed'; id: string };

/** A call that the program made. */
export interface Call {
  role: Role;
  name: string;
  ids: readonly string[];
  /** The step in which it was made. */
  step: number;
  failed?: true;
}

interface Step { at: number; order: number; run: () => void }

/** How long a call takes, in virtual milliseconds. */
const LATENCY: Readonly<Record<Role, number>> = { work: 6, send: 4, keep: 4, write: 3, read: 2, mark: 2, commit: 1, end: 2, fetch: 1 };
const LATE = 100;
/** What does not come to an end within these goes on for ever. */
const MOST_STEPS = 700;
const HORIZON = 90_000;

/** The kinds of failure that programs tell apart. */
export const TEMPORARY = 'ECONNRESET';

/** A failure as the stand-ins give it. */
export class StandInError extends Error {
  constructor(readonly code: string, what: string) { super(`${what} failed`); }
}

/** Time, the calls of the program, and the one fault of a run. Each process has steps of its own; what was called is kept. */
export class World {
  readonly calls: Call[] = [];
  now = 0;
  steps = 0;
  /** It went on for so long that it was left there, in the midst of something. */
  endless = false;
  #queue: Step[] = [];
  #order = 0;
  #timers = 0;
  #cancelled = new Set<number>();
  #ended = false;
  #hung = false;

  constructor(readonly faults: readonly Fault[] = []) {}

  /** A call of the program that takes time, may fail, and has its effect at its end. */
  call<T>(role: Role, name: string, ids: readonly string[], effect: () => T): Promise<T> {
    const number = this.calls.length, call: Call = { role, name, ids, step: this.steps };
    this.calls.push(call);
    if (this.faults.some(fault => fault.kind === 'hang' && fault.call === number)) {
      this.#hung = true;
      return new Promise(() => {});
    }
    const failure = this.#failure(number, call);
    const latency = LATENCY[role] + (failure?.late ? LATE : 0);
    return new Promise((resolve, reject) => this.after(latency, () => {
      if (failure) {
        call.failed = true;
        return reject(new StandInError(failure.code, name));
      }
      try { resolve(effect()); } catch (error) { reject(error as Error); }
    }));
  }

  #failure(number: number, { name, ids }: Call): Fault & { kind: 'fail' } | undefined {
    for (const fault of this.faults) {
      if (fault.kind !== 'fail') continue;
      if (fault.call === number) return fault;
      const first = this.calls[fault.call];
      if (fault.always && number > fault.call && first.name === name && ids.some(id => first.ids.includes(id))) return fault;
    }
    return undefined;
  }

  /** Does something later in this process. */
  after(milliseconds: number, run: () => void): number {
    const order = ++this.#order;
    this.#queue.push({ at: this.now + Math.max(0, milliseconds), order, run });
    return order;
  }

  /** Does something again and again. */
  every(milliseconds: number, run: () => void): number {
    const timer = -(++this.#timers);
    const again = (): void => { this.after(Math.max(1, milliseconds), () => { if (!this.#cancelled.has(timer)) { run(); again(); } }); };
    again();
    return timer;
  }

  cancel(timer: number | undefined): void {
    if (timer === undefined) return;
    this.#cancelled.add(timer);
    this.#queue = this.#queue.filter(({ order }) => order !== timer);
  }

  /** The process ends after this step. */
  end(): void {
    this.#ended = true;
  }

  /**
   * Goes on until nothing is left to do, or the process ends; `leave` asks it to. Gives true when it was stopped.
   * All that belongs to the process is dropped.
   */
  async live(start: () => void, leave: (done: () => void) => void): Promise<boolean> {
    const until = this.now + HORIZON;
    this.#ended = false;
    this.#hung = false;
    this.after(0, start);
    let stopped = false;
    for (let most = this.steps + MOST_STEPS; this.#queue.length > 0;) {
      if (this.steps >= most) { this.endless = true; break; }
      const next = this.#next();
      if (next.at > until) { this.endless = true; break; }
      this.now = Math.max(this.now, next.at);
      next.run();
      // All that follows at once has happened when the next macrotask comes, the news of promises that nobody looked at included.
      await new Promise(resolve => { setImmediate(resolve); });
      const stop = this.faults.find(fault => fault.kind === 'stop' && fault.step === this.steps) as Fault & { kind: 'stop' } | undefined;
      this.steps++;
      if (this.#ended || (stop && !stop.leave)) { stopped = true; break; }
      if (stop) leave(() => { this.#ended = true; });
    }
    this.#queue = [];
    return stopped || this.#hung;
  }

  #next(): Step {
    let first = 0;
    for (const [at, step] of this.#queue.entries()) {
      const best = this.#queue[first];
      if (step.at < best.at || (step.at === best.at && step.order < best.order)) first = at;
    }
    return this.#queue.splice(first, 1)[0];
  }
}
