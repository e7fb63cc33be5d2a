/**
 * What promises, futures, callbacks and loggers are called in each language: knowledge of runtimes, not of Kafka.
 * Only names whose meaning does not depend on the receiver are listed.
 */
export interface Idioms {
  /** Methods of a future by which its failure reaches the caller. */
  waits: ReadonlySet<string>;
  /** Those of them that throw it as a checked exception. */
  throwsChecked: ReadonlySet<string>;
  /** As one of which exceptions they throw it, where they wrap it. */
  wraps: Readonly<Record<string, readonly string[]>>;
  /** Methods that give another future with the same failure. */
  passes: ReadonlySet<string>;
  /** Methods that take a callback for the success only, and give a future with the same failure. */
  successOnly: ReadonlySet<string>;
  /**
   * Methods that take a failure callback: the argument, and which of its parameters is the failure. `value`: they may be given a
   * value instead, which takes the place of the failure; `last`: without the callback nobody hears of it.
   */
  failureCallbacks: Readonly<Record<string, FailureCallback>>;
  /** Methods that put something else in the place of the failure, whatever it was. */
  recovers: ReadonlySet<string>;
  /** Names of methods that are known together with the method before them, or with their type: `onFailure.invoke`, `Uni.call`. */
  links: ReadonlySet<string>;
  /** The types of which that is so, and how they are called there. */
  streams: Readonly<Record<string, string>>;
  /** Functions that make one future of many: their result carries the failures. */
  combines: ReadonlySet<string>;
  /** Those of them that go on with the first outcome, whosever it is. */
  races: ReadonlySet<string>;
  /** Like `combines`, but the failures must be read out of the result. */
  settles: ReadonlySet<string>;
  /** Functions that give a promise or future which is through, and did not fail. */
  done: ReadonlySet<string>;
  /** Methods that put a value into a collection. */
  collects: ReadonlySet<string>;
  /** How functions given to a call are treated. */
  callbacks: Readonly<Record<string, Callback>>;
  /** Methods whose callback runs only when somebody asks for the result, which is not followed. */
  lazy: ReadonlySet<string>;
  /** What runs functions by itself gives them nothing: one with a parameter runs before the call returns. */
  runsAlone: ReadonlySet<Callback['how']>;
  /** Types of functions that give nothing back to whoever runs them. */
  givesNothing: ReadonlySet<string>;
  /** What a failure callback throws goes on along the chain. */
  chainsThrow: boolean;
  /** Until a function waits for something nothing else runs. */
  oneThread: boolean;
  /** The top of a file is a program: it ends loudly when it fails, and what it holds lives as long as the process. */
  topRuns: boolean;
}

/** How a method is told of a failure. */
export interface FailureCallback {
  argument: number;
  failure: number;
  method?: string;
  passes?: boolean;
  value?: boolean;
  last?: boolean;
}

/**
 * `value`: what becomes of the callback's own result. `failure`: where an exception of the callback goes.
 * `how` names the way in which work in it is detached.
 */
export interface Callback {
  value: 'dropped' | 'result';
  failure: 'through' | 'lost' | 'result';
  how?: 'executor' | 'timer' | 'emitter' | 'queue' | 'reactive' | 'thread' | 'callback' | 'promise';
  /** The argument that is given what the callback throws, where there is one. */
  failures?: number;
}

/** A function that is run later, whose result and failure nobody gets. */
export function later(how: Callback['how']): Callback {
  return { value: 'dropped', failure: 'lost', how };
}
