import type { Callback } from '../../flow/idioms';
import type { Call, Unit } from '../../flow/unit';
import { peel } from '../../flow/walk';
import { traitsOf } from '../../languages/traits';
import { type Ground, surenessOf } from '../../kafka/loudness';
import { UNBOUND } from '../calls/effect';
import { handedOver, isCountedDown } from '../calls/hand-over';
import type { Fault } from '../calls/loss';
import { lastName } from '../outcomes/last-name';
import { answers, givesPromise, isRequest, outerLink, promised, settles } from '../outcomes/promises';
import { rejectsLater } from '../outcomes/throwing';
import type { Act, Run } from './deeds';
import { groundOfUnseen, type Link, pathTo } from '../ways/story';
import type { Ways } from '../ways/ways';

/** Work that a function starts, itself or in what it runs, and goes on without. */
export interface Started {
  /** The call that starts it. */
  act: Act;
  how: NonNullable<Callback['how']>;
  /** What of it can fail, where that is in view. */
  fault?: Fault;
  /** On what it rests that it is work, and that nobody waits for it. */
  story: readonly Link[];
}

/** What is known of work that a call starts, but for the call. */
type Work = Pick<Started, 'fault' | 'story'>;

/** The work that is started among what a function does while all goes well. */
export function startedAmong(ways: Ways, acts: readonly Act[]): Started[] {
  const found = new Map<Act, Started>();
  for (const act of acts) {
    if (act.failing || act.around.some(outer => found.has(outer))) continue;
    const started = new Start(ways, act).found();
    if (started) found.set(act, { act, ...started });
  }
  return [...found.values()];
}

/** Whether a call may start work, for all that is known of it alone. */
export function mayStart({ callFacts, surfaces }: Ways, unit: Unit, call: Call): boolean {
  if (callFacts.callbackOf(unit, call) || handedOver(callFacts.types, unit, call)) return true;
  if (traitsOf(unit).waiting === 'threads') return call.use.kind === 'dropped' && !callFacts.isLog(unit, call);
  return call.kind !== 'new' && !callFacts.isLog(unit, call) && surfaces.isLeft(unit, call);
}

/** Whether one call starts work. */
class Start {
  readonly #unit: Unit;
  readonly #call: Call;
  /** The functions of the workspace that the call runs, and those that it is given. */
  readonly #runs: readonly Run[];
  readonly #given: readonly Run[];

  constructor(private readonly ways: Ways, private readonly act: Act) {
    this.#unit = act.unit;
    this.#call = act.call;
    this.#runs = act.runs.filter(run => run.given === undefined);
    this.#given = act.runs.filter(run => run.given !== undefined);
  }

