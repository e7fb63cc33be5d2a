import type { Call, Unit } from '../flow/unit';
import { leaves, peel } from '../flow/walk';
import type { Span } from '../text/span';
import { eachNode, hasWork, inner, outerLink, weigh, type Act, type Node, type Way } from './behaviour';
import type { Fates } from './fates';
import { lastName } from './failures';
import type { FoundHandler } from './handlers';

/** A spot in a unit with what it shows. */
export interface Spot { unit: Unit; span: Span; note: string }

export interface JudgedSwallow extends Spot {
  what: 'catch' | 'callback' | 'settled';
  narrow: boolean;
  logged: boolean;
  because: Spot[];
  handler?: { func: number; index: number };
  callbackFunc?: number;
  link?: Call;
  node?: Node;
}

export interface JudgedDetached extends Spot {
  act: Act;
  /** The outermost call whose caller does not wait: the work itself, or a plain function that starts it. */
  shown: Act;
  how: NonNullable<Act['detached']>;
  because: Spot[];
}

export type CommitOrder = 'before' | 'after' | 'finally' | 'after-failure' | 'past-failed-batch' | 'whole-batch-early' | 'unknown';

export interface JudgedCommit {
  act: Act;
  /** The call by which it is reached where its order is decided: the commit itself, or a function that commits. */
  shown: Act;
  order: CommitOrder;
  because: Spot[];
  /** The last work before which it stands. */
  lastWork?: Act;
  swallow?: JudgedSwallow;
}

/** What a handler does wrong and right. */
export interface Judgement {
  swallows: JudgedSwallow[];
  detached: JudgedDetached[];
  commits: JudgedCommit[];
  trivial: boolean;
}

/** Judges a handler by the order of its work, its commits and its catches. */
export function judgeHandler(fates: Fates, found: FoundHandler): Judgement {
  const swallows: JudgedSwallow[] = [];
  const detached: JudgedDetached[] = [];
  const commits: { act: Act; path: readonly Way[] }[] = [];
  eachNode(found.nodes, (node, path) => {
    if (path.some(way => way.node.kind === 'act' && way.node !== node && way.node.detached)) return;
    if (node.kind === 'try') swallows.push(...swallowsOf(fates, found, node, path));
    if (node.kind !== 'act') return;
    if (node.detached && !inFailurePath(path) && handsOverWork(node)) noteDetached(fates, detached, node, path);
    if (node.weight === 'work' || node.weight === 'read') swallows.push(...chainSwallow(fates, node));
    if (node.call.name === 'allSettled') swallows.push(...settledSwallow(fates, node));
    if (node.meaning?.role === 'commit' || node.meaning?.role === 'acknowledge') commits.push({ act: node, path });
  });
  const judged = commits.map(({ act, path }) => orderOf(fates, found, act, path, swallows));
  return { swallows, detached, commits: judged, trivial: !found.nodes.some(node => weigh(node) === 'work' || weigh(node) === 'read') && !hasWork(found.nodes) };
}

/** Notes work that is not waited for, once for each place where the waiting ends. */
function noteDetached(fates: Fates, detached: JudgedDetached[], act: Act, path: readonly Way[]): void {
  const note = 'started here and not waited for';
  const shown = path.flatMap(way => (way.node.kind === 'act' ? [way.node] : [])).find(outer => outer === act || unwaited(fates, outer))!;
  const because = [...(shown === act ? [] : [{ unit: act.unit, span: act.call.nameSpan, note }]), ...workIn(act)];
  const known = detached.find(one => one.shown === shown);
  if (known) known.because.push(...because);
  else detached.push({ act, shown, how: act.detached!, unit: shown.unit, span: shown.call.nameSpan, note, because });
}

/** A plain function of the workspace that gives nothing to wait for: its caller cannot know when its work is done. */
function unwaited(fates: Fates, { unit, call, target, detached }: Act): boolean {
  if (unit.language !== 'typescript' || !target || detached || target.async || /^Promise/.test(target.returns?.name ?? '')) return false;
  if (call.use.kind === 'dropped') return true;
  const fate = call.use.kind === 'stored' ? fates.ofCall(unit, call, 'promise').fate : 'awaited';
  return fate !== 'awaited' && fate !== 'returned' && fate !== 'handled';
}

function handsOverWork(act: Act): boolean {
  return act.detached === 'queue' || act.detached === 'emitter' || act.weight === 'work' || act.body.length === 0 || hasWork(act.body);
}

function workIn(act: Act): Spot[] {
  const spots: Spot[] = [];
  eachNode(act.body, node => {
    if (spots.length === 0 && node.kind === 'act' && node.weight === 'work' && node.body.length === 0) spots.push({ unit: node.unit, span: node.call.nameSpan, note: 'this work is still running when the record counts as done' });
  });
  return spots;
}

