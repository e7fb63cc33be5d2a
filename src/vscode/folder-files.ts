import * as vscode from 'vscode';
import { isForeign, isReviewable } from '../core/session';
import { tooLarge } from './protocol';
import { findFiles, readFiles, relativePath } from './scan';
import type { Settings } from './settings';
import type { WorkerClient } from './worker-client';

/** The files of one folder, open or on the disk, and which of them the worker has yet to be told of. */
export class FolderFiles {
  readonly #key: string;
  readonly #open = new Map<string, vscode.TextDocument>();
  /** Open documents whose text the worker does not have yet. */
  readonly #unsent = new Set<string>();
  /** Open documents that may differ from what stands on the disk. */
  readonly #unsaved = new Set<string>();
  /** Files that the worker has from the disk, and those that changed there. */
  #onDisk = new Set<string>();
  #unread = new Set<string>();
  #scan: 'all' | 'new' | undefined;

  /** `whole`: all files below `folder` belong to it; otherwise only those that are open. */
  constructor(readonly folder: vscode.Uri, readonly whole: boolean, private readonly worker: WorkerClient) {
    this.#key = folder.toString();
  }

  /** True when none of its files is open. */
  get isClosed(): boolean {
    return this.#open.size === 0;
  }

  /** Notes an open document of this folder; false for others. */
  open(document: vscode.TextDocument, { exclude }: Settings): boolean {
    const path = this.#pathOf(document.uri);
    // Of code in other languages what stands on the disk is enough.
    if (path === undefined || isForeign(path) || this.#open.get(path) === document) return false;
    if (exclude.some(glob => this.#matches(document, glob) || this.#matches(document, `${glob}/**`))) return false;
    this.#open.set(path, document);
    this.#unsent.add(path);
    if (document.isDirty) this.#unsaved.add(path);
    return true;
  }

  /** Notes that an open document has another text; false for others. */
  edit(document: vscode.TextDocument, settings: Settings): boolean {
    const path = this.#openPath(document);
    if (path === undefined) return this.open(document, settings);
    this.#unsent.add(path);
    this.#unsaved.add(path);
    return true;
  }

  /** Notes that a document stands on the disk as it is; false for others. */
  save(document: vscode.TextDocument): boolean {
    const path = this.#openPath(document);
    if (path !== undefined) this.#unsaved.delete(path);
    return path !== undefined;
  }

  /** True for a document that is reviewed with this folder. */
  has(document: vscode.TextDocument): boolean {
    const path = this.#pathOf(document.uri);
    return path !== undefined && (this.#open.has(path) || this.#onDisk.has(path));
  }

  /** Lets go of a document; true when that changes what is reviewed, since what stands on the disk counts now. */
  close(document: vscode.TextDocument): boolean {
    const path = this.#openPath(document);
    if (path === undefined) return false;
    this.#open.delete(path);
    this.#unsent.delete(path);
    const changes = this.#unsaved.delete(path) || !this.#onDisk.has(path);
    if (this.whole && changes) this.#unread.add(path);
    if (!this.whole) this.worker.tell({ do: 'delete', folder: this.#key, path });
    return changes;
  }

  /** Notes that a file on the disk has another content; false where that is of no account. */
  changedOnDisk(uri: vscode.Uri): boolean {
    const path = this.#pathOf(uri);
    if (path === undefined || !this.#onDisk.has(path) || this.#open.has(path)) return false;
    this.#unread.add(path);
    return true;
  }

  /** Notes that a file went. The editor may hold the text of a file that is gone; it counts only while somebody sees it. */
  went(uri: vscode.Uri): boolean {
    const path = this.#pathOf(uri), document = path !== undefined ? this.#open.get(path) : undefined;
    if (document && !document.isDirty && !isShown(uri)) {
      this.#open.delete(path!);
      this.#unsent.delete(path!);
      this.worker.tell({ do: 'delete', folder: this.#key, path: path! });
    }
    return this.came(uri);
  }

  /** Notes that a file came. A whole folder is told as one file, which seldom has an ending. */
  came(uri: vscode.Uri): boolean {
    if (this.#pathOf(uri) === undefined && /\.[^/]*$/.test(uri.path)) return false;
    this.#scan ??= 'new';
    return true;
  }

  /** Forgets what the worker has; the next `send` begins anew. */
  forget(settings: Settings): void {
    this.#scan = 'all';
    this.#open.clear();
    this.#unsent.clear();
    this.#unsaved.clear();
    for (const document of vscode.workspace.textDocuments) {
      // The editor keeps documents for a while after their tabs are closed, even those whose files are gone.
      if (!this.whole || document.isDirty || isShown(document.uri)) this.open(document, settings);
    }
  }

  /** Brings the worker up to date. When it is stopped, the rest is left for the next time. */
  async send(settings: Settings, token: vscode.CancellationToken): Promise<void> {
    const scan = this.#scan, paths = this.#unread;
    this.#scan = undefined;
    this.#unread = new Set();
    if (scan) for (const path of await this.#find(scan, settings, token)) paths.add(path);
    await readFiles(this.worker, this.folder, [...paths].filter(path => !this.#open.has(path)), settings, token);
    if (token.isCancellationRequested) {
      this.#scan ??= scan;
      for (const path of paths) this.#unread.add(path);
      return;
    }
    for (const path of this.#unsent) this.#sendText(path, this.#open.get(path)!.getText(), settings.maxFileSizeKB * 1024);
    this.#unsent.clear();
  }

  /** The files to read: all, or those that are new since the last scan. Those that are gone are taken out. */
  async #find(scan: 'all' | 'new', settings: Settings, token: vscode.CancellationToken): Promise<string[]> {
    if (!this.whole) return [];
    const found = await findFiles(this.folder, settings, token);
    if (token.isCancellationRequested) return [];
    const before = this.#onDisk;
    this.#onDisk = new Set(found);
    for (const path of before) {
      if (!this.#onDisk.has(path) && !this.#open.has(path)) this.worker.tell({ do: 'delete', folder: this.#key, path });
    }
    return scan === 'all' ? found : found.filter(path => !before.has(path));
  }

  #sendText(path: string, text: string, maxBytes: number): void {
    const folder = this.#key;
    if (text.length <= maxBytes) this.worker.tell({ do: 'set', folder, path, text });
    else this.worker.tell({ do: 'unreadable', folder, path, why: tooLarge(text.length, maxBytes) });
  }

  #matches(document: vscode.TextDocument, glob: string): boolean {
    return vscode.languages.match({ pattern: new vscode.RelativePattern(this.folder, glob) }, document) > 0;
  }

  #pathOf(uri: vscode.Uri): string | undefined {
    const path = relativePath(this.folder, uri);
    return path !== undefined && isReviewable(path) ? path : undefined;
  }

  #openPath(document: vscode.TextDocument): string | undefined {
    const path = this.#pathOf(document.uri);
    return path !== undefined && this.#open.has(path) ? path : undefined;
  }
}

function isShown(uri: vscode.Uri): boolean {
  return vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ input }) =>
    input instanceof vscode.TabInputText && input.uri.toString() === uri.toString()));
}
