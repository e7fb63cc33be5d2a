import type { Unit } from '../flow/unit';
import type { Answer } from './asked';
import { AllAsks } from './asks';
import type { Code } from './code';
import { NamedFiles } from './named-files';
import { ALL_FILES, keyOf, type Lead, type Question } from './question';
import type { ClientNames } from './relevance';
import { leadsFrom } from './questions';
import type { Names } from './user-leads';

/** How many further files are read for so many that speak of Kafka: a bound for programs in which all hangs together, which is told. */
function mostLedTo(kafkaFiles: number): number {
  return 200 + 10 * kafkaFiles;
}

/** What is held of the workspace. */
export interface Held {
  code: Code;
  packages: ReadonlyMap<string, readonly string[]>;
  clients: ClientNames;
  /** The code of a file that was read; nothing where it could not be. */
  unit: (path: string) => Unit | undefined;
}

/** Reads those of some files that were not read since they changed. */
type Read = (paths: readonly string[]) => Promise<void>;

/** The files that are read, and those to which questions lead that are more than are read at once. */
export interface Extent {
  read: ReadonlySet<string>;
  beyond: readonly string[];
}

/** A file of which something is asked. */
interface FileAt {
  path: string;
  unit: Unit | undefined;
  asked: Map<string, Node>;
  /** The last walk in which it was read. */
  walk: number;
  /** What is asked of it before it is read. */
  waiting: Node[];
}

/** A question about a file, with the questions to which it leads. */
interface Node {
  file: FileAt;
  question: Question;
  /** The code from which the leads follow. */
  unit: Unit | undefined;
  leads: Answer<readonly Way[]> | undefined;
  /** The last walk that came by, and how many calls within calls still counted at most: by what was found, and by what was followed. */
  walk: number;
  left: number;
  done: number;
}

type Way = Pick<Lead, 'isDeeper' | 'within'> & { to: Node };

/**
 * Which files are read: those to which a question leads from the functions that have to do with Kafka: what they call and
 * use, as far as it goes; who calls those that send, or are given handlers and settings; who implements what they call.
 * Each step only adds, so that the order of files and steps is nothing to what is read. To which questions one leads is
 * remembered until its file, or what was asked of others, changes; where nothing of that does, the last answer holds.
 */
export class Reading {
  readonly #names: Names;
  readonly #files = new Map<string, FileAt>();
  #walk = 0;
  #count = 0;
  /** What is to be followed, and the files that are to be read next. */
  readonly #work: Node[] = [];
  readonly #waiting = new Set<FileAt>();
  #visited: Node[] = [];
  #last: { first: readonly string[]; most: number; files: readonly string[]; extent: Extent } | undefined;

  constructor(readonly held: Held) {
    this.#names = { code: held.code, names: new NamedFiles(held.code, held.packages), asks: new AllAsks(), clients: held.clients };
  }

  /** Reads what is to be read, from the files that are read first, of which some speak of Kafka. */
  async extent(first: readonly string[], kafkaFiles: number, read: Read): Promise<Extent> {
    try {
      return await this.#extent(first, kafkaFiles, read);
    } finally {
      this.#names.asks.forget();
    }
  }

  async #extent(first: readonly string[], kafkaFiles: number, read: Read): Promise<Extent> {
    const most = first.length + mostLedTo(kafkaFiles), last = this.#last;
    if (last?.most === most && isSame(last.first, first) && last.files.every(path => this.held.code.has(path))) {
      await read(last.files);
      for (const path of last.files) this.#file(path).unit = this.held.unit(path);
      if (this.#visited.every(node => this.#isAsBefore(node))) return last.extent;
    }
    this.#last = undefined;
    const extent = await this.#follow(first, most, read);
    this.#last = { first, most, files: [...extent.read], extent };
    this.#tidy();
    return extent;
  }

  async #follow(first: readonly string[], most: number, readCode: Read): Promise<Extent> {
    const read = new Set(first), beyond = new Set<string>();
    this.#walk++;
    this.#visited = [];
    this.#work.length = 0;
    this.#waiting.clear();
    await this.#read(first, readCode);
    for (const path of first) this.#come(this.#node(path, { kind: 'roots' }), 0);
    for (let more = this.#next(beyond); more.length > 0; more = this.#next(beyond)) {
      for (const path of more.slice(most - read.size)) beyond.add(path);
      more = more.slice(0, most - read.size);
      for (const path of more) read.add(path);
      await this.#read(more, readCode);
    }
    return { read, beyond: [...beyond] };
  }

  async #read(paths: readonly string[], readCode: Read): Promise<void> {
    await readCode(paths);
    for (const path of paths) {
      const file = this.#file(path);
      file.unit = this.held.unit(path);
      file.walk = this.#walk;
      this.#waiting.delete(file);
      this.#work.push(...file.waiting);
      file.waiting = [];
    }
  }

  /** The files to which questions lead on: a few at a time, until there are none. */
  #next(beyond: ReadonlySet<string>): readonly string[] {
    for (let node = this.#work.pop(); node; node = this.#work.pop()) {
      if (node.done >= node.left) continue;
      if (node.done < 0) this.#visited.push(node);
      const { left } = node;
      node.done = left;
      for (const { to, within, isDeeper } of this.#leads(node).value) this.#come(to, (within ?? left) - (isDeeper ? 1 : 0));
    }
    return [...this.#waiting].map(({ path }) => path).filter(path => !beyond.has(path)).sort();
  }

  /** A question is come by; it is followed where it was not before, or less far. */
  #come(node: Node, left: number): void {
    const { file } = node, walk = this.#walk;
    if (node.walk !== walk) { node.walk = walk; node.left = node.done = -1; }
    if (left <= node.left) return;
    node.left = left;
    if (file.walk === walk || file.path === ALL_FILES) { this.#work.push(node); return; }
    if (!this.#waiting.has(file)) { this.#waiting.add(file); file.waiting = []; }
    file.waiting.push(node);
  }

  #leads(node: Node): Answer<readonly Way[]> {
    const { file: { unit }, question } = node;
    if (node.unit === unit && node.leads?.isGone === false) return node.leads;
    node.unit = unit;
    return node.leads = this.held.code.asking.answer(() => leadsFrom(unit, question, this.#names)
      .map(({ path, question, isDeeper, within }) => ({ to: this.#node(path, question), isDeeper, within })));
  }

  /** Whether a question leads where it led in the last walk. */
  #isAsBefore(node: Node): boolean {
    const before = node.leads?.value, now = this.#leads(node).value;
    return before === now || (before?.length === now.length
      && before.every(({ to, isDeeper, within }, at) => to === now[at].to && isDeeper === now[at].isDeeper && within === now[at].within));
  }

  #file(path: string): FileAt {
    let file = this.#files.get(path);
    if (!file) this.#files.set(path, file = { path, unit: undefined, asked: new Map(), walk: 0, waiting: [] });
    return file;
  }

  #node(path: string, question: Question): Node {
    const file = this.#file(path), key = keyOf(question);
    let node = file.asked.get(key);
    if (!node) {
      file.asked.set(key, node = { file, question, unit: undefined, leads: undefined, walk: 0, left: -1, done: -1 });
      this.#count++;
    }
    return node;
  }

  /** Forgets what nobody asks any more. */
  #tidy(): void {
    if (this.#count < 2 * this.#visited.length + 1000) return;
    this.#count = 0;
    for (const { asked } of this.#files.values()) {
      for (const [key, { walk }] of asked) if (walk !== this.#walk) asked.delete(key);
      this.#count += asked.size;
    }
  }
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((path, at) => path === other[at]);
}
