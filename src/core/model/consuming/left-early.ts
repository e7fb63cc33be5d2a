import { eachNode, hasWork, inner, someAct, type Act, type Node, type Way } from '../../analysis/effects/effect';
import type { Spot } from '../../analysis/effects/spot';
import { inFailurePath } from '../../analysis/effects/work';
import { asksForStop } from '../../analysis/calls/failure-test';
import type { Expr, Unit, Variable } from '../../flow/unit';
import { eachExpr, eachStep, simpleName } from '../../flow/walk';
import type { Meaning } from '../../libraries/table';
import { contains, type Span } from '../../text/span';
import type { Context } from '../context';
import type { FoundHandler } from '../found-handler';

/** A way out of the loop over a batch, or of the handler before it, behind which the rest of the batch counts as read. */
export interface JudgedLeave extends Spot {
  /** The program is being stopped, and leaves what is left of the batch. */
  stopping: boolean;
  /** What then counts the rest as read. */
  counted: Spot;
}

type Loop = Node & { kind: 'loop' };
type Exit = Node & { kind: 'exit' };

/** Where a handler leaves a batch though all of it comes to count as read. */
export function leavesOf(context: Context, found: FoundHandler): JudgedLeave[] {
  if (!found.batch || found.marked) return [];
  const leaves: JudgedLeave[] = [];
  eachNode(found.nodes, (node, path) => {
    if (node.kind !== 'exit' || !/^(break|return)$/.test(node.step.how) || inFailurePath(path) || path.some(({ node: one }) => one.kind === 'act' && one.detached)) return;
    const leave = leaveAt(context, found, node, path);
    if (leave) leaves.push(leave);
  });
  return leaves;
}

function leaveAt(context: Context, found: FoundHandler, exit: Exit, path: readonly Way[]): JudgedLeave | undefined {
  const { unit } = exit, home = boundaryOf(path), loop = loopLeft(context, found, path, home, exit);
  if (loop === undefined && !(found.form === 'callback' && home < 0 && exit.step.how === 'return')) return undefined;
  const inside = path.slice((loop ?? home) + 1), conditions = inside.flatMap(({ node }) => (node.kind === 'branch' ? [node.step.condition] : []));
  const stopping = conditions.some(condition => asksForStop(unit, condition));
  if (loop === undefined && (!stopping || isBehindLoop(context, found, path))) return undefined;
  if (conditions.some(condition => isFree(unit, condition, found.mayLeaveBy)) || rewinds(inside)) return undefined;
  if (loop !== undefined && countsInside(path[loop].node as Loop)) return undefined;
  // What is committed by hand after a stop are offsets of what was done.
  const after = loop === undefined ? [] : behind(path, exit.step.how === 'return' ? home : loop - 1, exit.step.how === 'return', loop);
  if (!after || asksWhy(unit, after, inside, conditions)) return undefined;
  const counted = countedBy(found, after, stopping, exit);
  return counted && { unit, span: exit.step.span, note: 'the batch is left here', stopping, counted };
}

/** The index in a way of the call or list callback whose function a place stands in; -1 for the handler itself. */
function boundaryOf(path: readonly Way[]): number {
  return path.findLastIndex(({ node }, index) => index < path.length - 1 && (node.kind === 'act' || (node.kind === 'loop' && !node.step)));
}

/** The index of the outermost loop over the records that an exit leaves. */
function loopLeft(context: Context, found: FoundHandler, path: readonly Way[], home: number, { step }: Exit): number | undefined {
  const around = path.flatMap(({ node }, index) => (index > home && (node.kind === 'loop' || (node.kind === 'branch' && node.step.switch)) ? [index] : []));
  const left = step.how === 'break' ? around.slice(-1) : around;
  return left.find(index => {
    const { node } = path[index];
    return node.kind === 'loop' && node.step !== undefined && node.step !== found.loop && hasWork(node.body) && goesThroughRecords(context, found, node.unit, node.step);
  });
}

function goesThroughRecords({ types }: Context, found: FoundHandler, unit: Unit, step: NonNullable<Loop['step']>): boolean {
  const asked = step.style === 'each' ? step.over : step.condition;
  if (!asked) return false;
  if (unit.language === 'java') {
    const item = step.item === undefined ? undefined : unit.symbols[step.item].type?.name;
    if (item !== undefined && item !== 'var') return simpleName(item) === 'ConsumerRecord' || (found.form === 'listener' && comesFrom(types, found, unit, asked));
  }
  return comesFrom(types, found, unit, asked);
}

/** A value is made of what the handler was given, or of what was polled. */
function comesFrom(types: Context['types'], found: FoundHandler, unit: Unit, expr: Expr, depth = 0): boolean {
  let comes = false;
  eachExpr(expr, one => {
    if (comes || depth > DEEPEST) return;
    if (one.kind === 'call') {
      const call = unit.calls[one.call];
      comes = call === found.polled || call === found.call || [...call.args, ...(call.receiver ? [call.receiver] : [])].some(inner => comesFrom(types, found, unit, inner, depth + 1));
    } else if (one.kind === 'name' && one.symbol !== undefined) {
      comes = isFromHandler(types, found, unit, unit.symbols[one.symbol], depth + 1);
    }
  });
  return comes;
}

