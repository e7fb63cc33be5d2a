import type { Call, Expr } from '../../flow/unit';
import { peel } from '../../flow/walk';
import { contains } from '../../text/span';
import { code } from '../../text/visible';
import { type Binding, type Effect, type GivenFunction, type LentFunction, runsArgument, UNBOUND } from '../calls/effect';
import { alikeLoss, endedAt, type Ending, entered, type Failed, type Fault, type Loss, NO_LOSS, placeKey } from '../calls/loss';
import { type Surface, UNHEARD } from '../calls/surface';
import type { FuncAt } from '../program/program';
import { functionsGiven } from '../values/arguments';
import { handedOn } from '../values/handler-methods';
import type { FunctionWalk } from './engine';
import type { FailureRoute } from './failure-route';
import { valuesOf } from './known';
import type { RecordProgress } from './record-progress';
import type { Remedy } from './remedy';
import { type End, endElsewhere, valuesAfter } from './summary';
import { evaluate, resultKey, UNKNOWN } from './value';
import { apart, type Checkpoint, failedOn, type Flow, gathered, inside, isFresh, ofFailed, outside, type Way, withLoss, withValue } from './way';

/** The functions that the calls of one function run, or are given: how ways go through them. */
export class FunctionRun {
  constructor(private readonly walk: FunctionWalk, private readonly route: FailureRoute, private readonly progress: RecordProgress, private readonly remedy: Remedy) {}

  get #engine() { return this.walk.engine; }
  get #unit() { return this.walk.unit; }

  run(call: Call, effect: Effect, way: Way): Flow {
    if (effect.runs.length === 0) return { next: [way], exits: [] };
    // A function that is given what was set because of the failure may do something about it.
    const told = way.loss.kind === 'ended' && !way.loss.inside && this.remedy.isTold(call, way.loss.noted);
    if (told) {
      const flow = this.run(call, effect, inside(way));
      return { next: flow.next.map(outside), exits: flow.exits };
    }
    return gathered(effect.runs.map(target => {
      const binding = this.#bindingFor(call, target);
      this.walk.watch?.runs?.(call, target, binding);
      return this.#through(call, target, way, binding, this.#engine.surfaces.of(this.#unit, call));
    }));
  }