/** Catches are left alone: what happens there is judged as treatment of the failure. */
function inFailurePath(path: readonly Way[]): boolean {
  return path.some(way => way.node.kind === 'try' && way.part > 0 && way.part <= way.node.catches.length);
}

function swallowsOf(fates: Fates, found: FoundHandler, node: Node & { kind: 'try' }, path: readonly Way[]): JudgedSwallow[] {
  if (inFailurePath(path.slice(0, -1))) return [];
  // A try that holds the poll itself is the loop's own; whether it rewinds is judged with the commit.
  const polls = containsPoll(node.body);
  const weight = node.body.map(weigh);
  const works = weight.includes('work'), reads = weight.includes('read');
  if (!works && !reads) return [];
  const result: JudgedSwallow[] = [];
  const index = node.catches.findIndex(c => fates.catchesFailures(node.unit, c.handler));
  if (index < 0) {
    const parse = node.catches.findIndex(c => c.handler.types.some(t => /(Json|Parse|Serializ|Deserializ|Format|Decod|Mapping)\w*Exception$/.test(t.name)));
    if (parse < 0) return [];
    const caught = node.catches[parse];
    const treatment = fates.failures.treat(node.unit, caught.handler.body, caught.handler.param);
    if ((treatment !== 'nothing' && treatment !== 'logs') || hasRewind(caught.body) || exits(found, caught.body, polls)) return [];
    return [{ unit: node.unit, span: caught.handler.keyword, note: 'an unreadable record is dropped here', what: 'catch', narrow: true, logged: treatment === 'logs', because: firstWork(node.body), handler: { func: funcOf(node), index: parse }, node }];
  }
  const caught = node.catches[index];
  if (isDuplicateGuard(caught.handler.types.map(t => t.name))) return [];
  const treatment = fates.failures.treat(node.unit, caught.handler.body, caught.handler.param);
  if (treatment === 'passes-on' || treatment === 'keeps') return [];
  if (treatment === 'signals' && node.unit.funcs[funcOf(node)] !== found.func && fates.signalHeard(node.unit.funcs[funcOf(node)])) return [];
  if (hasRewind(caught.body) || sendsOn(caught.body)) return [];
  if (found.byHand && leavesLoop(found, caught.body, path)) return [];
  const tried = node.body.flatMap(n => acts(n));
  if (tried.length > 0 && tried.every(act => keptOnFailure(fates, act))) return [];
  if (fates.retries(node.step, path.map(way => way.node).flatMap(n => (n.kind === 'loop' && n.step ? [n.step] : [])).filter(s => s !== found.loop))) return [];
  // Wrapped work whose function throws on is judged where it is caught.
  result.push({
    unit: node.unit, span: caught.handler.keyword, note: treatment === 'logs' ? 'the failure is only logged here' : 'the failure is dropped here',
    what: 'catch', narrow: !works, logged: treatment === 'logs', because: firstWork(node.body), handler: { func: funcOf(node), index }, node,
  });
  return result;
}

/** A send whose failure was kept for another try before it comes here. */
function keptOnFailure(fates: Fates, { unit, call, meaning }: Act): boolean {
  return meaning?.role === 'send' && fates.ofCall(unit, call, meaning.outcome === 'throws' ? 'throws' : 'promise').fate === 'handled';
}

/** The catch leaves the poll loop before anything is committed. */
function leavesLoop(found: FoundHandler, body: readonly Node[], path: readonly Way[]): boolean {
  if (found.form !== 'poll-loop') return false;
  const within = path.some(way => way.node.kind === 'loop' && way.node.step !== found.loop);
  return body.some(n => n.kind === 'exit' && (n.step.how === 'return' || n.step.how === 'throw' || (n.step.how === 'break' && !within)));
}

/** The catch ends the loop or the process, so that the batch is read again by who comes next. */
function exits(found: FoundHandler, body: readonly Node[], polls: boolean): boolean {
  if (found.form !== 'poll-loop' || !polls) return false;
  return body.some(n => n.kind === 'exit' && (n.step.how === 'break' || n.step.how === 'return' || n.step.how === 'throw')) || leaves(body.flatMap(n => (n.kind === 'exit' ? [n.step] : [])).filter(s => s.how !== 'continue'));
}

/** The acts of work in a node that are not made of others. */
function acts(node: Node): Act[] {
  return works(node, false, false).filter(act => !hasWork(act.body));
}

function containsPoll(nodes: readonly Node[]): boolean {
  let polls = false;
  eachNode(nodes, node => { if (node.kind === 'act' && node.meaning?.role === 'poll') polls = true; });
  return polls;
}

function hasRewind(nodes: readonly Node[]): boolean {
  let found = false;
  eachNode(nodes, node => { if (node.kind === 'act' && (node.meaning?.role === 'seek' || node.meaning?.role === 'nack' || node.meaning?.role === 'pause' || node.meaning?.role === 'abort')) found = true; });
  return found;
}

