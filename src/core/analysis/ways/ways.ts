import type { Call, Func, Unit, Variable } from '../../flow/unit';
import { traitsOf } from '../../languages/traits';
import { contains } from '../../text/span';
import type { CallFacts } from '../outcomes/call-facts';
import type { Outcome } from '../outcomes/outcome';
import { COUNTED, PairMemo, type Memory } from '../program/memory';
import type { FuncAt } from '../program/program';
import { type Binding, Effects, UNBOUND } from '../calls/effect';
import { idOf, placeKey } from '../calls/loss';
import { DeliveryReports } from '../calls/reports';
import { Surfaces } from '../calls/surfaces';
import { DEEPEST_CALLS, type Engine, MOST_STEPS, type Watch } from './engine';
import { type End, endsOf, seenFromOutside, type Summary } from './summary';
import { NULL, type Value, type Values } from './value';
import { Walk } from './walk';
import { type Exit, FRESH, type Way, wayKey } from './way';

/** A summary that is being made, and what is known of it so far. */
interface Frame {
  key: string;
  ends: readonly End[];
  /** The lowest frame on which what was found here rests. */
  rests: number;
}

/** Rounds in which functions that run one another are followed. */
const ROUNDS = 4;

/** Follows every way through functions, each with at most one fault, and says how it ends. */
export class Ways implements Engine {
  readonly effects: Effects;
  readonly surfaces: Surfaces;
  readonly reports: DeliveryReports;
  /** What becomes of failures of calls. */
  readonly fates: PairMemo<Call, Outcome>;
  /** By the function and how it is entered: of those that tell nothing of their callers, and of the others. */
  readonly #free: PairMemo<Func, Summary>;
  readonly #entered: PairMemo<Func, Summary>;
  readonly #frames: Frame[] = [];
  /** Ways through steps that were followed for the question at hand, and the functions at which they became too many. */
  #spent = 0;
  readonly #large = new Set<Func>();
  /** Summaries that rest on a function that is not through yet. */
  #passing = new Map<string, Summary>();

  constructor(readonly callFacts: CallFacts) {
    const { memory } = callFacts.types.program;
    this.fates = new PairMemo(memory, 'fates');
    this.#free = new PairMemo(memory, 'summaries', COUNTED.asNested);
    this.#entered = new PairMemo(memory, undefined, COUNTED.asNested);
    this.effects = new Effects(callFacts);
    this.surfaces = new Surfaces(callFacts);
    this.reports = new DeliveryReports(callFacts.types);
  }

