import type { Call, Unit } from '../../flow/unit';
import { peel } from '../../flow/walk';
import { NEUTRAL } from '../../libraries/runtimes/plain-calls';
import type { Meaning } from '../../libraries/table';
import { code } from '../../text/visible';
import { type Effect, localsOf } from '../calls/effect';
import type { Stop } from '../calls/loss';
import { endOfResponse, isSuccess } from '../outcomes/answers';
import { seeksPast } from '../outcomes/seeks';
import type { FunctionWalk } from './engine';
import { evaluate } from './value';
import { failuresOf, type Way, withFault, withLoss } from './way';

/** Calls of the tables that keep what failed: it is sent elsewhere, written down, or read again. */
const KEEPING = new Set<Meaning['role']>(['send', 'database-write', 'database-statement', 'nack']);

/** What the calls of one function do about a failure that ended before them. */
export class Remedy {
  constructor(private readonly walk: FunctionWalk) {}

  get #unit() { return this.walk.unit; }

  /** What a call does to a failure that ended before it. */
  after(call: Call, effect: Effect, way: Way): Way {
    const loss = way.loss.kind === 'ended' ? way.loss : undefined;
    if (!loss || (!loss.inside && !this.isTold(call, loss.noted))) return way;
    const kept = this.#heededBy(call, effect, way);
    return kept.loss.kind === 'ended' && !kept.loss.heeded && effect.kind !== 'pure' && effect.kind !== 'parse' ? withLoss(kept, { ...kept.loss, heeded: true }) : kept;
  }

  /** The call is given a variable that was set because of the failure. */
  isTold(call: Call, noted: readonly number[] | undefined): boolean {
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
}

/** A statement in view that changes nothing that would keep a record: `SELECT`, `ROLLBACK`. */
function onlyReads(unit: Unit, call: Call, meaning: Meaning | undefined): boolean {
  const route = meaning?.role === 'database-write' || meaning?.role === 'database-statement' ? meaning.sql : meaning ? undefined : '0';
  if (route === undefined) return false;
  const at = peel(call.args[Number(route)] ?? { kind: 'this', span: call.span });
  const known = evaluate(unit, at.kind === 'template' && at.parts[0] ? at.parts[0] : at, new Map());
  return known.kind === 'constant' && /^\s*(select|begin|start|commit|rollback|savepoint|release)\b/i.test(String(known.value));
}

/** What the poll could not read is skipped. */
function unread(way: Way): Way {
  return way.fault?.kind === 'read' ? withFault(way, fault => ({ ...fault, kind: 'parse' })) : way;
}
