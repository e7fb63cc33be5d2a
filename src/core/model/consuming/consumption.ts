import { nameOfCall } from '../../analysis/values/names';
import { first } from '../../flow/first';
import type { Call } from '../../flow/unit';
import { traitsOf } from '../../languages/traits';
import type { Fix } from '../../kafka/evidence';
import type { Commit, Consumer, Detached, Handler, LeftEarly, OutOfOrder, ReturnedFuture, Swallow } from '../../kafka/model';
import type { Answer } from '../../settings/setting';
import { isDeadLetterName } from '../../libraries/conventions';
import type { Context } from '../context';
import type { FoundClient } from '../found-client';
import type { FoundHandler } from '../found-handler';
import { leavesRow } from '../producing/relays';
import type { JudgedCommit } from './commit-order';
import { buildCommit, buildClose } from './commits';
import type { JudgedDetached } from './detached';
import { resolveFix, rethrowFix } from './fixes';
import { Handlers } from './handlers';
import type { JudgedLeave } from './left-early';
import { type Judgement, Judgements } from './judge-handler';
import { neverCommits, type CommitOf } from './never-commits';
import type { JudgedOutOfOrder } from './out-of-order';
import { hasRetryTopic, returnedFuture } from './returned-futures';
import { singleRecord } from '../records/single-record';
import { stopsOf } from './stopped';
import type { JudgedSwallow } from './swallows';

/** The handlers and commits of the workspace, judged. */
export interface Consumption {
  handlers: Handler[];
  commits: Commit[];
  /** Handlers with the code they were read from. */
  found: Map<FoundHandler, Handler>;
}

export function findConsumption(context: Context, clients: ReadonlyMap<FoundClient, Consumer>): Consumption {
  const handlers: Handler[] = [];
  const commits: Commit[] = [];
  const found = new Map<FoundHandler, Handler>();
  const judgedCalls = new Set<Call>();
  const own: CommitOf[] = [];
  const elsewhere = new Set<string>();
  const made = new Map([...clients].map(([{ call, via }, consumer]) => [via ?? call, consumer]));
  const all = new Handlers(context), judgements = new Judgements(context);
  for (const unit of context.program.units) {
    for (const one of all.in(unit)) {
      const consumer = consumerOf(context, one, made) ?? (one.annotation && first(context.frameworks, framework => framework.consumerOf(unit, one.annotation!)));
      const auto = consumer?.setting('enable.auto.commit');
      if (one.form === 'poll-loop' && auto?.known) one.autoCommit = auto.value === 'true';
      if (one.form === 'callback' && auto?.known && auto.value === 'false') one.byHand = true;
      if (one.form === 'callback' && consumer && is(consumer.setting('enable.auto.offset.store'), 'false')) one.marked = true;
      const judged = judgements.of(one);
      const handler: Handler = {
        ...context.place(unit, one.span), ...context.circumstances(unit.path),
        form: one.form, library: context.use(unit.path, one.library), consumer,
        name: one.name, topics: one.topics.length > 0 ? one.topics : consumer?.topics ?? [],
        commits: commitsOf(one, auto),
        swallows: [], detached: [], ...(one.apart === 'alone' ? { asksForNext: true } : {}),
        remembered: [], left: consumer && is(consumer.setting('max.poll.records'), '1') ? [] : judged.leaves.map(leave => buildLeave(context, one, leave)),
        ...(judged.givenUp.length > 0 ? { givenUp: judged.givenUp.map(at => context.place(at.unit, at.span)) } : {}),
        ...(judged.unreadable.length > 0 ? { unreadable: judged.unreadable } : {}),
        outOfOrder: judged.outOfOrder.length > 0 && isPutInOrder(context, one) ? [] : judged.outOfOrder.map(at => buildOutOfOrder(context, at)), closing: judged.closing && context.evidence(judged.closing), unseen: judged.unseen && context.evidence(judged.unseen), retryTopic: hasRetryTopic(context, one), trivial: judged.trivial, readsDeadLetters: readsDeadLetters(context, one),
      };
      const commitsOfHandler = judged.commits.map(commit => { judgedCalls.add(commit.call); own.push({ judged: commit, found: one }); return buildCommit(context, commit, handler); });
      const early = acknowledgedFirst(context, one, judged, handler);
      if (early) commitsOfHandler.push(early);
      handler.swallows = early ? [] : judged.swallows.filter(s => !(s.tried && leavesRow(context, s.unit, s.tried))).map(s => buildSwallow(context, s, judged.commits));
      handler.single = singleRecord(context, one);
      handler.future = returnedFuture(context, one);
      handler.detached = [...judged.detached.map(d => buildDetached(context, d)), ...unheard(handler.future)];
      commits.push(...commitsOfHandler, ...judged.closes.map(close => buildClose(context, close, one, handler)));
      handlers.push(handler);
      found.set(one, handler);
      if (consumer) { consumer.handlers.push(handler); consumer.commits.push(...commitsOfHandler); }
    }
  }
  for (const unit of context.program.units) {
    for (const { call, meaning, library } of context.types.meanings.in(unit)) {
      if ((meaning.role !== 'commit' && meaning.role !== 'send-offsets') || judgedCalls.has(call)) continue;
      elsewhere.add(library.id);
      const at = { unit, call };
      commits.push(buildCommit(context, { ...at, meaning, library, shown: at, order: 'unknown', because: [], sureness: 'certain' }, undefined));
    }
  }
  // Without commits by the clock and by hand no record counts as done.
  const committing = new Set(commits.map(({ handler }) => handler));
  for (const [{ apart }, handler] of found) {
    // What commits elsewhere need not have been told of a record that failed.
    const isCommitted = committing.has(handler) || (!apart && elsewhere.has(handler.library.id));
    if (handler.form === 'callback' && handler.commits === 'by-hand' && !isCommitted) handler.commits = 'unknown';
  }
  for (const [client, consumer] of clients) {
    consumer.neverCommits = neverCommits(context, client, consumer, { commits, own, found });
    consumer.stops = stopsOf(context, client);
  }
  return { handlers, commits, found };
}

