/** Which part of the workspace a file belongs to: the folder of its build file, or the one above its sources, whichever is nearer. */
export class Services {
  readonly #folders: ReadonlySet<string>;

  constructor(paths: Iterable<string>, isManifest: (path: string) => boolean) {
    this.#folders = new Set([...paths].filter(isManifest).map(folderOf));
  }

  /** The folder of a file's service, relative, with `/`; empty for the workspace itself. */
  of(path: string): string {
    const sources = /(?:^|\/)src\//.exec(path), above = sources ? path.slice(0, sources.index) : '';
    let folder = folderOf(path);
    while (folder !== '' && !this.#folders.has(folder) && folder.length > above.length) folder = folderOf(folder);
    return folder;
  }
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
