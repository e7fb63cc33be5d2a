import { isWork } from '../../analysis/calls/effect';
import type { FuncAt } from '../../analysis/program/program';
import { returned } from '../../analysis/sources/values';
import type { ClassDecl, Expr, Unit } from '../../flow/unit';
import { peel, simpleName } from '../../flow/walk';
import { traitsOf } from '../../languages/traits';
import type { SkippedRecords } from '../../kafka/model';
import { ownOf } from '../../text/own';
import { contains, type Span } from '../../text/span';
import type { Context } from '../context';
import { classNamed } from './deserializers';
import { keyOf } from './setting-keys';

/** The setting by which the handlers of Kafka Streams keep what they pass over, since 4.2 (KIP-1034). */
const DEAD_LETTER_TOPIC = 'errors.dead.letter.queue.topic.name';

/** Where handlers of failures say that a record is passed over, and nothing keeps it. */
export function skippedRecords(context: Context): SkippedRecords[] {
  const { libraries } = context.inputs, units = context.program.units.filter(unit => traitsOf(unit).ecosystem === 'jvm');
  const skipping: Skipping = Object.assign({}, ...libraries.map(one => one.skipping ?? {})), handlers: Skipping = Object.assign({}, ...libraries.map(one => one.failureHandlers ?? {}));
  return [...units.flatMap(unit => [...ownHandlers(context, unit, handlers), ...namedInCode(context, unit, skipping)]), ...namedInFiles(context, skipping)];
}

/** What classes of the libraries pass over, by their full names. */
type Skipping = Readonly<Record<string, SkippedRecords['what']>>;

/** Handlers of the library that are named by their class: `settings.put(…, LogAndContinueExceptionHandler.class)`. */
function namedInCode(context: Context, unit: Unit, skipping: Skipping): SkippedRecords[] {
  const named = unit.calls.flatMap(call => call.args.flatMap((arg): SkippedRecords[] => {
    const name = classNamed(context, unit, arg), what = name === undefined ? undefined : ownOf(skipping, name);
    return what ? [{ ...context.place(unit, arg.span), ...context.circumstances(unit.path), what, name: simpleName(name!) }] : [];
  }));
  // `settings.put(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, …)`
  const isKept = named.length > 0 && unit.calls.some(({ args }) => args.some(arg => keyOf(context, unit, arg)?.key === DEAD_LETTER_TOPIC));
  return isKept ? [] : named;
}

function namedInFiles(context: Context, skipping: Skipping): SkippedRecords[] {
  return context.inputs.configs.flatMap(({ path, settings }) => (settings.some(({ key }) => key === DEAD_LETTER_TOPIC) ? [] : settings).flatMap(({ value, span, environment = 'neutral', sample = false }): SkippedRecords[] => {
    const what = value.known ? ownOf(skipping, value.value) : undefined;
    return what && value.known ? [{ path, span, environment, sample, what, name: simpleName(value.value) }] : [];
  }));
}

/** Handlers of the workspace that go on each time, and do nothing else but tell of it. */
function ownHandlers(context: Context, unit: Unit, handlers: Skipping): SkippedRecords[] {
  return unit.classes.flatMap(decl => {
    const what = handles(context, unit, decl, handlers);
    return what ? decl.methods.flatMap(id => goesOn(context, { unit, func: unit.funcs[id] })).map(span => ({ ...context.place(unit, span), ...context.circumstances(unit.path), what, name: decl.name })) : [];
  });
}

function handles({ types }: Context, unit: Unit, { supers, kind }: ClassDecl, handlers: Skipping): SkippedRecords['what'] | undefined {
  if (kind === 'interface') return undefined;
  return supers.map(ref => types.program.typeName(unit, ref)).flatMap(name => (name === undefined ? [] : ownOf(handlers, name) ?? []))[0];
}

/** The first place at which a method says to go on, where it says nothing else and keeps nothing. */
function goesOn(context: Context, at: FuncAt): Span[] {
  const { unit, func } = at, values = /^handle/.test(func.name) ? returned(at).map(peel) : [];
  if (values.length === 0 || !values.every(value => saysContinue(unit, value))) return [];
  const keeps = unit.calls.some(call => contains(func.bodySpan, call.span) && mayKeep(context, unit, call.id));
  return keeps ? [] : [values[0].span];
}

/** `DeserializationHandlerResponse.CONTINUE`, or `Response.resume()` of 4.2. */
function saysContinue(unit: Unit, value: Expr): boolean {
  return value.kind === 'member' ? value.name === 'CONTINUE' : value.kind === 'name' ? value.name === 'CONTINUE'
    : value.kind === 'call' && unit.calls[value.call].name === 'resume' && unit.calls[value.call].args.length === 0;
}

function mayKeep({ ways }: Context, unit: Unit, call: number): boolean {
  const effect = ways.effects.of(unit, unit.calls[call], { handed: new Map(), lent: new Map() });
  return isWork(effect) || effect.kind === 'run' || effect.kind === 'memory' || effect.kind === 'end-process';
}
