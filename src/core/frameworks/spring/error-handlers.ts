import type { Analysis } from '../../analysis/analysis';
import { callbackFunctions } from '../../analysis/calls/failure-callback';
import { returned } from '../../analysis/sources/values';
import { treatmentOf } from '../../analysis/ways/treatment';
import type { Call, ClassDecl, Expr, TypeRef, Unit } from '../../flow/unit';
import { peel, simpleName } from '../../flow/walk';
import { traitsOf } from '../../languages/traits';
import type { Evidence } from '../../kafka/evidence';
import type { Container } from '../../kafka/model';
import type { Span } from '../../text/span';

export type Failures = Container['failures'];

/** An error handler that code makes, with what happens to a record that keeps failing. */
export interface MadeHandler { unit: Unit; span: Span; name: string; failures: Failures; partly?: true; because: Evidence[] }

/** Types of error handlers that applications write themselves. */
const OWN_HANDLER = /^org\.springframework\.kafka\.listener\.(CommonErrorHandler|ErrorHandler|ConsumerAwareErrorHandler|ContainerAwareErrorHandler)$/;
/** What they are asked with the records that failed; batches go to `handleBatch`. */
const HANDLES = /^(handle|handleOne|handleRecord|handleRemaining)$/, HANDLES_BATCH = /^handleBatch(AndReturnRemaining)?$/;
/** By these a class is a bean. */
const IS_BEAN = /^(Component|Service|Configuration|Named|Bean)$/;

/** Error handlers that the workspace writes itself, where something makes use of them. */
export function ownHandlers(context: Analysis): MadeHandler[] {
  return context.program.units.filter(unit => traitsOf(unit).ecosystem === 'jvm').flatMap(unit => unit.classes.flatMap((decl): MadeHandler[] =>
    decl.supers.some(s => isOwnHandler(context, unit, s)) && isInUse(context, unit, decl) ? [judgeOwn(context, unit, decl)] : []));
}

function isOwnHandler(context: Analysis, unit: Unit, ref: TypeRef): boolean {
  const packages = unit.imports.filter(one => one.name === '*').map(one => `${one.module}.${ref.name}`);
  return [context.types.members.ofRef(unit, ref) ?? '', ...packages].some(name => OWN_HANDLER.test(name));
}

/** Something makes the class, or Spring does. */
export function isInUse({ program, types }: Analysis, unit: Unit, decl: ClassDecl): boolean {
  if (decl.anonymous || decl.annotations.some(a => IS_BEAN.test(simpleName(a.name)))) return true;
  const name = program.nameOf({ unit, decl });
  return program.callsNamed(decl.name).some(({ unit: at, call }) => call.kind === 'new' && types.ofCall(at, call) === name);
}

/**
 * What becomes of a record that an error handler of the workspace is asked about: when `handleOne` returns true, or
 * `handleRemaining` returns without going back, it is done with (spring-kafka, KafkaMessageListenerContainer
 * `invokeErrorHandler`).
 */
function judgeOwn({ ways, place }: Analysis, unit: Unit, decl: ClassDecl): MadeHandler {
  const methods = decl.methods.map(id => unit.funcs[id]);
  const [one, batch] = [HANDLES, HANDLES_BATCH].map(names => methods.filter(({ name }) => names.test(name)));
  const asked = one.length > 0 ? one : batch;
  const treated = asked.map(func => treatmentOf(ways, { unit, func }, 0));
  // What is not handled comes again.
  const lost = asked.find((_, i) => treated[i].lost.some(({ value }) => !(value.kind === 'constant' && value.value === false)));
  const because = lost ? [{ ...place(unit, lost.nameSpan), note: 'the record that failed is done with when this returns' }] : [];
  return { unit, span: decl.nameSpan, name: decl.name, failures: lost ? 'skipped' : treated.length === 0 || treated.some(one => one.unseen) ? 'unknown' : 'handled', because };
}

export function keepsRecords({ failures }: MadeHandler): boolean {
  return failures === 'dead-letter' || failures === 'handled' || failures === 'retried-for-ever' || failures === 'stopped';
}

/** Whether the function that makes a factory gives it an error handler. */
export function isHandled(context: Analysis, unit: Unit, call: Call): boolean {
  return unit.calls.some(other => other.func === call.func && context.types.meanings.of(unit, other)?.meaning.role === 'set-error-handler'
    && !(other.args[0] && context.types.callables.functionsAt({ unit, expr: other.args[0] }).length > 0 && judgeRecoverer(context, unit, other.args[0]) === 'skipped'));
}

export function lastOf(expr: Expr): string {
  const value = peel(expr);
  return value.kind === 'member' || value.kind === 'name' ? value.name : '';
}

