import type { Call, Expr, Func, Step, Unit } from '../../flow/unit';
import { eachExpr, peel } from '../../flow/walk';
import { contains } from '../../text/span';
import { DEEPEST, MOST_WAYS } from './bounds';
import { CallWalk } from './call-walk';
import type { Binding } from './effect';
import type { Engine, FunctionWalk } from './engine';
import { passages, taken } from './failure-test';
import { awaitKey } from './surface';
import { evaluate, FAILURE, NULL, resultKey, truthOf, UNKNOWN, type Value } from './value';
import { askedFor, endedAt, type Exit, failuresOf, type Flow, gathered, inside, isFresh, joined, outside, type Stop, unseenIn, type Way, withLoss, withValue } from './way';


/** Rounds through a loop after which what was learned is told to be cut. */
const ROUNDS = 40;

/** Walks the steps of one function, each way by itself, from one way in which it is entered. */
export class Walk implements FunctionWalk {
  cut: Stop | undefined;
  readonly #calls: CallWalk;
  #depth = 0;

  constructor(readonly engine: Engine, readonly unit: Unit, readonly func: Func, readonly binding: Binding) {
    this.#calls = new CallWalk(this);
  }

  /** Where ways are after some steps. */
  steps(steps: readonly Step[], from: readonly Way[]): Flow {
    if (this.#depth >= DEEPEST) throw new RangeError('it is nested too deeply');
    this.#depth++;
    let next = [...from];
    const exits: Exit[] = [];
    for (const step of steps) {
      if (next.length === 0) break;
      const flow = this.#step(step, next);
      next = this.#bounded(joined(flow.next), step);
      exits.push(...flow.exits);
    }
    this.#depth--;
    return { next, exits: distinct(exits) };
  }

  #bounded(ways: Way[], step: Step): Way[] {
    if (ways.length <= MOST_WAYS) return ways;
    this.cut ??= { unit: this.unit, span: { start: step.span.start, end: step.span.start + 1 }, note: 'more ways lead here than are followed' };
    return ways.slice(0, MOST_WAYS);
  }

  #step(step: Step, ways: Way[]): Flow {
    switch (step.kind) {
      case 'call': return gathered(ways.map(way => this.#calls.pass(this.unit.calls[step.call], way)));
      case 'assign': return { next: ways.map(way => this.#assign(step, way)), exits: [] };
      case 'await': return gathered(ways.map(way => this.asked(way, awaitKey(peel(step.value).span.start)) ?? on(way)));
      case 'try': return this.#try(step, ways);
      case 'loop': return this.#loop(step, ways);
      case 'branch': return this.#branch(step, ways);
      case 'exit': return { next: [], exits: ways.map(way => this.#exit(step, way)) };
    }
  }

  asked(way: Way, key: number): Flow | undefined {
    return way.loss.kind === 'pending' && way.loss.until.includes(key) ? { next: [], exits: [{ how: 'throw', way: withLoss(way, askedFor(way.loss, false)) }] } : undefined;
  }

  #assign({ target, value }: Step & { kind: 'assign' }, way: Way): Way {
    const to = peel(target);
    const given = evaluate(this.unit, value, way.values);
    const cleared = this.#withoutResults(way, value);
    if (to.kind === 'name' && to.symbol !== undefined) {
      const variable = this.unit.symbols[to.symbol];
      const held = variable.route === undefined ? given : /^\w+$/.test(variable.route) && given.kind === 'object' ? given.properties.get(variable.route) ?? NULL : given.kind === 'signal' ? given : UNKNOWN;
      if (this.engine.tracks(this.unit, to.symbol)) return withValue(cleared, to.symbol, held);
      if (variable.func === undefined || this.unit.funcs[variable.func].kind !== 'module') return cleared;
    }
    // Who reads the field may keep what failed, or tell of it.
    if (way.loss.kind === 'ended' && way.loss.inside && /^(member|name)$/.test(to.kind) && this.#speaksOfFailure(value, way)) {
      return withLoss(cleared, { kind: 'unknown', by: { unit: this.unit, span: to.span, note: 'who reads this later cannot be seen' } });
    }
    return cleared;
  }

  #speaksOfFailure(value: Expr, way: Way): boolean {
    return [...failuresOf(way)].some(symbol => mentionsDeep(this.unit, value, symbol)) || holdsLocal(this.unit, value);
  }

  #withoutResults(way: Way, value: Expr): Way {
    let cleared = way;
    eachExpr(value, one => { if (one.kind === 'call') cleared = withValue(cleared, resultKey(one.call), UNKNOWN); });
    return cleared;
  }

  #branch(step: Step & { kind: 'branch' }, ways: Way[]): Flow {
    const arms: Way[][] = step.arms.map(() => []);
    for (const way of ways) this.#enter(step, way).forEach((entered, arm) => arms[arm].push(...entered));
    const whole = ways.some(way => way.loss.kind === 'none');
    const flow = gathered(step.arms.map((arm, index) => {
      const apart = whole && !arms[index].some(way => way.loss.kind === 'none');
      return apart ? left(this.steps(arm, joined(arms[index].map(inside)))) : this.steps(arm, joined(arms[index]));
    }));
    if (!step.switch) return flow;
    return { next: [...flow.next, ...flow.exits.filter(exit => exit.how === 'break').map(exit => exit.way)], exits: flow.exits.filter(exit => exit.how !== 'break') };
  }

  /** The ways by which the arms of a branch are entered. */
  #enter(step: Step & { kind: 'branch' }, way: Way): Way[][] {
    const given = evaluate(this.unit, step.condition, way.values), cleared = this.#withoutResults(way, step.condition);
    if (step.arms.length !== 2 || step.switch) return step.arms.map(() => [cleared]);
    const truth = truthOf(given);
    if (truth !== undefined) return truth ? [[cleared], []] : [[], [cleared]];
    if (way.loss.kind !== 'ended') return [[cleared], [cleared]];
    const signal = this.#asksSignal(step.condition, way);
    if (signal) return [[signal], [signal]];
    const kinds = passages(this.unit, step.condition, failuresOf(way));
    if (!kinds) return [[cleared], [cleared]];
    return kinds.map(kind => (kind === 'none' ? [] : kind === 'any' ? [cleared]
      : [withLoss(cleared, { kind: 'kept', by: { unit: this.unit, span: step.condition.span, note: 'this kind of failure is foreseen' } })]));
  }