  summary(at: FuncAt, binding: Binding = UNBOUND, entry: Way = FRESH): Summary {
    const key = `${bindingKey(binding)} ${wayKey(entry)} ${entryKey(entry)}`;
    const memo = isFree(at, binding, entry) ? this.#free : this.#entered, known = memo.of(at.func, key);
    if (known) return known.value;
    const name = `${idOf(at.func)} ${key}`;
    const passing = this.#passing.get(name);
    if (passing) {
      this.#memory.cutShort();
      return passing;
    }
    const open = this.#frames.findIndex(frame => frame.key === name);
    if (open >= 0) {
      if (open < this.#frames.length - 1) this.#memory.cutShort();
      for (const frame of this.#frames.slice(open)) frame.rests = Math.min(frame.rests, open);
      return { ends: this.#frames[open].ends, outside: seenFromOutside(this.#frames[open].ends), checkpoints: [] };
    }
    if (this.#frames.length >= DEEPEST_CALLS) {
      return this.#unseen(at, 'it is reached through more functions than are followed');
    }
    if (this.#frames.length === 0) this.#spent = 0;
    if (this.#large.has(at.func) || this.#spent > MOST_STEPS) {
      return this.#unseen(at, 'it runs more code than is followed');
    }
    memo.open(at.unit);
    const { summary, isWhole } = this.#make(at, binding, entry, name);
    return memo.close(at.func, key, summary, isWhole);
  }

  /** A function behind a bound: it may do anything. */
  #unseen({ unit, func }: FuncAt, note: string): Summary {
    this.#memory.cutDeep();
    return { ends: [], outside: [], checkpoints: [], unseen: true, cut: { unit, span: func.nameSpan, note } };
  }

  get #memory(): Memory {
    return this.callFacts.types.program.memory;
  }

  #make(at: FuncAt, binding: Binding, entry: Way, name: string): { summary: Summary; isWhole: boolean } {
    const index = this.#frames.length;
    const frame: Frame = { key: name, ends: [], rests: index + 1 };
    this.#frames.push(frame);
    let summary: Summary = { ends: [], outside: [], checkpoints: [] };
    for (let round = 0; round < ROUNDS; round++) {
      summary = this.#walk(at, binding, entry);
      // Nothing that is still open was asked, or what it said was all.
      if (frame.rests > index || frame.rests < index || summary.ends.length === frame.ends.length) break;
      frame.ends = summary.ends;
      this.#passing = new Map();
    }
    this.#frames.pop();
    if (this.#spent > MOST_STEPS && index > 0) this.#large.add(at.func);
    const isWhole = frame.rests >= index;
    if (!isWhole) this.#passing.set(name, summary);
    else if (this.#frames.length === 0) this.#passing = new Map();
    return { summary, isWhole };
  }

  #walk(at: FuncAt, binding: Binding, entry: Way): Summary {
    const walk = new Walk(this, at.unit, at.func, binding);
    const flow = walk.steps(at.func.body, [entry]);
    const ends = endsOf(at, entry, [...flow.next.map((way): Exit => ({ how: 'return', way, value: NULL })), ...flow.exits]);
    const checkpoints = [...walk.checkpoints.values()];
    const outside = seenFromOutside(ends);
    return walk.cut ? { ends, outside, checkpoints, cut: walk.cut } : { ends, outside, checkpoints };
  }

  /** Tells of each call of a function by which ways pass. */
  passing({ unit, func }: FuncAt, watch: Watch, binding: Binding = UNBOUND, values: Values = FRESH.values): void {
    new Walk(this, unit, func, binding, watch).steps(func.body, [{ ...FRESH, values }]);
  }

  spend(ways: number): void {
    this.#spent += ways;
  }

  tracks(unit: Unit, symbol: number): boolean {
    const variable: Variable | undefined = unit.symbols[symbol];
    if (!variable || (variable.kind !== 'local' && variable.kind !== 'param')) return false;
    // What a module holds is set and read by functions that run in any order.
    if (variable.kind === 'local' && variable.func !== undefined && unit.funcs[variable.func].kind === 'module') return false;
    return variable.reads.some(({ use }) => /^(tested|returned|thrown|member|receiver|iterated)$/.test(use.kind)) || variable.values.length > 1;
  }

  capturedIn(unit: Unit, func: Func, values: Values, from: Unit): [number, Value][] {
    if (unit !== from || func.kind !== 'lambda') return [];
    return [...values].filter(([symbol]) => symbol >= 0 && isUsedIn(unit.symbols[symbol], func));
  }

  givesFuture(unit: Unit, call: Call): boolean {
    if (traitsOf(unit).waiting === 'promises') return true;
    return /(Future|CompletionStage|Mono|Flux|Uni)$/.test(this.callFacts.types.ofCall(unit, call) ?? '');
  }

  isOutOfView(unit: Unit, call: Call): boolean {
    return this.callFacts.types.callables.targets(unit, call).length === 0;
  }
}

/** True where nothing is told of the caller but values: what was found holds for all who enter the function like this. */
function isFree({ unit }: FuncAt, { handed, lent }: Binding, { loss, fault, progress }: Way): boolean {
  return handed.size === 0 && lent.size === 0 && !fault && !progress && (loss.kind === 'none' || (loss.kind === 'ended' && loss.at.unit === unit));
}

/** Where a failure ended, or was logged, by which a function is entered: its ends tell the place. */
function entryKey({ loss }: Way): string {
  return loss.kind === 'live' && loss.logged ? `${loss.logged.unit.path}:${loss.logged.span.start}` : placeKey(loss);
}

function isUsedIn(variable: Variable, func: Func): boolean {
  return variable.func !== func.id && (variable.reads.some(read => contains(func.span, read.span)) || variable.values.some(value => contains(func.span, value.span)));
}

/** A binding as text. */
export function bindingKey({ handed, lent }: Binding): string {
  if (handed.size === 0 && lent.size === 0) return '';
  const given = [...handed].map(([symbol, value]) => `${symbol}:${value.methods ? Object.keys(value.methods).join('/') : idOf(value.meaning ?? value)}`);
  return [...given, ...[...lent].map(([symbol, funcs]) => `${symbol}:${funcs.map(at => `${idOf(at.func)}(${bindingKey(at.binding)})`).join('/')}`)].join();
}
