import type { Func, Step, Unit } from '../../flow/unit';
import { LiveVariables } from '../../flow/live';
import { peel } from '../../flow/walk';
import { ownOf } from '../../text/own';
import type { Span } from '../../text/span';
import type { Binding } from '../calls/effect';
import { taken } from '../calls/failure-test';
import { askedFor, endedAt, type Stop } from '../calls/loss';
import { awaitKey } from '../calls/surface';
import { assigned } from './assignment';
import { waysIntoArms, withoutResults } from './branch';
import { CallWalk } from './call-walk';
import { DEEPEST, type Engine, type FunctionWalk, MOST_WAYS, type Watch } from './engine';
import { exitOf, isAround } from './exit';
import { valuesOf } from './known';
import { LoopTurn, uncovered } from './loop-turn';
import { evaluate, FAILURE, NULL, truthOf } from './value';
import { apart, type Checkpoint, checkpointKey, type Exit, type Flow, forgetting, gathered, inside, isFresh, joined, joinedExits, outside, type SeenWays, unseenIn, type Way, withLoss, withoutFault, withValue } from './way';

/** Rounds through a loop after which what was learned is told to be cut. */
const ROUNDS = 40;

/** Walks the steps of one function, each way by itself, from one way in which it is entered. */
export class Walk implements FunctionWalk {
  cut: Stop | undefined;
  readonly checkpoints = new Map<string, Checkpoint>();
  readonly #calls: CallWalk;
  readonly #turn: LoopTurn;
  readonly #variables: LiveVariables;
  /** The loops around the steps at hand, the outermost first. */
  readonly #loops: (Step & { kind: 'loop' })[] = [];
  readonly #sound = new Map<Step, Set<number>>();
  #depth = 0;
  #each = 0;

  constructor(readonly engine: Engine, readonly unit: Unit, readonly func: Func, readonly binding: Binding, readonly watch?: Watch) {
    this.#calls = new CallWalk(this);
    this.#turn = new LoopTurn(this);
    this.#variables = new LiveVariables(unit, func);
  }

  get isInLoop(): boolean {
    return this.#loops.length > 0;
  }

  get isInEach(): boolean {
    return this.#each > 0;
  }

  note(checkpoint: Checkpoint): void {
    const key = checkpointKey(checkpoint);
    if (!this.checkpoints.has(key)) this.checkpoints.set(key, checkpoint);
  }

  /** Where ways are after some steps. */
  steps(steps: readonly Step[], from: readonly Way[]): Flow {
    if (this.#depth >= DEEPEST) throw new RangeError('it is nested too deeply');
    this.#depth++;
    let next = [...from];
    const exits: Exit[] = [];
    for (const [index, step] of steps.entries()) {
      if (next.length === 0) break;
      this.engine.spend(next.length);
      const flow = this.#step(step, next), following: Step | undefined = steps[index + 1];
      const over = step.kind === 'try' || step.kind === 'loop' || step.kind === 'branch';
      const scoped = over ? this.#scoped(flow.next, step.span) : flow.next;
      next = this.#bounded(joined(following ? scoped.map(way => this.#live(way, following.span.start)) : scoped), step);
      exits.push(...flow.exits);
    }
    this.#depth--;
    return { next, exits: joinedExits(exits) };
  }

  #bounded(ways: Way[], step: Step): Way[] {
    if (ways.length <= MOST_WAYS) return ways;
    // What is known of variables is forgotten first: then both arms of what asks them are taken.
    const plain = joined(ways.map(way => ({ ...way, values: valuesOf([...way.values].filter(([, value]) => value.kind === 'failure')) })));
    if (plain.length <= MOST_WAYS) return plain;
    this.cut ??= { unit: this.unit, span: { start: step.span.start, end: step.span.start + 1 }, note: 'more ways lead here than are followed' };
    return plain.slice(0, MOST_WAYS);
  }

