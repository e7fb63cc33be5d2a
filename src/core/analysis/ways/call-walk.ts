import type { Call, Expr, Func, Unit } from '../../flow/unit';
import { eachStep, peel } from '../../flow/walk';
import type { Meaning } from '../../libraries/table';
import { NEUTRAL } from '../../libraries/runtimes/plain-calls';
import { contains } from '../../text/span';
import { code } from '../../text/visible';
import { handedOn } from '../values/handler-methods';
import type { FuncAt } from '../program/program';
import { endOfResponse, isSuccess } from '../outcomes/answers';
import { givesPromise, isRequest, promised } from '../outcomes/promises';
import { seeksPast } from '../outcomes/seeks';
import { rejectsLater } from '../outcomes/throwing';
import { closeOfResource, closesConsumer } from '../calls/close';
import { type Binding, type Effect, type GivenFunction, isWork, type LentFunction, localsOf, runsArgument, UNBOUND } from '../calls/effect';
import { callbackFunctions, isLogCallback, isLooked, logPlace } from '../calls/failure-callback';
import { type CallAt, endedAt, type Ending, type Fault, NO_LOSS, type Stop } from '../calls/loss';
import { ELSEWHERE_NOTE, type Surface, UNHEARD } from '../calls/surface';
import type { FunctionWalk } from './engine';
import type { End } from './summary';
import { evaluate, FAILURE, NULL, resultKey, UNKNOWN } from './value';
import { type Checkpoint, failuresOf, type Flow, gathered, inside, isFresh, outside, type Way, withLoss, withValue } from './way';

/** Calls of the tables that can fail, and what of. */
const FAILING: Partial<Record<Meaning['role'], Fault['kind']>> = {
  send: 'send', 'database-write': 'work', 'database-statement': 'work', prepare: 'work', 'create-topics': 'work', 'commit-transaction': 'commit', 'send-offsets': 'commit', commit: 'commit', acknowledge: 'commit',
  // A record that cannot be read makes the poll fail, again and again, until somebody seeks past it.
  poll: 'read', connect: 'connect',
};
/** Calls of the tables that keep what failed: it is sent elsewhere, written down, or read again. */
const KEEPING = new Set<Meaning['role']>(['send', 'database-write', 'database-statement', 'nack']);

/** Passes ways through the calls of one function. */
export class CallWalk {
  constructor(private readonly walk: FunctionWalk) {}

  get #engine() { return this.walk.engine; }
  get #unit() { return this.walk.unit; }

