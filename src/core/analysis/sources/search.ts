import type { Call, Expr, Unit, Variable } from '../../flow/unit';
import { traitsOf } from '../../languages/traits';
import type { ExprAt, Field } from '../program/program';
import type { Entered, Follow, Source } from './questions';

/** One question under way. */
export interface Search {
  how: Follow;
  places: number;
  found: Source[];
  passed: Field[];
  open?: 'outside' | 'bound';
  seen: Map<Expr | Variable, Set<string>>;
}

/** Where on its way a question stands. */
export interface Step {
  unit: Unit;
  path: readonly string[];
  entered?: Entered;
  by?: Call;
}

/** True where a question was before, on the same way. */
export function isSeen({ seen }: Search, { path, entered }: Step, expr: Expr | Variable): boolean {
  let depth = 0;
  for (let one = entered; one; one = one.before) depth++;
  const key = depth === 0 ? path.join('.') : `${depth} ${entered!.call.id} ${path.join('.')}`, keys = seen.get(expr);
  if (keys?.has(key)) return true;
  if (keys) keys.add(key); else seen.set(expr, new Set([key]));
  return false;
}

/** The way leads no further: here, or at a value of which the part that is asked for cannot be seen. */
export function end(search: Search, { unit, path, by, entered }: Step, expr: Expr): void {
  if (path.length > 0) search.open ??= 'outside';
  else search.found.push({ unit, expr, by, entered });
}

/** A framework may set it. */
export function isSetOutside({ how }: Search, { unit, variable }: Field): boolean {
  if (!how.asWritten) return false;
  return variable.kind === 'field' ? !(variable.static && variable.constant) : traitsOf(unit).ecosystem === 'jvm' && variable.kind === 'param' && variable.annotations.length > 0;
}

export function fieldAt({ unit, variable: { name, id, span } }: Field): ExprAt {
  return { unit, expr: { kind: 'name', name, symbol: id, span } };
}

export function functionAt(unit: Unit, id: number): Expr {
  return { kind: 'function', func: id, span: unit.funcs[id].span };
}