  /** A way without the variables and results that nobody asks from a place on. */
  #live(way: Way, from: number): Way {
    const isLive = (key: number): boolean => (key >= 0 ? this.#variables.isLive(key, from, this.#loops) : !Number.isInteger(key) || this.unit.calls[-1 - key].statement.end > from);
    return forgetting(way, key => !isLive(key));
  }

  /** Ways without the variables that are declared inside a step that is over. */
  #scoped(ways: readonly Way[], { start, end }: Span): Way[] {
    return ways.map(way => forgetting(way, symbol => symbol >= 0 && this.unit.symbols[symbol].span.start >= start && this.unit.symbols[symbol].span.end <= end));
  }

  #step(step: Step, ways: Way[]): Flow {
    switch (step.kind) {
      case 'call': return gathered(ways.map(way => this.#calls.pass(this.unit.calls[step.call], way)));
      case 'assign': return { next: ways.map(way => assigned(this, this.#turn, step, way)), exits: [] };
      case 'await': return gathered(ways.map(way => this.asked(way, awaitKey(peel(step.value).span.start)) ?? on(way)));
      case 'try': return this.#try(step, ways);
      case 'loop': return this.#loop(step, ways);
      case 'branch': return this.#branch(step, ways);
      case 'exit': return { next: [], exits: ways.flatMap(way => apart(way, ({ loss }) => isAround(this.unit, loss, step.span)).map(one => exitOf(this, step, one))) };
    }
  }

  asked(way: Way, key: number): Flow | undefined {
    return way.loss.kind === 'pending' && way.loss.at.unit === this.unit && way.loss.until.includes(key) ? { next: [], exits: [{ how: 'throw', way: withLoss(way, askedFor(way.loss, false, this.#wrapperAt(key))) }] } : undefined;
  }

  /** As which exceptions the failure of a future comes out of the call that waits for it. */
  #wrapperAt(key: number): readonly string[] | undefined {
    return key >= 0 ? ownOf(this.engine.callFacts.idioms(this.unit).wraps, this.unit.calls[key].name) : undefined;
  }

  #branch(step: Step & { kind: 'branch' }, ways: Way[]): Flow {
    const arms: Way[][] = step.arms.map(() => []);
    for (const way of ways) waysIntoArms(this.unit, step, way).forEach((entered, arm) => arms[arm].push(...entered));
    const sound = this.#soundArms(step, arms);
    const flow = gathered(step.arms.map((arm, index) => {
      // Only failed ways come here: what is done is done about the failure.
      const apart = sound.size > 0 && !sound.has(index);
      return apart ? left(this.steps(arm, joined(arms[index].map(inside)))) : this.steps(arm, joined(arms[index]));
    }));
    if (!step.switch) return flow;
    return { next: [...flow.next, ...flow.exits.filter(exit => exit.how === 'break').map(exit => exit.way)], exits: flow.exits.filter(exit => exit.how !== 'break') };
  }

  /** The arms of a branch that are taken, in this or an earlier round of a loop, when nothing has failed. */
  #soundArms(step: Step, arms: readonly Way[][]): ReadonlySet<number> {
    const sound = this.#sound.get(step) ?? new Set<number>();
    this.#sound.set(step, sound);
    arms.forEach((ways, index) => { if (ways.some(way => way.loss.kind === 'none')) sound.add(index); });
    return sound;
  }

  #try(step: Step & { kind: 'try' }, ways: Way[]): Flow {
    const body = this.steps(step.body, ways);
    if (step.resources) this.#calls.progress.close(step.resources, [...body.next, ...body.exits.filter(exit => exit.how !== 'stop').map(exit => exit.way)]);
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
      const { enters, others } = taken(this.unit, handler, way);
      if (enters !== 'none' || isFresh(way)) {
        const held = way.loss.kind !== 'live' ? way
          : enters === 'foreseen' ? withLoss(way, { kind: 'kept', by: { unit: this.unit, span: handler.keyword, note: 'this kind of failure is foreseen' } })
          : withLoss(way, endedAt({ unit: this.unit, span: handler.keyword, note: '', what: 'catch', catch: handler }, true, way.loss.logged !== undefined));
        const enter = (one: Way) => entered[index].push(handler.param === undefined ? one : withValue(one, handler.param, FAILURE));
        enter(held);
        if (way.loss.kind === 'live') enter(withoutFault(held));
      }
      if (!others) return false;
    }
    return true;
  }

  #finally(steps: readonly Step[], flow: Flow): Flow {
    const after = this.steps(steps, flow.next);
    const exits = [...after.exits];
    for (const exit of flow.exits) {
      if (exit.how === 'stop') { exits.push(exit); continue; }
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
    const known: SeenWays = new Map();
    let fresh = unseenIn(known, ways);
    for (let round = 0; fresh.length > 0; round++) {
      if (round >= ROUNDS || seen.length > MOST_WAYS) { this.cut ??= { unit: this.unit, span: { start: step.span.start, end: step.span.start + 1 }, note: 'this loop is followed through some rounds only' }; break; }
      seen.push(...fresh);
      const inside: Way[] = [];
      for (const way of fresh) {
        const truth = this.#mayTurn(step, way, round);
        if (truth !== true) out.push(way);
        if (truth !== false) inside.push(...this.#entering(step, way, round));
      }
      if (step.style === 'each') this.#each++;
      this.#loops.push(step);
      const flow = this.steps(step.body, inside);
      this.#loops.pop();
      if (step.style === 'each') this.#each--;
      const again = [...flow.next];
      for (const exit of flow.exits) {
        if (exit.how === 'break') out.push(exit.way);
        else if (exit.how === 'continue') again.push(exit.way);
        else exits.push(exit);
      }
      // Where there is an item for certain, only who comes back from the first turn can leave.
      if (round === 0 && step.style === 'each') known.clear();
      fresh = unseenIn(known, this.#scoped(again, spanOf(step.body)).map(way => (step.condition ? withoutResults(way, step.condition) : way)));
    }
    return { next: out, exits: out.length > 0 ? exits : [...exits, ...lostInside(seen.flatMap(way => this.#turn.next(step, way)))] };
  }

  /** Whether a way takes another turn, where that is known. */
  #mayTurn(step: Step & { kind: 'loop' }, way: Way, round: number): boolean | undefined {
    if (step.style === 'each') return this.#turn.hasItems(step, way, round);
    return step.condition && !(step.runsFirst && round === 0) ? truthOf(evaluate(this.unit, step.condition, way.values)) : true;
  }

  /** A way at the start of a turn of a loop. */
  #entering(step: Step & { kind: 'loop' }, way: Way, round: number): Way[] {
    const next = round > 0 ? this.#turn.next(step, way) : [way];
    return step.style === 'each' ? next.map(one => this.#turn.anew(step, one)) : round > 0 ? next.map(one => uncovered(one, step)) : next;
  }
}

/** An endless loop is left when its process ends: what was lost in an earlier turn is not tried again in it. */
function lostInside(ways: readonly Way[]): Exit[] {
  return ways.filter(({ loss }) => loss.kind === 'ended' && (loss.moved || loss.at.what === 'dropped')).map(way => ({ how: 'return', way, value: NULL }));
}

/** The part of a file that some steps take up. */
function spanOf(steps: readonly Step[]): Span {
  return { start: steps[0]?.span.start ?? 0, end: steps.at(-1)?.span.end ?? 0 };
}

function on(way: Way): Flow {
  return { next: [way], exits: [] };
}

/** What follows the code for failures is for all. */
function left(flow: Flow): Flow {
  return { next: flow.next.map(outside), exits: flow.exits.map(exit => (exit.how === 'break' || exit.how === 'continue' ? { ...exit, way: outside(exit.way) } : exit)) };
}