/** A variable holds what the handler was given, directly or as its functions hand it on. */
function isFromHandler(types: Context['types'], found: FoundHandler, unit: Unit, variable: Variable, depth: number): boolean {
  if (depth > DEEPEST) return false;
  if (variable.kind === 'param' && variable.func !== undefined) {
    const func = unit.funcs[variable.func], index = func.params.indexOf(variable.id);
    if (func === found.func && found.form !== 'poll-loop') return true;
    if (index >= 0 && types.sources.given(unit, func, index).some(given => comesFrom(types, found, given.unit, given.expr, depth + 1))) return true;
  }
  return variable.values.some(value => comesFrom(types, found, unit, value, depth + 1));
}

/** Variables, calls and functions on the way to what was given. */
const DEEPEST = 8;

/** The condition asks nothing but what may be left by: `isStale()`. */
function isFree(unit: Unit, condition: Expr, questions: readonly string[]): boolean {
  const asked: string[] = [];
  eachExpr(condition, one => {
    if (one.kind === 'call') asked.push(unit.calls[one.call].name);
    if (one.kind === 'name' || one.kind === 'member') asked.push(one.name);
  });
  return asked.length > 0 && asked.every(name => questions.includes(name));
}

/** Before it leaves, it goes back, or says what was not done. */
function rewinds(inside: readonly Way[]): boolean {
  return inside.some(({ nodes, index }) => someAct(nodes.slice(0, index), act => isRole(act, /^(seek|nack)$/)));
}

/** The whole batch is committed in its loop: that is told of as such. */
function countsInside(loop: Loop): boolean {
  return someAct(loop.body, ({ meaning }) => isWhole(meaning));
}

function isRole({ meaning }: Act, roles: RegExp): boolean {
  return meaning !== undefined && roles.test(meaning.role);
}

function isWhole(meaning: Meaning | undefined): boolean {
  return meaning?.role === 'acknowledge' || (meaning?.role === 'commit' && meaning.whole === true && meaning.way !== 'mark');
}

/**
 * What comes after a loop that is left by `break`, or a function that is left by `return`: the rest of the lists around it, and
 * each `finally`. Nothing where the result of a function may tell its caller that something was left.
 */
function behind(path: readonly Way[], from: number, returns: boolean, loop: number): Node[] | undefined {
  const after: Node[] = [];
  for (let at = path.length - 1; at >= 0; at--) {
    const { nodes, index, node, part } = path[at];
    if (node.kind === 'try' && node.finally && part <= node.catches.length && at < path.length - 1) after.push(...node.finally);
    if (node.kind === 'act' && at < path.length - 1 && !/^(dropped|awaited)$/.test(node.call.use.kind)) return undefined;
    if (at <= (returns ? from : loop)) after.push(...nodes.slice(index + 1));
  }
  return after;
}

/** What comes after asks for what was set, or asked, when the batch was left. */
function asksWhy(unit: Unit, after: readonly Node[], inside: readonly Way[], conditions: readonly Expr[]): boolean {
  const set: Span[] = [];
  for (const { node } of inside) if (node.kind === 'branch') for (const arm of node.step.arms) eachStep(arm, step => { if (step.kind === 'assign') set.push(step.target.span); });
  const spoken = unit.symbols.filter(({ reads, values, span }) => reads.some(read => conditions.some(one => contains(one.span, read.span)) || set.some(one => contains(one, read.span)))
    || set.some(one => one.start === span.start || values.some(value => value.span.start > one.start && value.span.start - one.end < 8)));
  let asks = false;
  eachNode(after, node => {
    if (node.kind === 'branch' && node.unit === unit && spoken.some(({ reads }) => reads.some(read => contains(node.step.condition.span, read.span)))) asks = true;
  });
  return asks;
}

/** Where the whole batch comes to count as read behind an exit. */
function countedBy(found: FoundHandler, after: readonly Node[], stopping: boolean, exit: Exit): Spot | undefined {
  if (someAct(after, act => isRole(act, /^(seek|nack)$/)) || throws(after)) return undefined;
  const { call, form } = found;
  if (form !== 'poll-loop' && !found.byHand) return { unit: found.unit, span: found.span, note: 'when the handler returns, the whole batch counts as read' };
  let counted: Spot | undefined;
  eachNode(after, node => {
    if (!counted && node.kind === 'act' && (isWhole(node.meaning) || (found.autoCommit === true && node.meaning?.role === 'close'))) {
      counted = { unit: node.unit, span: node.call.nameSpan, note: node.meaning!.role === 'close' ? 'closing commits all that was polled' : 'this commits the whole batch' };
    }
  });
  if (counted) return counted;
  if (form === 'callback') return stopping ? undefined : { unit: found.unit, span: found.span, note: 'the next batch begins behind this one, and its commits cover what was left' };
  return found.autoCommit === true && !stopping && exit.step.how === 'break' ? { unit: found.unit, span: call!.nameSpan, note: 'the next poll commits all that was polled' } : undefined;
}

function throws(nodes: readonly Node[]): boolean {
  return nodes.some(node => (node.kind === 'exit' && node.step.how === 'throw') || (node.kind !== 'act' && inner(node).some(throws)));
}

/** The exit stands behind the loop over the records. */
function isBehindLoop(context: Context, found: FoundHandler, path: readonly Way[]): boolean {
  return path.some(({ nodes, index }) => nodes.slice(0, index).some(node => node.kind === 'loop' && (!node.step || goesThroughRecords(context, found, node.unit, node.step))));
}
