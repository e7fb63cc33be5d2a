import type { Annotation, Call, ClassDecl, Expr, TypeRef, Unit } from '../../flow/unit';
import { peel, simpleName } from '../../flow/walk';
import type { Container } from '../../kafka/model';
import { isDeadLetterName } from '../../libraries/conventions';
import { contains, type Span } from '../../text/span';
import { mayShareBeans } from './application-files';
import type { Bean, Beans } from './beans';
import type { Analysis } from '../../analysis/analysis';
import { eachNode } from '../../analysis/effects/effect';
import { keepsFailures } from './kept-failures';
import { listenerErrorHandler } from './listener-error-handlers';
import { nearestName, topicsNamed } from '../../analysis/values/names';
import { retriesByProperty } from './retry-topics';
import type { Evidence } from '../../kafka/evidence';
import { moduleOf } from '../../analysis/program/modules';
import { valueAt } from '../../analysis/values/routes';

type Failures = Container['failures'];

/** An error handler that code makes, with what happens to a record that keeps failing. */
interface MadeHandler { unit: Unit; span: Span; name: string; failures: Failures; because: Evidence[] }

/**
 * What Spring's containers do with a record that keeps failing: the handlers that code makes, the factories that have
 * none, and the listeners of a module that has neither.
 */
export function findContainers(context: Analysis, beans: Beans): Container[] {
  const made: MadeHandler[] = ownHandlers(context);
  const factories: { unit: Unit; call: Call; handled: boolean }[] = [];
  const listeners: { unit: Unit; annotation: Annotation; name: string; topics: string[]; retried: boolean; guarded: boolean; factory?: string; deadLetters: boolean }[] = [];
  const guardedModules = new Set<string>();
  for (const unit of context.program.units) {
    if (unit.language !== 'java') continue;
    for (const { call, meaning: { role } } of context.types.meanings.in(unit)) {
      if (role === 'error-handler') made.push(judgeErrorHandler(context, unit, call));
      if (role === 'container-factory') factories.push({ unit, call, handled: isHandled(context, unit, call) });
    }
    for (const decl of unit.classes) {
      if (decl.supers.some(s => /(^|\.)RetryTopicConfigurationSupport$/.test(s.name)) && isInUse(context, unit, decl)) guardedModules.add(moduleOf(unit.path));
    }
    for (const func of unit.funcs) {
      if (/(^|\.)RetryTopicConfiguration$/.test(func.returns?.name ?? '') && context.types.marks.find(unit, func.annotations, 'bean')) guardedModules.add(moduleOf(unit.path));
      const mark = context.types.marks.find(unit, func.annotations, 'listener');
      const owner = func.class === undefined ? undefined : unit.classes[func.class];
      const onClass = owner && context.types.marks.find(unit, owner.annotations, 'listener');
      const found = mark ?? (onClass && context.types.marks.find(unit, func.annotations, 'listener-method') ? onClass : undefined), annotation = found?.annotation;
      if (!annotation || listeners.some(l => l.annotation === annotation)) continue;
      const retry = context.types.marks.find(unit, [...func.annotations, ...(owner?.annotations ?? [])], 'retry-topic')?.annotation;
      const noDlt = retry?.args.some(a => /dltStrategy|dltProcessingFailureStrategy/.test(a.name) && lastOf(a.value) === 'NO_DLT') ?? false;
      const named = listenerErrorHandler(beans, unit, annotation);
      // One that throws on leaves the record to the container.
      const own = annotation.args.some(a => a.name === 'errorHandler') && !(named && context.fates.failures.treat(named.unit, named.func.body, named.func.params[1]) === 'passes-on');
      const keeps = own || (mark !== undefined && keepsFailures(context, unit, func));
      const text = context.inputs.source(unit.path)?.slice(annotation.span) ?? '';
      listeners.push({ unit, annotation, name: mark || !owner ? func.name : owner.name, topics: topicsNamed(context.constants, unit, annotation, found.library), retried: retry !== undefined && !noDlt, guarded: keeps, factory: factoryGiven(context, unit, annotation), deadLetters: isDeadLetterName(`${text} ${func.name}`) });
    }
  }
  const result: Container[] = [];
  const blamed = new Map<Call, { unit: Unit; call: Call }>();
  const modules = new Set(listeners.map(l => moduleOf(l.unit.path)));
  for (const handler of made) {
    // A handler that is only handed to another object, e.g. a delegate, is that object's.
    result.push({ ...context.place(handler.unit, handler.span), ...context.circumstances(handler.unit.path), library: use(context, handler.unit), name: handler.name, what: 'error-handler', failures: handler.failures, because: handler.because });
  }
  for (const module of modules) {
    const own = made.filter(h => moduleOf(h.unit.path) === module);
    const good = own.some(keepsRecords);
    const bad = own.some(h => h.failures === 'skipped'), open = own.some(h => h.failures === 'unknown');
    const retryTopics = retriesByProperty(context, module);
    for (const listener of listeners.filter(l => moduleOf(l.unit.path) === module)) {
      const [named, ...others] = factoriesNamed(context, beans, listener.unit.path, listener.factory || BOOTS_FACTORY);
      let failures: Failures = 'skipped';
      const because: Evidence[] = [];
      // Retry topics end in a dead-letter topic, unless they are told otherwise.
      if (listener.retried) failures = 'dead-letter';
      else if (listener.guarded || retryTopics) failures = 'handled';
      else if (guardedModules.has(module) || (named && guardedModules.has(named.module))) failures = 'handled';
      else if (others.length > 0) failures = 'unknown';
      else if (listener.factory && !named && (listener.factory !== BOOTS_FACTORY || beans.named(BOOTS_FACTORY).length > 0)) failures = 'unknown';
      else if (named) {
        const factory = factories.find(f => f.unit === named.unit && contains(named.func.span, f.call.span));
        if (factory?.handled) failures = 'handled';
        else if (factory) {
          // Boot's configurer gives a hand-made factory the error handler bean; without it the bean has no effect.
          const configured = named.unit.calls.some(c => c.name === 'configure' && contains(named.func.span, c.span));
          const handlers = named.module === module ? own : made;
          failures = !configured ? 'skipped' : handlers.some(keepsRecords) ? 'handled' : handlers.some(h => h.failures === 'unknown') ? 'unknown' : 'skipped';
          because.push({ path: factory.unit.path, span: factory.call.nameSpan, note: 'this factory has no error handler' });
          if (failures === 'skipped') blamed.set(factory.call, factory);
        } else failures = 'unknown';
      } else if (good) failures = 'handled';
      else if (bad) failures = 'handled';
      else if (open) failures = 'unknown';
      if (listener.deadLetters && failures === 'skipped') failures = 'handled';
      const decidedBy = failures === 'skipped' ? because[0] : undefined;
      result.push({ ...context.place(listener.unit, listener.annotation.span), ...context.circumstances(listener.unit.path), library: use(context, listener.unit), name: listener.name, topics: listener.topics, what: 'listener', failures, because, decidedBy });
    }
  }
  for (const { unit, call } of blamed.values()) {
    result.push({ ...context.place(unit, call.nameSpan), ...context.circumstances(unit.path), library: use(context, unit), name: nearestName(unit, call.func), what: 'factory', failures: 'skipped', because: [] });
  }
  return result;
}

