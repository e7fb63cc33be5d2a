import type { Analysis } from '../../analysis/analysis';
import { moduleOf } from '../../analysis/program/modules';
import { nearestName, topicsNamed } from '../../analysis/values/names';
import { treatmentOf } from '../../analysis/ways/treatment';
import type { Annotation, Call, Unit } from '../../flow/unit';
import { traitsOf } from '../../languages/traits';
import type { Evidence } from '../../kafka/evidence';
import type { Container } from '../../kafka/model';
import { isDeadLetterName } from '../../libraries/conventions';
import { contains } from '../../text/span';
import type { Beans } from './beans';
import {
  type Failures, type MadeHandler, ownHandlers, isInUse, keepsRecords, isHandled, lastOf, judgeErrorHandler,
} from './error-handlers';
import { BOOTS_FACTORY, factoriesNamed, factoryGiven } from './factories';
import { keepsFailures } from './kept-failures';
import { listenerErrorHandler } from './listener-error-handlers';
import { retriesByProperty } from './retry-topics';

/**
 * What Spring's containers do with a record that keeps failing: the handlers that code makes, the factories that have
 * none, and the listeners of a module that has neither.
 */
export function findContainers(context: Analysis, beans: Beans): Container[] {
  const made: MadeHandler[] = ownHandlers(context);
  const factories: { unit: Unit; call: Call; handled: boolean }[] = [];
  const listeners: { unit: Unit; annotation: Annotation; name: string; topics: string[]; retried: boolean; guarded: boolean; factory?: string; deadLetters: boolean }[] = [];
  const guardedModules = new Set<string>(), seen = new Set<Annotation>();
  for (const unit of context.program.units) {
    if (traitsOf(unit).ecosystem !== 'jvm') continue;
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
      if (!annotation || found.library.id !== 'spring-kafka' || seen.has(annotation)) continue;
      seen.add(annotation);
      const retry = context.types.marks.find(unit, [...func.annotations, ...(owner?.annotations ?? [])], 'retry-topic')?.annotation;
      const noDlt = retry?.args.some(a => /dltStrategy|dltProcessingFailureStrategy/.test(a.name) && lastOf(a.value) === 'NO_DLT') ?? false;
      const named = listenerErrorHandler(beans, unit, annotation);
      // One that throws on leaves the record to the container.
      const own = annotation.args.some(a => a.name === 'errorHandler') && !(named && treatmentOf(context.ways, named, 1).passes);
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
    result.push({ ...context.place(handler.unit, handler.span), ...context.circumstances(handler.unit.path), library: use(context, handler.unit), name: handler.name, what: 'error-handler', failures: handler.failures, ...(handler.partly && { partly: true as const }), because: handler.because });
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