  /** Where a way is after a call. */
  pass(call: Call, from: Way): Flow {
    const asked = this.walk.asked(from, call.id);
    if (asked) return asked;
    const way = this.walk.watch?.call(call, from) ?? from;
    const effect = this.#engine.effects.of(this.#unit, call, this.walk.binding);
    if (effect.kind === 'end-process') return { next: [], exits: [{ how: 'stop', way }] };
    const rejected = this.#rejects(call, way);
    if (rejected) return rejected;
    const again = this.#again(call, way);
    const held = this.#answered(call, again ?? (way.loss.kind === 'ended' ? this.#afterFailure(call, effect, way) : way));
    const ran = this.#run(call, effect, this.#advance(call, effect, this.#noted(call, effect, held)));
    const given = effect.given.reduce<Flow>((flow, one) => chained(flow, next => this.#runGiven(call, effect, one, next)), ran);
    const own = isFresh(way) ? this.#faultOf(call, effect) : undefined;
    const fault = own && { ...own, ...(way.loss.kind === 'past' ? { second: true } : {}), ...(way.answered ? { answered: way.answered } : {}) };
    if (again) return gathered([given, this.#failAgain(call, effect, way)]);
    return fault ? gathered([given, this.#fail(call, effect, { ...way, fault }, this.#surface(call, effect))]) : given;
  }

  /** The response of HTTP is ended, and says that all is well. */
  #answered(call: Call, way: Way): Way {
    const answer = endOfResponse(this.#unit, call), at = { unit: this.#unit, call };
    if (answer?.end !== call || !isSuccess(answer.status ?? 200)) return way;
    if (isFresh(way)) return way.answered ? way : { ...way, answered: at };
    return way.fault && way.loss.kind === 'live' ? { ...way, fault: { ...way.fault, answered: at } } : way;
  }

  /** What a call does to the progress of the record at hand. */
  #advance(call: Call, effect: Effect, way: Way): Way {
    const role = effect.meaning?.role, at = { unit: this.#unit, call };
    const here = (what: Checkpoint['what']): Checkpoint => ({
      what, at, shown: at, meaning: effect.meaning!, library: effect.library, loss: way.loss, fault: way.fault, worked: way.progress?.worked ?? false, each: this.walk.isInEach,
    });
    if (role === 'poll') {
      const progress = { worked: false, polled: true };
      if (way.loss.kind === 'ended' && !way.progress?.polled) return { ...way, fault: undefined, loss: { kind: 'past' }, progress };
      this.walk.note(here('poll'));
      const polled = way.loss.kind === 'ended' ? withLoss(way, { ...way.loss, inside: false, polled: true, moved: true }) : way;
      return { ...polled, progress };
    }
    if (role === 'commit' || role === 'acknowledge' || role === 'send-offsets') {
      const commit = here('commit');
      this.walk.note(commit);
      return isFresh(way) && !commit.worked ? { ...way, progress: { ...way.progress, worked: false, covered: commit } } : way;
    }
    if (role === 'close' && closesConsumer(this.#engine.callFacts.types, this.#unit, call)) this.walk.note(here('close'));
    return isWork(effect) && isFresh(way) ? this.#worked(way, at) : way;
  }

  /** The resources of a `try` are closed, however it is left. */
  close(resources: readonly number[], ways: readonly Way[]): void {
    for (const symbol of resources) {
      const call = closeOfResource(this.#engine.callFacts.types, this.#unit, symbol, this.walk.func.id), at = call && { unit: this.#unit, call };
      if (at) for (const { loss, fault, progress } of ways) this.walk.note({ what: 'close', at, shown: at, meaning: { role: 'close' }, loss, fault, worked: progress?.worked ?? false, each: this.walk.isInEach });
    }
  }

  /** Work is done; if the record counts as done already, that was too early. */
  #worked(way: Way, work: CallAt): Way {
    const { progress } = way;
    if (progress?.worked) return progress.earlier ? { ...way, progress: { ...progress, earlier: false } } : way;
    if (progress?.covered) {
      // What is done about another failure is no work for the record.
      if (way.loss.kind === 'past') return way;
      this.walk.note({ ...progress.covered, what: 'early', loss: NO_LOSS, fault: undefined, work });
      return way;
    }
    return { ...way, progress: { ...progress, worked: true } };
  }

  /** What failed is tried again. */
  #again(call: Call, way: Way): Way | undefined {
    if (way.fault?.call !== call || way.fault.unit !== this.#unit || way.loss.kind !== 'ended' || way.loss.moved || way.fault.kind === 'parse') return undefined;
    return withLoss(way, { kind: 'kept', by: { unit: this.#unit, span: call.nameSpan, note: 'it is tried again' } });
  }

  /** What failed once may fail each time. */
  #failAgain(call: Call, effect: Effect, way: Way): Flow {
    const surface = effect.runs.length > 0 ? this.#engine.surfaces.of(this.#unit, call) : this.#surface(call, effect);
    return this.#route(call, withLoss(way, { kind: 'live' }), surface.kind === 'lost' ? { kind: 'thrown' } : surface);
  }

  /** `reject(error)` of the promise around it. */
  #rejects(call: Call, way: Way): Flow | undefined {
    const callee = call.receiver ? undefined : call.callee, symbol = callee?.kind === 'name' ? callee.symbol : undefined;
    if (way.loss.kind !== 'ended' || !way.loss.inside || symbol === undefined) return undefined;
    const maker = promised(this.#unit, call);
    if (!maker || maker.params[1] !== symbol) return undefined;
    return { next: [withLoss(way, { kind: 'kept', by: { unit: this.#unit, span: call.nameSpan, note: 'whoever waits for the promise is told' } })], exits: [] };
  }

  /** What goes into a local list, or a holder, is in it from now on. */
  #noted(call: Call, effect: Effect, way: Way): Way {
    const owner = call.receiver && peel(call.receiver), symbol = owner?.kind === 'name' ? owner.symbol : undefined;
    if (symbol === undefined || effect.kind === 'run') return way;
    const known = way.values.get(symbol);
    if (known?.kind === 'list' && /^(push|add|unshift|addAll|offer|put)$/.test(call.name)) return withValue(way, symbol, { kind: 'list', filled: true });
    if (/^(set|compareAndSet)$/.test(call.name) && call.args.length > 0 && this.#engine.tracks(this.#unit, symbol)) {
      return withValue(way, symbol, { kind: 'object', properties: new Map([['', evaluate(this.#unit, call.args.at(-1)!, way.values)]]) });
    }
    return way;
  }

  /** What a call does to a failure that ended before it. */
  #afterFailure(call: Call, effect: Effect, way: Way): Way {
    const loss = way.loss.kind === 'ended' ? way.loss : undefined;
    if (!loss || (!loss.inside && !this.#isTold(call, loss.noted))) return way;
    const kept = this.#heededBy(call, effect, way);
    return kept.loss.kind === 'ended' && !kept.loss.heeded && effect.kind !== 'pure' && effect.kind !== 'parse' ? withLoss(kept, { ...kept.loss, heeded: true }) : kept;
  }

  /** The call is given a variable that was set because of the failure. */
  #isTold(call: Call, noted: readonly number[] | undefined): boolean {
    return noted !== undefined && [...localsOf(this.#unit, call)].some(symbol => noted.includes(symbol));
  }

  #heededBy(call: Call, effect: Effect, way: Way): Way {
    const loss = way.loss as Way['loss'] & { kind: 'ended' };
    const by = (note: string): Stop => ({ unit: this.#unit, span: call.nameSpan, note });
    const keeps = (note: string): Way => withLoss(way, { kind: 'kept', by: by(note) });
    switch (effect.kind) {
      case 'log': return loss.logged ? way : withLoss(way, { ...loss, logged: true });
      case 'answer': {
        const answer = endOfResponse(this.#unit, call);
        // Who was answered before hears of nothing more.
        return way.fault?.answered || (answer?.status !== undefined && isSuccess(answer.status)) ? way : keeps('whoever asked is told');
      }
      case 'meant': {
        const role = effect.meaning!.role;
        if (role === 'seek') return seeksPast(this.#unit, call, [...failuresOf(way)][0], loss.at.span.start) ? unread(way) : withLoss(way, { kind: 'kept', by: by('the record is read again'), rereads: true });
        if (role === 'send') return withLoss(way, { kind: 'kept', by: by('it is sent elsewhere'), sent: true });
        return KEEPING.has(role) && !onlyReads(this.#unit, call, effect.meaning) ? keeps(role === 'nack' ? 'the record is read again' : 'it is written down') : way;
      }
      case 'memory': return this.#remembers(call, way) ? withLoss(way, { kind: 'unknown', by: by('what becomes of it in memory cannot be seen') }) : way;
      case 'work': return NEUTRAL.test(call.name) ? way : this.#afterUnseen(call, effect, way);
      default: return way;
    }
  }

  /** Whoever gave the function is told; or what is given away may be kept. */
  #afterUnseen(call: Call, effect: Effect, way: Way): Way {
    const locals = localsOf(this.#unit, call), failures = failuresOf(way);
    const callee = call.receiver ? undefined : call.callee, symbol = callee?.kind === 'name' ? callee.symbol : undefined;
    const tellsCaller = symbol !== undefined && this.#unit.symbols[symbol].kind === 'param' && [...failures].some(one => locals.has(one));
    const by: Stop = { unit: this.#unit, span: call.nameSpan, note: tellsCaller ? 'whoever gave this function is told' : effect.unseen ? `what ${code(call.name)} does cannot be seen` : 'it is handed on' };
    if (tellsCaller) return withLoss(way, { kind: 'kept', by });
    const others = [...locals].some(one => !failures.has(one)) && !onlyReads(this.#unit, call, undefined);
    if (!effect.unseen) return others ? withLoss(way, { kind: 'kept', by }) : way;
    return locals.size > 0 || this.#isOwn(call) ? withLoss(way, { kind: 'unknown', by }) : way;
  }

  /** `this.retry()`: a method out of view may know the record by its object. */
  #isOwn({ receiver }: Call): boolean {
    return receiver !== undefined && (receiver.kind === 'this' || receiver.kind === 'super');
  }

  /** Something of this piece of work goes into a collection that outlives it. */
  #remembers(call: Call, way: Way): boolean {
    const owner = call.receiver && peel(call.receiver);
    const local = owner?.kind === 'name' && owner.symbol !== undefined && this.#unit.symbols[owner.symbol].kind === 'local' && this.#unit.symbols[owner.symbol].func === this.walk.func.id;
    return !local && call.args.some(arg => localsOf(this.#unit, { ...call, args: [arg], receiver: undefined }).size > 0 && [...localsOf(this.#unit, { ...call, args: [arg], receiver: undefined })].some(one => !failuresOf(way).has(one)));
  }

  #run(call: Call, effect: Effect, way: Way): Flow {
    if (effect.runs.length === 0) return { next: [way], exits: [] };
    // A function that is given what was set because of the failure may do something about it.
    const told = way.loss.kind === 'ended' && !way.loss.inside && this.#isTold(call, way.loss.noted);
    if (told) {
      const flow = this.#run(call, effect, inside(way));
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
    return this.#engine.effects.functionsIn(this.#unit, arg).map(at => ({ ...at, binding: at.unit === this.#unit && at.func.kind === 'lambda' && depthOf(this.walk.binding) < DEEPEST_BINDING ? this.walk.binding : UNBOUND }));
  }

  /** The ends of a function that a call runs, as ways of its caller. */
  #through(call: Call, target: FuncAt, way: Way, binding: Binding, rejected: Surface, thrown: Surface = { kind: 'thrown' }): Flow {
    const entry = this.#entry(call, target, way), plain = this.#engine.summary(target, binding, entry);
    // How far the record is matters only to a function that commits or polls.
    const summary = way.progress && plain.checkpoints.length > 0 ? this.#engine.summary(target, binding, { ...entry, progress: way.progress }) : plain;
    for (const one of summary.checkpoints) if (!isPassedBy(way) || one.loss.kind === 'none') this.walk.note(this.#bubbled(call, one, way));
    if (summary.cut) this.walk.cut ??= summary.unseen ? { unit: this.#unit, span: call.nameSpan, note: `${code(call.name)} ${summary.cut.note.replace(/^it /, '')}` } : summary.cut;
    if (summary.unseen) return this.#unseenRun(call, way, target.func.async ? rejected : thrown);
    const ends = isPassedBy(way) ? summary.outside.filter(({ fault, loss }) => !fault && loss.kind === 'none') : summary.outside;
    this.#engine.spend(ends.length);
    return gathered(ends.map(end => this.#ended(call, end, way, end.how === 'throws' ? thrown : rejected)));
  }

  /** A function that is not followed may do the work, and may fail. */
  #unseenRun(call: Call, way: Way, surface: Surface): Flow {
    if (!isFresh(way)) return { next: [way.loss.kind === 'ended' && way.loss.inside ? withLoss(way, { kind: 'unknown', by: this.walk.cut! }) : way], exits: [] };
    const fault: Fault = { unit: this.#unit, call, kind: 'work', assumed: true };
    return gathered([{ next: [this.#worked(way, { unit: this.#unit, call })], exits: [] }, this.#route(call, { ...way, fault, loss: { kind: 'live' } }, surface)]);
  }

  /** A checkpoint inside a function, as its caller sees it. */
  #bubbled(call: Call, inner: Checkpoint, way: Way): Checkpoint {
    const at = { unit: this.#unit, call };
    // What ended before the call makes the call the place where the order is wrong.
    const shown = inner.what === 'commit' && (way.loss.kind === 'ended' || way.loss.kind === 'live') ? at : inner.shown;
    const fault = way.fault ?? (inner.fault && { unit: this.#unit, call, kind: inner.fault.kind, assumed: inner.fault.assumed, inner: inner.fault });
    return { ...inner, shown, fault, loss: isPassedBy(way) ? way.loss : inner.loss, each: inner.each || this.walk.isInEach };
  }

  /** The progress after a function was run: its own, or what it added to that of its caller. */
  #progressAfter(call: Call, end: End, way: Way): Way['progress'] {
    const { progress: inner } = end, at = { unit: this.#unit, call };
    const covered = inner?.covered && { ...inner.covered, shown: at };
    if (!way.progress) return inner && { ...inner, ...(covered ? { covered } : {}) };
    if (inner?.worked && !way.progress.worked && isFresh(way)) return this.#worked({ ...way, progress: { ...way.progress } }, at).progress;
    return { worked: way.progress.worked || inner?.worked === true, ...(way.progress.polled || inner?.polled ? { polled: true } : {}), ...(way.progress.covered ?? covered ? { covered: way.progress.covered ?? covered } : {}) };
  }

  /** The way by which a function is entered: what it is given that matters. */
  #entry(call: Call, { unit, func }: FuncAt, way: Way): Way {
    const values = new Map(this.#engine.capturedIn(unit, func, way.values, this.#unit));
    func.params.forEach((param, index) => {
      const arg = call.args[index], value = arg && func.use?.kind !== 'argument' ? evaluate(this.#unit, arg, way.values) : UNKNOWN;
      if (value.kind === 'failure' || (value.kind === 'constant' && typeof value.value === 'boolean')) values.set(param, value);
    });
    return isFresh(way) || isPassedBy(way) ? { loss: NO_LOSS, values } : { fault: way.fault, loss: way.loss, values };
  }

  #ended(call: Call, end: End, way: Way, surface: Surface): Flow {
    const fault = way.fault ?? (end.fault && this.#faultInside(call, end.fault, end.loss, way));
    const loss: Way['loss'] = isPassedBy(way) ? (way.loss.kind === 'ended' && /^(throws|rejects)$/.test(end.how) ? { kind: 'live' } : way.loss)
      : end.loss.kind !== 'none' && (isFresh(way) || way.loss.kind === 'ended') ? this.#goneOnWith(call, end, way) : way.loss;
    const progress = this.#progressAfter(call, end, way);
    let after: Way = { fault, loss, values: this.#withOuter(way, end), ...(progress ? { progress } : {}), ...(way.answered ? { answered: way.answered } : {}) };
    if (call.use.kind !== 'dropped' && end.how === 'returns') after = withValue(after, resultKey(call.id), end.value);
    switch (end.how) {
      case 'returns': return { next: [after], exits: [] };
      case 'stops': return { next: [], exits: [{ how: 'stop', way: after }] };
      case 'throws': case 'rejects': return loss.kind === 'live' ? this.#route(call, after, surface) : surface.kind === 'thrown' ? { next: [], exits: [{ how: 'throw', way: after }] } : { next: [after], exits: [] };
    }
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
  #goneOnWith(call: Call, { how, loss, fault, value }: End, way: Way): Way['loss'] {
    if (!isFresh(way) || (fault?.kind !== 'work' && fault?.kind !== 'parse') || how !== 'returns' || loss.kind !== 'ended' || loss.at.what === 'dropped' || !/^(unknown|something|list|object)$/.test(value.kind)) return loss;
    if (!this.#engine.callFacts.callers.usesResult(this.#unit, call)) return loss;
    return { kind: 'unknown', by: { unit: loss.at.unit, span: loss.at.span, note: `what ${code(call.name)} gives when this has failed may be as good` } };
  }

  /** The values of a way after a function that may have set some of them. */
  #withOuter({ values }: Way, { outer }: End): Way['values'] {
    return outer.size === 0 ? values : new Map([...values, ...[...outer].filter(([symbol]) => this.#engine.tracks(this.#unit, symbol))]);
  }

  #runGiven(call: Call, effect: Effect, given: GivenFunction, way: Way): Flow {
    const binding = given.unit === this.#unit && given.func.kind === 'lambda' ? this.walk.binding : UNBOUND;
    this.walk.watch?.runs?.(call, given, binding, given.how);
    if (given.how === 'apart' || given.how === 'recovery') return { next: [way], exits: [] };
    // The links of a chain that failed are not run.
    if (way.fault && way.fault.unit === this.#unit && call.receiver && contains(call.receiver.span, way.fault.call.span)) return { next: [way], exits: [] };
    const raw = this.#engine.surfaces.of(this.#unit, call);
    if (given.beside && raw.kind === 'lost') return { next: [way], exits: [] };
    const outcome: Surface = raw.kind === 'lost' && (effect.kind === 'work' || given.guessed) ? { kind: 'unknown' } : raw, thrown: Surface = given.how === 'result' ? outcome : { kind: 'thrown' };
    const rejected: Surface = given.unwaited ? { kind: 'lost', at: { unit: this.#unit, span: call.nameSpan, note: UNHEARD, what: 'dropped' } } : outcome;
    const flow = this.#through(call, given, way, binding, rejected, thrown);
    // Where a body in view runs it, what it fails with and gives was followed there; of interest is what it sets.
    if (given.guessed && effect.runs.some(target => runsArgument(this.#engine.callFacts, target, given.index))) {
      const result = resultKey(call.id), value = way.values.get(result) ?? UNKNOWN;
      return { next: [way, ...flow.next.filter(({ fault }) => fault === way.fault).map(next => withValue(next, result, value))], exits: [] };
    }
    const recovery = effect.given.find(one => one.how === 'recovery');
    const recovered = recovery ? this.#recovered(call, recovery, flow) : flow;
    const always = effect.meaning !== undefined || (call.kind === 'new' && call.name === 'Promise');
    return always ? recovered : { next: [way, ...recovered.next], exits: recovered.exits };
  }

  /** After the last try the function that is given for that has the last word. */
  #recovered(call: Call, recovery: GivenFunction, flow: Flow): Flow {
    const failed = flow.exits.filter(exit => exit.how === 'throw' && exit.way.loss.kind === 'live');
    const { bodySpan, nameSpan, kind } = recovery.func, start = kind === 'lambda' ? bodySpan.start : nameSpan.start;
    const at: Ending = { unit: recovery.unit, span: kind === 'lambda' ? { start, end: Math.min(bodySpan.end, start + 1) } : nameSpan, note: 'after the last try the failure ends here', what: 'callback' };
    return gathered([{ next: flow.next, exits: flow.exits.filter(exit => !failed.includes(exit)) },
      ...failed.map(exit => this.#through(call, recovery, withLoss(exit.way, endedAt(at, true)), UNBOUND, { kind: 'thrown' }))]);
  }

  #faultOf(call: Call, effect: Effect): Fault | undefined {
    const fault = (kind: Fault['kind']): Fault => ({ unit: this.#unit, call, kind, assumed: effect.unseen });
    if (effect.kind === 'parse') return fault('parse');
    if (effect.kind === 'work' || effect.kind === 'mark') return fault('work');
    const role = effect.meaning?.role, kind = role && FAILING[role];
    if (!kind || (effect.meaning!.role === 'commit' && /^(mark|queued)$/.test(effect.meaning!.way))) return undefined;
    return fault(kind);
  }

  /** Where the failure of a call itself comes to light. */
  #surface(call: Call, effect: Effect): Surface {
    const surface = this.#engine.surfaces.of(this.#unit, call), role = effect.meaning?.role;
    const meaning = effect.meaning;
    if (meaning?.role === 'send') return meaning.outcome === 'throws' ? { kind: 'thrown' } : surface;
    if (meaning?.role === 'commit') return meaning.way === 'sync' ? { kind: 'thrown' } : surface;
    // What a plain Java call throws is thrown before anything is returned.
    if (surface.kind === 'asked' && surface.returned && surface.until.length === 0 && !this.#engine.givesFuture(this.#unit, call)) return { kind: 'thrown' };
    if (surface.kind === 'callback' || surface.kind === 'asked') return surface;
    const promises = effect.runs.some(target => givesPromise(this.#engine.callFacts.types, target)) || (this.#unit.language === 'typescript'
      && (/^(database-write|database-statement|connect|commit-transaction|send-offsets)$/.test(role ?? '') || isRequest(call) || (effect.kind === 'work' && rejectsLater(this.#engine.callFacts.types, this.#unit, call))));
    return promises || surface.kind === 'thrown' ? surface : { kind: 'thrown' };
  }

  #fail(call: Call, effect: Effect, way: Way, surface: Surface): Flow {
    const live = withLoss(way, { kind: 'live' });
    const meaning = effect.meaning;
    const callback = (meaning?.role === 'send' && meaning.callback && call.args[Number(meaning.callback.at)]) || undefined;
    if (!callback || (callback.kind === 'literal' && callback.value === null) || meaning?.role !== 'send') return this.#route(call, live, surface);
    // The client calls back; who also waits for the future hears of it there.
    const onward: Surface = surface.kind === 'lost' ? { kind: 'lost', at: { unit: this.#unit, span: call.nameSpan, note: 'only the client sees what its callback throws', what: 'callback' } } : surface;
    const later = this.#route(call, live, { kind: 'callback', callback, failure: meaning.callback!.failure, method: meaning.callback!.method, always: false, passes: surface.kind !== 'lost', link: call, onward });
    // What fails at once (serialising, no metadata) is thrown by the call itself.
    return this.#unit.language === 'java' ? { next: later.next, exits: [...later.exits, { how: 'throw', way: { ...live, fault: { ...way.fault!, atOnce: true } } }] } : later;
  }

  /** Brings a failure to where it comes to light. */
  #route(call: Call, way: Way, surface: Surface): Flow {
    const next = (loss: Way['loss']): Flow => ({ next: [withLoss(way, loss)], exits: [] });
    switch (surface.kind) {
      case 'thrown': return { next: [], exits: [{ how: 'throw', way }] };
      case 'asked': return next({ kind: 'pending', until: surface.until, returned: surface.returned, at: { unit: this.#unit, span: call.nameSpan, note: 'nobody waits for it on this way', what: 'dropped' }, ...(way.loss.kind === 'live' && way.loss.logged ? { logged: way.loss.logged } : {}) });
      case 'lost': return next(endedAt(surface.at, false));
      case 'unknown': return next({ kind: 'unknown', by: { unit: this.#unit, span: call.nameSpan, note: ELSEWHERE_NOTE } });
      case 'callback': return this.#callBack(call, way, surface);
    }
  }

  #callBack(call: Call, way: Way, surface: Surface & { kind: 'callback' }): Flow {
    const { callFacts } = this.#engine, { link } = surface;
    const end = (at: Omit<Ending, 'unit' | 'link'>, logged: boolean): Flow => this.#passedOn(call, way, surface, { unit: this.#unit, link: surface.link === call ? undefined : link, ...at }, logged);
    if (isLogCallback(callFacts, this.#unit, surface.callback)) return end({ span: peel(surface.callback).span, note: 'the failure is only logged', what: 'callback' }, true);
    const functions = callbackFunctions(callFacts, this.#unit, surface.callback, surface.method);
    if (functions.length === 0) return { next: [withLoss(way, { kind: 'unknown', by: { unit: this.#unit, span: surface.callback.span, note: 'what is done with the failure here cannot be seen' } })], exits: [] };
    return gathered(functions.map(({ unit, func }) => {
      const start = func.body[0]?.span ?? func.bodySpan, opening = { start: start.start, end: Math.min(start.end, start.start + 1) };
      if (!surface.always && !isLooked(unit, func, surface.failure)) {
        const at: Ending = { unit, span: opening, note: 'the callback never looks at the failure', what: 'ignored', callback: func, link: link === call ? undefined : link };
        return this.#passedOn(call, way, surface, at, false);
      }
      return this.#runCallback(call, way, surface, { unit, func });
    }));
  }

  #runCallback(call: Call, way: Way, surface: Surface & { kind: 'callback' }, { unit, func }: FuncAt): Flow {
    const link = surface.link === call ? undefined : surface.link;
    const start = func.body[0]?.span ?? func.bodySpan, opening = { start: start.start, end: Math.min(start.end, start.start + 1) };
    const at: Ending = { unit, span: logPlace(this.#engine.callFacts, unit, func) ?? func.body[0]?.span ?? func.bodySpan, note: '', what: 'callback', callback: func, link };
    const param = func.params[surface.failure];
    const values = new Map(this.#engine.capturedIn(unit, func, way.values, this.#unit));
    if (param !== undefined) values.set(param, FAILURE);
    func.params.forEach((other, index) => { if (index !== surface.failure && func.params.length > 1) values.set(other, NULL); });
    const summary = this.#engine.summary({ unit, func }, UNBOUND, { fault: way.fault, loss: endedAt(at, true), values });
    return gathered(summary.outside.map((end): Flow => {
      const after: Way = { ...way, loss: end.loss, values: this.#withOuter(way, end) };
      if (end.how === 'stops') return { next: [], exits: [{ how: 'stop', way: after }] };
      // What it throws for nobody adds nothing to what it has logged; in a script it would end the process.
      const loggedOnly = end.loss.kind === 'live' && unit.language === 'java' && surface.onward.kind === 'lost' && surface.onward.at.what === 'dropped' && logPlace(this.#engine.callFacts, unit, func) !== undefined;
      if (loggedOnly) return { next: [withLoss(after, endedAt(at, false, true))], exits: [] };
      if (end.how === 'throws' || end.how === 'rejects') return end.loss.kind === 'live' ? this.#route(call, after, thrownIn(unit, func, surface.onward)) : { next: [after], exits: [] };
      if (end.loss.kind === 'ended' && !end.loss.heeded && !surface.always && isSamePlace(end.loss.at, at)) {
        return this.#passedOn(call, after, surface, { ...at, span: opening, note: 'the callback never looks at the failure', what: 'ignored' }, false);
      }
      if (end.loss.kind === 'ended') return this.#passedOn(call, withValue(after, resultKey(surface.link.id), end.value), surface, end.loss.at, end.loss.logged);
      return { next: [after], exits: [] };
    }));
  }

  /** A callback ended the failure; where the promise goes on with it all the same, whoever waits for that hears of it. */
  #passedOn(call: Call, way: Way, surface: Surface & { kind: 'callback' }, at: Ending, logged: boolean): Flow {
    if (surface.passes && surface.onward.kind !== 'lost') return this.#route(call, withLoss(way, { kind: 'live', ...(logged ? { logged: at } : {}) }), surface.onward);
    return { next: [withLoss(way, endedAt(at, false, logged))], exits: [] };
  }
}

/** A statement in view that changes nothing that would keep a record: `SELECT`, `ROLLBACK`. */
function onlyReads(unit: Unit, call: Call, meaning: Meaning | undefined): boolean {
  const route = meaning?.role === 'database-write' || meaning?.role === 'database-statement' ? meaning.sql : meaning ? undefined : '0';
  if (route === undefined) return false;
  const at = peel(call.args[Number(route)] ?? { kind: 'this', span: call.span });
  const known = evaluate(unit, at.kind === 'template' && at.parts[0] ? at.parts[0] : at, new Map());
  return known.kind === 'constant' && /^\s*(select|begin|start|commit|rollback|savepoint|release)\b/i.test(String(known.value));
}

/** What a callback throws and nobody hears is shown where it is thrown. */
function thrownIn(unit: Unit, func: Func, onward: Surface): Surface {
  if (onward.kind !== 'lost' || onward.at.what !== 'callback') return onward;
  let at = onward.at;
  eachStep(func.body, step => { if (step.kind === 'exit' && step.how === 'throw' && at === onward.at) at = { ...at, unit, span: step.span, callback: func }; });
  return { kind: 'lost', at };
}

/** What the poll could not read is skipped. */
function unread(way: Way): Way {
  return way.fault?.kind === 'read' ? { ...way, fault: { ...way.fault, kind: 'parse' } } : way;
}

/** Functions that were given to one another, inside one another. */
const DEEPEST_BINDING = 4;

function depthOf({ lent }: Binding): number {
  return Math.max(0, ...[...lent.values()].flat().map(({ binding }) => 1 + depthOf(binding)));
}

function isSamePlace(a: Stop, b: Stop): boolean {
  return a.unit === b.unit && a.span.start === b.span.start;
}

/** True for a way on which nothing that a function does can change what has become of the failure. */
function isPassedBy({ loss }: Way): boolean {
  return loss.kind === 'kept' || loss.kind === 'unknown' || loss.kind === 'pending' || (loss.kind === 'ended' && !loss.inside);
}

/** Applies a step to all ways that a flow goes on with. */
function chained(flow: Flow, step: (way: Way) => Flow): Flow {
  const after = gathered(flow.next.map(step));
  return { next: after.next, exits: [...flow.exits, ...after.exits] };
}
