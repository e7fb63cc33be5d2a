import type { Call, Func, Unit } from '../../flow/unit';
import { contains, type Span } from '../../text/span';
import { endedAt, type Failed, type Fault, faultKey, type Loss, lossKey, placeKey, type Stop, withoutVariables } from '../calls/loss';
import { withKnown } from './known';
import { keyOf, NULL, type Value, type Values } from './value';
import { type Checkpoint, type Exit, failedOn, ofFailed, type Progress, progressKey, type Way } from './way';
import type { FuncAt } from '../program/program';

/** How a function ends, as its caller sees it. */
export interface End {
  /** `rejects`: the promise or future that it returns fails. */
  how: 'returns' | 'throws' | 'rejects' | 'stops';
  loss: Loss;
  fault?: Fault;
  /** For callers: what else ends the function alike. */
  alike?: readonly Failed[];
  value: Value;
  /** Values of variables of the functions around it. */
  outer: Values;
  progress?: Progress;
  /** The function has thrown and caught something of its own: not all was well. */
  refused?: boolean;
}

/** How a function ends when it is entered in a certain way. */
export interface Summary {
  ends: readonly End[];
  /** The same as its callers tell them apart, who ask nothing about single faults. */
  outside: readonly End[];
  checkpoints: readonly Checkpoint[];
  /** A bound was reached, or a function that calls itself could not be followed to the end. */
  cut?: Stop;
  /** It was not walked at all: it may do anything. */
  unseen?: boolean;
}

/** How a function that is entered by a way ends, by the ways that leave it. */
export function endsOf(at: FuncAt, entry: Way, exits: readonly Exit[]): End[] {
  const alone = exits.filter(({ way }) => way.loss.kind !== 'past').flatMap(exit => (exit.way.alike ? failedOn(exit.way).map(failed => ({ ...exit, way: ofFailed(exit.way, [failed]) })) : [exit]));
  return merged(alone.map(exit => endOf(at, exit)))
    // What the function has caught itself is dealt with when it is through.
    .map(end => (entry.loss.kind === 'none' && end.loss.kind === 'ended' ? { ...end, loss: { ...end.loss, inside: false } } : end));
}

function endOf({ unit, func }: FuncAt, exit: Exit): End {
  const { way } = exit;
  const outer = new Map([...way.values].filter(([symbol]) => symbol >= 0 && func.kind === 'lambda' && unit.symbols[symbol]?.func !== func.id));
  const own: Loss = way.loss.kind === 'pending' && exit.how !== 'stop' && !isAskedOutside(unit, func, way.loss) ? endedAt(way.loss.at, false) : way.loss;
  const loss = func.kind === 'lambda' ? own : withoutVariables(own);
  const how: End['how'] = exit.how === 'stop' ? 'stops' : exit.rejects ? 'rejects' : exit.how === 'throw' ? (func.async ? 'rejects' : 'throws') : 'returns';
  return { how, loss, fault: way.fault, value: exit.value ?? NULL, outer, progress: way.progress, ...(exit.refused ? { refused: true } : {}) };
}

/** `futures.add(send())` in a lambda: the function around it holds the list, and may ask. */
function isAskedOutside(unit: Unit, func: Func, { until, at }: Way['loss'] & { kind: 'pending' }): boolean {
  return until.some(key => at.unit !== unit || !contains(func.span, placeOf(unit, key)));
}

function placeOf(unit: Unit, key: number): Span {
  return key >= 0 ? unit.calls[key].span : { start: -1 - key, end: -1 - key };
}

/** Ends that read alike are one. Faults stay apart: who asks about one call wants its own. */
function merged(ends: readonly End[]): End[] {
  return distinctBy(ends, end => `${endKey(end)} ${placeKey(end.loss)} ${faultKey(end.fault)}`);
}

/** The ends of a function for its callers: what ends alike is one, and of faults that nobody tells apart at one place the first stands for all. */
export function seenFromOutside(ends: readonly End[]): End[] {
  const found = new Map<string, Map<string, End>>();
  for (const end of ends) {
    const { fault, loss } = end, key = `${endKey(end)} ${fault ? `${fault.kind} ${fault.answered !== undefined}` : ''}`;
    const same = found.get(key) ?? new Map<string, End>(), one = fault ? `${placeKey(loss)} ${fault.assumed} ${fault.atOnce} ${fault.second}` : '';
    found.set(key, same);
    if (!same.has(one)) same.set(one, end);
  }
  return [...found.values()].map(same => {
    const [first, ...others] = same.values(), alike = others.flatMap(({ fault, loss }): Failed[] => (fault ? [{ fault, loss }] : []));
    return alike.length > 0 ? { ...first, alike } : first;
  });
}

function endKey({ how, loss, value, outer, progress, refused }: End): string {
  return `${how}${refused ? ' refused' : ''} ${lossKey(loss)} ${keyOf(value)} ${outer.size === 0 ? '' : [...outer].map(([symbol, one]) => `${symbol}=${keyOf(one)}`).join()} ${progressKey(progress)}`;
}

function distinctBy(ends: readonly End[], keyFor: (end: End) => string): End[] {
  const found = new Map<string, End>();
  for (const end of ends) {
    const key = keyFor(end);
    if (!found.has(key)) found.set(key, end);
  }
  return [...found.values()];
}

/** An end on which something has failed. */
type FailedEnd = End & { fault: Fault };

const byCall = new WeakMap<readonly End[], Map<Call, FailedEnd[]>>();

/** The ends of a function on which a certain call of it has failed. */
export function endsOfCall(ends: readonly End[], call: Call): readonly FailedEnd[] {
  let known = byCall.get(ends);
  if (!known) {
    byCall.set(ends, known = new Map());
    for (const end of ends.filter((one): one is FailedEnd => one.fault !== undefined)) {
      const others = known.get(end.fault.call);
      if (others) others.push(end); else known.set(end.fault.call, [end]);
    }
  }
  return known.get(call) ?? [];
}

/** How a function of another file ends: variables are told of by numbers that only their own file knows. */
export function endElsewhere({ alike, ...end }: End): End {
  return {
    ...end, outer: new Map(), loss: withoutVariables(end.loss),
    ...(alike ? { alike: alike.map(({ fault, loss }) => ({ fault, loss: withoutVariables(loss) })) } : {}),
  };
}

/** The values of a way after a function that may have set some of them, of those that matter. */
export function valuesAfter({ values }: Way, { outer }: End, matters: (symbol: number) => boolean): Values {
  return [...outer].reduce((all, [symbol, value]) => (matters(symbol) ? withKnown(all, symbol, value) : all), values);
}
