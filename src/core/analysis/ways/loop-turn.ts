import type { Call, Expr, Func, Step, Unit } from '../../flow/unit';
import { eachExpr, eachStep, enclosing, innerSteps, peel } from '../../flow/walk';
import { contains } from '../../text/span';
import { localsOf, mayWork } from '../calls/effect';
import type { Fault } from '../calls/loss';
import type { FunctionWalk } from './engine';
import { evaluate, POSITIVE, UNKNOWN, type Value } from './value';
import { apart, type Way, withLoss } from './way';

/** Variables that are made of one another. */
const DERIVED = 6;

/** Calls that take one item out of a collection. */
const TAKES_OUT = /^(shift|pop|poll|take|dequeue|remove(First|Last)?|next)$/;

/** What another turn of the loops of one function means for a way. */
export class LoopTurn {
  readonly #working = new Map<Step, boolean>();
  #counted: ReadonlySet<number> | undefined;
  readonly #ofLast = new Map<Call, Map<Step, boolean>>();

  constructor(private readonly walk: FunctionWalk) {}

  /** Whether there is an item for the next turn, where that is known. */
  hasItems(step: Step & { kind: 'loop' }, way: Way, round: number): boolean | undefined {
    // What failed is among the items that are gone through because of it.
    if (way.loss.kind === 'ended' && way.loss.inside && round === 0) return true;
    const list: Value = step.over ? evaluate(this.walk.unit, step.over, way.values) : UNKNOWN;
    return list.kind !== 'list' || list.filled === undefined ? undefined : !list.filled ? false : round === 0 ? true : undefined;
  }

