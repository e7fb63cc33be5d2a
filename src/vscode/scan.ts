import * as vscode from 'vscode';
import { isReviewable } from '../core/session';
import { tooLarge } from './protocol';
import type { Settings } from './settings';
import type { WorkerClient } from './worker-client';

/** A small number of files at a time, so that what a person types meanwhile is not kept waiting. */
const batchSize = 200;

/** The reviewable files of a folder by their relative paths, without what `files.exclude` and the setting leave out. */
export async function findFiles(folder: vscode.Uri, { exclude }: Settings, token: vscode.CancellationToken): Promise<string[]> {
  const pattern = exclude.length > 0 ? new vscode.RelativePattern(folder, `{${exclude.join(',')}}`) : undefined;
  const uris = await vscode.workspace.findFiles(new vscode.RelativePattern(folder, '**/*'), pattern, undefined, token);
  return uris.map(uri => relativePath(folder, uri)!).filter(path => path && isReviewable(path)).sort();
}

/** The path of a file below a folder, with `/`; `undefined` for a file elsewhere. */
export function relativePath(folder: vscode.Uri, uri: vscode.Uri): string | undefined {
  const root = folder.path.endsWith('/') ? folder.path : `${folder.path}/`;
  const inside = uri.scheme === folder.scheme && uri.authority === folder.authority && uri.path.startsWith(root);
  return inside ? uri.path.slice(root.length) : undefined;
}

/** Gives files to the worker: it reads from the disk itself, and gets the text of all that lies elsewhere. */
export async function readFiles(
  worker: WorkerClient, folder: vscode.Uri, paths: readonly string[], settings: Settings, token: vscode.CancellationToken,
): Promise<void> {
  const key = folder.toString(), maxBytes = settings.maxFileSizeKB * 1024;
  for (let at = 0; at < paths.length && !token.isCancellationRequested; at += batchSize) {
    const batch = paths.slice(at, at + batchSize);
    if (folder.scheme === 'file') {
      await worker.read(key, batch.map(path => ({ path, file: vscode.Uri.joinPath(folder, path).fsPath })), maxBytes);
    } else {
      await Promise.all(batch.map(path => readVirtual(worker, folder, path, maxBytes)));
    }
  }
}

async function readVirtual(worker: WorkerClient, root: vscode.Uri, path: string, maxBytes: number): Promise<void> {
  const folder = root.toString(), uri = vscode.Uri.joinPath(root, path);
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > maxBytes) return worker.tell({ do: 'unreadable', folder, path, why: tooLarge(size, maxBytes) });
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    worker.tell({ do: 'set', folder, path, text });
  } catch (error) {
    const gone = error instanceof vscode.FileSystemError && error.code === 'FileNotFound';
    if (gone) worker.tell({ do: 'delete', folder, path });
    else worker.tell({ do: 'unreadable', folder, path, why: error instanceof Error ? error.message : String(error) });
  }
}