function use(context: Analysis, unit: Unit) {
  const version = context.dependency(unit.path, ['org.springframework.kafka:spring-kafka']);
  return version ? { id: 'spring-kafka', version } : { id: 'spring-kafka' };
}

/** The factory that Boot makes in each application that does not make it itself. */
const BOOTS_FACTORY = 'kafkaListenerContainerFactory';

/** The name of the factory that a listener asks for. */
function factoryGiven(context: Analysis, unit: Unit, listener: Annotation): string | undefined {
  const given = listener.args.find(a => a.name === 'containerFactory')?.value;
  const read = given && context.constants.read(unit, given);
  return read?.known ? read.value : undefined;
}

/**
 * The beans that make the factory with a name for the listeners of a file: those of its module whose package is nearest, or
 * the only one of that name in the workspace. Of several it is not known which is meant.
 */
function factoriesNamed(context: Analysis, beans: Beans, path: string, name: string): readonly Bean[] {
  const named = beans.named(name), module = moduleOf(path);
  if (named.some(bean => bean.module === module)) return beans.nearest(name, path);
  return name !== BOOTS_FACTORY && named.length === 1 && mayShareBeans(context.inputs, module, named[0].module) ? named : [];
}

/** Types of error handlers that applications write themselves. */
const OWN_HANDLER = /^org\.springframework\.kafka\.listener\.(CommonErrorHandler|ErrorHandler|ConsumerAwareErrorHandler|ContainerAwareErrorHandler)$/;
/** What they are asked with the records that failed; batches go to `handleBatch`. */
const HANDLES = /^(handle|handleOne|handleRecord|handleRemaining)$/, HANDLES_BATCH = /^handleBatch(AndReturnRemaining)?$/;
/** By these a class is a bean. */
const IS_BEAN = /^(Component|Service|Configuration|Named|Bean)$/;

