import * as vscode from 'vscode';
import { isForeign, isReviewable } from '../core/session';
import { excludedBy } from '../files/excluded';
import { sourceOf, type FileSource } from './file-source';
import { tooLarge } from './protocol';
import type { Root } from './root';
import type { Settings } from './settings';
import { isShown } from './window';
import type { WorkerClient } from './worker-client';

/** The files of one root, open or on the disk, and which of them the worker has yet to be told of. */
export class RootFiles {
  readonly #source: FileSource;
  readonly #open = new Map<string, vscode.TextDocument>();
  /** Open documents whose text the worker does not have yet. */
  readonly #unsent = new Set<string>();
  /** Open documents that may differ from what stands on the disk. */
  readonly #unsaved = new Set<string>();
  /** Files with another text than the last review saw. */
  readonly #stale = new Set<string>();
  /** Open documents that are not among the files to read. */
  readonly #leftOut = new Set<string>();
  /** Files that are not looked at again until they are saved, and why. */
  readonly #setAside = new Map<string, string>();
  /** Files that the worker has from the disk, those that changed there, and places where something came or went. */
  #onDisk = new Set<string>();
  #unread = new Set<string>();
  #places = new Set<string>();
  /** To look everywhere, and then read all files again or the new ones. */
  #search: 'all' | 'new' | undefined;

  constructor(private readonly root: Root, private readonly worker: WorkerClient) {
    this.#source = sourceOf(root, worker);
  }

  /** True when none of its files is open. */
  get isClosed(): boolean {
    return this.#open.size === 0;
  }

  /** True when the last review saw the text of a file as it is now. */
  isCurrent(path: string): boolean {
    return !this.#stale.has(path);
  }

  /** Takes up that the last review saw everything. */
  reviewed(): void {
    this.#stale.clear();
  }

