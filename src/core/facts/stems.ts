/** The path of a code file without `.ts` and its like. */
export function withoutEnding(path: string): string {
  return path.replace(/\.([mc]?[tj]sx?|java)$/, '');
}

/** The path of a folder for that of its `index`. */
export function withoutIndex(bare: string): string {
  return bare === 'index' ? '' : bare.replace(/\/index$/, '');
}

/** The last piece of a path, without `.ts` and its like. */
export function stemOf(path: string): string {
  return withoutEnding(path.slice(path.lastIndexOf('/') + 1));
}

/** The folder that a file is in. */
export function folderName(path: string): string {
  const parts = path.split('/');
  return parts[parts.length - 2] ?? '';
}
