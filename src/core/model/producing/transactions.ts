import { lastName } from '../../analysis/outcomes/last-name';
import type { Call, Expr, Unit } from '../../flow/unit';
import { peel } from '../../flow/walk';
import type { LibraryTable } from '../../libraries/table';
import type { Context } from '../context';

/** A send whose outcome the commit of a transaction reports: the client's own, or a container's. */
export function inTransaction(context: Context, unit: Unit, call: Call, library: LibraryTable): boolean {
  let func: number | undefined = call.func;
  for (let depth = 0; func !== undefined && depth < 6; depth++) {
    const home: Unit['funcs'][number] = unit.funcs[func];
    if (home.use?.kind === 'argument' && context.types.meanings.of(unit, unit.calls[home.use.call])?.meaning.role === 'in-transaction') return true;
    func = home.parent;
  }
  // A commit waits for what the client has in its buffer; without one it knows nothing of the sends under way.
  if (!library.buffer) return false;
  const owner = classOf(unit, call.func);
  const receiver = call.receiver ? lastName(call.receiver, unit) : '';
  // `const transaction = await producer.transaction()`
  const held = call.receiver?.kind === 'name' && call.receiver.symbol !== undefined ? unit.symbols[call.receiver.symbol].values.map(peel) : [];
  let begins = held.some(value => value.kind === 'call' && context.types.meanings.of(unit, unit.calls[value.call])?.meaning.role === 'begin'), commits = false;
  for (const { call: other, meaning: { role } } of context.types.meanings.in(unit)) {
    if (role !== 'begin' && role !== 'commit-transaction') continue;
    if (classOf(unit, other.func) !== owner && other.func !== call.func) continue;
    if (other.receiver && (lastName(other.receiver, unit) !== receiver || !mayBeOne(context, unit, call.receiver, other.receiver))) continue;
    if (role === 'begin') begins = true; else commits = true;
  }
  return begins && commits;
}

/** Two receivers of one name may hold one producer: they are one variable, or none of them is a local of its own making. */
export function mayBeOne(context: Context, unit: Unit, one: Expr | undefined, other: Expr): boolean {
  const [a, b] = [one, other].map(expr => expr && context.types.members.held(unit, peel(expr))?.variable);
  if (!a || !b || a === b || a.kind !== 'local' || b.kind !== 'local') return true;
  const [made, also] = [a, b].map(variable => variable.values.map(value => originOf(context, unit, value)));
  return made.length === 0 || also.length === 0 || made.some(origin => origin === undefined || also.some(its => its === undefined || its === origin));
}

/** The call that makes what a local holds: its own transaction, or the client. */
function originOf(context: Context, unit: Unit, expr: Expr): Call | undefined {
  const value = peel(expr.kind === 'await' ? expr.value : expr);
  const call = value.kind === 'call' ? unit.calls[value.call] : undefined;
  if (call && context.types.meanings.of(unit, call)?.meaning.role === 'begin') return call;
  return context.origins.of(unit, value)?.call;
}

/** The class of the method in which a function stands. */
export function classOf(unit: Unit, id: number): number | undefined {
  let func = unit.funcs[id];
  while (func.class === undefined && func.parent !== undefined) func = unit.funcs[func.parent];
  return func.class;
}