export function judgeErrorHandler(context: Analysis, unit: Unit, call: Call): MadeHandler {
  const meaning = context.types.meanings.of(unit, call)!.meaning;
  const made: MadeHandler = { unit, span: call.nameSpan, name: call.name, failures: 'unknown', because: [] };
  if (meaning.role !== 'error-handler') return made;
  if (meaning.failures) return { ...made, failures: meaning.failures };
  const args = call.args;
  const types = args.map(arg => context.types.of(unit, arg) ?? '');
  const backOff = args.find((arg, i) => /BackOff/.test(types[i]) || /BackOff/.test(nameOfNew(unit, arg)));
  const attempts = backOff && unlimited(context, unit, backOff);
  if (attempts) return { ...made, failures: 'retried-for-ever' };
  const recoverer = args.find((arg, i) => arg !== backOff && !/BackOff|BackOffHandler/.test(types[i]));
  if (!recoverer || (peel(recoverer).kind === 'literal')) return { ...made, failures: 'skipped', because: [{ ...context.place(unit, call.nameSpan), note: 'after the last attempt the record is logged and skipped' }] };
  const nowhere = placeless(context, unit, recoverer);
  if (!nowhere) return { ...made, failures: judgeRecoverer(context, unit, recoverer) };
  return { ...made, failures: 'skipped', ...(!nowhere.always && { partly: true as const }), because: [nowhere.at] };
}

function nameOfNew(unit: Unit, expr: Expr): string {
  const value = peel(expr);
  if (value.kind === 'call') return unit.calls[value.call].name;
  if (value.kind === 'name' && value.symbol !== undefined) return unit.symbols[value.symbol].type?.name ?? '';
  return '';
}

function unlimited(context: Analysis, unit: Unit, expr: Expr): boolean {
  const value = peel(expr);
  const call = value.kind === 'call' ? unit.calls[value.call] : value.kind === 'name' && value.symbol !== undefined && unit.symbols[value.symbol].values[0]?.kind === 'call' ? unit.calls[(unit.symbols[value.symbol].values[0] as { call: number }).call] : undefined;
  if (!call) return false;
  const meaning = context.types.meanings.of(unit, call)?.meaning;
  if (meaning?.role !== 'back-off') return false;
  if (meaning.unlimited) return !unit.calls.some(c => /^(setMaxElapsedTime|setMaxAttempts)$/.test(c.name) && c.func === call.func);
  const attempts = meaning.attempts && call.args[Number(meaning.attempts)];
  // `new FixedBackOff()` has no limit (spring-core, FixedBackOff.DEFAULT… UNLIMITED_ATTEMPTS).
  if (call.args.length === 0 && /FixedBackOff$/.test(call.type?.name ?? '')) return true;
  return !!attempts && /^(UNLIMITED_ATTEMPTS|MAX_VALUE)$/.test(lastOf(attempts));
}

/** Where a dead-letter recoverer is given no place for all or some failures, of which it says so at debug only unless it is to throw. */
function placeless(context: Analysis, unit: Unit, expr: Expr): { at: Evidence; always: boolean } | undefined {
  const { types } = context, [made, ...others] = types.sources.of({ unit, expr }, []).found;
  const call = made?.expr.kind === 'call' ? made.unit.calls[made.expr.call] : undefined, meaning = call && types.meanings.of(made.unit, call)?.meaning;
  const resolver = meaning?.role === 'recoverer' && meaning.resolver ? call!.args[Number(meaning.resolver)] : undefined;
  if (!resolver || others.length > 0 || made.unit.calls.some(({ name }) => name === 'setThrowIfNoDestinationReturned')) return undefined;
  const [at] = types.callables.functionsAt({ unit: made.unit, expr: resolver }), given = at ? returned(at) : [];
  const none = given.flatMap(nothingIn).at(0);
  return none && { at: context.evidence({ unit: at.unit, span: none.span, note: 'a record with such a failure goes nowhere' }), always: given.every(value => nothingIn(value).includes(peel(value))) };
}

/** Where a value is `null`, in all or one of its cases. */
function nothingIn(expr: Expr): Expr[] {
  const value = peel(expr);
  return value.kind === 'choice' ? value.options.flatMap(nothingIn) : value.kind === 'literal' && value.value === null ? [value] : [];
}

/** A recoverer that on some way only logs drops the record. */
function judgeRecoverer(context: Analysis, unit: Unit, expr: Expr): Failures {
  const value = peel(expr);
  if (value.kind === 'call' && context.types.meanings.of(unit, unit.calls[value.call])?.meaning.role === 'recoverer') return 'dead-letter';
  const [at] = callbackFunctions(context.callFacts, unit, value, 'accept');
  if (at) {
    // The failure comes last.
    const { lost, unseen } = treatmentOf(context.ways, at, at.func.params.length - 1);
    return lost.length > 0 ? 'skipped' : unseen ? 'unknown' : 'handled';
  }
  return /DeadLetterPublishingRecoverer$/.test(context.types.of(unit, value) ?? '') ? 'dead-letter' : 'unknown';
}
