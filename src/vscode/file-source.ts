import * as vscode from 'vscode';
import type { Found } from '../files/walk';
import type { Root } from './root';
import type { Settings } from './settings';
import { VirtualSource } from './virtual-source';
import type { WorkerClient } from './worker-client';

/** Where the files of a folder come from. */
export interface FileSource {
  /** The files to read; with `within`, only those at or below these paths. What is found of a stopped search is not all. */
  find(settings: Settings, within: string[] | undefined, token: vscode.CancellationToken): Promise<Found>;
  /** Gives files to the worker. */
  read(paths: readonly string[], settings: Settings, token: vscode.CancellationToken): Promise<void>;
}

/** The source for a folder: the worker reads from the disk itself, and gets the text of all that lies elsewhere. */
export function sourceOf(root: Root, worker: WorkerClient): FileSource {
  return root.uri.scheme === 'file' ? new DiskSource(root, worker) : new VirtualSource(root, worker);
}

/** A small number of files at a time, so that what a person types meanwhile is not kept waiting. */
const BATCH = 200;

class DiskSource implements FileSource {
  constructor(private readonly root: Root, private readonly worker: WorkerClient) {}

  find({ exclude }: Settings, within: string[] | undefined, token: vscode.CancellationToken): Promise<Found> {
    return this.worker.find(this.root.key, { folder: this.root.uri.fsPath, exclude, within }, token);
  }

  async read(paths: readonly string[], { maxFileSizeKB }: Settings, token: vscode.CancellationToken): Promise<void> {
    for (let at = 0; at < paths.length && !token.isCancellationRequested; at += BATCH) {
      await this.worker.read(this.root.key, this.root.uri.fsPath, paths.slice(at, at + BATCH), maxFileSizeKB * 1024);
    }
  }
}