function sendsOn(nodes: readonly Node[]): boolean {
  let found = false;
  eachNode(nodes, node => { if (node.kind === 'act' && node.meaning?.role === 'send') found = true; });
  return found;
}

/** Catching a duplicate key is how an idempotent consumer works. */
function isDuplicateGuard(types: readonly string[]): boolean {
  return types.length > 0 && types.every(name => /(Duplicate|DataIntegrity|ConstraintViolation|OptimisticLock|AlreadyExists|AlreadyProcessed)/i.test(name));
}

function firstWork(nodes: readonly Node[]): Spot[] {
  const spots: Spot[] = [];
  eachNode(nodes, node => {
    if (spots.length === 0 && node.kind === 'act' && (node.weight === 'work' || node.weight === 'read') && node.meaning?.role !== 'poll') spots.push({ unit: node.unit, span: node.call.nameSpan, note: 'when this fails' });
  });
  return spots;
}

function funcOf(node: Node & { kind: 'try' }): number {
  const span = node.step.span;
  let best = 0, size = Infinity;
  for (const func of node.unit.funcs) {
    const width = func.bodySpan.end - func.bodySpan.start;
    if (func.bodySpan.start <= span.start && span.end <= func.bodySpan.end && width < size) { best = func.id; size = width; }
  }
  return best;
}

/** `work().catch(log)`: the chain's own failure callback swallows. */
function chainSwallow(fates: Fates, act: Act): JudgedSwallow[] {
  const { unit, call } = act;
  if (call.use.kind !== 'receiver' || act.meaning?.role === 'send') return [];
  const end = outerLink(unit, call);
  if (end === call) return [];
  const outcome = fates.ofCall(unit, call, 'promise');
  if (outcome.fate !== 'swallowed' && outcome.fate !== 'ignored') return [];
  if (outcome.at?.catch || !outcome.at) return [];
  return [{
    unit: outcome.at.unit, span: outcome.at.link?.nameSpan ?? outcome.at.span, note: outcome.at.note, what: 'callback', narrow: act.weight === 'read',
    logged: /logged/.test(outcome.at.note), because: [{ unit, span: call.nameSpan, note: 'when this fails' }], callbackFunc: outcome.at.callback?.id, link: outcome.at.link,
  }];
}

/** `await Promise.allSettled(…)` whose results nobody reads. */
function settledSwallow(fates: Fates, act: Act): JudgedSwallow[] {
  const { unit, call } = act;
  if (call.use.kind !== 'awaited' || !call.receiver || lastName(call.receiver) !== 'Promise' || fates.resultRead(unit, call)) return [];
  return [{ unit, span: call.nameSpan, note: 'failures become results that nobody reads', what: 'settled', narrow: false, logged: false, because: [] }];
}

