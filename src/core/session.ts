import { isAliasName, readAliases } from './config/aliases';
import type { LanguageModule, LoadAsset } from './flow/language';
import type { Language, Unit } from './flow/unit';
import { isTestPath } from './kafka/environment';
import { libraries } from './libraries/index';
import type { Review } from './review/finding';
import { layerReports } from './review/layers';
import { reviewModel } from './review/review';
import { rules } from './rules/index';
import { SourceText } from './text/source-text';
import { extractFacts, isReviewable, languageOf, type FileFacts } from './workspace/facts';
import { buildModel } from './workspace/model';
import { HOPS, mentionsKafka, mostRelated, related } from './workspace/relevance';

export { extractFacts, isReviewable, languageOf, mentionsKafka, type FileFacts };

/** What a host lends to a session. */
export interface SessionHost {
  /** Bytes of a file that comes with the product (`tree-sitter.wasm`, `tree-sitter-java.wasm`). */
  loadAsset: LoadAsset;
  /** Reads the facts of many code files at once, e.g. on several threads; absent: here, one after the other. */
  extract?: (files: readonly { path: string; text: string }[]) => Promise<FileFacts[]>;
}

export interface ReviewOptions {
  /** Called now and then with the number of files done; return false to stop early. */
  progress?: (done: number, total: number) => boolean | void;
  /** Rules that are off, or have another severity. */
  rules?: Record<string, 'error' | 'warning' | 'info' | 'off'>;
}

/** The review was stopped by its caller. */
export class Cancelled extends Error {
  override name = 'Cancelled';
}

/** One file as the session holds it. */
interface Held {
  text: string;
  facts?: FileFacts;
  /** The file speaks of Kafka itself. */
  kafka: boolean;
}

/**
 * The one door to the engine. Files are given as text under paths relative to the reviewed folder; nothing is read,
 * run or sent. Facts are cached by content, so a second review after one change costs one file.
 */
export class Session {
  readonly #files = new Map<string, Held>();
  readonly #unread = new Map<string, string>();
  readonly #sources = new Map<string, SourceText>();
  readonly #languages = new Map<Language, Promise<LanguageModule>>();
  readonly #loaded = new Map<Language, LanguageModule>();

  constructor(private readonly host: SessionHost) {}

  get paths(): Iterable<string> {
    return this.#files.keys();
  }

  /** Adds or replaces a file. Cheap: nothing is parsed yet. */
  set(path: string, text: string): void {
    const before = this.#files.get(path);
    if (before?.text === text) return;
    this.#unread.delete(path);
    this.#sources.delete(path);
    this.#files.set(path, { text, kafka: mentionsKafka(text) });
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
    await this.#readAll(options);
    const facts = [...this.#files.values()].flatMap(held => held.facts ?? []);
    const unread = [...this.#unread].map(([path, why]) => ({ path, why }));
    for (const { path, unread: why } of facts) if (why) unread.push({ path, why });
    const sources = (path: string) => this.#source(path);
    const model = buildModel({
      units: facts.flatMap(f => f.unit ?? []),
      configs: facts.flatMap(f => f.config ?? []),
      builds: facts.flatMap(f => f.build ?? []),
      libraries, packages: this.#packages(), source: sources,
      repairs: language => this.#loaded.get(language)?.repairs,
    });
    const kafka = [...this.#files].filter(([, held]) => held.kafka && (held.facts?.unit || held.facts?.config)).map(([path]) => path);
    const reviewed = reviewModel(model, rules, sources, { rules: options.rules, paths: kafka });
    return {
      findings: reviewed.findings, undecided: reviewed.undecided, suppressed: reviewed.suppressed,
      layers: layerReports(model, sources),
      files: { seen: this.#files.size + this.#unread.size, kafka: kafka.length, unread: [...unread, ...reviewed.unread] },
    };
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

  async #readAll(options: ReviewOptions): Promise<void> {
    const code = new Map<string, string>();
    const first: string[] = [];
    for (const [path, held] of this.#files) {
      if (languageOf(path)) {
        // Test code proves nothing about production, and its doubles look like clients.
        if (isTestPath(path)) continue;
        if (held.kafka) first.push(path); else code.set(path, held.text);
      } else held.facts ??= extractFacts(path, held.text, undefined);
    }
    if (first.length === 0) return;
    await this.#readCode(first, options);
    let known = this.#units(first), left = mostRelated(first.length);
    const packages = this.#packages();
    for (let round = 0; round < HOPS && known.length > 0; round++) {
      const more = related(known, code, packages).slice(0, left);
      left -= more.length;
      if (more.length === 0) break;
      for (const path of more) code.delete(path);
      await this.#readCode(more, options);
      known = this.#units(more);
    }
  }

  #units(paths: readonly string[]): Unit[] {
    return paths.flatMap(path => this.#files.get(path)?.facts?.unit ?? []);
  }

  async #readCode(paths: readonly string[], options: ReviewOptions): Promise<void> {
    const missing = paths.filter(path => this.#files.get(path)?.facts === undefined);
    let done = paths.length - missing.length;
    const tell = () => { if (options.progress?.(done, paths.length) === false) throw new Cancelled('The review was stopped.'); };
    tell();
    // Repairs need the language here even where another thread reads the files.
    for (const language of new Set(paths.map(path => languageOf(path)!))) await this.#language(language);
    const step = this.host.extract ? missing.length || 1 : 50;
    for (let at = 0; at < missing.length; at += step) {
      const part = missing.slice(at, at + step).map(path => ({ path, text: this.#files.get(path)!.text }));
      const facts = this.host.extract ? await this.host.extract(part) : part.map(({ path, text }) => extractFacts(path, text, this.#loaded.get(languageOf(path)!)));
      for (const one of facts) this.#keep(one);
      done += part.length;
      tell();
      await Promise.resolve();
    }
  }

  #keep(facts: FileFacts): void {
    const held = this.#files.get(facts.path);
    if (held) held.facts = facts;
  }

  #language(language: Language): Promise<LanguageModule> {
    let loading = this.#languages.get(language);
    if (!loading) {
      loading = loadLanguage(language, this.host.loadAsset);
      this.#languages.set(language, loading);
      loading.then(module => this.#loaded.set(language, module), () => this.#languages.delete(language));
    }
    return loading;
  }

  #packages(): Map<string, string> {
    const packages = new Map<string, string>();
    for (const [path, held] of this.#files) {
      if (!isAliasName(path)) continue;
      // A name by which each package means a folder of its own says nothing here.
      for (const [name, folder] of readAliases(path, held.text)) packages.set(name, packages.has(name) && packages.get(name) !== folder ? '\0' : folder);
    }
    for (const [name, folder] of packages) if (folder === '\0') packages.delete(name);
    for (const [path, held] of this.#files) {
      if (!/(^|\/)package\.json$/.test(path)) continue;
      const name = /"name"\s*:\s*"([^"]+)"/.exec(held.text)?.[1];
      if (name) packages.set(name, path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '');
    }
    return packages;
  }
}

/** Opens an empty session. */
export function openSession(host: SessionHost): Session {
  return new Session(host);
}

/** Loads a language module; the parsers are large, so each is loaded when the first file needs it. */
export async function loadLanguage(language: Language, loadAsset: LoadAsset): Promise<LanguageModule> {
  if (language === 'java') return (await import('./languages/java/index')).createJava(loadAsset);
  return (await import('./languages/typescript/index')).createTypeScript();
}