  /** A value that tells of the failure is looked at, in a way that is not understood. */
  #asksSignal(condition: Expr, way: Way): Way | undefined {
    let asks = false;
    eachExpr(condition, one => {
      const known = one.kind === 'name' && one.symbol !== undefined ? way.values.get(one.symbol) : one.kind === 'call' ? way.values.get(resultKey(one.call)) : undefined;
      if (known?.kind === 'signal') asks = true;
      if (one.kind === 'call') for (const arg of this.unit.calls[one.call].args) if (peel(arg).kind === 'name' && way.values.get((peel(arg) as { symbol?: number }).symbol ?? NaN)?.kind === 'signal') asks = true;
    });
    return asks ? withLoss(way, { kind: 'unknown', by: { unit: this.unit, span: condition.span, note: 'what is asked here may be the failure' } }) : undefined;
  }

  #exit(step: Step & { kind: 'exit' }, way: Way): Exit {
    if (step.how === 'throw') return { how: 'throw', way: way.loss.kind === 'ended' ? withLoss(way, { kind: 'live' }) : way };
    if (step.how !== 'return') return { how: step.how, way };
    if (way.loss.kind === 'pending' && way.loss.returned) return { how: 'return', way: withLoss(way, askedFor(way.loss, true)), rejects: true };
    const value = step.value ? evaluate(this.unit, step.value, way.values) : NULL;
    if (way.loss.kind !== 'ended' || !step.value) return { how: 'return', way, value };
    const returned = peel(step.value), call = returned.kind === 'call' ? this.unit.calls[returned.call] : undefined;
    if (call && /^(reject|failedFuture|throwError|error)$/.test(call.name) && this.engine.isOutOfView(this.unit, call) && this.engine.effects.of(this.unit, call, this.binding).kind !== 'log') return { how: 'return', way: withLoss(way, { kind: 'live' }), rejects: true };
    return { how: 'return', way, value: tells(returned, value, call) && this.#isOfFailure(step, way) ? { kind: 'signal' } : value };
  }

  /** The value is given where the failure is dealt with, or it is made of the failure. */
  #isOfFailure({ value, span }: Step & { kind: 'exit' }, way: Way): boolean {
    const at = way.loss.kind === 'ended' ? way.loss.at : undefined;
    const region = at?.catch?.span ?? at?.callback?.span;
    if (region && at!.unit === this.unit && contains(region, span)) return true;
    return [...way.values].some(([symbol, known]) => symbol >= 0 && /^(failure|signal)$/.test(known.kind) && mentionsDeep(this.unit, value!, symbol));
  }

  #try(step: Step & { kind: 'try' }, ways: Way[]): Flow {
    const body = this.steps(step.body, ways);
    const entered: Way[][] = step.catches.map(() => []);
    const past: Exit[] = [];
    for (const exit of body.exits) {
      if (exit.how === 'throw') { if (this.#caught(step, exit.way, entered)) past.push(exit); } else past.push(exit);
    }
    const flow = gathered([{ next: body.next, exits: past }, ...step.catches.map((handler, index) => left(this.steps(handler.body, joined(entered[index]))))]);
    return step.finally ? this.#finally(step.finally, flow) : flow;
  }

  /** Puts what is thrown into the catches that take it; true when some of it goes on past them. */
  #caught(step: Step & { kind: 'try' }, way: Way, entered: Way[][]): boolean {
    for (const [index, handler] of step.catches.entries()) {
      const { enters, others } = taken(this.unit, handler, way.fault);
      if (enters !== 'none' || isFresh(way)) {
        const held = way.loss.kind !== 'live' ? way
          : enters === 'foreseen' ? withLoss(way, { kind: 'kept', by: { unit: this.unit, span: handler.keyword, note: 'this kind of failure is foreseen' } })
          : withLoss(way, endedAt({ unit: this.unit, span: handler.keyword, note: '', what: 'catch', catch: handler }, true, way.loss.logged !== undefined));
        const enter = (one: Way) => entered[index].push(handler.param === undefined ? one : withValue(one, handler.param, FAILURE));
        enter(held);
        if (way.loss.kind === 'live') enter({ ...held, fault: undefined, loss: { kind: 'past' } });
      }
      if (!others) return false;
    }
    return true;
  }

  #finally(steps: readonly Step[], flow: Flow): Flow {
    const after = this.steps(steps, flow.next);
    const exits = [...after.exits];
    for (const exit of flow.exits) {
      const passed = this.steps(steps, [exit.way]);
      exits.push(...passed.next.map(way => ({ ...exit, way })));
      // `finally { return }` takes the place of what was thrown.
      exits.push(...passed.exits.map(other => (other.way.loss.kind === 'live' && other.how !== 'throw'
        ? { ...other, way: withLoss(other.way, endedAt({ unit: this.unit, span: steps[0].span, note: '`finally` leaves in its own way, and the failure is forgotten', what: 'finally' }, false)) } : other)));
    }
    return { next: after.next, exits };
  }

  #loop(step: Step & { kind: 'loop' }, ways: Way[]): Flow {
    const seen: Way[] = [], out: Way[] = [], exits: Exit[] = [];
    const known = new Set<string>();
    let fresh = unseenIn(known, ways);
    for (let round = 0; fresh.length > 0; round++) {
      if (round >= ROUNDS || seen.length > MOST_WAYS) { this.cut ??= { unit: this.unit, span: { start: step.span.start, end: step.span.start + 1 }, note: 'this loop is followed through some rounds only' }; break; }
      seen.push(...fresh);
      const inside: Way[] = [];
      for (const way of fresh) {
        const truth = step.style === 'each' ? this.#hasItems(step, way, round) : step.condition ? truthOf(evaluate(this.unit, step.condition, way.values)) : true;
        if (truth !== true) out.push(way);
        if (truth !== false) inside.push(way);
      }
      const flow = this.steps(step.body, inside);
      const again = [...flow.next];
      for (const exit of flow.exits) {
        if (exit.how === 'break') out.push(exit.way);
        else if (exit.how === 'continue') again.push(exit.way);
        else exits.push(exit);
      }
      fresh = unseenIn(known, again.map(way => (step.condition ? this.#withoutResults(way, step.condition) : way)));
    }
    return { next: out, exits };
  }

  #hasItems(step: Step & { kind: 'loop' }, way: Way, round: number): boolean | undefined {
    const list: Value = step.over ? evaluate(this.unit, step.over, way.values) : UNKNOWN;
    return list.kind !== 'list' ? undefined : !list.filled ? false : round === 0 ? true : undefined;
  }
}

