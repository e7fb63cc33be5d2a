import { Worker } from 'node:worker_threads';
import { Beacon } from './beacon';

/** Trees of a whole file live for a moment: room for them spares most of the collector's pauses while somebody types. */
export const WORKER_LIMITS = { maxYoungGenerationSizeMb: 96 };

/** All times in milliseconds. */
export interface Patience {
  /** A step that takes longer does not end. */
  step: number;
  /** How long to wait before each new start in a row; after the last one there is none. */
  pauses: readonly number[];
  /** A thread that has worked so long is sound: the row begins anew. */
  calm: number;
}

const PATIENCE: Patience = { step: 30_000, pauses: [0, 1000, 5000, 20_000], calm: 5 * 60_000 };

/** How a thread ended that nobody wanted to end. */
export interface Death {
  why: string;
  /** What was in hand; `path` is empty where it was no file in particular. */
  root: string;
  path: string;
  /** Too many in a row: the thread stays away until `revive`. */
  last: boolean;
}

interface Events<Response> {
  answer(response: Response): void;
  /** All that the thread knew is lost, and what it was asked is not answered. */
  died(death: Death): void;
  /** A new one may be given work. */
  ready(): void;
}

/**
 * A thread that may die, or hang, and is then started again: after a pause that grows, and not for ever. It starts with
 * the first message; what is sent while there is none is lost, and `post` says so.
 */
export class Thread<Request, Response> {
  #worker: Worker | undefined;
  #beacon = new Beacon();
  #deaths = 0;
  #bornAt = 0;
  #state: 'idle' | 'running' | 'pausing' | 'given up' | 'disposed' = 'idle';
  #pause: NodeJS.Timeout | undefined;
  #watch: NodeJS.Timeout | undefined;
  #failure = '';

  constructor(private readonly file: string, private readonly events: Events<Response>, private readonly patience = PATIENCE) {}

  /** False when there is no thread to work, for now or for good. */
  get works(): boolean {
    return this.#state === 'idle' || this.#state === 'running';
  }

  /** True after too many deaths in a row. */
  get hasGivenUp(): boolean {
    return this.#state === 'given up';
  }

  /** Sends a message; false when nobody is there to get it. */
  post(request: Request): boolean {
    if (!this.works) return false;
    if (!this.#worker) this.#start();
    this.#worker!.postMessage(request);
    return true;
  }

  /** Sends a message only to a thread that is there already, since a new one would know nothing of it. */
  mention(request: Request): void {
    this.#worker?.postMessage(request);
  }

  /** Watches over the steps of the thread until `rest`; call it when work is given. */
  watch(): void {
    if (this.#watch) return;
    let steps = this.#beacon.steps, since = Date.now();
    this.#watch = setInterval(() => {
      // The first step begins when the thread is there, which may take a while on a busy machine.
      if (this.#beacon.steps !== steps || steps === 0) [steps, since] = [this.#beacon.steps, Date.now()];
      else if (Date.now() - since >= this.patience.step) this.end(`a step took longer than ${Math.round(this.patience.step / 1000)} s`);
    }, Math.max(10, this.patience.step / 20));
  }

  /** Nothing is being done: time may pass. */
  rest(): void {
    clearInterval(this.#watch);
    this.#watch = undefined;
  }

  /** Ends the thread as if it had died. */
  end(why: string): void {
    const worker = this.#worker;
    if (!worker) return;
    this.#failure = why;
    this.#ended(worker);
    void worker.terminate();
  }

  /** Allows a new start after the last death. */
  revive(): void {
    if (this.#state !== 'given up' && this.#state !== 'pausing') return;
    clearTimeout(this.#pause);
    this.#deaths = 0;
    this.#state = 'idle';
  }

  #start(): void {
    this.#beacon = new Beacon();
    this.#state = 'running';
    this.#bornAt = Date.now();
    const worker = new Worker(this.file, { resourceLimits: WORKER_LIMITS, workerData: this.#beacon.memory });
    worker.on('message', (response: Response) => worker === this.#worker && this.events.answer(response));
    worker.on('error', error => { this.#failure ||= error.message; });
    worker.on('exit', code => {
      this.#failure ||= `it ended with code ${code}`;
      this.#ended(worker);
    });
    this.#worker = worker;
  }

  #ended(worker: Worker): void {
    if (worker !== this.#worker) return;
    this.#worker = undefined;
    this.rest();
    const why = this.#failure;
    this.#failure = '';
    if (Date.now() - this.#bornAt >= this.patience.calm) this.#deaths = 0;
    const pause = this.patience.pauses[this.#deaths++];
    const last = pause === undefined;
    this.#state = last ? 'given up' : 'pausing';
    this.events.died({ why, ...this.#beacon.last, last });
    if (last || this.#state !== 'pausing') return;
    this.#pause = setTimeout(() => {
      this.#state = 'idle';
      this.events.ready();
    }, pause);
  }

  dispose(): void {
    this.#state = 'disposed';
    this.rest();
    clearTimeout(this.#pause);
    const worker = this.#worker;
    this.#worker = undefined;
    void worker?.terminate();
  }
}
