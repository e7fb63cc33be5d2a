import { Reach } from '../../analysis/deeds/reach';
import { nameOfCall } from '../../analysis/values/names';
import type { Call, Func, Unit } from '../../flow/unit';
import { enclosing } from '../../flow/walk';
import type { Evidence, Fix } from '../../kafka/evidence';
import type { Consumer, Handler, SkippedBacklog } from '../../kafka/model';
import { contains } from '../../text/span';
import type { Context } from '../context';
import { isWrite, mayWrite } from '../databases/database-writes';
import type { FoundHandler } from '../found-handler';
import { rebalanceListeners } from './rebalances';

/** The consumers that never read what is written while they are away. */
export function findSkippedBacklogs(context: Context, found: ReadonlyMap<FoundHandler, Handler>, consumers: readonly Consumer[]): SkippedBacklog[] {
  const keepers = new Keepers(context);
  return [
    ...seeks(context, found, keepers), ...consumers.flatMap(consumer => newGroup(context, consumer, found, keepers)),
    ...context.frameworks.flatMap(one => one.skippedBacklogs()),
  ];
}

/** Which handlers keep what they read. */
class Keepers {
  readonly #writers: Reach;

  constructor(private readonly context: Context) {
    this.#writers = new Reach(context.callFacts, (unit, call) => mayWrite(context, unit, call));
  }

  /** The write by which a handler keeps something of each record in a database. */
  write({ home, func, handed, region }: FoundHandler): Evidence | undefined {
    if (!this.#writers.from(home, func)) return undefined;
    const acts = this.context.deeds.of({ unit: home, func }, at => this.#writers.from(at.unit, at.func), { handed, lent: new Map() });
    const write = acts.find(act => !act.failing && isWrite(this.context, act) && contains(region, (act.around[0]?.call ?? act.call).span));
    return write && this.context.evidence({ unit: write.unit, span: write.call.nameSpan, note: 'this keeps what is read' });
  }
}

/** Goes to the end with each assignment, though it works on records and commits what it has done. */
function seeks(context: Context, found: ReadonlyMap<FoundHandler, Handler>, keepers: Keepers): SkippedBacklog[] {
  return rebalanceListeners(context, [...found.keys()]).flatMap(({ unit, assigned, handlers }): SkippedBacklog[] => {
    const call = assigned.flatMap(func => seekToEnd(context, unit, func) ?? []).at(0);
    const proofs = call ? handlers.flatMap(one => meansToReadOn(context, one, found.get(one)!, keepers) ?? []) : [];
    if (!call || proofs.length === 0) return [];
    const consumer = handlers.flatMap(one => found.get(one)?.consumer ?? []).at(0);
    if (consumer?.freshGroup || consumer?.ownPosition) return [];
    return [{
      ...context.place(unit, call.nameSpan), ...context.circumstances(unit.path), how: 'seek', name: nameOfCall(call, unit), topics: found.get(handlers[0])!.topics, because: proofs.slice(0, 1),
      get remove(): Fix | undefined { return context.repair(unit, false, (repairs, source) => repairs.remove(unit, source, call)); },
    }];
  });
}

/** The call that goes to the end, whatever partition it is, and behind which nothing goes elsewhere. */
function seekToEnd({ types }: Context, unit: Unit, func: Func): Call | undefined {
  const all = unit.calls.flatMap(call => {
    const meaning = contains(func.bodySpan, call.span) ? types.meanings.of(unit, call)?.meaning : undefined;
    return meaning?.role === 'seek' ? [{ call, meaning }] : [];
  });
  const last = all.at(-1);
  const chosen = last && [func, unit.funcs[last.call.func]].some(({ body }) => enclosing(body, last.call.span).some(({ step }) => step.kind === 'branch' || step.kind === 'try'));
  return last?.meaning.to === 'end' && !chosen ? last.call : undefined;
}

/** What tells that a handler is to go on where it was: it commits what it has worked on, or keeps it in a database. */
function meansToReadOn(context: Context, found: FoundHandler, { trivial, form, commits }: Handler, keepers: Keepers): Evidence | undefined {
  if (trivial) return undefined;
  if (form === 'poll-loop') return commits === 'by-hand' ? context.evidence({ unit: found.unit, span: found.span, note: 'what is polled here is committed by hand, to go on behind it' }) : undefined;
  return keepers.write(found);
}

/** A group that each start makes anew, which begins at the end, and whose handler keeps what it reads. */
function newGroup(context: Context, consumer: Consumer, found: ReadonlyMap<FoundHandler, Handler>, keepers: Keepers): SkippedBacklog[] {
  const site = consumer.newGroup, reset = consumer.setting('auto.offset.reset');
  if (!site || consumer.ownPosition || !reset.known || reset.value !== 'latest') return [];
  const write = [...found].filter(([, handler]) => handler.consumer === consumer).flatMap(([one]) => keepers.write(one) ?? []).at(0);
  if (!write) return [];
  return [{ path: site.path, span: site.span, ...context.circumstances(site.path), how: 'new-group', name: consumer.name, topics: consumer.topics, because: [write] }];
}