function on(way: Way): Flow {
  return { next: [way], exits: [] };
}

/** What follows the code for failures is for all. */
function left(flow: Flow): Flow {
  return { next: flow.next.map(outside), exits: flow.exits.map(exit => (exit.how === 'break' || exit.how === 'continue' ? { ...exit, way: outside(exit.way) } : exit)) };
}

function distinct(exits: Exit[]): Exit[] {
  const groups = new Map<string, Exit[]>();
  for (const exit of exits) {
    const key = `${exit.how} ${exit.rejects === true} ${exit.value ? JSON.stringify([exit.value.kind, 'value' in exit.value ? exit.value.value : '']) : ''}`;
    const group = groups.get(key);
    if (group) group.push(exit); else groups.set(key, [exit]);
  }
  return [...groups.values()].flatMap(group => {
    const kept = new Set(joined(group.map(exit => exit.way)));
    return group.filter(exit => kept.has(exit.way));
  });
}

/** The value that a function returns instead of a failure may tell its caller. */
function tells(returned: Expr, value: Value, call: Call | undefined): boolean {
  if (value.kind === 'constant' || value.kind === 'list' || value.kind === 'object') return false;
  if (returned.kind === 'unary' && returned.op === 'void') return false;
  return !(call && /^(resolve|completedFuture|empty)$/.test(call.name));
}

/** True when an expression reads a variable, also inside calls. */
export function mentionsDeep(unit: Unit, expr: Expr, symbol: number): boolean {
  return unit.symbols[symbol].reads.some(read => contains(expr.span, read.span));
}

function holdsLocal(unit: Unit, expr: Expr): boolean {
  const value = peel(expr);
  if (value.kind === 'name') return value.symbol !== undefined && /^(local|param)$/.test(unit.symbols[value.symbol].kind);
  if (value.kind === 'array') return value.items.some(item => holdsLocal(unit, item));
  return value.kind === 'call' && unit.calls[value.call].name === 'concat' && unit.calls[value.call].args.some(arg => holdsLocal(unit, arg));
}
