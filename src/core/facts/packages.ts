import { isAliasName, readAliases } from '../config/builds/aliases';
import { libraries } from '../libraries/index';
import { folderOf } from '../text/path';

const MANIFEST = /(^|\/)package\.json$/;

/** Packages with a table mean what it says, also in their own repository, whose examples import them by name. */
const KNOWN: ReadonlySet<string> = new Set(libraries.flatMap(({ packages }) => packages));

/** True for files that give folders of the workspace names: package manifests and the compiler's configuration. */
export function namesFolders(path: string): boolean {
  return MANIFEST.test(path) || isAliasName(path);
}

/**
 * The names of npm packages and path aliases of the workspace, with the folders and files that they lead to: several
 * where packages share a name. Longer names come first, for they say more.
 */
export function foldersByName(files: Iterable<{ path: string; text: string }>): Map<string, readonly string[]> {
  const aliases = new Map<string, string | undefined>(), packages = new Map<string, string[]>();
  for (const { path, text } of files) {
    if (MANIFEST.test(path)) {
      const name = /"name"\s*:\s*"([^"]+)"/.exec(text)?.[1];
      if (name && !KNOWN.has(name)) packages.set(name, [...packages.get(name) ?? [], folderOf(path)]);
      continue;
    }
    // A name by which each package means a folder of its own says nothing here.
    for (const [name, folder] of readAliases(path, text))
      aliases.set(name, aliases.has(name) && aliases.get(name) !== folder ? undefined : folder);
  }
  const known = new Map<string, readonly string[]>();
  for (const [name, folder] of aliases) if (folder !== undefined) known.set(name, [folder]);
  for (const [name, folders] of packages) known.set(name, folders);
  return new Map([...known].sort(([a], [b]) => b.length - a.length));
}
