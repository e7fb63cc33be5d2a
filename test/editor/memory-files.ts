import * as vscode from 'vscode';

/** A file system that lives in memory and cannot be searched: the paths of its files below `/project`, with their texts. */
export class MemoryFiles implements vscode.FileSystemProvider {
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;

  constructor(private readonly files: Record<string, string>) {}

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const path = pathOf(uri), text = this.files[path];
    if (text !== undefined) return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: text.length };
    if (this.#below(path).length === 0) throw vscode.FileSystemError.FileNotFound(uri);
    return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
  }

  readDirectory(uri: vscode.Uri): [string, vscode.FileType][] {
    const names = new Map(this.#below(pathOf(uri)).map(rest => {
      const [name, ...more] = rest.split('/');
      return [name, more.length > 0 ? vscode.FileType.Directory : vscode.FileType.File];
    }));
    return [...names];
  }

  readFile(uri: vscode.Uri): Uint8Array {
    const text = this.files[pathOf(uri)];
    if (text === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return new TextEncoder().encode(text);
  }

  createDirectory = readOnly;
  writeFile = readOnly;
  delete = readOnly;
  rename = readOnly;

  #below(path: string): string[] {
    const start = path === '' ? '' : `${path}/`;
    return Object.keys(this.files).filter(file => file.startsWith(start)).map(file => file.slice(start.length));
  }
}

function pathOf(uri: vscode.Uri): string {
  return uri.path.split('/').slice(2).join('/');
}

function readOnly(uri: vscode.Uri): never {
  throw vscode.FileSystemError.NoPermissions(uri);
}