  /** Notes an open document of this root; false for others. */
  open(document: vscode.TextDocument, { exclude }: Settings): boolean {
    const path = this.root.pathOf(document.uri);
    // Of code in other languages what stands on the disk is enough.
    if (path === undefined || isForeign(path) || this.#leftOut.has(path) || this.#open.get(path) === document) return false;
    if (this.root.kind === 'open' && excludedBy(exclude)(path)) return false;
    this.#open.set(path, document);
    this.#unsent.add(path);
    if (document.isDirty) {
      this.#unsaved.add(path);
      this.#stale.add(path);
    }
    return true;
  }

  /** Notes that an open document has another text; false for others. */
  edit(document: vscode.TextDocument, settings: Settings): boolean {
    if (this.#openPath(document) === undefined && !this.open(document, settings)) return false;
    const path = this.#openPath(document)!;
    this.#unsent.add(path);
    this.#unsaved.add(path);
    this.#stale.add(path);
    return true;
  }

  /** Notes that a document stands on the disk as it is; false for others. */
  save(document: vscode.TextDocument): boolean {
    const path = this.#openPath(document);
    if (path === undefined) return false;
    this.#unsaved.delete(path);
    if (this.#setAside.delete(path)) this.#unsent.add(path);
    return true;
  }

  /** True for a document that is reviewed with this root. */
  has(document: vscode.TextDocument): boolean {
    const path = this.root.pathOf(document.uri);
    return path !== undefined && (this.#open.has(path) || this.#onDisk.has(path));
  }

  /** Lets go of a document; true when that changes what is reviewed, since what stands on the disk counts now. */
  close(document: vscode.TextDocument): boolean {
    const path = this.#openPath(document);
    if (path === undefined) return false;
    this.#open.delete(path);
    this.#unsent.delete(path);
    const changes = this.#unsaved.delete(path) || !this.#onDisk.has(path);
    if (changes) this.#stale.add(path);
    if (this.root.kind !== 'folder') this.worker.tell({ do: 'delete', root: this.root.key, path });
    else if (changes && this.#onDisk.has(path)) this.#unread.add(path);
    else if (changes) this.worker.tell({ do: 'delete', root: this.root.key, path });
    return changes;
  }

  /** Notes that a file on the disk has another content; false where that is of no account. */
  changedOnDisk(uri: vscode.Uri): boolean {
    if (this.#decidesWhatIsRead(uri)) return true;
    const path = this.root.pathOf(uri);
    if (path === undefined || !this.#onDisk.has(path) || this.#open.has(path)) return false;
    for (const set of [this.#unread, this.#stale]) set.add(path);
    this.#setAside.delete(path);
    return true;
  }

  /** Notes that a file or folder went. The editor may hold the text of a file that is gone; it counts only while somebody sees it. */
  went(uri: vscode.Uri): boolean {
    if (this.#decidesWhatIsRead(uri)) return true;
    const place = this.root.relative(uri);
    if (place === undefined) return false;
    const document = this.#open.get(place);
    if (document && !document.isDirty && !isShown(uri)) {
      this.#open.delete(place);
      this.#unsent.delete(place);
      this.worker.tell({ do: 'delete', root: this.root.key, path: place });
    }
    if (!document && ![...this.#onDisk].some(path => isAt(path, place))) return false;
    this.#places.add(place);
    return true;
  }

  /** Notes that a file came, or a folder with what is in it. */
  came(uri: vscode.Uri, isFolder: boolean): boolean {
    if (this.#decidesWhatIsRead(uri)) return true;
    const place = this.root.relative(uri);
    if (!place || !(isFolder || isReviewable(place))) return false;
    this.#places.add(place);
    return true;
  }

  /** Leaves a file alone until it is saved, for a reason: the named one, or the only one that changed; gives its path. */
  setAside(path: string, why: string): string | undefined {
    const culprit = path || (this.#stale.size === 1 ? [...this.#stale][0] : undefined);
    if (culprit) this.#setAside.set(culprit, why);
    return culprit;
  }

  /** Looks again at what was set aside. */
  takeUp(): void {
    this.#setAside.clear();
  }

  /** Forgets what the worker has; the next `send` begins anew. */
  forget(settings: Settings): void {
    this.#search = 'all';
    this.#open.clear();
    this.#unsent.clear();
    this.#unsaved.clear();
    this.#openAll(settings);
  }

  /** Brings the worker up to date. When it is stopped, the rest is left for the next time. */
  async send(settings: Settings, token: vscode.CancellationToken): Promise<void> {
    const search = this.#search, places = this.#places, paths = this.#unread;
    this.#search = undefined;
    this.#places = new Set();
    this.#unread = new Set();
    let done = false;
    try {
      if (search === 'new') this.#openAll(settings);
      if (search || places.size > 0) for (const path of await this.#find(search, [...places], settings, token)) paths.add(path);
      await this.sendOpen(settings, token);
      for (const [path, why] of this.#setAside) this.worker.tell({ do: 'unreadable', root: this.root.key, path, why });
      await this.#source.read([...paths].filter(path => !this.#open.has(path) && !this.#setAside.has(path)), settings, token);
      done = !token.isCancellationRequested;
    } finally {
      if (!done) this.#later(search, places, paths);
    }
  }

  /** Sends the text of the documents that are open. */
  async sendOpen(settings: Settings, token: vscode.CancellationToken): Promise<void> {
    await this.#sift(settings, token);
    if (token.isCancellationRequested) return;
    for (const path of this.#unsent)
      if (!this.#setAside.has(path)) this.#sendText(path, this.#open.get(path)!.getText(), settings.maxFileSizeKB * 1024);
    this.#unsent.clear();
  }

  #later(search: 'all' | 'new' | undefined, places: ReadonlySet<string>, paths: ReadonlySet<string>): void {
    this.#search ??= search;
    for (const place of places) this.#places.add(place);
    for (const path of paths) this.#unread.add(path);
  }

  /** The files to read: all, or those that are new since the last search, or at some places. Those that are gone are taken out. */
  async #find(search: 'all' | 'new' | undefined, places: string[], settings: Settings, token: vscode.CancellationToken): Promise<string[]> {
    if (this.root.kind !== 'folder') return [];
    const { paths, unreadable } = await this.#source.find(settings, search ? undefined : places, token);
    if (token.isCancellationRequested) return [];
    const before = this.#onDisk, root = this.root.key;
    const left = search ? [] : [...before].filter(path => !places.some(place => isAt(path, place)));
    this.#onDisk = new Set([...left, ...paths]);
    for (const path of before) if (!this.#onDisk.has(path) && !this.#open.has(path)) this.worker.tell({ do: 'delete', root, path });
    for (const { path, why } of unreadable) this.worker.tell({ do: 'unreadable', root, path, why });
    return search === 'new' ? paths.filter(path => !before.has(path)) : paths;
  }

  /** Lets go of open documents that are not among the files to read. */
  async #sift(settings: Settings, token: vscode.CancellationToken): Promise<void> {
    const asked = [...this.#unsent].filter(path => !this.#onDisk.has(path));
    if (this.root.kind !== 'folder' || asked.length === 0) return;
    const { paths, gone } = await this.#source.find(settings, asked, token);
    if (token.isCancellationRequested) return;
    for (const path of asked) {
      if (paths.includes(path) || gone.includes(path)) continue;
      this.#leftOut.add(path);
      this.#open.delete(path);
      this.#unsent.delete(path);
      this.worker.tell({ do: 'delete', root: this.root.key, path });
    }
  }

  #sendText(path: string, text: string, limit: number): void {
    const root = this.root.key;
    if (text.length <= limit) this.worker.tell({ do: 'set', root, path, text });
    else this.worker.tell({ do: 'unreadable', root, path, why: tooLarge(limit) });
  }

  /** Takes up the documents of the window; the editor keeps some for a while after their tabs are closed, even those whose files are gone. */
  #openAll(settings: Settings): void {
    this.#leftOut.clear();
    for (const document of vscode.workspace.textDocuments) {
      if (this.root.kind !== 'folder' || document.isDirty || isShown(document.uri)) this.open(document, settings);
    }
  }

  #decidesWhatIsRead(uri: vscode.Uri): boolean {
    if (!/(^|\/)\.gitignore$/.test(this.root.relative(uri) ?? '')) return false;
    this.#search ??= 'new';
    return true;
  }

  #openPath(document: vscode.TextDocument): string | undefined {
    const path = this.root.pathOf(document.uri);
    return path !== undefined && this.#open.has(path) ? path : undefined;
  }
}

function isAt(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}/`);
}