/** Error handlers that the workspace writes itself, where something makes use of them. */
function ownHandlers(context: Analysis): MadeHandler[] {
  return context.program.units.filter(unit => unit.language === 'java').flatMap(unit => unit.classes.flatMap((decl): MadeHandler[] =>
    decl.supers.some(s => isOwnHandler(context, unit, s)) && isInUse(context, unit, decl) ? [judgeOwn(context, unit, decl)] : []));
}

function isOwnHandler(context: Analysis, unit: Unit, ref: TypeRef): boolean {
  const packages = unit.imports.filter(one => one.name === '*').map(one => `${one.module}.${ref.name}`);
  return [context.types.members.ofRef(unit, ref) ?? '', ...packages].some(name => OWN_HANDLER.test(name));
}

/** Something makes the class, or Spring does. */
function isInUse({ program, types }: Analysis, unit: Unit, decl: ClassDecl): boolean {
  if (decl.anonymous || decl.annotations.some(a => IS_BEAN.test(simpleName(a.name)))) return true;
  const name = program.nameOf({ unit, decl });
  return program.callsNamed(decl.name).some(({ unit: at, call }) => call.kind === 'new' && types.ofCall(at, call) === name);
}

/**
 * What becomes of a record that an error handler of the workspace is asked about: when `handleOne` returns true, or
 * `handleRemaining` returns without going back, it is done with (spring-kafka, KafkaMessageListenerContainer
 * `invokeErrorHandler`).
 */
function judgeOwn({ fates: { failures }, place }: Analysis, unit: Unit, decl: ClassDecl): MadeHandler {
  const methods = decl.methods.map(id => unit.funcs[id]);
  const [one, batch] = [HANDLES, HANDLES_BATCH].map(names => methods.filter(({ name }) => names.test(name)));
  const asked = one.length > 0 ? one : batch;
  const treated = asked.map(func => {
    const again = func.body.some(step => step.kind === 'exit' && step.value?.kind === 'literal' && step.value.value === false);
    const treatment = failures.treat(unit, func.body, func.params[0]);
    return again ? 'keeps' : treatment === 'signals' ? 'logs' : treatment;
  });
  const lost = asked.find((_, i) => treated[i] === 'logs' || treated[i] === 'nothing');
  const because = lost ? [{ ...place(unit, lost.nameSpan), note: 'the record that failed is done with when this returns' }] : [];
  return { unit, span: decl.nameSpan, name: decl.name, failures: lost ? 'skipped' : treated.length === 0 || treated.includes('unseen') ? 'unknown' : 'handled', because };
}

function keepsRecords({ failures }: MadeHandler): boolean {
  return failures === 'dead-letter' || failures === 'handled' || failures === 'retried-for-ever' || failures === 'stopped';
}

