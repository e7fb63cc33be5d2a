import { isTestPath } from '../kafka/environment';
import type { Span } from '../text/span';
import { Code } from './code';
import { languageOf, type FileFacts } from './facts';
import { isGood, lastGood, type Good } from './last-good';
import { foldersByName, namesFolders } from './packages';
import { ClientNames } from './relevance';

/** One file as the session holds it. */
export interface Held {
  text: string;
  facts?: FileFacts;
  /** How it is read: code by itself, or only near such code; test code proves nothing about production, and its doubles look like clients. */
  as: 'kafka' | 'plain' | 'test' | 'configuration';
  /** The last state of the text that could be read, when this one may not be. */
  good?: Good;
  /** Where the text that may not be read is being typed. */
  typed?: Span;
}

/**
 * All files, and which of them are what: at each key one of tens of thousands changes, so each list is kept, not made.
 * What is found does not depend on who came first: lists are in the order of the paths.
 */
export class Files {
  readonly #files = new Map<string, Held>();
  readonly #paths = new Ordered();
  readonly #kafka = new Ordered();
  /** Configuration that says anything. */
  readonly #telling = new Ordered();
  readonly #naming = new Ordered();
  readonly #unreadConfiguration = new Set<string>();
  #folders: ReadonlyMap<string, readonly string[]> = new Map();
  /** Files that name folders changed since. */
  #isRenamed = false;
  readonly code = new Code();

  /** By their names code is known to speak of Kafka. */
  constructor(readonly clients = new ClientNames()) {}

  /** Counts the changes of all but the texts of plain code. */
  changes = 0;

  get size(): number {
    return this.#files.size;
  }

  /** The paths of all files; the very same list until one comes or goes. */
  get paths(): readonly string[] {
    return this.#paths.list;
  }

  /** The code files that speak of Kafka. */
  get kafka(): readonly string[] {
    return this.#kafka.list;
  }

  /** The configuration that was not read since it changed. */
  get unreadConfiguration(): readonly string[] {
    return [...this.#unreadConfiguration];
  }

  /** The names of the workspace's packages and aliases, and where they lead; the very same map until one leads elsewhere. */
  get packages(): ReadonlyMap<string, readonly string[]> {
    if (this.#isRenamed) {
      const folders = foldersByName(this.#naming.list.map(path => ({ path, text: this.#files.get(path)!.text })));
      if (JSON.stringify([...folders]) !== JSON.stringify([...this.#folders])) this.#folders = folders;
      this.#isRenamed = false;
    }
    return this.#folders;
  }

  get(path: string): Held | undefined {
    return this.#files.get(path);
  }

  /** Adds or replaces a file; false when it has this text already. */
  set(path: string, text: string): boolean {
    const before = this.#files.get(path);
    if (before?.text === text) return false;
    const as = !languageOf(path) ? 'configuration' : isTestPath(path) ? 'test' : this.clients.mentioned(text) ? 'kafka' : 'plain';
    if (before?.as === 'kafka' && as !== 'kafka') this.#kafka.delete(path);
    if (before?.as !== 'plain' || as !== 'plain') this.changes++;
    this.#files.set(path, { text, as, good: goodOf(before) });
    this.#paths.add(path);
    if (as === 'kafka') this.#kafka.add(path);
    if (as === 'kafka' || as === 'plain') this.code.set(path, text);
    if (as === 'configuration') this.#unreadConfiguration.add(path);
    if (namesFolders(path)) this.#names(path);
    return true;
  }

  /** Takes a file out. */
  delete(path: string): void {
    if (!this.#files.delete(path)) return;
    this.changes++;
    this.#paths.delete(path);
    this.#take(path);
    if (namesFolders(path)) this.#names(path);
  }

  /** Keeps what was read of a file, or what its last good state said where that says more. */
  keep(facts: FileFacts): void {
    const { path } = facts, held = this.#files.get(path);
    if (!held) return;
    const last = lastGood(facts, held.text, held.good);
    held.facts = last?.facts ?? facts;
    held.typed = last?.typed;
    if (!last) held.good = undefined;
    if (held.as !== 'configuration') return;
    this.#unreadConfiguration.delete(path);
    const { config, build, manifest, unread, gaps } = held.facts;
    if (config ?? build ?? manifest ?? unread ?? gaps) this.#telling.add(path); else this.#telling.delete(path);
  }

  /** The facts of all configuration that says anything, and of some code files. */
  factsOf(code: Iterable<string>): FileFacts[] {
    return [...this.#telling.list, ...code].sort().flatMap(path => this.#files.get(path)?.facts ?? []);
  }

  #take(path: string): void {
    for (const list of [this.#kafka, this.#telling, this.#unreadConfiguration, this.code]) list.delete(path);
  }

  #names(path: string): void {
    if (this.#files.has(path)) this.#naming.add(path); else this.#naming.delete(path);
    this.#isRenamed = true;
  }
}

/** Paths in their order, which is made when it is asked for. */
class Ordered {
  readonly #paths = new Set<string>();
  #list: readonly string[] | undefined;

  get list(): readonly string[] {
    return this.#list ??= [...this.#paths].sort();
  }

  add(path: string): void {
    if (this.#paths.has(path)) return;
    this.#paths.add(path);
    this.#list = undefined;
  }

  delete(path: string): void {
    if (this.#paths.delete(path)) this.#list = undefined;
  }
}

/** The state to fall back on when the next one cannot be read. */
function goodOf(held: Held | undefined): Good | undefined {
  return held?.good ?? (held?.facts && isGood(held.facts) ? { text: held.text, facts: held.facts } : undefined);
}