/** The acknowledgement by which a framework counts a record before its handler is run. */
function acknowledgedFirst(context: Context, found: FoundHandler, { trivial }: Judgement, handler: Handler): Commit | undefined {
  const early = trivial ? undefined : found.first ?? first(context.frameworks, one => one.acknowledgesFirst(found.home, found.func));
  return early && {
    ...context.place(early.unit, early.span), ...context.circumstances(early.unit.path), library: handler.library, name: early.note, topics: handler.topics, handler, order: 'before', sparesOwn: false,
    because: [{ ...context.place(found.home, found.func.nameSpan), note: 'the work comes after it' }], sureness: 'certain', checked: 'unknown',
  };
}

/** How a record of a handler comes to count as done. */
function commitsOf({ form, byHand, autoCommit, apart }: FoundHandler, auto: Answer | undefined): Handler['commits'] {
  if (byHand) return 'by-hand';
  if (form === 'poll-loop') return autoCommit === false || auto?.known === false ? 'unknown' : 'on-poll';
  return apart && !auto?.known ? 'unknown' : 'on-return';
}

/** The consumer of a handler; `made` has consumers by the calls that make them, or by those of the functions that do. */
function consumerOf(context: Context, one: FoundHandler, made: ReadonlyMap<Call, Consumer>): Consumer | undefined {
  const receiver = (one.polled ?? one.call)?.receiver, origin = receiver && context.origins.of(one.unit, receiver);
  return origin && ((origin.via && made.get(origin.via)) ?? made.get(origin.call));
}

function readsDeadLetters(context: Context, one: FoundHandler): boolean {
  const source = context.inputs.source(one.unit.path);
  const text = `${one.name} ${one.func.name} ${one.annotation && source ? source.slice(one.annotation.span) : ''}`;
  return isDeadLetterName(text) || context.types.marks.find(one.home, one.func.annotations, 'dead-letter-handler') !== undefined;
}

/** The container of a listener commits none behind a record that is not acknowledged. */
function isPutInOrder({ frameworks }: Context, { unit, annotation }: FoundHandler): boolean {
  return annotation !== undefined && frameworks.some(one => one.ordersAcknowledgements(unit, annotation));
}

function buildOutOfOrder(context: Context, { unit, span, name, parallel, otherThread }: JudgedOutOfOrder): OutOfOrder {
  return { ...context.place(unit, span), name, otherThread, because: [context.evidence(parallel)] };
}

/** The setting is known to have a value. */
function is(answer: Answer, value: string): boolean {
  return answer.known && answer.value === value;
}

function buildLeave(context: Context, found: FoundHandler, { unit, span, how, counted }: JudgedLeave): LeftEarly {
  return { ...context.place(unit, span), how, because: [context.evidence(counted)], get resolve() { return resolveFix(context, found); } };
}

/** The work in a future that nobody waits for. */
function unheard(future: ReturnedFuture | undefined): Detached[] {
  return future?.outcome === 'unheard' ? [{ path: future.path, span: future.span, how: 'future', sureness: 'certain', because: future.because, get wait() { return future.wait; } }] : [];
}

function buildSwallow(context: Context, judged: JudgedSwallow, commits: readonly JudgedCommit[]): Swallow {
  const { unit } = judged;
  const commit = commits.find(c => c.because.some(s => s.unit === unit && s.span.start === judged.span.start));
  return {
    ...context.place(unit, judged.span), what: judged.what, narrow: judged.narrow, sureness: judged.sureness, logged: judged.logged,
    because: judged.because.map(s => context.evidence(s)),
    commit: commit && context.place(commit.unit, commit.call.nameSpan),
    closing: judged.closing && context.evidence(judged.closing),
    get rethrow(): Fix | undefined { return rethrowFix(context, judged); },
  };
}

function buildDetached(context: Context, judged: JudgedDetached): Detached {
  const { unit, act } = judged;
  return {
    ...context.place(unit, judged.span), name: nameOfCall(judged.shown.call, judged.shown.unit), how: judged.how, sureness: judged.sureness, because: judged.because.map(s => context.evidence(s)), asked: judged.asked && context.evidence(judged.asked),
    get wait(): Fix | undefined {
      if ((judged.how !== 'promise' && judged.how !== 'executor') || judged.shown !== judged.act) return undefined;
      // There is nothing to wait for in a method that waits itself and gives nothing back.
      if (traitsOf(unit).waiting === 'threads' && context.types.callables.targets(unit, act.call).some(t => t.func.returns?.name === 'void')) return undefined;
      return context.repair(unit, false, (repairs, source) => repairs.wait(unit, source, act.call, traitsOf(unit).waiting === 'promises' ? 'promise' : /Async$/.test(act.call.name) ? 'completable-future' : 'future'));
    },
  };
}
