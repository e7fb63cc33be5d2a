import * as vscode from 'vscode';
import type { Journey } from '../core/journey/contract';
import type { SettingView } from '../core/journey/setting-at';
import type { Review } from '../core/review/finding';
import type { ReviewOptions } from '../core/session';
import type { Found } from '../files/walk';
import type { Configure, Configured, FindOnDisk, Outcome, Request, Response } from './protocol';
import { Thread, type Death, type Patience } from './thread';

/** Told how many files of how many are done. */
export type Progress = (done: number, total: number) => void;

interface Waiting {
  done(outcome: Outcome | undefined): void;
  failed(error: Error): void;
  progress?: Progress;
}

type Command = Extract<Request, { do: 'set' | 'delete' | 'unreadable' | 'close' }>;

/** There is no thread to do it; what was shown before stands. */
export class NoThread extends Error {
  override name = 'NoThread';
}

/** The thread that holds the sessions, by questions and answers. */
export class WorkerClient implements vscode.Disposable {
  readonly #died = new vscode.EventEmitter<Death>();
  /** The thread ended, and all that it knew is lost. */
  readonly onDidDie = this.#died.event;
  readonly #ready = new vscode.EventEmitter<void>();
  /** A new thread can be had: send the files again. */
  readonly onReady = this.#ready.event;
  readonly #waiting = new Map<number, Waiting>();
  readonly #thread: Thread<Request, Response>;
  #lastId = 0;

  constructor(file: string, patience?: Patience) {
    this.#thread = new Thread<Request, Response>(file, {
      answer: response => this.#receive(response),
      died: death => this.#lost(death),
      ready: () => this.#ready.fire(),
    }, patience);
  }

  /** True when the thread has died too often to be started again. */
  get hasGivenUp(): boolean {
    return this.#thread.hasGivenUp;
  }

  /** Allows a thread again after all. */
  revive(): void {
    this.#thread.revive();
  }

  /** Ends the thread as a fault would; resolves when another may start, or when none will. */
  end(why: string): Promise<void> {
    return new Promise(done => {
      const ready = this.onReady(() => { ready.dispose(); done(); });
      this.#thread.end(why);
      if (!this.hasGivenUp) return;
      ready.dispose();
      done();
    });
  }

  /** Hands over a file or takes one away. */
  tell(command: Command): void {
    if (command.do === 'close' || command.do === 'delete') this.#thread.mention(command);
    else this.#thread.post(command);
  }

  /** Takes up the configuration of a root. */
  async configure(root: string, options: Configure): Promise<Configured> {
    return await this.#ask(id => ({ do: 'configure', id, root, ...options })) as Configured;
  }

  /** Looks for files on the disk; nothing when it was stopped. */
  async find(root: string, options: Omit<FindOnDisk, 'stop'>, token: vscode.CancellationToken): Promise<Found> {
    const { stop, cancel } = stopping(token);
    const found = await this.#ask(id => ({ do: 'find', id, root, ...options, stop })).finally(() => cancel.dispose());
    return found as Found | undefined ?? { paths: [], gone: [], unreadable: [] };
  }

  /** Lets the worker read files from the disk; `paths` are relative to `folder`. */
  async read(root: string, folder: string, paths: string[], maxBytes: number): Promise<void> {
    await this.#ask(id => ({ do: 'read', id, root, folder, paths, maxBytes }));
  }

  /** Reviews a root; `undefined` when it was stopped. */
  async review(
    root: string, rules: ReviewOptions['rules'], token: vscode.CancellationToken, progress?: Progress,
  ): Promise<Review | undefined> {
    const { stop, cancel } = stopping(token);
    const review = await this.#ask(id => ({ do: 'review', id, root, rules, stop }), progress).finally(() => cancel.dispose());
    return review as Review | undefined;
  }

  /** What holds for the topics of a root. */
  async journey(root: string, rules: ReviewOptions['rules']): Promise<Journey | undefined> {
    return await this.#ask(id => ({ do: 'journey', id, root, rules })) as Journey | undefined;
  }

  /** What is known of the setting at an offset of a file. */
  async setting(root: string, path: string, offset: number): Promise<SettingView | undefined> {
    return await this.#ask(id => ({ do: 'setting', id, root, path, offset })) as SettingView | undefined;
  }

  #ask(request: (id: number) => Request, progress?: Progress): Promise<Outcome | undefined> {
    const id = ++this.#lastId;
    return new Promise((done, failed) => {
      if (!this.#thread.post(request(id))) return failed(new NoThread('the review thread is not running'));
      this.#waiting.set(id, { done, failed, progress });
      this.#thread.watch();
    });
  }

  #receive(response: Response): void {
    const waiting = this.#waiting.get(response.id);
    if ('progress' in response) return waiting?.progress?.(response.progress.done, response.progress.total);
    this.#waiting.delete(response.id);
    if (this.#waiting.size === 0) this.#thread.rest();
    if ('error' in response) waiting?.failed(new Error(response.error)); else waiting?.done(response.outcome);
  }

  #lost(death: Death): void {
    const lost = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { failed } of lost) failed(new NoThread('the review thread ended'));
    this.#died.fire(death);
  }

  dispose(): void {
    this.#thread.dispose();
    this.#died.dispose();
    this.#ready.dispose();
  }
}

/** Shared memory reaches the thread while it is at work; a message would wait until it has done. */
function stopping(token: vscode.CancellationToken): { stop: Int32Array; cancel: vscode.Disposable } {
  const stop = new Int32Array(new SharedArrayBuffer(4));
  if (token.isCancellationRequested) Atomics.store(stop, 0, 1);
  return { stop, cancel: token.onCancellationRequested(() => Atomics.store(stop, 0, 1)) };
}
