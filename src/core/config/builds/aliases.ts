import { folderOf, joinPath } from '../../text/path';

/** True for files that say where TypeScript and JavaScript names of modules lead. */
export function isAliasName(path: string): boolean {
  return /(^|\/)[tj]sconfig(\.[\w-]+)?\.json$/.test(path);
}

/** The `paths` of a compiler's configuration: each name with the folder or file that it leads to, from the reviewed folder. */
export function readAliases(path: string, text: string): Map<string, string> {
  const aliases = new Map<string, string>();
  const block = /"paths"\s*:\s*\{([^}]*)/.exec(text.replace(/^[ \t]*\/\/.*$/gm, ''))?.[1] ?? '';
  const base = joinPath(folderOf(path), /"baseUrl"\s*:\s*"([^"]*)"/.exec(text)?.[1] ?? '.');
  for (const [, name, target] of block.matchAll(/"([^"]+)"\s*:\s*\[\s*"([^"]+)"/g)) {
    const bare = name.replace(/\/\*$/, '');
    if (/^(.?|src)$/.test(bare) || aliases.has(bare)) continue;
    const folder = joinPath(base, target.replace(/\/\*$/, '').replace(/\.[mc]?[jt]sx?$/, '').replace(/\/index$/, ''));
    aliases.set(bare, folder);
  }
  return aliases;
}
