import type { Language } from '../../flow/unit';
import { runtimes, type RuntimeRow } from '../../libraries/runtimes';

/** What the methods of a module, global or type do; `any`: all that are not listed. */
interface Owner {
  methods: Map<string, RuntimeRow>;
  any?: RuntimeRow;
}

const OWNERS = new Map<string, Owner>();
/** Rows that hold for receivers of unknown type, by name. */
const LOOSE: Readonly<Record<Language, Map<string, RuntimeRow>>> = { typescript: new Map(), java: new Map() };
for (const table of runtimes) {
  for (const row of table.rows) {
    const owner = OWNERS.get(row.of) ?? { methods: new Map<string, RuntimeRow>() };
    OWNERS.set(row.of, owner);
    for (const name of row.methods.trim().split(/\s+/)) {
      if (name === '*') owner.any = row; else owner.methods.set(name, row);
      if (row.loose && LOOSE[table.language].get(name)?.kind !== 'memory') LOOSE[table.language].set(name, row);
    }
  }
}

/** True for names of modules, globals and types that the tables speak of. */
export function isRuntimeType(name: string): boolean {
  return OWNERS.has(name);
}

/** What a method of this name does on a receiver of unknown type. */
export function looseRow(language: Language, name: string): RuntimeRow | undefined {
  return LOOSE[language].get(name);
}

/** What a method of a module, global or type does. */
export function rowOf(owner: string, method: string): RuntimeRow | undefined {
  for (const at of ownersOf(owner)) {
    const row = at.methods.get(method) ?? (method === '()' ? undefined : at.any);
    if (row) return row;
  }
  return undefined;
}

/** The rows of a class, of the package around it, and of the class whose constant it is. */
export function ownersOf(name: string): Owner[] {
  const outer = name.slice(0, Math.max(name.lastIndexOf('.'), 0));
  const own = [OWNERS.get(name), OWNERS.get(`${outer}.*`)].flatMap(owner => owner ?? []);
  return own.length > 0 || !/\.[A-Z]\w*$/.test(outer) ? own : ownersOf(outer);
}

/** `util.inspect` as its owner and its method. */
export function split(path: string): [string, string] {
  const at = path.lastIndexOf('.');
  return [path.slice(0, Math.max(at, 0)), path.slice(at + 1)];
}
