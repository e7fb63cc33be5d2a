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

/** The thing whose file is nearest to a path, by the folders that both are in; undefined where two are as near. */
export function nearest<T>(path: string, things: readonly T[], pathOf: (thing: T) => string): T | undefined {
  const [best, next] = things.map(thing => ({ thing, shared: sharedFolder(pathOf(thing), path) })).sort((a, b) => b.shared - a.shared);
  return best && (!next || best.shared > next.shared) ? best.thing : undefined;
}

/** How many characters of two paths are folders that both are in. */
function sharedFolder(a: string, b: string): number {
  if (a === b) return Infinity;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return a.slice(0, at).lastIndexOf('/');
}
