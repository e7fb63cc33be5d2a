import { eachNode, someAct, weigh, type Act, type Node, type Way } from '../../analysis/effects/effect';
import type { Spot } from '../../analysis/effects/spot';
import { acts, firstWork, inFailurePath } from '../../analysis/effects/work';
import { catchesFailures, retries } from '../../analysis/outcomes/catches';
import type { Fates } from '../../analysis/outcomes/fates';
import { outerLink } from '../../analysis/outcomes/promises';
import { seeksPast } from '../../analysis/outcomes/seeks';
import { lastName } from '../../analysis/outcomes/treatment';
import type { Call, Catch, Expr, Func, Unit } from '../../flow/unit';
import { eachExpr, eachStep, leaves, peel } from '../../flow/walk';
import { contains, type Span } from '../../text/span';
import type { FoundHandler } from '../found-handler';
import { closeOf, endsLoop } from './poll-loops';

/** A place where a handler's failure ends. */
export interface JudgedSwallow extends Spot {
  what: 'catch' | 'callback' | 'settled' | 'error-handler';
  narrow: boolean;
  logged: boolean;
  /** Where a failure that leaves the loop would close the consumer, and commit all that was polled. */
  closing?: Spot;
  because: Spot[];
  handler?: { func: number; index: number };
  callbackFunc?: number;
  link?: Call;
  node?: Node;
}

/** A catch as it was laid out. */
export type Caught = { handler: Catch; body: readonly Node[] };

/** The failures of the work in a try that its catch ends. */
export function swallowsOf(fates: Fates, found: FoundHandler, node: Node & { kind: 'try' }, path: readonly Way[]): JudgedSwallow[] {
  if (inFailurePath(path.slice(0, -1))) return [];
  // A try that holds the poll itself is the loop's own; whether it rewinds is judged with the commit.
  const polls = containsPoll(node.body);
  const weight = node.body.map(weigh);
  const works = weight.includes('work'), reads = weight.includes('read') || (polls && node.catches.some(skipsUnreadable));
  if (!works && !reads) return [];
  const result: JudgedSwallow[] = [];
  const index = node.catches.findIndex(c => catchesFailures(node.unit, c.handler));
  if (index < 0) {
    const parse = node.catches.findIndex(c => c.handler.types.some(t => /(Json|Parse|Serializ|Deserializ|Format|Decod|Mapping)\w*Exception$/.test(t.name)));
    if (parse < 0 || !(polls || readsIn(node.body))) return [];
    const caught = node.catches[parse];
    const treatment = fates.failures.treat(node.unit, caught.handler.body, caught.handler.param);
    if ((treatment !== 'nothing' && treatment !== 'logs') || hasRewind(caught) || exits(found, caught.body, polls)) return [];
    return [{ unit: node.unit, span: caught.handler.keyword, note: 'an unreadable record is dropped here', what: 'catch', narrow: true, logged: treatment === 'logs', because: firstWork(node.body), handler: { func: funcOf(node), index: parse }, node }];
  }
  const caught = node.catches[index];
  if (isDuplicateGuard(caught.handler.types.map(t => t.name))) return [];
  const treatment = fates.failures.treat(node.unit, caught.handler.body, caught.handler.param);
  if (treatment === 'passes-on' || treatment === 'keeps' || treatment === 'unseen') return [];
  if (treatment === 'signals' && node.unit.funcs[funcOf(node)] !== found.func && fates.callers.hear(node.unit, node.unit.funcs[funcOf(node)])) return [];
  if (hasRewind(caught) || sendsOn(caught.body)) return [];
  if (found.byHand && leavesLoop(found, caught.body, path)) return [];
  if (found.marked && isUnmarked(found, node, path)) return [];
  // The loop ends here; what was polled is committed only when the consumer commits by itself on its way out.
  if (endsLoop(found, node) && (found.byHand || found.autoCommit === false || !closeOf(fates, found))) return [];
  const tried = node.body.flatMap(n => acts(n));
  if (tried.length > 0 && tried.every(act => keptOnFailure(fates, act))) return [];
  if (retries(fates.failures, node.unit, node.unit.funcs[funcOf(node)].body, node.step, path.map(way => way.node).flatMap(n => (n.kind === 'loop' && n.step ? [n.step] : [])).filter(s => s !== found.loop))) return [];
  if (!works && goesOnWithRaw(node)) return [];
  // Wrapped work whose function throws on is judged where it is caught.
  result.push({
    unit: node.unit, span: caught.handler.keyword, note: treatment === 'logs' ? 'the failure is only logged here' : 'the failure is dropped here',
    what: 'catch', narrow: !works, logged: treatment === 'logs', because: firstWork(node.body), handler: { func: funcOf(node), index }, node,
  });
  return result;
}

