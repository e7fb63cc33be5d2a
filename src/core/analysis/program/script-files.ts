import type { Unit } from '../../flow/unit';
import { folderOf, joinPath, nearest } from '../../text/path';

/** The scripts of the workspace, and the specifiers by which they mean each other. */
export class ScriptFiles {
  readonly #stems = new Map<string, Unit[]>();

  /** `byPath` has all files; `packages` maps names of npm packages of this workspace, and path aliases, to the folders that have them. */
  constructor(private readonly byPath: ReadonlyMap<string, Unit>, private readonly packages: ReadonlyMap<string, readonly string[]>) {}

  add(unit: Unit): void {
    const stem = stemOf(unit.path), last = stem.slice(stem.lastIndexOf('/') + 1), others = this.#stems.get(last);
    if (others) others.push(unit); else this.#stems.set(last, [unit]);
  }

  /** The file that a specifier means, where it is of this workspace. */
  meant(from: Unit, specifier: string): Unit | undefined {
    if (specifier.startsWith('.')) return this.#file(joinPath(folderOf(from.path), specifier));
    for (const [name, folders] of this.packages) {
      if (specifier === name) return this.#nearest(from, folders.flatMap(folder => this.#entry(folder) ?? []));
      if (specifier.startsWith(`${name}/`)) {
        const rest = specifier.slice(name.length + 1);
        const found = folders.flatMap(folder => this.#file(inside(folder) + rest) ?? this.#file(`${inside(folder)}src/${rest}`) ?? []);
        if (found.length > 0) return this.#nearest(from, found);
      }
    }
    // A path alias (`@/lib/kafka`, `~/kafka`, `src/kafka`): the one file whose path ends like it.
    const tail = specifier.replace(/^(@|~|#)\//, '').replace(/^[@~#]/, '').replace(/\.(js|ts|mjs|cjs)$/, '');
    if (!tail.includes('/') && !/^(@|~|#)/.test(specifier)) return undefined;
    const last = tail.slice(tail.lastIndexOf('/') + 1);
    const candidates = [...(this.#stems.get(last) ?? []), ...(this.#stems.get('index') ?? [])]
      .filter(unit => { const stem = stemOf(unit.path); return [tail, `${tail}/index`].some(t => stem === t || stem.endsWith(`/${t}`)); });
    return this.#nearest(from, candidates);
  }

  /** In a monorepo the file of the same package is meant. */
  #nearest(from: Unit, units: readonly Unit[]): Unit | undefined {
    return nearest(from.path, units, unit => unit.path);
  }

  /** The file that the name of a package means. */
  #entry(folder: string): Unit | undefined {
    return this.#file(`${inside(folder)}src/index`) ?? this.#file(folder || 'index') ?? this.#file(`${inside(folder)}lib/index`);
  }

  #file(path: string): Unit | undefined {
    const base = path.replace(/^\.\//, '');
    for (const tail of ['', '.ts', '.tsx', '.mts', '.js', '.jsx', '.mjs', '.cjs', '.cts', '/index.ts', '/index.js', '/index.tsx', '/index.mjs']) {
      const unit = this.byPath.get(base + tail);
      if (unit) return unit;
    }
    const plain = base.replace(/\.(js|mjs|cjs|jsx)$/, '');
    return plain === base ? undefined : this.#file(plain);
  }
}

function stemOf(path: string): string {
  return path.replace(/\.(d\.)?[mc]?[tj]sx?$/, '');
}

/** What is before the paths of the files in a folder. */
function inside(folder: string): string {
  return folder && `${folder}/`;
}