/** Where a commit stands to the work of its handler. */
function orderOf(fates: Fates, found: FoundHandler, act: Act, path: readonly Way[], swallows: readonly JudgedSwallow[]): JudgedCommit {
  const meaning = act.meaning!;
  const whole = meaning.role === 'commit' && meaning.whole === true;
  const given = meaning.role === 'commit' && meaning.offset && meaning.way !== 'mark' ? act.call.args[Number(meaning.offset.at.split('.')[0])] : undefined;
  // Offsets kept in a map as records are finished are right wherever they are committed.
  const tracked = given !== undefined && /^(name|member)$/.test(peel(given).kind);
  const before: Act[] = [], after: Act[] = [], earlier: Node[] = [], running: Act[] = [];
  const reached = (level: number): Act => (path.slice(level).find(way => way.node.kind === 'act')?.node as Act | undefined) ?? act;
  let worked = path.length - 1, followed = path.length - 1;
  // From the inside out: once control leaves on the way, what follows further out is not reached.
  let left = false;
  for (let level = path.length - 1; level >= 0; level--) {
    const { nodes, index, node: holder, part } = path[level];
    const innermost = level === path.length - 1;
    const previous = nodes.slice(0, index);
    earlier.push(...previous);
    if (before.length === 0 && running.length === 0) worked = level;
    if (after.length === 0) followed = level;
    for (const node of previous) { before.push(...works(node, false, false)); running.push(...works(node, false, true)); }
    const rest = nodes.slice(index + 1);
    if (!left) for (const node of rest) after.push(...works(node, true, false));
    if (rest.some(n => n.kind === 'exit')) left = true;
    if (innermost || holder.kind !== 'try' || part === 0) continue;
    // In a catch or `finally` the body has run, wholly or in part.
    before.push(...holder.body.flatMap(n => works(n, false, false)));
    const inFinally = holder.finally !== undefined && part === 1 + holder.catches.length;
    if (inFinally && holder.body.some(n => weigh(n) === 'work') && !tracked && !guarded(path.slice(level + 1))) {
      return { act, shown: reached(level + 1), order: 'finally', because: firstWork(holder.body).map(s => ({ ...s, note: 'when this fails, `finally` commits all the same' })) };
    }
    if (!inFinally && !tracked) {
      const caught = holder.catches[part - 1];
      const treatment = fates.failures.treat(holder.unit, caught.handler.body.filter(step => !holdsCall(step, act)), caught.handler.param);
      if ((treatment === 'logs' || treatment === 'nothing') && !sendsOn(caught.body) && hasWork(holder.body) && fates.catchesFailures(holder.unit, caught.handler)) {
        return { act, shown: reached(level + 1), order: 'after-failure', because: [{ unit: holder.unit, span: caught.handler.keyword, note: 'reached only after the work failed' }] };
      }
    }
  }
  // Inside a loop the next record's work also comes later, but that is the next record's.
  const inLoop = path.some((way, level) => level < path.length - 1 && way.node.kind === 'loop' && way.node.step !== found.loop && (way.node.each || found.form === 'poll-loop'));
  if (whole && inLoop && before.length > 0 && meaning.role === 'commit' && meaning.way !== 'mark' && found.form === 'poll-loop') {
    return { act, shown: act, order: 'whole-batch-early', because: [{ unit: before[0].unit, span: before[0].call.nameSpan, note: 'the rest of the batch has not been through this yet' }], lastWork: before[before.length - 1] };
  }
  if (before.length === 0 && running.length > 0) return { act, shown: reached(worked), order: 'before', because: [{ unit: running[0].unit, span: running[0].call.nameSpan, note: 'started, and still running when this commits' }] };
  if (before.length === 0 && after.length > 0) return { act, shown: reached(followed), order: 'before', because: [{ unit: after[0].unit, span: after[0].call.nameSpan, note: 'the work comes after the commit' }], lastWork: after[after.length - 1] };
  const swallow = tracked && inLoop ? undefined : swallows.find(s => s.node && earlier.some(n => holds(n, s.node!)) && !(s.node.kind === 'try' && path.some(way => way.node === s.node)));
  if (swallow && before.length > 0) return { act, shown: reached(path.findLastIndex(({ nodes, index }) => nodes.slice(0, index).some(n => holds(n, swallow.node!)))), order: 'after-failure', because: [{ unit: swallow.unit, span: swallow.span, note: swallow.note }, ...swallow.because], swallow };
  const pastFailed = pastFailedBatch(fates, found, path);
  if (pastFailed && before.length > 0) return { act, shown: act, order: 'past-failed-batch', because: [pastFailed] };
  return { act, shown: act, order: before.length > 0 ? 'after' : 'unknown', because: [] };
}

function guarded(path: readonly Way[]): boolean {
  return path.some(way => way.node.kind === 'branch');
}

/** The work in a node: what is done when it is passed, or what is only started there. */
function works(node: Node, failurePaths: boolean, started: boolean): Act[] {
  const found: Act[] = [];
  eachNode([node], (n, path) => {
    if (n.kind !== 'act') return;
    if (!failurePaths && path.some(way => way.node.kind === 'try' && way.part > 0 && way.part <= way.node.catches.length)) return;
    const detached = path.some(way => way.node.kind === 'act' && way.node.detached !== undefined);
    if (detached === started && (started ? n.detached !== undefined && handsOverWork(n) : n.weight === 'work')) found.push(n);
  });
  return found;
}

function holdsCall(step: { span: Span }, act: Act): boolean {
  return step.span.start <= act.call.span.start && act.call.span.end <= step.span.end;
}

function holds(outer: Node, wanted: Node): boolean {
  return outer === wanted || inner(outer).some(list => list.some(n => holds(n, wanted)));
}

/** The poll loop's own try: its catch goes on with the next poll, past what failed. */
function pastFailedBatch(fates: Fates, found: FoundHandler, path: readonly Way[]): Spot | undefined {
  if (found.form !== 'poll-loop' || !found.loop) return undefined;
  for (const way of path) {
    if (way.node.kind !== 'try' || way.part !== 0) continue;
    const { step } = way.node;
    if (!(found.loop.span.start <= step.span.start && step.span.end <= found.loop.span.end)) continue;
    const caught = way.node.catches.find(c => fates.catchesFailures((way.node as Node & { kind: 'try' }).unit, c.handler));
    if (!caught) continue;
    const treatment = fates.failures.treat(way.node.unit, caught.handler.body, caught.handler.param);
    if (treatment !== 'logs' && treatment !== 'nothing') continue;
    if (hasRewind(caught.body) || exits(found, caught.body, true)) continue;
    return { unit: way.node.unit, span: caught.handler.keyword, note: 'the loop goes on with the next batch; the failed one is never read again' };
  }
  return undefined;
}
