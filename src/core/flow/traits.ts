/** What a programming language is like, as far as anybody asks who reads code of any. */
export interface Traits {
  /** From where its libraries come, and with them the clients, databases and frameworks that its code may use. */
  ecosystem: 'npm' | 'jvm';
  /**
   * How names lead from file to file. `modules`: a path names a file, and the file says what it exports. `packages`: classes
   * are named with their package, those of one package know each other, and a class within another one has its members.
   */
  names: 'modules' | 'packages';
  /** What is known of a value. `typed`: the type that it is declared to have. `shaped`: what it is made of; functions are values. */
  values: 'typed' | 'shaped';
  /** How a call lasts. `promises`: its result is a promise, and who asks for it waits. `threads`: it waits itself, and others go on. */
  waiting: 'promises' | 'threads';
  /** Which failures a catch takes: all, or those of its types; such a language has checked exceptions. */
  catches: 'all' | 'types';
  /** In what code gathers settings. */
  settings: 'literals' | 'maps';
  /** What a failure does that nobody hears: it ends the process, or is lost. */
  unheard: 'ends-process' | 'is-lost';
  /** How a function without a name is written, for people. */
  arrow: string;
}
