import type { Call, Expr, Language, TypeRef, Unit } from '../../flow/unit';
import { peel, simpleName } from '../../flow/walk';
import { transfers, type TransferRow } from '../../libraries/runtimes/transfers';

const ROWS = new Map<string, TransferRow[]>();
const ELEMENTS = new Map<Language, Map<string, number>>();
for (const { language, rows, elements } of transfers) {
  ELEMENTS.set(language, new Map(Object.entries(elements)));
  for (const row of rows) {
    for (const name of row.methods.split(' ')) {
      const key = `${language} ${name}`, others = ROWS.get(key);
      if (others) others.push(row); else ROWS.set(key, [row]);
    }
  }
}

/** The rows that tell how values go through a call. */
export function transfersOf(unit: Unit, call: Call): readonly TransferRow[] {
  const rows = (ROWS.get(`${unit.language} ${call.name}`) ?? []).filter(row => fits(row, call) && row.of === ownerOf(call, row));
  // `Object.values(o)` is no method of a value.
  return rows.some(({ of }) => of !== undefined) ? rows.filter(({ of }) => of !== undefined) : rows;
}

/** True for collections and tables of the runtime. */
export function isCollection({ language }: Unit, name: string): boolean {
  return ELEMENTS.get(language)!.has(simpleName(name));
}

/** The type of what a collection or a table of a type holds. */
export function elementOf(unit: Unit, { name, args }: TypeRef): TypeRef | undefined {
  const at = ELEMENTS.get(unit.language)!.get(name) ?? ELEMENTS.get(unit.language)!.get(simpleName(name));
  return at === undefined ? undefined : args[at];
}

function fits({ arity }: TransferRow, { args }: Call): boolean {
  return arity === undefined || (typeof arity === 'number' ? args.length === arity : arity[0] <= args.length && args.length <= arity[1]);
}

/** What stands before the method's dot, if a row asks for it by name. */
function ownerOf({ kind, receiver }: Call, { of }: TransferRow): string | undefined {
  if (kind === 'new') return 'new';
  if (!receiver) return '';
  return of !== undefined && nameOf(receiver) === of ? of : undefined;
}

function nameOf(expr: Expr): string | undefined {
  const value = peel(expr);
  return value.kind === 'name' || value.kind === 'member' ? value.name : undefined;
}
