import * as vscode from 'vscode';
import { FolderReview } from './folder-review';
import { section } from './settings';
import type { WorkerClient } from './worker-client';

/** All folders under review: those of the workspace, and one for each folder of files opened from elsewhere. */
export class Reviews implements vscode.Disposable {
  readonly #folders = new Map<string, FolderReview>();
  readonly #changed = new vscode.EventEmitter<FolderReview>();
  /** The state or the outcome of a folder changed. */
  readonly onDidChange = this.#changed.event;
  readonly #closed = new vscode.EventEmitter<FolderReview>();
  /** A folder is no longer reviewed. */
  readonly onDidClose = this.#closed.event;
  readonly #subscriptions: vscode.Disposable[];

  constructor(private readonly worker: WorkerClient, private readonly log: vscode.LogOutputChannel) {
    this.#subscriptions = [
      worker.onDidDie(() => this.scanAgain()),
      vscode.workspace.onDidOpenTextDocument(document => this.#opened(document)),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.of(document.uri)?.edited(document);
      }),
      vscode.workspace.onDidSaveTextDocument(document => this.of(document.uri)?.saved(document)),
      vscode.workspace.onDidCloseTextDocument(document => this.#documentClosed(document)),
      vscode.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        for (const { uri } of removed) this.#close(uri);
        for (const folder of added) this.#addFolder(folder);
        for (const document of vscode.workspace.textDocuments) this.#opened(document);
      }),
      vscode.workspace.onDidChangeConfiguration(event => {
        for (const folder of this.#folders.values()) {
          if (event.affectsConfiguration(section, folder.uri) || event.affectsConfiguration('files.exclude', folder.uri)) folder.scanAgain();
        }
      }),
    ];
    for (const folder of vscode.workspace.workspaceFolders ?? []) this.#addFolder(folder);
    for (const document of vscode.workspace.textDocuments) this.#opened(document);
  }

  /** The folders under review. */
  get folders(): FolderReview[] {
    return [...this.#folders.values()];
  }

  /** The folder that reviews a file. */
  of(uri: vscode.Uri): FolderReview | undefined {
    return this.#folders.get(folderOf(uri).toString());
  }

  /** Reads and reviews everything again. */
  scanAgain(): void {
    for (const folder of this.#folders.values()) folder.scanAgain();
  }

  #addFolder({ name, uri }: vscode.WorkspaceFolder): void {
    this.#add(new FolderReview(name, uri, true, this.worker, this.log));
  }

  #add(folder: FolderReview): void {
    this.#folders.set(folder.uri.toString(), folder);
    folder.onDidChange(() => this.#changed.fire(folder));
  }

  #opened(document: vscode.TextDocument): void {
    const known = this.of(document.uri);
    if (known) return known.opened(document);
    const { uri } = document;
    if (!isLoose(uri) || !languages.includes(document.languageId)) return;
    const folder = folderOf(uri);
    this.#add(new FolderReview(folder.path, folder, false, this.worker, this.log));
  }

  #documentClosed(document: vscode.TextDocument): void {
    const folder = this.of(document.uri);
    folder?.closed(document);
    if (folder?.isClosed && !folder.whole) this.#close(folder.uri);
  }

  #close(uri: vscode.Uri): void {
    const folder = this.#folders.get(uri.toString());
    if (!folder) return;
    this.#folders.delete(uri.toString());
    this.#closed.fire(folder);
    folder.dispose();
  }

  dispose(): void {
    for (const item of [...this.#subscriptions, ...this.#folders.values(), this.#changed, this.#closed]) item.dispose();
  }
}

/** The languages whose files are reviewed; some extensions give Spring's and compose files languages of their own. */
export const languages = [
  'typescript', 'typescriptreact', 'javascript', 'javascriptreact', 'java', 'yaml', 'dockercompose', 'properties',
  'java-properties', 'ini', 'spring-boot-properties', 'spring-boot-properties-yaml',
];

/** Files outside the workspace are reviewed while they are open, together with their open neighbours. */
function isLoose(uri: vscode.Uri): boolean {
  return ['file', 'vscode-vfs', 'vscode-remote'].includes(uri.scheme);
}

function folderOf(uri: vscode.Uri): vscode.Uri {
  return vscode.workspace.getWorkspaceFolder(uri)?.uri ?? vscode.Uri.joinPath(uri, '..');
}
