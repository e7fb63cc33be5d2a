import * as vscode from 'vscode';
import { isPolicyFile } from './folder-policy';
import { FolderReview } from './folder-review';
import { Root } from './root';
import { section } from './settings';
import type { Death } from './thread';
import type { WorkerClient } from './worker-client';

/** All roots under review: the folders of the workspace, one for each folder of files opened from elsewhere, and untitled documents. */
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
      worker.onDidDie(death => this.#died(death)),
      worker.onReady(() => this.#scanAll()),
      vscode.workspace.onDidOpenTextDocument(document => this.#opened(document)),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.of(document.uri)?.edited(document);
      }),
      vscode.workspace.onDidSaveTextDocument(document => this.#saved(document)),
      vscode.workspace.onDidCloseTextDocument(document => this.#documentClosed(document)),
      vscode.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        for (const { uri } of removed) this.#close(uri.toString());
        for (const folder of added) this.#add(Root.folder(folder));
        for (const document of vscode.workspace.textDocuments) this.#opened(document);
      }),
      vscode.workspace.onDidChangeConfiguration(event => {
        for (const folder of this.#folders.values()) {
          if (event.affectsConfiguration(section, folder.root.uri) || event.affectsConfiguration('files.exclude', folder.root.uri))
            folder.scanAgain();
        }
      }),
    ];
    for (const folder of vscode.workspace.workspaceFolders ?? []) this.#add(Root.folder(folder));
    for (const document of vscode.workspace.textDocuments) this.#opened(document);
  }

  /** The folders under review. */
  get folders(): FolderReview[] {
    return [...this.#folders.values()];
  }

  /** True when nothing is reviewed any more, after too many failures. */
  get hasGivenUp(): boolean {
    return this.worker.hasGivenUp;
  }

  /** The folder that reviews a file. */
  of(uri: vscode.Uri): FolderReview | undefined {
    return this.#folders.get(Root.keyOf(uri));
  }

  /** Reads and reviews everything again, also what was given up. */
  scanAgain(): void {
    this.worker.revive();
    for (const folder of this.#folders.values()) folder.takeUp();
    this.#scanAll();
  }

  #scanAll(): void {
    for (const folder of this.#folders.values()) folder.scanAgain();
  }

  /** Says what ended the thread, and leaves out the file at which it did. */
  #died({ why, root, path, last }: Death): void {
    const folder = this.#folders.get(root);
    const culprit = folder?.setAside(path, `the review did not get past it: ${why}`);
    const at = culprit !== undefined ? `at ${culprit} (${folder!.root.name}), which is left out until it is saved`
      : folder ? `at ${folder.root.name}` : 'before it had begun';
    this.log.warn(`The review thread ended ${at}: ${why}. ${last ? 'It ended too often in a row and is not started again.' : 'It is started again.'}`);
    if (!last) return;
    const [again, output] = ['Try Again', 'Show Output'];
    const message = `Kafka Reliability has stopped reviewing: its thread ended several times in a row, the last time ${at} (${why}). The findings shown are those of before.`;
    void vscode.window.showErrorMessage(message, again, output).then(choice => {
      if (choice === again) this.scanAgain();
      if (choice === output) this.log.show();
    });
    for (const folder of this.#folders.values()) this.#changed.fire(folder);
  }

  #add(root: Root): void {
    const folder = new FolderReview(root, this.worker, this.log);
    this.#folders.set(root.key, folder);
    folder.onDidChange(() => this.#changed.fire(folder));
  }

  #opened(document: vscode.TextDocument): void {
    const known = this.of(document.uri);
    if (known) return known.opened(document);
    const root = Root.around(document);
    if (root) this.#add(root);
  }

  /** Not every file system tells of its changes. */
  #saved(document: vscode.TextDocument): void {
    this.of(document.uri)?.saved(document);
    if (document.uri.scheme === 'file' || !isPolicyFile(document.uri)) return;
    for (const folder of this.#folders.values()) if (folder.root.relative(document.uri) !== undefined) folder.scanAgain();
  }

  #documentClosed(document: vscode.TextDocument): void {
    const folder = this.of(document.uri);
    folder?.closed(document);
    if (folder?.isClosed && !folder.isWhole) this.#close(folder.root.key);
  }

  #close(key: string): void {
    const folder = this.#folders.get(key);
    if (!folder) return;
    this.#folders.delete(key);
    this.#closed.fire(folder);
    folder.dispose();
  }

  dispose(): void {
    for (const item of [...this.#subscriptions, ...this.#folders.values(), this.#changed, this.#closed]) item.dispose();
  }
}
