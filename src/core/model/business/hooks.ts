import { rootOf } from '../../analysis/outcomes/call-facts';
import type { FuncAt } from '../../analysis/program/program';
import { nameOfCall } from '../../analysis/values/names';
import { valueAt } from '../../analysis/values/routes';
import type { Annotation, Func, Unit } from '../../flow/unit';
import { peel } from '../../flow/walk';
import type { Evidence } from '../../kafka/evidence';
import { PUBLISHES } from '../../libraries/index';
import type { AnnotationTable, HookTime } from '../../libraries/table';
import type { Span } from '../../text/span';
import type { Context } from '../context';
import { isInTransaction } from '../databases/transactions';

/** A function that an ORM or a framework runs for a change of the database. */
export interface Hook extends FuncAt {
  /** What says so: the annotation, the method, the call that registers it. */
  span: Span;
  name: string;
  when: HookTime;
  /** Of which event it is told, by its type. */
  event?: string;
  /** Where the event is published, as far as that is in view. */
  published: readonly FuncAt[];
  because: Evidence[];
}

/** Finds the functions that are run for changes of the database, before their commit or behind it. */
export function findHooks(context: Context): Hook[] {
  return context.program.units.flatMap(unit => [...unit.funcs.flatMap(func => annotated(context, unit, func) ?? inherited(context, unit, func) ?? []), ...registered(context, unit)]);
}

function annotated(context: Context, unit: Unit, func: Func): Hook | undefined {
  const mark = context.types.marks.find(unit, func.annotations, 'hook', 'event-listener');
  if (!mark) return undefined;
  const { annotation, table } = mark, { span } = annotation, event = eventOf(context, unit, func), published = event === undefined ? [] : publishersOf(context, event);
  const hook = { unit, func, span, name: `@${annotation.name}`, event, published, because: [] };
  if (table.role === 'hook') {
    const when = timeOf(annotation, table);
    return when && { ...hook, when };
  }
  // Without a transaction around it, it tells of no change that could be taken back.
  const inside = published.filter(at => isInTransaction(context, at.unit, at.func));
  const because = inside.slice(0, 1).map((at): Evidence => ({ ...context.place(at.unit, at.func.nameSpan), note: 'publishes the event inside a transaction' }));
  return inside.length > 0 ? { ...hook, when: 'before', because } : undefined;
}

function timeOf({ args }: Annotation, { time, phase }: AnnotationTable & { role: 'hook' }): HookTime | undefined {
  const said = phase && args.find(({ name }) => name === phase.argument)?.value, value = said && peel(said);
  if (!phase || !value) return time;
  return value.kind === 'member' || value.kind === 'name' ? phase.is[value.name] : undefined;
}

/** A method of a class of which a library says when it runs the method. */
function inherited(context: Context, unit: Unit, func: Func): Hook | undefined {
  if (func.class === undefined) return undefined;
  for (const parent of unit.classes[func.class].supers) {
    const type = context.types.members.ofRef(unit, parent);
    for (const { hooks } of type === undefined ? [] : context.inputs.libraries) {
      const methods = hooks && Object.hasOwn(hooks, type!) ? hooks[type!] : undefined;
      if (methods && Object.hasOwn(methods, func.name)) return { unit, func, span: func.nameSpan, name: func.name, when: methods[func.name], published: [], because: [] };
    }
  }
  return undefined;
}

/** Functions that are given to a call which registers them. */
function registered(context: Context, unit: Unit): Hook[] {
  return context.types.meanings.in(unit).flatMap(({ call, meaning }): Hook[] => {
    if (meaning.role !== 'hook') return [];
    const event = meaning.event && valueAt(context.types, unit, call, meaning.event.at), named = event && context.constants.read(event.unit, event.expr);
    if (meaning.event && !(named?.known && meaning.event.is.test(named.value))) return [];
    const functions = call.args.flatMap(expr => context.types.callables.functionsAt({ unit, expr }));
    return functions.map(at => ({ ...at, span: call.nameSpan, name: nameOfCall(call, unit) ?? call.name, when: meaning.time, published: [], because: [] }));
  });
}

/** The type of the only parameter of a listener. */
function eventOf(context: Context, unit: Unit, { params: [param, ...others] }: Func): string | undefined {
  const type = param === undefined || others.length > 0 ? undefined : unit.symbols[param].type;
  return type && context.types.members.ofRef(unit, type);
}

function publishersOf(context: Context, event: string): FuncAt[] {
  return PUBLISHES.flatMap(name => context.program.callsNamed(name))
    .filter(({ unit, call }) => call.args[0] !== undefined && context.types.of(unit, call.args[0]) === event)
    .map(({ unit, call }) => ({ unit, func: rootOf(unit, unit.funcs[call.func]) }));
}
