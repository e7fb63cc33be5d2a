import { valueAt } from '../../analysis/values/routes';
import type { Call, ClassDecl, Expr, Func, Unit } from '../../flow/unit';
import { peel } from '../../flow/walk';
import type { Context } from '../context';
import type { FoundHandler } from '../found-handler';

/** A class that is told which partitions a consumer is given and loses. */
export interface RebalanceListener {
  unit: Unit;
  decl: ClassDecl;
  assigned: Func[];
  revoked: Func[];
  handlers: readonly FoundHandler[];
}

/** The classes that are told which partitions come and go, with the handlers of the consumers whose partitions they are. */
export function rebalanceListeners(context: Context, handlers: readonly FoundHandler[]): RebalanceListener[] {
  const { program, types } = context, subscribing = subscribersOf(context);
  const tables = new Map(context.inputs.libraries.flatMap(library => Object.entries(library.rebalances ?? {})));
  return program.units.flatMap(unit => unit.classes.flatMap((decl): RebalanceListener[] => {
    const table = decl.supers.map(parent => tables.get(types.members.ofRef(unit, parent) ?? '')).find(one => one !== undefined);
    if (!table) return [];
    const named = (method: string) => decl.methods.map(id => unit.funcs[id]).filter(({ name }) => name === method);
    const own = handlers.filter(({ form, home, func }) => form === 'listener' && home === unit && func.class === decl.id);
    const read = (subscribing.get(decl) ?? []).flatMap(at => handlers.filter(one => isSameConsumer(context, one, at)));
    return [{ unit, decl, assigned: named(table.assigned), revoked: named(table.revoked), handlers: [...own, ...read] }];
  }));
}

/** A call on a consumer. */
interface CallOn { unit: Unit; call: Call }

/** The calls that subscribe with an object of a class. */
function subscribersOf(context: Context): ReadonlyMap<ClassDecl, CallOn[]> {
  const found = new Map<ClassDecl, CallOn[]>();
  for (const unit of context.program.units) {
    for (const { call, meaning } of context.types.meanings.in(unit)) {
      const value = meaning.role === 'subscribe' && meaning.rebalances ? valueAt(context.types, unit, call, meaning.rebalances) : undefined;
      const decl = value && classOf(context, value.unit, value.expr);
      if (decl) found.set(decl, [...found.get(decl) ?? [], { unit, call }]);
    }
  }
  return found;
}

function classOf({ types, program }: Context, unit: Unit, expr: Expr): ClassDecl | undefined {
  const value = peel(expr), made = value.kind === 'call' ? unit.calls[value.call] : undefined;
  if (made?.class !== undefined) return unit.classes[made.class];
  if (value.kind === 'this') return value.class === undefined ? undefined : unit.classes[value.class];
  const type = types.of(unit, value);
  return type === undefined ? undefined : program.classNamed(type)?.decl;
}

/** Whether a handler polls the consumer of a call: both are known to be one, or named alike in one class or function. */
function isSameConsumer({ origins }: Context, { unit, polled, call }: FoundHandler, at: CallOn): boolean {
  const one = (polled ?? call)?.receiver, other = at.call.receiver;
  if (!one || !other) return false;
  const [made, makes] = [origins.of(unit, one), origins.of(at.unit, other)];
  if (made && makes) return made.call === makes.call && made.via === makes.via;
  return unit === at.unit && nameOf(one) !== undefined && nameOf(one) === nameOf(other);
}

function nameOf(expr: Expr): string | undefined {
  const value = peel(expr);
  if (value.kind === 'name') return value.symbol === undefined ? undefined : `variable ${value.symbol}`;
  return value.kind === 'member' && value.object.kind === 'this' ? `field ${value.object.class} ${value.name}` : undefined;
}
