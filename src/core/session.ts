import { CONFIG_WORDS, isClientName, isLockName, isManifestName, LARGEST_LOCK, needsHcl } from './config/index';
import type { ParseHcl } from './config/notations/hcl-tree';
import type { Inputs } from './analysis/inputs';
import { Memory } from './analysis/program/memory';
import type { LanguageModule, LoadAsset } from './flow/language';
import { remembered } from './flow/remembered';
import type { Language, Unit } from './flow/unit';
import { frameworks } from './frameworks/index';
import { CLIENT_WORDS, CODE_WORDS, libraries } from './libraries/index';
import type { Journey } from './journey/contract';
import { journeyOf } from './journey/journey';
import { Services } from './journey/services';
import { settingAt, type SettingView } from './journey/setting-at';
import { Told } from './journey/told';
import type { LibraryTable } from './libraries/table';
import type { Policy, RuleSetting } from './policy/policy';
import type { Review } from './review/finding';
import { layerReports } from './review/layers';
import { reviewModel, unreadClients, type ModelReview } from './review/review';
import { things } from './review/things';
import { rules } from './rules/index';
import { SourceText } from './text/source-text';
import { extractFacts, isForeign, isReviewable, languageOf, type FileFacts } from './facts/facts';
import { Files } from './facts/files';
import { withoutFailing, type Made } from './facts/failing-files';
import type { KafkaModel } from './kafka/model';
import { buildModel } from './model/build';
import { ClientNames, wordsOf } from './facts/relevance';
import { Reading, type Extent } from './facts/reading';
import { NothingToShow, shown, VIEWS, type ShowRequest, type View } from './show/show';
import { speaksOfClients } from './libraries/clients/unread-names';

export { CLIENT_WORDS, CODE_WORDS, CONFIG_WORDS, extractFacts, isClientName, isForeign, isLockName, isManifestName, isReviewable, LARGEST_LOCK, languageOf, NothingToShow, VIEWS, wordsOf, type FileFacts, type ShowRequest, type View };

/** What a host lends to a session. */
export interface SessionHost {
  /** Bytes of a file that comes with the product (`tree-sitter.wasm`, `tree-sitter-java.wasm`, `tree-sitter-hcl.wasm`). */
  loadAsset: LoadAsset;
  /** Reads the facts of many code files at once, e.g. on several threads; absent: here, one after the other. */
  extract?: (files: readonly { path: string; text: string }[]) => Promise<FileFacts[]>;
  /**
   * Told of each step that begins, so that a host knows one that does not end: with the path of the file that is read or
   * fixed here, and with an empty one before a part of the model, a rule, or what else concerns no file in particular.
   */
  at?: (path: string) => void;
  /** Reviews once: no answer is kept for a next time. */
  once?: boolean;
  /** What the team has decided; absent: nothing. */
  policy?: Policy;
}

export interface ReviewOptions {
  /** Called now and then with the number of files done; return false to stop early. */
  progress?: (done: number, total: number) => boolean | void;
  /** Rules that are off, or have another severity, whatever the policy says of them. */
  rules?: Record<string, RuleSetting>;
  /** False when the report shows no fixes: findings then have none. */
  fixes?: boolean;
  /** True when the report shows the contracts of topics. */
  journey?: boolean;
}

/** The review was stopped by its caller. */
export class Cancelled extends Error {
  override name = 'Cancelled';
}

/** What the model of some files shows. */
type Look = ModelReview & Pick<Review, 'layers' | 'things' | 'unreadClients'> & { kafka: number; model: KafkaModel };

/** Why files are not read to which questions lead: a program in which all hangs together would be read whole. */
function beyondBound(count: number): string {
  return count === 1 ? 'it is one more file near Kafka code than is read at once' : `it and ${count - 1} others near Kafka code are more files than are read at once`;
}

/**
 * The one door to the engine. Files are given as text under paths relative to the reviewed folder; nothing is read,
 * run or sent. Facts are cached by content, so a second review after one change costs one file.
 */
export class Session {
  readonly #files: Files;
  readonly #unread = new Map<string, string>();
  readonly #sources = new Map<string, SourceText>();
  readonly #languages = new Map<Language, Promise<LanguageModule>>();
  readonly #loaded = new Map<Language, LanguageModule>();
  #hcl: ParseHcl | undefined;
  readonly #memory: Memory;
  readonly #libraries: readonly LibraryTable[];
  #reading: Reading | undefined;
  /** The reading of the last review that began: one ends before the next one begins. */
  #reviewed: Promise<unknown> = Promise.resolve();
  #last: { stamp: string; facts: readonly FileFacts[]; made: Made<Look> } | undefined;

  constructor(private readonly host: SessionHost) {
    this.#memory = new Memory(!host.once);
    this.#libraries = [...libraries, ...host.policy?.libraries ?? []];
    this.#files = new Files(new ClientNames(host.policy?.libraries));
  }

