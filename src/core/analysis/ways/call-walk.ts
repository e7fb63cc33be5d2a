import type { Call } from '../../flow/unit';
import { peel } from '../../flow/walk';
import type { Meaning } from '../../libraries/table';
import { contains } from '../../text/span';
import type { Effect } from '../calls/effect';
import { type Failed, type Fault, placeKey } from '../calls/loss';
import { endOfResponse, isSuccess } from '../outcomes/answers';
import { promiseAround } from '../outcomes/promises';
import type { FunctionWalk } from './engine';
import { FailureRoute } from './failure-route';
import { FunctionRun } from './function-run';
import { RecordProgress } from './record-progress';
import { Remedy } from './remedy';
import { evaluate } from './value';
import { apart, type Flow, gathered, isFresh, type Way, withFault, withLoss, withValue } from './way';

/** Calls of the tables that can fail, and what of. */
const FAILING: Partial<Record<Meaning['role'], Fault['kind']>> = {
  send: 'send', 'database-write': 'work', 'database-statement': 'work', prepare: 'work', 'create-topics': 'work', 'commit-transaction': 'commit', 'send-offsets': 'commit', commit: 'commit', acknowledge: 'commit',
  // A record that cannot be read makes the poll fail, again and again, until somebody seeks past it.
  poll: 'read', connect: 'connect',
};

/** Passes ways through the calls of one function. */
export class CallWalk {
  readonly #route: FailureRoute;
  readonly #remedy: Remedy;
  readonly #runs: FunctionRun;
  readonly progress: RecordProgress;

  constructor(private readonly walk: FunctionWalk) {
    this.#route = new FailureRoute(walk);
    this.#remedy = new Remedy(walk);
    this.progress = new RecordProgress(walk);
    this.#runs = new FunctionRun(walk, this.#route, this.progress, this.#remedy);
  }

  get #engine() { return this.walk.engine; }
  get #unit() { return this.walk.unit; }

  /** Where a way is after a call. */
  pass(call: Call, way: Way): Flow {
    const effect = this.#engine.effects.of(this.#unit, call, this.walk.binding);
    const parts = way.alike && (this.walk.isInLoop || effect.given.length > 0 || call.name === 'seek') ? apart(way, failed => this.#asked(call, failed)) : [way];
    return gathered(parts.map(part => this.#pass(call, effect, part)));
  }

  /** What a call asks about what has failed: whether that was the call itself, or a link of the chain before it, and where it ended. */
  #asked(call: Call, { fault, loss }: Failed): unknown {
    if (fault.call === call) return 'again';
    if (call.receiver && fault.unit === this.#unit && contains(call.receiver.span, fault.call.span)) return 'chain';
    return call.name === 'seek' && loss.kind === 'ended' && loss.inside ? placeKey(loss) : undefined;
  }

  #pass(call: Call, effect: Effect, from: Way): Flow {
    const asked = this.walk.asked(from, call.id);
    if (asked) return asked;
    const way = this.walk.watch?.call(call, from) ?? from;
    if (effect.kind === 'end-process') return { next: [], exits: [{ how: 'stop', way }] };
    const rejected = this.#rejects(call, way);
    if (rejected) return rejected;
    const again = this.#again(call, way);
    const held = this.#answered(call, again ?? (way.loss.kind === 'ended' ? this.#remedy.after(call, effect, way) : way));
    const ran = this.#runs.run(call, effect, this.progress.advance(call, effect, this.#noted(call, effect, held)));
    const given = effect.given.reduce<Flow>((flow, one) => chained(flow, next => this.#runs.runGiven(call, effect, one, next)), ran);
    const own = isFresh(way) ? this.#faultOf(call, effect) : undefined;
    const fault = own && { ...own, ...(way.loss.kind === 'past' ? { second: true } : {}), ...(way.answered ? { answered: way.answered } : {}) };
    if (again) return gathered([given, this.#failAgain(call, effect, way)]);
    return fault ? gathered([given, this.#route.fail(call, effect, { ...way, fault }, this.#route.surface(call, effect))]) : given;
  }

  /** The response of HTTP is ended, and says that all is well. */
  #answered(call: Call, way: Way): Way {
    const answer = endOfResponse(this.#unit, call), at = { unit: this.#unit, call };
    if (answer?.end !== call || !isSuccess(answer.status ?? 200)) return way;
    if (isFresh(way)) return way.answered ? way : { ...way, answered: at };
    return way.fault && way.loss.kind === 'live' ? withFault(way, fault => ({ ...fault, answered: at })) : way;
  }

  /** What failed is tried again. */
  #again(call: Call, way: Way): Way | undefined {
    if (way.fault?.call !== call || way.fault.unit !== this.#unit || way.loss.kind !== 'ended' || way.loss.moved || way.fault.kind === 'parse') return undefined;
    return withLoss(way, { kind: 'kept', by: { unit: this.#unit, span: call.nameSpan, note: 'it is tried again' } });
  }

  /** What failed once may fail each time. */
  #failAgain(call: Call, effect: Effect, way: Way): Flow {
    const surface = effect.runs.length > 0 ? this.#engine.surfaces.of(this.#unit, call) : this.#route.surface(call, effect);
    return this.#route.to(call, withLoss(way, { kind: 'live' }), surface.kind === 'lost' ? { kind: 'thrown' } : surface);
  }

  /** `reject(error)` of the promise around it. */
  #rejects(call: Call, way: Way): Flow | undefined {
    const callee = call.receiver ? undefined : call.callee, symbol = callee?.kind === 'name' ? callee.symbol : undefined;
    if (way.loss.kind !== 'ended' || !way.loss.inside || symbol === undefined) return undefined;
    const promise = promiseAround(this.#unit, call);
    if (!promise || promise.maker.params[1] !== symbol) return undefined;
    const by = { unit: this.#unit, span: call.nameSpan, note: 'whoever waits for the promise is told' };
    return { next: [withLoss(way, { kind: 'kept', by, promise: promise.made })], exits: [] };
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

  #faultOf(call: Call, effect: Effect): Fault | undefined {
    const fault = (kind: Fault['kind']): Fault => ({ unit: this.#unit, call, kind, assumed: effect.unseen });
    if (effect.kind === 'parse') return fault('parse');
    if (effect.kind === 'work' || effect.kind === 'mark') return fault('work');
    const role = effect.meaning?.role, kind = role && FAILING[role];
    if (!kind || (effect.meaning!.role === 'commit' && /^(mark|queued)$/.test(effect.meaning!.way))) return undefined;
    return fault(kind);
  }
}

/** Applies a step to all ways that a flow goes on with. */
function chained(flow: Flow, step: (way: Way) => Flow): Flow {
  const after = gathered(flow.next.map(step));
  return { next: after.next, exits: [...flow.exits, ...after.exits] };
}
