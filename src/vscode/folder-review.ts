import * as vscode from 'vscode';
import type { Review } from '../core/review/finding';
import { FolderFiles } from './folder-files';
import { engineRules, settingsOf, type Settings } from './settings';
import type { Progress, WorkerClient } from './worker-client';

/** Quiet time before a review: of typing, and of changes on the disk, which come in bursts. */
const typingDelay = 250, diskDelay = 500;

/** One folder under review: its last review, and when the next one is due. */
export class FolderReview implements vscode.Disposable {
  /** The outcome of the last review; absent before the first one and while the folder is switched off. */
  review: Review | undefined;
  settings: Settings;
  /** Told how far a running review is. */
  progress: Progress | undefined;

  readonly #changed = new vscode.EventEmitter<void>();
  /** A review is due, began or ended. */
  readonly onDidChange = this.#changed.event;
  readonly #files: FolderFiles;
  readonly #watcher: vscode.FileSystemWatcher | undefined;

  /** Counts the changes; a review is current when it saw all of them. */
  #changes = 0;
  #reviewed = 0;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #stopReview = new vscode.CancellationTokenSource();
  #stopAll = new vscode.CancellationTokenSource();

  /** `whole`: all files below `uri` are reviewed together; otherwise only those that are open. */
  constructor(
    readonly name: string, readonly uri: vscode.Uri, readonly whole: boolean,
    private readonly worker: WorkerClient, private readonly log: vscode.LogOutputChannel,
  ) {
    this.settings = settingsOf(uri);
    this.#files = new FolderFiles(uri, whole, worker);
    if (whole) {
      this.#watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(uri, '**/*'));
      const note = (counts: boolean) => counts && this.#reviewAfter('disk');
      this.#watcher.onDidChange(file => note(this.#files.changedOnDisk(file)));
      this.#watcher.onDidCreate(file => note(this.#files.came(file)));
      this.#watcher.onDidDelete(file => note(this.#files.went(file)));
    }
    this.scanAgain();
  }

  /** True when the last review saw every change. */
  get isCurrent(): boolean {
    return this.#reviewed === this.#changes;
  }

  /** True while a review is under way or about to start. */
  get isBusy(): boolean {
    return this.#running !== undefined || this.#timer !== undefined;
  }

  /** True when none of its files is open. */
  get isClosed(): boolean {
    return this.#files.isClosed;
  }

  opened(document: vscode.TextDocument): void {
    if (this.#files.open(document, this.settings)) this.#reviewAfter('opening');
  }

  edited(document: vscode.TextDocument): void {
    if (this.#files.edit(document, this.settings)) this.#reviewAfter('typing');
  }

  saved(document: vscode.TextDocument): void {
    if (this.#files.save(document) && !this.isCurrent) this.#reviewAfter('saving');
  }

  closed(document: vscode.TextDocument): void {
    if (this.#files.close(document)) this.#reviewAfter('disk');
  }

  /** True for a document that is reviewed with this folder. */
  has(document: vscode.TextDocument): boolean {
    return this.#files.has(document);
  }

  /** True for a document above the size limit. */
  isTooLarge(document: vscode.TextDocument): boolean {
    return document.getText().length > this.settings.maxFileSizeKB * 1024;
  }

  /** Takes up changed settings and reads every file again. */
  scanAgain(): void {
    this.settings = settingsOf(this.uri);
    this.#files.forget(this.settings);
    this.#reviewAfter(this.settings.enable ? 'opening' : 'switching off');
  }

  /** Resolves when the last review has seen every change; reviews at once where one is due. */
  async settled(): Promise<void> {
    const token = this.#resume();
    while (!this.isCurrent && !token.isCancellationRequested) await this.#reviewNow();
  }

  /** Stops what is under way; the next change takes it up again. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#stopAll.cancel();
    this.#stopReview.cancel();
  }

  #resume(): vscode.CancellationToken {
    if (this.#stopAll.token.isCancellationRequested) this.#stopAll = new vscode.CancellationTokenSource();
    return this.#stopAll.token;
  }

  /** Counts a change, and reviews when the settings say that its kind leads to a review. */
  #reviewAfter(cause: 'opening' | 'typing' | 'saving' | 'disk' | 'switching off'): void {
    this.#changes++;
    const { run } = this.settings;
    const leads = cause === 'switching off' || (run === 'onType') || (run === 'onSave' && cause !== 'typing');
    if (leads) {
      this.#resume();
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#reviewNow(), cause === 'typing' ? typingDelay : cause === 'disk' ? diskDelay : 0);
      this.#stopReview.cancel();
    }
    this.#changed.fire();
  }

  #reviewNow(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    return this.#running ??= this.#work().finally(() => {
      this.#running = undefined;
      this.#changed.fire();
    });
  }

  async #work(): Promise<void> {
    const { token } = this.#stopAll;
    while (!this.isCurrent && !this.#timer && !token.isCancellationRequested) {
      const changes = this.#changes;
      try {
        if (this.settings.enable) await this.#reviewOnce(token); else this.#switchOff();
      } catch (error) {
        this.log.error(`Reviewing ${this.name} failed: ${error instanceof Error ? error.stack : String(error)}\n`
          + 'The findings shown may be out of date; "Kafka Reliability: Review Workspace Again" tries again.');
        this.#reviewed = changes;
      }
    }
  }

  async #reviewOnce(token: vscode.CancellationToken): Promise<void> {
    await this.#files.send(this.settings, token);
    if (token.isCancellationRequested) return;
    const changes = this.#changes, started = Date.now();
    this.#stopReview = new vscode.CancellationTokenSource();
    const review = await this.worker.review(this.uri.toString(), engineRules(this.settings.rules), this.#stopReview.token,
      (done, total) => this.progress?.(done, total));
    // A review of a text that has changed since is dropped: its places may be wrong.
    if (!review || changes !== this.#changes) return;
    this.review = review;
    this.#reviewed = changes;
    const { findings, files } = review;
    this.log.debug(`${this.name}: ${findings.length} findings, ${files.kafka} of ${files.seen} files with Kafka, ${Date.now() - started} ms`);
  }

  #switchOff(): void {
    this.worker.tell({ do: 'close', folder: this.uri.toString() });
    this.review = undefined;
    this.#reviewed = this.#changes;
  }

  dispose(): void {
    this.stop();
    this.#watcher?.dispose();
    this.#changed.dispose();
    this.worker.tell({ do: 'close', folder: this.uri.toString() });
  }
}
