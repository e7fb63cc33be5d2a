/** True for files that say where TypeScript and JavaScript names of modules lead. */
export function isAliasName(path: string): boolean {
  return /(^|\/)[tj]sconfig(\.[\w-]+)?\.json$/.test(path);
}

/** The `paths` of a compiler's configuration: each name with the folder or file that it leads to, from the reviewed folder. */
export function readAliases(path: string, text: string): Map<string, string> {
  const aliases = new Map<string, string>();
  const block = /"paths"\s*:\s*\{([^}]*)\}/.exec(text.replace(/^\s*\/\/.*$/gm, ''))?.[1] ?? '';
  const base = joined(path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '', /"baseUrl"\s*:\s*"([^"]*)"/.exec(text)?.[1] ?? '.');
  for (const [, name, target] of block.matchAll(/"([^"]+)"\s*:\s*\[\s*"([^"]+)"/g)) {
    const bare = name.replace(/\/\*$/, '');
    if (/^(.?|src)$/.test(bare) || aliases.has(bare)) continue;
    const folder = joined(base, target.replace(/\/\*$/, '').replace(/\.[mc]?[jt]sx?$/, '').replace(/\/index$/, ''));
    aliases.set(bare, folder);
  }
  return aliases;
}

function joined(folder: string, relative: string): string {
  const parts = folder ? folder.split('/') : [];
  for (const piece of relative.split('/')) {
    if (piece === '..') parts.pop();
    else if (piece !== '.' && piece !== '') parts.push(piece);
  }
  return parts.join('/');
}