  found(): Omit<Started, 'act'> | undefined {
    const treatment = this.#callFacts.callbackOf(this.#unit, this.#call);
    if (treatment?.how && treatment.failure !== 'through' && this.#given.length > 0 && !promised(this.#unit, this.#call)) {
      const work = treatment.failure === 'result' && !this.#isLeft ? undefined : this.#beside();
      if (work) return { how: treatment.how, ...work };
      const begun = this.#isSubscription ? this.#subscribed() : undefined;
      return begun?.story.every(({ rests }) => rests === 'seen') ? begun : undefined;
    }
    const each = treatment ? this.#promisesOf(treatment) : undefined;
    if (each) return { how: 'promise', ...each };
    if (this.#isAnsweredLater) return { how: 'callback', story: [this.#link(this.#ground)] };
    if (this.#call.kind === 'new') return undefined;
    const promise = traitsOf(this.#unit).waiting === 'promises' ? this.#promise() : undefined;
    if (promise) return { how: 'promise', ...promise };
    return (traitsOf(this.#unit).waiting === 'threads' ? this.#inJava() : undefined) ?? this.#inMemory();
  }

  get #callFacts() {
    return this.ways.callFacts;
  }

  get #isLeft(): boolean {
    return this.ways.surfaces.isLeft(this.#unit, this.#call);
  }

  /** What a call that cannot be seen rests on. */
  get #ground(): Ground {
    const { unseen } = this.ways.effects.of(this.#unit, this.#call, UNBOUND);
    return unseen ? groundOfUnseen(this.#callFacts, this.#unit, this.#call) : 'seen';
  }

  #link(rests: Ground): Link {
    return { unit: this.#unit, span: this.#call.nameSpan, rests };
  }

  /** The work of functions that run by themselves, unless their end is waited for. */
  #beside(): Work | undefined {
    return this.#workOf(this.#given.filter(({ unit, func }) => !isCountedDown(unit, func, this.#unit, this.#call)));
  }

  /** `forEach(async …)` starts each piece of work and waits for none, and so does `map(async …)` whose result nobody takes. */
  #promisesOf(treatment: Callback): Work | undefined {
    const left = treatment.value === 'dropped' ? !settles(this.#unit, this.#call) : this.#isLeft;
    return left && traitsOf(this.#unit).waiting === 'promises' ? this.#workOf(this.#given.filter(run => this.#isPromise(run))) : undefined;
  }

  /** A call out of view is told of the end of its work, later. */
  get #isAnsweredLater(): boolean {
    const unit = this.#unit, call = this.#call;
    if (this.act.meaning || !this.ways.isOutOfView(unit, call) || this.#callFacts.callbackOf(unit, call)) return false;
    return this.#given.some(run => run.unit === unit && answers(unit, call, run.func)) && !promised(unit, call);
  }

  /** Work whose promise nobody holds. */
  #promise(): Work | undefined {
    const call = this.#call;
    const isLink = /^(catch|then|finally)$/.test(call.name) && call.receiver !== undefined;
    if (isLink || !this.#isLeft || settles(this.#unit, outerLink(this.#unit, call)) || !this.#givesPromise) return undefined;
    if (this.#runs.length > 0) return this.#workOf(this.#runs);
    const { kind, meaning } = this.ways.effects.of(this.#unit, call, UNBOUND);
    return kind === 'work' || meaning ? { story: [this.#link(this.#ground)] } : undefined;
  }

  get #givesPromise(): boolean {
    const { types } = this.#callFacts, { meaning } = this.act, link = outerLink(this.#unit, this.#call);
    if (meaning) return meaning.role === 'database-write' || (meaning.role === 'send' && meaning.outcome === 'promise');
    const targets = types.callables.targets(this.#unit, this.#call);
    if (targets.some(target => givesPromise(types, target)) || this.#runs.some(run => this.#isPromise(run))) return true;
    if (link !== this.#call && link.name !== 'subscribe') return true;
    return this.#runs.length === 0 && (isRequest(this.#call) || rejectsLater(types, this.#unit, this.#call));
  }

  /** A function that gives a promise, by its own word or since it may reject. */
  #isPromise(run: Run): boolean {
    return givesPromise(this.#callFacts.types, run) || this.ways.summary(run, run.binding).ends.some(({ how }) => how === 'rejects');
  }

  #inJava(): Omit<Started, 'act'> | undefined {
    const unit = this.#unit, call = this.#call, { types } = this.#callFacts;
    if (call.use.kind !== 'dropped') return undefined;
    if (this.#isSubscription) return this.#subscribed();
    const targets = types.callables.targets(unit, call);
    if (targets.some(target => types.marks.find(target.unit, target.func.annotations, 'async'))) {
      const work = this.#runs.length > 0 ? this.#workOf(this.#runs) : { story: [this.#link('convention')] };
      return work && { how: 'executor', ...work };
    }
    const thread = call.name === 'start' && call.receiver ? peel(call.receiver) : undefined;
    const made = thread?.kind === 'call' ? unit.calls[thread.call] : undefined;
    const runsOther = made?.name === 'Thread' && !made.args.some(arg => peel(arg).kind === 'function');
    return runsOther ? { how: 'thread', story: [this.#link('seen')] } : undefined;
  }

  #subscribed(): Omit<Started, 'act'> {
    const { receiver } = this.#call, owner = receiver && this.#callFacts.types.of(this.#unit, receiver);
    return { how: 'reactive', story: [this.#link(STREAMS.test(owner ?? '') ? 'seen' : 'convention')] };
  }

  /** `mono.subscribe()`, `uni.subscribe().with(…)`, and not `consumer.subscribe(topics)`; what is sent is judged as a send. */
  get #isSubscription(): boolean {
    const { args, receiver, use } = this.#call, unit = this.#unit;
    if (use.kind !== 'dropped' || traitsOf(unit).waiting !== 'threads' || isOfSend(this.#callFacts, unit, this.#call)) return false;
    return SUBSCRIBES.has(this.#callFacts.linkName(unit, this.#call)) && this.act.meaning === undefined && this.#runs.length === 0
      && !args.some(arg => peel(arg).kind === 'literal') && receiver !== undefined && !/consumer/i.test(lastName(receiver));
  }

  /** What is put into a pool, a queue or an emitter; where the body is in view, it tells itself whether it hands anything over. */
  #inMemory(): Omit<Started, 'act'> | undefined {
    const handed = this.#runs.length > 0 ? undefined : handedOver(this.#callFacts.types, this.#unit, this.#call);
    return handed && { how: handed.how, story: [this.#link(handed.rests)] };
  }

  /** The surest work of some functions. */
  #workOf(runs: readonly Run[]): Work | undefined {
    const faults = runs.flatMap(run => this.ways.summary(run, run.binding).ends.flatMap(({ fault }) => fault ?? []));
    const works = faults.filter(({ kind }) => /^(work|send)$/.test(kind)).toSorted((a, b) => a.call.span.start - b.call.span.start);
    const earliest = works.map(fault => ({ fault, story: pathTo(this.#callFacts, fault) }));
    return SURER.map(sureness => earliest.find(({ story }) => surenessOf(story) === sureness)).find(one => one);
  }
}

/** Types of Reactor, RxJava and Mutiny that run what they are made of when somebody subscribes. */
const STREAMS = /(^|\.)(Mono|Flux|Uni|Multi|Observable|Flowable|Single|Maybe|Completable)$/;

/** Links by which a stream is begun. */
const SUBSCRIBES: ReadonlySet<string> = new Set(['subscribe', 'subscribe.with']);

/** A chain that begins with a send. */
function isOfSend({ types }: Ways['callFacts'], unit: Unit, call: Call): boolean {
  for (let at = call; at.receiver;) {
    const before = peel(at.receiver);
    if (before.kind !== 'call') return false;
    at = unit.calls[before.call];
    if (types.meanings.of(unit, at)?.meaning.role === 'send') return true;
  }
  return false;
}

const SURER = ['certain', 'likely', 'possible'] as const;