  #bindingFor(call: Call, target: FuncAt | LentFunction): Binding {
    const outer = 'binding' in target ? target.binding : UNBOUND;
    const handed = handedOn(call, target, this.walk.binding.handed);
    const lent = call.args.flatMap((arg, index): [number, readonly LentFunction[]][] => {
      const param = target.func.params[index], funcs = param === undefined ? [] : this.#lentBy(arg);
      return funcs.length > 0 ? [[param, funcs]] : [];
    });
    return handed.size === 0 && lent.length === 0 ? outer : { handed: new Map([...outer.handed, ...handed]), lent: new Map([...outer.lent, ...lent]) };
  }

  /** The functions that an argument gives away, with what they see of this function. */
  #lentBy(arg: Expr): readonly LentFunction[] {
    const value = peel(arg), known = value.kind === 'name' && value.symbol !== undefined ? this.walk.binding.lent.get(value.symbol) : undefined;
    if (known) return known;
    return functionsGiven(this.#engine.callFacts.types, this.#unit, arg).map(at => ({ ...at, binding: at.unit === this.#unit && at.func.kind === 'lambda' && depthOf(this.walk.binding) < DEEPEST_BINDING ? this.walk.binding : UNBOUND }));
  }

  /** The ends of a function that a call runs, as ways of its caller. */
  #through(call: Call, target: FuncAt, way: Way, binding: Binding, rejected: Surface, thrown: Surface = { kind: 'thrown' }): Flow {
    // A function inside the code for failures sees where it stands.
    if (target.func.kind === 'lambda' && target.unit === this.#unit && way.loss.kind === 'ended' && way.loss.inside) {
      const parts = apart(way, ({ loss }) => placeKey(loss));
      if (parts.length > 1) return gathered(parts.map(part => this.#through(call, target, part, binding, rejected, thrown)));
    }
    const entry = this.#entry(call, target, way), plain = this.#engine.summary(target, binding, entry);
    // How far the record is matters only to a function that commits or polls.
    const summary = way.progress && plain.checkpoints.length > 0 ? this.#engine.summary(target, binding, { ...entry, progress: way.progress }) : plain;
    for (const one of summary.checkpoints) if (!isPassedBy(way) || one.loss.kind === 'none') this.#bubble(call, one, entry, way);
    if (summary.cut) this.walk.cut ??= summary.unseen ? { unit: this.#unit, span: call.nameSpan, note: `${code(call.name)} ${summary.cut.note.replace(/^it /, '')}` } : summary.cut;
    if (summary.unseen) return this.#unseenRun(call, way, target.func.async ? rejected : thrown);
    const ends = isPassedBy(way) ? summary.outside.filter(({ fault, loss }) => !fault && loss.kind === 'none') : isFresh(way) ? summary.outside : summary.ends;
    this.#engine.spend(ends.length);
    const isElsewhere = target.func.kind === 'lambda' && target.unit !== this.#unit;
    return gathered(ends.map(end => this.#ended(call, isElsewhere ? endElsewhere(end) : end, entry, way, end.how === 'throws' ? thrown : rejected)));
  }

  /** A function that is not followed may do the work, and may fail. */
  #unseenRun(call: Call, way: Way, surface: Surface): Flow {
    if (!isFresh(way)) return { next: [way.loss.kind === 'ended' && way.loss.inside ? withLoss(way, { kind: 'unknown', by: this.walk.cut! }) : way], exits: [] };
    const fault: Fault = { unit: this.#unit, call, kind: 'work', assumed: true };
    return gathered([{ next: [this.progress.worked(way, { unit: this.#unit, call })], exits: [] }, this.route.to(call, { ...way, fault, loss: { kind: 'live' } }, surface)]);
  }

  /** Notes a checkpoint inside a function, as its caller sees it. */
  #bubble(call: Call, inner: Checkpoint, entry: Way, way: Way): void {
    const at = { unit: this.#unit, call }, passed = isPassedBy(way);
    // What ended before the call makes the call the place where the order is wrong.
    const shown = inner.what === 'commit' && (way.loss.kind === 'ended' || way.loss.kind === 'live') ? at : inner.shown;
    const seen: Checkpoint = { ...inner, shown, each: inner.each || this.walk.isInEach };
    for (const { fault, loss } of failedOn(way)) this.walk.note({ ...seen, fault, loss: passed ? loss : alikeLoss(entry.loss, inner.loss, loss) });
    if (way.fault) return;
    const fault = inner.fault && { unit: this.#unit, call, kind: inner.fault.kind, assumed: inner.fault.assumed, inner: inner.fault };
    this.walk.note({ ...seen, fault, loss: passed ? way.loss : inner.loss });
  }

  /** The way by which a function is entered: what it is given that matters. */
  #entry(call: Call, { unit, func }: FuncAt, way: Way): Way {
    const values = new Map(this.#engine.capturedIn(unit, func, way.values, this.#unit));
    func.params.forEach((param, index) => {
      const arg = call.args[index], value = arg && func.use?.kind !== 'argument' ? evaluate(this.#unit, arg, way.values) : UNKNOWN;
      if (value.kind === 'failure' || (value.kind === 'constant' && typeof value.value === 'boolean')) values.set(param, value);
    });
    const known = valuesOf(values);
    if (isFresh(way) || isPassedBy(way)) return { loss: NO_LOSS, values: known };
    return { fault: way.fault, loss: func.kind === 'lambda' && unit === this.#unit ? way.loss : entered(way.loss, unit), values: known };
  }

  #ended(call: Call, end: End, entry: Way, way: Way, surface: Surface): Flow {
    const progress = this.progress.after(call, end, way), { progress: _, ...failed } = this.#failedAfter(call, end, entry, way);
    let after: Way = { ...failed, values: valuesAfter(way, end, symbol => this.#engine.tracks(this.#unit, symbol)), ...(progress ? { progress } : {}) };
    if (call.use.kind !== 'dropped' && end.how === 'returns') after = withValue(after, resultKey(call.id), end.value);
    switch (end.how) {
      case 'returns': return { next: [after], exits: [] };
      case 'stops': return { next: [], exits: [{ how: 'stop', way: after }] };
      case 'throws': case 'rejects': return after.loss.kind === 'live' ? this.route.to(call, after, surface) : surface.kind === 'thrown' ? { next: [], exits: [{ how: 'throw', way: after }] } : { next: [after], exits: [] };
    }
  }

  /** A way behind a function: what failed in it, or what has become in it of what had failed before. */
  #failedAfter(call: Call, end: End, entry: Way, way: Way): Way {
    if (isPassedBy(way)) return way.loss.kind === 'ended' && /^(throws|rejects)$/.test(end.how) ? withLoss(way, { kind: 'live' }) : way;
    if (end.loss.kind === 'none') return way;
    if (way.loss.kind === 'ended') {
      const noted = end.loss.kind === 'ended' ? end.loss.noted ?? way.loss.noted : undefined;
      return withLoss(way, noted ? { ...end.loss as Loss & { kind: 'ended' }, noted } : end.loss, entry.loss);
    }
    if (!isFresh(way)) return way;
    return ofFailed(way, failedOn(end).map(({ fault, loss }) => ({ fault: this.#faultInside(call, fault, loss, way), loss: this.#goneOnWith(call, end, { fault, loss }) })));
  }

  #faultInside(call: Call, inner: Fault, loss: Way['loss'], way: Way): Fault {
    const { kind, assumed, atOnce } = inner;
    return {
      unit: this.#unit, call, kind, assumed, atOnce, inner,
      second: inner.second || way.loss.kind === 'past', ...(loss.kind === 'ended' ? { endedInside: true } : {}),
      ...(way.answered ? { answered: way.answered } : {}),
    };
  }

  /** Where a function ends a failure and gives a value all the same, its caller may go on with something as good. */
  #goneOnWith(call: Call, { how, value }: End, { fault, loss }: Failed): Loss {
    if (!/^(work|parse)$/.test(fault.kind) || how !== 'returns' || loss.kind !== 'ended' || loss.at.what === 'dropped' || !/^(unknown|something|list|object)$/.test(value.kind)) return loss;
    if (!this.#engine.callFacts.callers.usesResult(this.#unit, call)) return loss;
    return { kind: 'unknown', by: { unit: loss.at.unit, span: loss.at.span, note: `what ${code(call.name)} gives when this has failed may be as good` } };
  }

  runGiven(call: Call, effect: Effect, given: GivenFunction, way: Way): Flow {
    const binding = given.unit === this.#unit && given.func.kind === 'lambda' ? this.walk.binding : UNBOUND;
    this.walk.watch?.runs?.(call, given, binding, given.how);
    if (given.how === 'apart' || given.how === 'recovery') return { next: [way], exits: [] };
    // The links of a chain that failed are not run.
    if (way.fault && way.fault.unit === this.#unit && call.receiver && contains(call.receiver.span, way.fault.call.span)) return { next: [way], exits: [] };
    const raw = this.#engine.surfaces.of(this.#unit, call);
    if (given.beside && raw.kind === 'lost') return { next: [way], exits: [] };
    const outcome: Surface = raw.kind === 'lost' && (effect.kind === 'work' || given.guessed) ? { kind: 'unknown' } : raw, thrown: Surface = given.how === 'result' ? outcome : { kind: 'thrown' };
    const rejected: Surface = given.unwaited ? { kind: 'lost', at: { unit: this.#unit, span: call.nameSpan, note: UNHEARD, what: 'dropped' } } : outcome;
    const flow = this.#settled(call, this.#through(call, given, way, binding, rejected, thrown), raw);
    // Where a body in view runs it, what it fails with and gives was followed there; of interest is what it sets.
    if (given.guessed && effect.runs.some(target => runsArgument(this.#engine.callFacts, target, given.index))) {
      const result = resultKey(call.id), value = way.values.get(result) ?? UNKNOWN;
      return { next: [way, ...flow.next.filter(({ fault }) => !fault || way.fault).map(next => withValue(next, result, value))], exits: [] };
    }
    const recovery = effect.given.find(one => one.how === 'recovery');
    const recovered = recovery ? this.#recovered(call, recovery, flow) : flow;
    const always = effect.meaning !== undefined || (call.kind === 'new' && call.name === 'Promise');
    return always ? recovered : { next: [way, ...recovered.next], exits: recovered.exits };
  }

  /** What rejects a promise that is made here goes on to whoever waits for that. */
  #settled(call: Call, flow: Flow, surface: Surface): Flow {
    if (surface.kind === 'unknown') return flow;
    const parts = flow.next.flatMap(way => apart(way, ({ loss }) => isRejected(loss, call)));
    const onward = (way: Way): Flow =>
      isRejected(way.loss, call) ? this.route.to(call, withLoss(way, { kind: 'live' }), surface) : { next: [way], exits: [] };
    return gathered([{ next: [], exits: flow.exits }, ...parts.map(onward)]);
  }

  /** After the last try the function that is given for that has the last word. */
  #recovered(call: Call, recovery: GivenFunction, flow: Flow): Flow {
    const failed = flow.exits.filter(exit => exit.how === 'throw' && exit.way.loss.kind === 'live');
    const { bodySpan, nameSpan, kind } = recovery.func, start = kind === 'lambda' ? bodySpan.start : nameSpan.start;
    const at: Ending = { unit: recovery.unit, span: kind === 'lambda' ? { start, end: Math.min(bodySpan.end, start + 1) } : nameSpan, note: 'after the last try the failure ends here', what: 'callback' };
    return gathered([{ next: flow.next, exits: flow.exits.filter(exit => !failed.includes(exit)) },
      ...failed.map(exit => this.#through(call, recovery, withLoss(exit.way, endedAt(at, true)), UNBOUND, { kind: 'thrown' }))]);
  }
}

/** Functions that were given to one another, inside one another. */
const DEEPEST_BINDING = 4;

function depthOf({ lent }: Binding): number {
  return Math.max(0, ...[...lent.values()].flat().map(({ binding }) => 1 + depthOf(binding)));
}

function isRejected(loss: Loss, call: Call): boolean {
  return loss.kind === 'kept' && loss.promise === call;
}

/** True for a way on which nothing that a function does can change what has become of the failure. */
function isPassedBy({ loss }: Way): boolean {
  return loss.kind === 'kept' || loss.kind === 'unknown' || loss.kind === 'pending' || (loss.kind === 'ended' && !loss.inside);
}
