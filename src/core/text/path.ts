/** The folder of a file's path; empty for the top. */
export function folderOf(path: string): string {
  const at = path.lastIndexOf('/');
  return at < 0 ? '' : path.slice(0, at);
}

/** The path that a relative one means below a folder, with `/`; it never leaves the top. */
export function joinPath(folder: string, relative: string): string {
  const parts = folder ? folder.split('/') : [];
  for (const piece of relative.split('/')) {
    if (piece === '..') parts.pop();
    else if (piece !== '' && piece !== '.') parts.push(piece);
  }
  return parts.join('/');
}
