import type { Call, Func, Unit } from '../../flow/unit';
import type { CallFacts } from '../outcomes/call-facts';
import type { FuncAt } from '../program/program';
import type { Binding, Effects, GivenFunction } from '../calls/effect';
import type { Stop } from '../calls/loss';
import type { DeliveryReports } from '../calls/reports';
import type { Surfaces } from '../calls/surfaces';
import type { Summary } from './summary';
import type { Value, Values } from './value';
import type { Checkpoint, Flow, Way } from './way';

/** Ways that are followed side by side through one function; what people write has a tenth of it. */
export const MOST_WAYS = 500;
/** Ways that are taken through steps and out of calls for one question, of which most need some thousands; beyond, calls are out of view. */
export const MOST_STEPS = 150_000;
/** Steps inside one another that the stack is good for. */
export const DEEPEST = 500;
/** Functions that run one another, followed into one another. */
export const DEEPEST_CALLS = 120;

/** What the walk through one function asks about all others. */
export interface Engine {
  readonly callFacts: CallFacts;
  readonly effects: Effects;
  readonly surfaces: Surfaces;
  readonly reports: DeliveryReports;
  /** How a function ends when it is entered by a way. Faults are those of its own calls; a fault of the entry stays that. */
  summary(at: FuncAt, binding?: Binding, entry?: Way): Summary;
  /** Notes so many ways that are followed through a step. */
  spend(ways: number): void;
  /** True for variables whose values matter: somebody asks them, or hands them on as they are. */
  tracks(unit: Unit, symbol: number): boolean;
  /** The values of variables around a function that it reads or sets. */
  capturedIn(unit: Unit, func: Func, values: Values, from: Unit): [number, Value][];
  /** Whether what a call gives may be a promise or future. */
  givesFuture(unit: Unit, call: Call): boolean;
  /** True for a call whose function is not of the workspace. */
  isOutOfView(unit: Unit, call: Call): boolean;
}

/** Is told what ways pass. */
export interface Watch {
  /** A call is come to; the way may go on as another one. */
  call(call: Call, way: Way): Way | void;
  /** A call runs a function, or is given one. */
  runs?(call: Call, target: FuncAt, binding: Binding, given?: GivenFunction['how']): void;
}

/** What the passage of a call asks about the function around it. */
export interface FunctionWalk {
  readonly engine: Engine;
  readonly unit: Unit;
  readonly func: Func;
  readonly binding: Binding;
  readonly watch?: Watch | undefined;
  /** A bound was reached. */
  cut: Stop | undefined;
  /** Where the walk is inside a loop, of whatever kind. */
  readonly isInLoop: boolean;
  /** Where it is inside a loop over some items. */
  readonly isInEach: boolean;
  /** Keeps what is passed, each once. */
  note(checkpoint: Checkpoint): void;
  /** The failure inside a promise that is asked at a place. */
  asked(way: Way, key: number): Flow | undefined;
}