  /** The next item of a loop: where what failed was about the last one, it is not tried again. */
  next(step: Step & { kind: 'loop' }, way: Way): Way[] {
    if (way.loss.kind !== 'ended' || way.loss.moved) return [way];
    return apart(way, ({ fault }) => this.#isOfLast(step, fault)).map(one => (one.fault && one.loss.kind === 'ended' && this.#isOfLast(step, one.fault) ? withLoss(one, { ...one.loss, moved: true }) : one));
  }

  /** What failed was about the item of one turn of a loop. */
  #isOfLast(step: Step & { kind: 'loop' }, { unit, call }: Fault): boolean {
    if (unit !== this.walk.unit) return false;
    let known = this.#ofLast.get(call);
    if (!known) this.#ofLast.set(call, known = new Map());
    let isOfLast = known.get(step);
    if (isOfLast === undefined) {
      const about = [...localsOf(unit, call)];
      isOfLast = step.style === 'each' ? step.item !== undefined && about.some(symbol => isMadeOf(unit, symbol, step.item!)) : !isLeftAfter(step, call) && about.some(symbol => this.#isDrawn(symbol, step));
      known.set(step, isOfLast);
    }
    return isOfLast;
  }

  /** A variable that each turn of a loop gets anew from elsewhere: `const job = await nextJob()`; not what is made of what is outside of the loop. */
  #isDrawn(symbol: number, loop: Step, depth = 0): boolean {
    const { unit } = this.walk, variable = unit.symbols[symbol], values = variable.values.filter(value => contains(loop.span, value.span));
    return depth < DERIVED && variable.kind === 'local' && values.some(value => {
      const call = callIn(unit, value);
      if (call && localsIn(unit, call.args).size === 0 && this.#draws(call)) return true;
      return [...localsIn(unit, [value])].some(one => one !== symbol && this.#isDrawn(one, loop, depth + 1));
    });
  }

  #draws(call: Call): boolean {
    return TAKES_OUT.test(call.name) || /^(run|work|meant)$/.test(this.walk.engine.effects.of(this.walk.unit, call, this.walk.binding).kind);
  }

  /** Another record is at hand: nothing is done for it yet, unless the loop only goes through what was worked on before it. */
  anew(step: Step & { kind: 'loop' }, way: Way): Way {
    const { progress } = uncovered(way, step);
    return progress ? { ...way, progress: { ...progress, worked: progress.worked && !way.progress!.earlier && !this.#works(step), earlier: false } } : way;
  }

  /** What a variable holds that was raised or lowered: how far matters only where it is compared with a number. */
  raised(symbol: number, value: Value): Value {
    return value.kind === 'constant' && typeof value.value === 'number' && value.value > 0 && !this.#isCounted(symbol) ? POSITIVE : value;
  }

  #isCounted(symbol: number): boolean {
    this.#counted ??= countedIn(this.walk.unit, this.walk.func);
    return this.#counted.has(symbol);
  }

  /** Whether something in a loop may be work. */
  #works(step: Step): boolean {
    let works = this.#working.get(step);
    if (works === undefined) {
      works = this.walk.unit.calls.some(call => contains(step.span, call.span) && mayWork(this.walk.engine.effects.of(this.walk.unit, call, this.walk.binding)));
      this.#working.set(step, works);
    }
    return works;
  }
}

/** `try { await send(order); return; } catch { log }`: the loop tries one thing until it goes well. */
function isLeftAfter(loop: Step & { kind: 'loop' }, { span }: Call): boolean {
  const around = enclosing(loop.body, span).findLast(({ step }) => step.kind === 'try'), beside = around ? innerSteps(around.step)[around.part] : loop.body;
  let leaves = false;
  eachStep(beside, step => { if (step.kind === 'exit' && /^(return|break)$/.test(step.how) && step.span.start >= span.end) leaves = true; });
  return leaves || beside.some(step => step.kind === 'exit' && contains(step.span, span));
}

/** The variables of a function that it compares with numbers, or with other variables. */
function countedIn(unit: Unit, { body }: Func): ReadonlySet<number> {
  const counted = new Set<number>();
  const visit = (expr: Expr): void => eachExpr(expr, one => {
    if (one.kind !== 'binary' || !/^[<>!=]=?=?$/.test(one.op)) return;
    const sides = [peel(one.left), peel(one.right)];
    if (!sides.every(side => side.kind === 'name' || side.kind === 'literal' || side.kind === 'binary' || side.kind === 'unary')) return;
    for (const side of sides) eachExpr(side, part => { if (part.kind === 'name' && part.symbol !== undefined) counted.add(part.symbol); });
  });
  eachStep(body, step => {
    for (const expr of conditionsOf(step)) visit(expr);
  });
  for (const { args } of unit.calls) for (const arg of args) visit(arg);
  return counted;
}

function conditionsOf(step: Step): readonly Expr[] {
  switch (step.kind) {
    case 'branch': case 'loop': return step.condition ? [step.condition] : [];
    case 'assign': return [step.value];
    case 'exit': return step.value ? [step.value] : [];
    default: return [];
  }
}

/** A variable that is another one, or made of it: `const order = parse(message)`. */
function isMadeOf(unit: Unit, symbol: number, of: number, depth = 0): boolean {
  if (symbol === of) return true;
  return depth < DERIVED && unit.symbols[symbol].kind === 'local' && unit.symbols[symbol].values.some(value =>
    [...localsIn(unit, [value])].some(inner => inner !== symbol && isMadeOf(unit, inner, of, depth + 1)));
}

function localsIn(unit: Unit, args: readonly Expr[]): Set<number> {
  return localsOf(unit, { ...unit.calls[0], args: [...args], receiver: undefined });
}

/** The call whose result an expression is, also when it is waited for. */
function callIn(unit: Unit, expr: Expr): Call | undefined {
  const value = peel(expr), given = value.kind === 'await' ? peel(value.value) : value;
  return given.kind === 'call' ? unit.calls[given.call] : undefined;
}

/** What a turn of a loop has committed is not what the next one works on; a commit before the loop covers all that is in it. */
export function uncovered(way: Way, loop: Step): Way {
  if (!way.progress) return way;
  const { covered, ...progress } = way.progress;
  const stays = covered && !contains(loop.span, covered.shown.call.span);
  return { ...way, progress: { ...progress, ...(stays ? { covered } : {}), ...(progress.worked ? { earlier: true } : {}) } };
}