/**
 * Whether the container of a listener puts acknowledgements out of order right: it commits none behind a record that is not
 * acknowledged (ContainerProperties.setAsyncAcks, spring-kafka 2.8).
 */
export function ordersAcknowledgements(context: Analysis, beans: Beans, unit: Unit, listener: Annotation): boolean {
  const module = moduleOf(unit.path), key = 'spring:listener.async-acks';
  const all = factoriesNamed(context, beans, unit.path, factoryGiven(context, unit, listener) ?? BOOTS_FACTORY);
  if (all.length === 0) return context.inputs.configs.some(config => moduleOf(config.path) === module && config.settings.some(s => s.key === key && s.value.known && s.value.value === 'true'));
  return all.every(made => made.unit.calls.some(call => {
    const meaning = contains(made.func.span, call.span) ? context.types.meanings.of(made.unit, call)?.meaning : undefined;
    const given = meaning?.role === 'set-container' && meaning.key === key ? call.args[Number(meaning.at)] : undefined;
    const read = given && context.constants.read(made.unit, given);
    return read?.known === true && read.value === 'true';
  }));
}

/** Whether the container of a listener handles each record inside a transaction, and not one of Kafka. */
export function hasTransaction(context: Analysis, beans: Beans, unit: Unit, listener: Annotation): boolean {
  const all = factoriesNamed(context, beans, unit.path, factoryGiven(context, unit, listener) ?? BOOTS_FACTORY);
  return all.length > 0 && all.every(made => made.unit.calls.some(call => {
    const meaning = contains(made.func.span, call.span) ? context.types.meanings.of(made.unit, call)?.meaning : undefined;
    const manager = meaning?.role === 'set-transaction-manager' ? valueAt(context.types, made.unit, call, meaning.at) : undefined;
    return manager !== undefined && !/kafka/i.test(context.types.of(manager.unit, manager.expr) ?? '');
  }));
}

/** Whether the function that makes a factory gives it an error handler. */
function isHandled(context: Analysis, unit: Unit, call: Call): boolean {
  return unit.calls.some(other => other.func === call.func && context.types.meanings.of(unit, other)?.meaning.role === 'set-error-handler'
    && !(other.args[0] && context.types.callables.functionsAt({ unit, expr: other.args[0] }).length > 0 && judgeRecoverer(context, unit, other.args[0]) === 'skipped'));
}

function lastOf(expr: Expr): string {
  const value = peel(expr);
  return value.kind === 'member' || value.kind === 'name' ? value.name : '';
}

function judgeErrorHandler(context: Analysis, unit: Unit, call: Call): MadeHandler {
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
  return { ...made, failures: judgeRecoverer(context, unit, recoverer) };
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

/** A recoverer that only logs drops the record; any other keeps it somewhere. */
function judgeRecoverer(context: Analysis, unit: Unit, expr: Expr): Failures {
  const value = peel(expr);
  if (value.kind === 'call' && context.types.meanings.of(unit, unit.calls[value.call])?.meaning.role === 'recoverer') return 'dead-letter';
  const type = value.kind === 'call' ? context.types.of(unit, value) : undefined;
  const own = type === undefined ? undefined : context.types.program.classNamed(type);
  for (const at of own ? context.types.members.methodsIn(own, 'accept') : context.types.callables.functionsAt({ unit, expr: value })) {
    const nodes = context.behaviours.ofFunction(at.unit, at.func);
    let keeps = false, unseen = false;
    eachNode(nodes, node => {
      if (node.kind === 'act' && node.weight === 'work' && node.body.length === 0) { if (node.unseen) unseen = true; else keeps = true; }
      if (node.kind === 'exit' && node.step.how === 'throw') keeps = true;
    });
    return keeps ? 'handled' : unseen ? 'unknown' : 'skipped';
  }
  return /DeadLetterPublishingRecoverer$/.test(context.types.of(unit, value) ?? '') ? 'dead-letter' : 'unknown';
}