  get paths(): Iterable<string> {
    return this.#files.paths;
  }

  /** Adds or replaces a file. Cheap: nothing is parsed yet. */
  set(path: string, text: string): void {
    // Of code in other languages only the imports count: what names no client need not be kept.
    if (isForeign(path) && !speaksOfClients(text)) text = '';
    if (!this.#files.set(path, text)) return;
    this.#unread.delete(path);
    this.#sources.delete(path);
  }

  /** Takes a file out. */
  delete(path: string): void {
    this.#files.delete(path);
    this.#sources.delete(path);
    this.#unread.delete(path);
  }

  /** Notes a file that could not be read. */
  unreadable(path: string, why: string): void {
    this.delete(path);
    this.#unread.set(path, why);
  }

  /**
   * Reviews all files.
   * @throws Cancelled when `progress` returns false
   */
  async review(options: ReviewOptions = {}): Promise<Review> {
    const { read, beyond } = await this.#readAll(options), facts = this.#files.factsOf(read);
    const unread = [...this.#unread].map(([path, why]) => ({ path, why })).sort((a, b) => (a.path < b.path ? -1 : 1));
    for (const { path, unread: why, gaps } of facts) if (why ?? gaps) unread.push({ path, why: (why ?? gaps)! });
    if (beyond.length > 0) unread.push({ path: beyond[0], why: beyondBound(beyond.length) });
    const { result, failing } = this.#looked(facts, options);
    const all = [...unread, ...failing, ...result.unread];
    return {
      findings: result.findings, undecided: result.undecided, suppressed: result.suppressed, layers: result.layers, things: result.things, unreadClients: result.unreadClients,
      files: { seen: this.#files.size + this.#unread.size, kafka: result.kafka, unread: all },
      ...(options.journey && { journey: this.#journey(result, all) }),
    };
  }

  /** What holds for the records of each topic. */
  async journey(options: ReviewOptions): Promise<Journey> {
    return (await this.review({ ...options, journey: true })).journey!;
  }

  /** What the last review knows of the setting at an offset of a file. */
  settingAt(path: string, offset: number): SettingView | undefined {
    const look = this.#last?.made.result;
    return look && settingAt(look.model, new Told([], [], file => this.#source(file)), path, offset);
  }

  #journey(look: Look, unread: Review['files']['unread']): Journey {
    const services = new Services(this.#files.paths, path => isManifestName(path));
    return journeyOf(look.model, { ...look, unread }, path => this.#source(path), path => services.of(path));
  }

  /** What the files show that can be looked at; the same as before where only code changed that is not near Kafka. */
  #looked(facts: readonly FileFacts[], options: ReviewOptions): Made<Look> {
    const stamp = JSON.stringify([this.#files.changes, options.rules, options.fixes]), last = this.#last;
    if (last?.stamp === stamp && last.facts.length === facts.length && facts.every((one, at) => one === last.facts[at])) return last.made;
    const made = withoutFailing(facts, files => this.#look(files, options), last?.made.failing);
    this.#last = { stamp, facts, made };
    return made;
  }

  /** What the model of some files shows; made anew where a bound had a part in it, which what is remembered may have kept from being reached. */
  #look(facts: readonly FileFacts[], options: ReviewOptions): Look {
    const inputs = this.#inputs(facts), memory = this.#memory, look = this.#lookOnce(facts, { ...inputs, memory }, options);
    return memory.isDeep && memory.isReused ? this.#lookOnce(facts, { ...inputs, memory }, options) : look;
  }

  #lookOnce(facts: readonly FileFacts[], inputs: Inputs, options: ReviewOptions): Look {
    const sources = inputs.source, model = buildModel(inputs, frameworks);
    const kafka = facts.filter(({ path, unit, config }) => config !== undefined || (unit !== undefined && this.#files.get(path)?.as === 'kafka')).map(({ path }) => path);
    const reviewed = reviewModel(model, rules, sources, { rules: options.rules, policy: this.host.policy, fixes: options.fixes, paths: kafka, at: this.host.at, typed: path => this.#files.get(path)?.typed });
    this.host.at?.('');
    return {
      ...reviewed, layers: layerReports(model, sources), things: things(model, reviewed, sources), unreadClients: unreadClients(model, sources), model,
      kafka: kafka.length + facts.filter(f => f.manifest?.language !== undefined).length,
    };
  }

  #inputs(facts: readonly FileFacts[]): Inputs {
    return {
      units: facts.flatMap(f => f.unit ?? []),
      configs: facts.flatMap(f => f.config ?? []),
      builds: facts.flatMap(f => f.build ?? []),
      manifests: facts.flatMap(f => f.manifest ?? []),
      libraries: this.#libraries, packages: this.#files.packages, environment: path => this.host.policy?.environment(path), paths: () => this.#files.paths, source: path => this.#source(path),
      repairs: language => this.#loaded.get(language)?.repairs, step: () => this.host.at?.(''),
    };
  }

  /**
   * What the reviewer sees in a file of the workspace, line by line.
   * @throws NothingToShow
   */
  async show(request: ShowRequest): Promise<string[]> {
    const { read } = await this.#readAll({}), { path } = request;
    const inputs = this.#inputs(this.#files.factsOf(read)), unit = inputs.units.find(one => one.path === path);
    return shown(request, inputs, frameworks, unit ?? await this.#unreadUnit(path));
  }

  /** The code of a file that no review reads, since nothing in it or near it speaks of Kafka. */
  async #unreadUnit(path: string): Promise<Unit | undefined> {
    const held = this.#files.get(path), language = held && languageOf(path);
    return language && this.#extract(path, held.text, await this.#language(language)).unit;
  }

  #source(path: string): SourceText | undefined {
    const known = this.#sources.get(path);
    if (known) return known;
    const held = this.#files.get(path);
    if (!held) return undefined;
    const source = new SourceText(path, held.text);
    this.#sources.set(path, source);
    return source;
  }

  /** Reads what is to be read; gives the code files that count now, and those to which questions lead that are more than are read at once. */
  async #readAll(options: ReviewOptions): Promise<Extent> {
    await this.#readConfiguration();
    const { code, kafka, packages, clients } = this.#files;
    // Functions of Spring are bound to topics by files alone.
    if (kafka.length === 0 && !this.#files.factsOf([]).some(({ config }) => config?.kinds.includes('spring'))) return { read: new Set(), beyond: [] };
    if (this.#reading?.held.packages !== packages) this.#reading = new Reading({ code, packages, clients, unit: path => this.#files.get(path)?.facts?.unit });
    const first = [...new Set([...kafka, ...code.beside()])].sort(), reading = this.#reading;
    const extent = this.#reviewed.then(() => reading.extent(first, kafka.length, async paths => {
      await this.#readCode(paths, options);
      this.host.at?.('');
    }));
    this.#reviewed = extent.catch(() => undefined);
    if (this.host.once) this.#reading = undefined;
    return extent;
  }

  async #readConfiguration(): Promise<void> {
    const unread = (): [string, string][] => this.#files.unreadConfiguration.map(path => [path, this.#files.get(path)!.text]);
    if (unread().some(([path, text]) => needsHcl(path, text))) this.#hcl ??= await (await import('./config/notations/hcl')).createHcl(this.host.loadAsset);
    for (const [path, text] of unread()) this.#files.keep(this.#extract(path, text, undefined));
  }

  async #readCode(paths: readonly string[], options: ReviewOptions): Promise<void> {
    if (paths.length === 0) return;
    const missing = paths.filter(path => this.#files.get(path)?.facts === undefined);
    let done = paths.length - missing.length;
    const tell = () => { if (options.progress?.(done, paths.length) === false) throw new Cancelled('The review was stopped.'); };
    tell();
    // Repairs need the language here even where another thread reads the files.
    for (const language of new Set(paths.map(path => languageOf(path)!))) await this.#language(language);
    const step = this.host.extract ? missing.length || 1 : 50;
    for (let at = 0; at < missing.length; at += step) {
      const part = missing.slice(at, at + step).map(path => ({ path, text: this.#files.get(path)!.text }));
      const facts = this.host.extract ? await this.host.extract(part) : part.map(({ path, text }) => this.#extract(path, text, this.#loaded.get(languageOf(path)!)));
      for (const one of facts) this.#files.keep(one);
      done += part.length;
      tell();
      await Promise.resolve();
    }
  }

  #extract(path: string, text: string, language: LanguageModule | undefined): FileFacts {
    this.host.at?.(path);
    return extractFacts(path, text, language, this.#hcl, this.host.policy?.environment(path));
  }

  #language(language: Language): Promise<LanguageModule> {
    let loading = this.#languages.get(language);
    if (!loading) {
      loading = loadLanguage(language, this.host.loadAsset);
      this.#languages.set(language, loading);
      loading.then(module => this.#loaded.set(language, { ...module, repairs: remembered(module.repairs) }), () => this.#languages.delete(language));
    }
    return loading;
  }
}

/** Opens an empty session. */
export function openSession(host: SessionHost): Session {
  return new Session(host);
}

const MODULES: Readonly<Record<Language, (loadAsset: LoadAsset) => Promise<LanguageModule>>> = {
  typescript: async () => (await import('./languages/typescript/index')).createTypeScript(),
  java: async loadAsset => (await import('./languages/java/index')).createJava(loadAsset),
};

/** Loads a language module; the parsers are large, so each is loaded when the first file needs it. */
export async function loadLanguage(language: Language, loadAsset: LoadAsset): Promise<LanguageModule> {
  return MODULES[language](loadAsset);
}
