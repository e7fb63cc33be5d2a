import { Worker } from 'node:worker_threads';
import * as vscode from 'vscode';
import type { Review } from '../core/review/finding';
import type { ReviewOptions } from '../core/session';
import { WORKER_LIMITS, type FileOnDisk, type Request, type Response } from './protocol';

/** Told how many files of how many are done. */
export type Progress = (done: number, total: number) => void;

interface Waiting {
  done(review: Review | undefined): void;
  failed(error: Error): void;
  progress?: Progress;
}

type Command = Extract<Request, { do: 'set' | 'delete' | 'unreadable' | 'close' }>;

const maxRestarts = 3;

/** The thread that holds the sessions; it starts with the first request, and again when it dies. */
export class WorkerClient implements vscode.Disposable {
  readonly #died = new vscode.EventEmitter<void>();
  /** The thread ended and all that it knew is lost: send the files again. */
  readonly onDidDie = this.#died.event;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #lastId = 0;
  #restarts = 0;

  constructor(private readonly file: string, private readonly log: vscode.LogOutputChannel) {}

  /** Hands over a file or takes one away. */
  tell(command: Command): void {
    const takesAway = command.do === 'close' || command.do === 'delete';
    (takesAway ? this.#worker : this.#start())?.postMessage(command);
  }

  /** Lets the worker read files from the disk. */
  async read(folder: string, files: FileOnDisk[], maxBytes: number): Promise<void> {
    await this.#ask(id => ({ do: 'read', id, folder, files, maxBytes }));
  }

  /** Reviews a folder; `undefined` when it was stopped. */
  review(folder: string, rules: ReviewOptions['rules'], token: vscode.CancellationToken, progress?: Progress): Promise<Review | undefined> {
    // Shared memory reaches the thread while it is at work; a message would wait until it has done.
    const stop = new Int32Array(new SharedArrayBuffer(4));
    const cancel = token.onCancellationRequested(() => Atomics.store(stop, 0, 1));
    if (token.isCancellationRequested) Atomics.store(stop, 0, 1);
    return this.#ask(id => ({ do: 'review', id, folder, rules, stop }), progress).finally(() => cancel.dispose());
  }

  #ask(request: (id: number) => Request, progress?: Progress): Promise<Review | undefined> {
    const id = ++this.#lastId;
    return new Promise((done, failed) => {
      this.#waiting.set(id, { done, failed, progress });
      this.#start().postMessage(request(id));
    });
  }

  #start(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(this.file, { resourceLimits: WORKER_LIMITS });
    worker.on('message', (response: Response) => this.#receive(response));
    worker.on('error', error => this.log.error(`The review thread failed: ${error.stack ?? error.message}`));
    worker.on('exit', () => this.#ended(worker));
    return this.#worker = worker;
  }

  #receive(response: Response): void {
    const waiting = this.#waiting.get(response.id);
    if ('progress' in response) return waiting?.progress?.(response.progress.done, response.progress.total);
    this.#waiting.delete(response.id);
    if ('error' in response) waiting?.failed(new Error(response.error)); else waiting?.done(response.review);
  }

  #ended(worker: Worker): void {
    if (worker !== this.#worker) return;
    this.#worker = undefined;
    const lost = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { failed } of lost) failed(new Error('the review thread ended'));
    if (++this.#restarts > maxRestarts) {
      return this.log.error('The review thread ended too often; reload the window to start it again.');
    }
    this.log.warn('The review thread ended; starting it again.');
    this.#died.fire();
  }

  dispose(): void {
    const worker = this.#worker;
    this.#worker = undefined;
    void worker?.terminate();
    this.#died.dispose();
  }
}
