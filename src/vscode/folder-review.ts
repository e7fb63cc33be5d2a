import * as vscode from 'vscode';
import type { Review } from '../core/review/finding';
import { FolderPolicy, isPolicyFile } from './folder-policy';
import type { Root } from './root';
import { RootFiles } from './root-files';
import { settingsOf, type Settings } from './settings';
import { NoThread, type Progress, type WorkerClient } from './worker-client';

/** Quiet time before a review: of typing, and of changes on the disk, which come in bursts. */
const typingDelay = 250, diskDelay = 500;

/** One root under review: its last review, and when the next one is due. */
export class FolderReview implements vscode.Disposable {
  /** The outcome of the last review; absent before the first one and while the folder is switched off. */
  review: Review | undefined;
  settings: Settings;
  /** Told how far a running review is. */
  progress: Progress | undefined;

  /** What the team has decided for it. */
  readonly policy: FolderPolicy;

  readonly #changed = new vscode.EventEmitter<void>();
  /** A review is due, began or ended. */
  readonly onDidChange = this.#changed.event;
  readonly #files: RootFiles;
  readonly #watcher: vscode.FileSystemWatcher | undefined;

  /** Counts the changes; a review is current when it saw all of them. */
  #changes = 0;
  #reviewed = 0;
  /** All files are to be read: what comes of it is worth a line in the log. */
  #isNews = true;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #stopReview = new vscode.CancellationTokenSource();
  #stopAll = new vscode.CancellationTokenSource();

  constructor(readonly root: Root, private readonly worker: WorkerClient, private readonly log: vscode.LogOutputChannel) {
    this.settings = settingsOf(root.uri);
    this.#files = new RootFiles(root, worker);
    this.policy = new FolderPolicy(root, worker, () => this.scanAgain());
    if (this.isWhole) {
      this.#watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(root.uri, '**/*'));
      const note = (file: vscode.Uri, counts: boolean) => isPolicyFile(file) ? this.scanAgain() : counts && this.#reviewAfter('disk');
      this.#watcher.onDidChange(file => note(file, this.#files.changedOnDisk(file)));
      this.#watcher.onDidCreate(async file => note(file, this.#files.came(file, await isFolder(file))));
      this.#watcher.onDidDelete(file => note(file, this.#files.went(file)));
    }
    this.scanAgain();
  }

  /** True when all files below a folder are reviewed together; otherwise only those that are open. */
  get isWhole(): boolean {
    return this.root.kind === 'folder';
  }

  /** True when the last review saw every change. */
  get isCurrent(): boolean {
    return this.#reviewed === this.#changes;
  }

  /** True when the last review saw the text of a file as it is now: what it says of it holds. */
  isCurrentAt(path: string): boolean {
    return this.isCurrent || this.#files.isCurrent(path);
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

  /** Why a document was not read, where it was not. */
  whyUnread(document: vscode.TextDocument): string | undefined {
    const path = this.root.pathOf(document.uri);
    return this.review?.files.unread.find(unread => unread.path === path)?.why;
  }

  /** Takes up changed settings and reads every file again. */
  scanAgain(): void {
    this.settings = settingsOf(this.root.uri);
    this.policy.forget();
    this.#isNews = true;
    this.#files.forget(this.settings);
    this.#reviewAfter(this.settings.enable ? 'opening' : 'switching off');
  }

  /** Leaves a file alone that a review did not survive: the named one, or the only one that changed; gives its path. */
  setAside(path: string, why: string): string | undefined {
    return this.#files.setAside(path, why);
  }

  /** Looks again at files that were set aside. */
  takeUp(): void {
    this.#files.takeUp();
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
        // What was shown before stands until there is a thread again.
        if (!(error instanceof NoThread)) {
          this.log.error(`Reviewing ${this.root.name} failed: ${error instanceof Error ? error.stack : String(error)}\n`
            + 'The findings shown may be out of date; "Kafka Reliability: Review Workspace Again" tries again.');
        }
        this.#reviewed = changes;
      }
    }
  }

  async #reviewOnce(token: vscode.CancellationToken): Promise<void> {
    const before = this.#changes;
    await this.policy.read();
    // What was shown stands: to review with the defaults would be to say something else.
    if (this.policy.faults.length > 0) return void (this.#reviewed = before);
    this.settings.excluded = this.policy.excluded;
    // It may take long to list files that lie elsewhere; those in view come first.
    if (this.isWhole && this.root.uri.scheme !== 'file' && !this.review && !this.isClosed) {
      await this.#files.sendOpen(this.settings, token);
      this.review = await this.#ask();
      this.#changed.fire();
    }
    const started = Date.now();
    await this.#files.send(this.settings, token);
    if (token.isCancellationRequested) return;
    const changes = this.#changes, review = await this.#ask();
    // A review of a text that has changed since is dropped: its places may be wrong.
    if (!review || changes !== this.#changes) return;
    this.review = review;
    this.#reviewed = changes;
    this.#files.reviewed();
    const { findings, files } = review;
    const line = `${this.root.name}: ${findings.length} findings, ${files.kafka} of ${files.seen} files with Kafka, ${files.unread.length} not read, ${Date.now() - started} ms`;
    if (this.#isNews) this.log.info(line); else this.log.debug(line);
    this.#isNews = false;
  }

  #ask(): Promise<Review | undefined> {
    this.#stopReview = new vscode.CancellationTokenSource();
    return this.worker.review(this.root.key, this.settings.rules, this.#stopReview.token, (done, total) =>
      this.progress?.(done, total),
    );
  }

  #switchOff(): void {
    this.worker.tell({ do: 'close', root: this.root.key });
    this.review = undefined;
    this.#reviewed = this.#changes;
  }

  dispose(): void {
    this.stop();
    this.#watcher?.dispose();
    this.policy.dispose();
    this.#changed.dispose();
    this.worker.tell({ do: 'close', root: this.root.key });
  }
}

async function isFolder(uri: vscode.Uri): Promise<boolean> {
  return Promise.resolve(vscode.workspace.fs.stat(uri)).then(({ type }) => type === vscode.FileType.Directory, () => false);
}
