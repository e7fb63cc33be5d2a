import * as vscode from 'vscode';
import { isReviewable } from '../core/session';
import { IgnoreRules } from '../files/ignore-rules';
import { isLeftOutFile, isLeftOutFolder } from '../files/left-out';
import { understood } from '../files/read';
import type { Found } from '../files/walk';
import type { FileSource } from './file-source';
import { tooLarge } from './protocol';
import type { Root } from './root';
import { leavesOut, type Settings } from './settings';
import type { WorkerClient } from './worker-client';

/** How many questions a file system is asked at a time, and how long it has for each, in milliseconds. */
const AT_ONCE = 16, PATIENCE = 30_000;

/** A folder still to be listed: its path, which is empty or ends in `/`, and the only way to go in it, if there is one. */
interface Folder {
  path: string;
  rules: IgnoreRules;
  way?: readonly string[];
}

/** Files that lie anywhere: listed folder by folder, since not every file system can be searched. */
export class VirtualSource implements FileSource {
  constructor(private readonly root: Root, private readonly worker: WorkerClient) {}

  async find(settings: Settings, within: string[] | undefined, token: vscode.CancellationToken): Promise<Found> {
    const found: Found = { paths: [], gone: [], unreadable: [] }, isExcluded = leavesOut(settings);
    const top = { path: '', rules: IgnoreRules.none() };
    let folders: Folder[] = within ? within.map(path => ({ ...top, way: path.split('/') })) : [top];
    while (folders.length > 0 && !token.isCancellationRequested) {
      const more = await Promise.all(folders.slice(0, AT_ONCE).map(folder => this.#list(folder, isExcluded, found)));
      folders = [...folders.slice(AT_ONCE), ...more.flat()];
    }
    for (const path of within ?? []) if (await this.#isGone(path)) found.gone.push(path);
    return { ...found, paths: [...new Set(found.paths)].sort() };
  }

  /** Notes the files of one folder, and gives the folders in it. */
  async #list({ path, rules, way }: Folder, isExcluded: (path: string) => boolean, found: Found): Promise<Folder[]> {
    const more: Folder[] = [];
    try {
      const entries = await answered(vscode.workspace.fs.readDirectory(this.#uri(path)));
      if (entries.some(([name, type]) => name === '.gitignore' && type === vscode.FileType.File)) {
        rules = rules.with(Buffer.from(await answered(vscode.workspace.fs.readFile(this.#uri(`${path}.gitignore`)))).toString(), path);
      }
      for (const [name, type] of entries) {
        if (way?.length && name !== way[0]) continue;
        const child = path + name;
        // Links may go in circles, and what they lead to is met on its own.
        if (type === vscode.FileType.Directory && !isLeftOutFolder(child) && !rules.ignores(`${child}/`) && !isExcluded(`${child}/`)) {
          more.push({ path: `${child}/`, rules, way: way?.slice(1) });
        } else if (
          type === vscode.FileType.File
          && isReviewable(child)
          && !isLeftOutFile(name)
          && !rules.ignores(child)
          && !isExcluded(child)
        ) {
          found.paths.push(child);
        }
      }
    } catch (error) {
      found.unreadable.push({ path: path.slice(0, -1) || '.', why: whyOf(error) });
    }
    return more;
  }

  async read(paths: readonly string[], { maxFileSizeKB }: Settings, token: vscode.CancellationToken): Promise<void> {
    for (let at = 0; at < paths.length && !token.isCancellationRequested; at += AT_ONCE) {
      await Promise.all(paths.slice(at, at + AT_ONCE).map(path => this.#read(path, maxFileSizeKB * 1024)));
    }
  }

  async #read(path: string, limit: number): Promise<void> {
    const root = this.root.key, uri = this.root.uriOf(path);
    try {
      const { size } = await answered(vscode.workspace.fs.stat(uri));
      if (size > limit) return this.worker.tell({ do: 'unreadable', root, path, why: tooLarge(limit) });
      const looked = understood(path, Buffer.from(await answered(vscode.workspace.fs.readFile(uri))), { limit });
      if (typeof looked === 'string') this.worker.tell({ do: 'delete', root, path });
      else if ('text' in looked) this.worker.tell({ do: 'set', root, path, text: looked.text });
      else this.worker.tell({ do: 'unreadable', root, path, why: looked.why });
    } catch (error) {
      if (isGone(error)) this.worker.tell({ do: 'delete', root, path });
      else this.worker.tell({ do: 'unreadable', root, path, why: whyOf(error) });
    }
  }

  async #isGone(path: string): Promise<boolean> {
    return answered(vscode.workspace.fs.stat(this.#uri(path))).then(() => false, isGone);
  }

  #uri(path: string): vscode.Uri {
    return path === '' ? this.root.uri : vscode.Uri.joinPath(this.root.uri, path.replace(/\/$/, ''));
  }
}

/** The answer of a file system, which may never give one. */
async function answered<T>(answer: Thenable<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, failed) => {
    timer = setTimeout(() => failed(new Error(`its file system gave no answer within ${PATIENCE / 1000} s`)), PATIENCE);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

function isGone(error: unknown): boolean {
  return error instanceof vscode.FileSystemError && error.code === 'FileNotFound';
}

function whyOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