/** The call by which alone a catch may keep what failed in its try, and which cannot be seen. */
export function unseenKeeper(fates: Fates, { unit, body, catches }: Node & { kind: 'try' }): Spot | undefined {
  const handler = body.some(node => weigh(node) === 'work') ? catches.find(c => catchesFailures(unit, c.handler))?.handler : undefined;
  return handler && fates.failures.treat(unit, handler.body, handler.param) === 'unseen' ? fates.failures.unseenIn(unit, handler.body, handler.param) : undefined;
}

/** `let order = raw; try { order = JSON.parse(raw) } catch {}`: the record goes on as it came. */
function goesOnWithRaw({ unit, step }: Node & { kind: 'try' }): boolean {
  const leaves = step.catches.some(({ body }) => { let exits = false; eachStep(body, inner => { if (inner.kind === 'exit') exits = true; }); return exits; });
  return !leaves && step.body.some(inner => {
    const target = inner.kind === 'assign' ? peel(inner.target) : undefined;
    const variable = target?.kind === 'name' && target.symbol !== undefined ? unit.symbols[target.symbol] : undefined;
    if (inner.kind !== 'assign' || variable?.kind !== 'local' || variable.span.start > step.span.start || !variable.reads.some(read => read.span.start > step.span.end)) return false;
    const parsed = symbolsIn(unit, inner.value), raw = variable.values[0];
    return raw !== undefined && !contains(step.span, raw.span) && (parsed.has(variable.id) || [...symbolsIn(unit, raw)].some(id => parsed.has(id)));
  });
}

/** The variables that a value is made of. */
function symbolsIn(unit: Unit, expr: Expr, found = new Set<number>()): Set<number> {
  eachExpr(expr, one => {
    if (one.kind === 'name' && one.symbol !== undefined) found.add(one.symbol);
    if (one.kind !== 'call') return;
    const { args, receiver } = unit.calls[one.call];
    for (const inner of [...args, ...(receiver ? [receiver] : [])]) symbolsIn(unit, inner, found);
  });
  return found;
}

function readsIn(nodes: readonly Node[]): boolean {
  return someAct(nodes, act => act.weight === 'read');
}

/** The poll cannot read a record, and the catch goes past it. */
function skipsUnreadable({ handler, body }: Caught): boolean {
  return handler.types.some(t => /(^|\.)RecordDeserializationException$/.test(t.name)) && body.some(n => n.kind === 'act' && n.meaning?.role === 'seek');
}

/** A send whose failure was kept for another try before it comes here. */
function keptOnFailure(fates: Fates, { unit, call, meaning }: Act): boolean {
  return meaning?.role === 'send' && fates.ofCall(unit, call, meaning.outcome === 'throws' ? 'throws' : 'promise').fate === 'handled';
}

/** After a failure in the try nothing is marked as done, neither this record nor one behind it. */
function isUnmarked(found: FoundHandler, node: Node & { kind: 'try' }, path: readonly Way[]): boolean {
  if (path.some(way => way.node.kind === 'loop')) return false;
  const inside = marksIn(node.body);
  return marksIn(found.nodes).every(mark => inside.includes(mark));
}

function marksIn(nodes: readonly Node[]): Act[] {
  const marks: Act[] = [];
  eachNode(nodes, node => { if (node.kind === 'act' && node.meaning?.role === 'commit' && node.meaning.way === 'mark') marks.push(node); });
  return marks;
}

/** The catch leaves the poll loop before anything is committed. */
function leavesLoop(found: FoundHandler, body: readonly Node[], path: readonly Way[]): boolean {
  if (found.form !== 'poll-loop') return false;
  const within = path.some(way => way.node.kind === 'loop' && way.node.step !== found.loop);
  return body.some(n => n.kind === 'exit' && (n.step.how === 'return' || n.step.how === 'throw' || (n.step.how === 'break' && !within)));
}

