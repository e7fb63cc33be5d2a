import * as vscode from 'vscode';
import { LARGEST_POLICY, POLICY_FILES, type PolicyFault } from '../core/policy/names';
import type { Configured } from './protocol';
import type { Root } from './root';
import type { WorkerClient } from './worker-client';

/** True for the name of a configuration, or of what one names. */
export function isPolicyFile({ path }: vscode.Uri): boolean {
  return /(^|\/)kafka-review\.(config|baseline)\.(json|ya?ml)$/.test(path);
}

/** The configuration that holds for a root: read by the thread that reviews, watched here. */
export class FolderPolicy implements vscode.Disposable {
  #held: Configured | undefined;
  #file: vscode.Uri | undefined;
  readonly #watchers = new Map<string, vscode.Disposable>();

  constructor(private readonly root: Root, private readonly worker: WorkerClient, private readonly changed: () => void) {}

  /** What is wrong with it, which keeps the root from being reviewed. */
  get faults(): readonly PolicyFault[] {
    return this.#held?.faults ?? [];
  }

  /** Where the configuration is; the place of a broken one too. */
  get file(): vscode.Uri | undefined {
    return this.#held && this.#file;
  }

  /** What is left out by it. */
  get excluded(): Configured['excluded'] {
    return this.#held?.excluded;
  }

  /** Forgets what was read: it is read again before the next review. */
  forget(): void {
    this.#held = undefined;
  }

  /** Reads the configuration where that was not done since the last change. */
  async read(): Promise<void> {
    if (this.#held) return;
    const { root } = this, given = root.uri.scheme === 'file' ? undefined : await this.#given();
    const held = await this.worker.configure(root.key, {
      folder: root.uri.scheme === 'file' && root.kind !== 'untitled' ? root.uri.fsPath : undefined, highest: this.#highest(), given,
    });
    this.#file = given ? vscode.Uri.joinPath(root.uri, given.file)
      : held.absolute === undefined ? undefined : vscode.Uri.file(held.absolute);
    this.#held = held;
    for (const uri of [this.#file, ...held.named.map(path => vscode.Uri.file(path))]) if (uri) this.#watch(uri);
  }

  /** The text of a configuration that lies elsewhere than on the disk. */
  async #given(): Promise<{ file: string; text: string } | undefined> {
    if (this.root.kind === 'untitled') return undefined;
    for (const file of POLICY_FILES) {
      const uri = vscode.Uri.joinPath(this.root.uri, file);
      try {
        const { size } = await vscode.workspace.fs.stat(uri);
        // What is too large is told of by its reader, which need not have all of it.
        const bytes = size > 4 * LARGEST_POLICY ? new Uint8Array(LARGEST_POLICY + 1).fill(0x20) : await vscode.workspace.fs.readFile(uri);
        return { file, text: new TextDecoder().decode(bytes) };
      } catch {
        // There is none of this name.
      }
    }
    return undefined;
  }

  /** Outside of a repository a configuration counts that stands in the folder of the workspace. */
  #highest(): string | undefined {
    const folder = vscode.workspace.getWorkspaceFolder(this.root.uri);
    return folder?.uri.scheme === 'file' ? folder.uri.fsPath : undefined;
  }

  /** Those below a folder with a name of their own are watched with it. */
  #watch(uri: vscode.Uri): void {
    const isSeen = this.root.kind === 'folder' && isPolicyFile(uri) && this.root.relative(uri) !== undefined;
    if (isSeen || this.#watchers.has(uri.toString())) return;
    const pattern = new vscode.RelativePattern(vscode.Uri.joinPath(uri, '..'), uri.path.slice(uri.path.lastIndexOf('/') + 1));
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    for (const event of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete]) event(() => this.changed());
    this.#watchers.set(uri.toString(), watcher);
  }

  dispose(): void {
    for (const watcher of this.#watchers.values()) watcher.dispose();
  }
}
