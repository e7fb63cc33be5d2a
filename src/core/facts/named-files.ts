import type { TypeRef, Unit } from '../flow/unit';
import { folderOf, joinPath, nearest } from '../text/path';
import type { Answer } from './asked';
import type { Code } from './code';
import { folderName, stemOf, withoutEnding, withoutIndex } from './stems';

/** Which code files a name in a file means, and by which names others mean a file. */
export class NamedFiles {
  readonly #modules = new Map<string, Answer<readonly string[]>>();
  readonly #importers = new Map<string, Answer<readonly string[]>>();

  constructor(private readonly code: Code, private readonly packages: ReadonlyMap<string, readonly string[]>) {}

  /** The files that a module specifier of a script may mean. */
  modules(from: string, specifier: string): readonly string[] {
    return this.code.asking.remembered(this.#modules, `${from} ${specifier}`, () => this.#meant(from, specifier));
  }

  #meant(from: string, specifier: string): readonly string[] {
    if (specifier.startsWith('.')) return this.code.at(joinPath(folderOf(from), withoutEnding(specifier)));
    for (const [name, folders] of this.packages) {
      if (specifier !== name && !specifier.startsWith(`${name}/`)) continue;
      const rest = withoutEnding(specifier.slice(name.length + 1));
      const found = folders.flatMap(folder => entries(folder, rest).flatMap(bare => this.code.at(bare)));
      if (found.length > 0) return found;
    }
    const tail = withoutEnding(specifier.replace(/^(@|~|#)\//, '').replace(/^[@~#]/, ''));
    if (!tail.includes('/') && !/^(@|~|#)/.test(specifier)) return [];
    const isMeant = (path: string) => [tail, `${tail}/index`].some(end => `/${withoutEnding(path)}`.endsWith(`/${end}`));
    const ends = this.code.called(stemOf(tail)).filter(isMeant);
    return one(from, ends);
  }

  /** The files that may hold a type of Java as it is named in a unit. */
  javaType(unit: Unit, { name }: Pick<TypeRef, 'name'>): readonly string[] {
    const [head] = name.split('.'), single = unit.imports.find(item => !item.static && item.name === head);
    if (single) return this.javaClass(unit, single.module, head);
    const files = this.code.called(head).filter(path => path.endsWith('.java'));
    if (files.length === 0) return [];
    const near = inPackage(files, unit.package ?? '', head);
    if (near.length > 0) return one(unit.path, near);
    return unit.imports.filter(item => item.name === '*').flatMap(({ module }) => one(unit.path, inPackage(files, module, head)));
  }

  /** The files that may hold a class of Java by its package, or by the class that it is in. */
  javaClass(unit: Unit, module: string, name: string): readonly string[] {
    const own = inPackage(this.code.called(name).filter(path => path.endsWith('.java')), module, name);
    if (own.length > 0) return one(unit.path, own);
    const at = module.lastIndexOf('.'), outer = module.slice(at + 1);
    return at > 0 && /^[A-Z]/.test(outer) ? this.javaClass(unit, module.slice(0, at), outer) : [];
  }

  /** The scripts that import another one, by its path, by the name of its package or by an alias. */
  importers(path: string): readonly string[] {
    return this.code.asking.remembered(this.#importers, path, () => this.#importing(path));
  }

  #importing(path: string): readonly string[] {
    const bare = withoutEnding(path), place = withoutIndex(bare), stem = stemOf(path);
    const places = [bare, place, ...(place.endsWith('/src') ? [place.slice(0, -4)] : [])];
    const packages = [...this.packages].flatMap(([name, folders]) => (folders.some(one => places.includes(one)) ? [name] : []));
    const byName = [stem === 'index' ? folderName(path) : stem, ...packages].flatMap(name => this.code.importing(name));
    const found = new Set([...this.code.importingPath(place), ...byName.filter(other => this.#imports(other, path))]);
    return [...found].filter(other => other !== path).sort();
  }

  /** Whether a script imports another one by a name that is not relative: one alone may be that of many. */
  #imports(from: string, to: string): boolean {
    return this.code.modulesOf(from).some(specifier => this.modules(from, specifier).includes(to));
  }
}

/** Where a name inside a package may lead. */
function entries(folder: string, rest: string): string[] {
  const inside = folder && `${folder}/`;
  return rest === '' ? [`${inside}src/index`, folder || 'index', `${inside}lib/index`] : [inside + rest, `${inside}src/${rest}`];
}

function inPackage(files: readonly string[], name: string, type: string): readonly string[] {
  const tail = `/${name === '' ? '' : `${name.replaceAll('.', '/')}/`}${type}.java`;
  return files.filter(path => `/${path}`.endsWith(tail));
}

/** The nearest file; all of them where two are as near. */
function one(from: string, paths: readonly string[]): readonly string[] {
  const best = paths.length > 1 ? nearest(from, paths, path => path) : undefined;
  return best === undefined ? paths : [best];
}