/** The catch ends the loop or the process, so that the batch is read again by who comes next. */
export function exits(found: FoundHandler, body: readonly Node[], polls: boolean): boolean {
  if (found.form !== 'poll-loop' || !polls) return false;
  return body.some(n => n.kind === 'exit' && (n.step.how === 'break' || n.step.how === 'return' || n.step.how === 'throw')) || leaves(body.flatMap(n => (n.kind === 'exit' ? [n.step] : [])).filter(s => s.how !== 'continue'));
}

function containsPoll(nodes: readonly Node[]): boolean {
  return someAct(nodes, act => act.meaning?.role === 'poll');
}

export function hasRewind({ handler, body }: Caught): boolean {
  return someAct(body, ({ unit, call, meaning }) => (meaning?.role === 'seek' && !seeksPast(unit, call, handler.param, handler.span.start)) || meaning?.role === 'nack' || meaning?.role === 'pause' || meaning?.role === 'abort');
}

export function sendsOn(nodes: readonly Node[]): boolean {
  return someAct(nodes, act => act.meaning?.role === 'send');
}

/** Catching a duplicate key is how an idempotent consumer works. */
function isDuplicateGuard(types: readonly string[]): boolean {
  return types.length > 0 && types.every(name => /(Duplicate|DataIntegrity|ConstraintViolation|OptimisticLock|AlreadyExists|AlreadyProcessed)/i.test(name));
}

function funcOf(node: Node & { kind: 'try' }): number {
  const span = node.step.span;
  let best = 0, size = Infinity;
  for (const func of node.unit.funcs) {
    const width = func.bodySpan.end - func.bodySpan.start;
    if (contains(func.bodySpan, span) && width < size) { best = func.id; size = width; }
  }
  return best;
}

/** `work().catch(log)`: the chain's own failure callback swallows. */
export function chainSwallow(fates: Fates, act: Act): JudgedSwallow[] {
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
export function settledSwallow(fates: Fates, act: Act): JudgedSwallow[] {
  const { unit, call } = act;
  if (call.use.kind !== 'awaited' || !call.receiver || lastName(call.receiver) !== 'Promise' || fates.callers.read(unit, call)) return [];
  return [{ unit, span: call.nameSpan, note: 'failures become results that nobody reads', what: 'settled', narrow: false, logged: false, because: [] }];
}

/** `retries.execute(work, context -> { log(…); return null; })`: after the last try the failure is only written down. */
export function recoverySwallow(fates: Fates, { unit, call, meaning }: Act): JudgedSwallow[] {
  const recovery = meaning?.role === 'retry' ? call.args[Number(meaning.recovery)] : undefined;
  const at = recovery && fates.types.callables.functionsAt({ unit, expr: recovery })[0];
  const treatment = at && fates.failures.treat(at.unit, at.func.body, at.func.params[0]);
  if (treatment !== 'logs' && treatment !== 'nothing') return [];
  return [{
    unit: at!.unit, span: openingOf(at!.func), note: 'after the last try the failure ends here', what: 'callback', narrow: false, logged: treatment === 'logs',
    because: [{ unit, span: call.nameSpan, note: 'when this has failed for the last time' }],
  }];
}

/** Where a function that is given as a value opens, or the name of a method. */
function openingOf({ kind, bodySpan, nameSpan }: Func): Span {
  return kind === 'lambda' ? { start: bodySpan.start, end: Math.min(bodySpan.end, bodySpan.start + 1) } : nameSpan;
}

/** The listener's error handler returns, and the record counts as done. */
export function errorHandlerSwallow(fates: Fates, found: FoundHandler): JudgedSwallow[] {
  if (!found.errorHandler) return [];
  const { unit, func } = found.errorHandler;
  const treatment = fates.failures.treat(unit, func.body, func.params[1]);
  // What it returns is the reply to whoever sent the record.
  const replies = fates.types.marks.find(found.unit, found.func.annotations, 'reply') !== undefined;
  if (treatment === 'passes-on' || treatment === 'keeps' || treatment === 'unseen' || (treatment === 'signals' && replies)) return [];
  return [{
    unit, span: openingOf(func), note: 'the failure ends here', what: 'error-handler', narrow: false, logged: treatment !== 'nothing', because: [{ unit: found.unit, span: found.span, note: 'this listener names it as its error handler' }],
  }];
}
