import type { Inputs } from '../../analysis/inputs';
import { moduleOf } from '../../analysis/program/modules';
import type { PropertyBelow } from '../../analysis/values/outside';
import { entriesOfProperties, entriesOfYaml, profileOf, type SpringEntry } from '../../config/kinds/spring/spring-entries';
import { relaxed } from '../../config/kinds/spring/spring-keys';
import { parseYaml } from '../../config/notations/yaml';
import { isTestPath, judgeEnvironment } from '../../kafka/environment';
import type { ConfigFacts } from '../../kafka/facts';
import { readValue } from '../../settings/placeholders';
import type { SettingSite, Value } from '../../settings/setting';
import type { SourceText } from '../../text/source-text';

const NAMES = ['application', 'bootstrap'].flatMap(name => ['yml', 'yaml', 'properties'].map(end => `src/main/resources/${name}.${end}`));

/** The Spring files of the module in which a file stands. */
export function springFiles(inputs: Inputs, path: string): ConfigFacts[] {
  const module = moduleOf(path);
  return inputs.configs.filter(config => config.kinds.includes('spring') && moduleOf(config.path) === module);
}

/** What the Spring files of the module of a file set. */
export function springSites(inputs: Inputs, path: string): SettingSite[] {
  return springFiles(inputs, path).flatMap(config => config.settings);
}

/**
 * Whether beans of one module can be those of another: an application, which has an application file, is no library of
 * another one.
 */
export function mayShareBeans(inputs: Inputs, module: string, other: string): boolean {
  return module === other || !isApplication(inputs, module) || !isApplication(inputs, other);
}

function isApplication(inputs: Inputs, module: string): boolean {
  return NAMES.some(name => inputs.source(module + name) !== undefined);
}

/** What a file of an application says of a property: always, or under a profile or in a folder of some environment. */
interface Said {
  value: Value;
  when: 'always' | 'production' | 'development' | 'sometimes';
}

const APPLICATION = /(^|\/)(application|bootstrap)(-[^/]+)?\.(ya?ml|properties)$/;
const AT_THE_TOP = /^((src\/main\/)?resources\/)?(config\/)?[^/]+$/;

/** The application's own files, and the values that they give to properties of its code. */
export class ApplicationFiles {
  readonly #values = new Map<string, Value | undefined>();

  constructor(private readonly inputs: Inputs) {}

  /**
   * The value of a property for the code of a file: nothing where no file of its module has the property, unknown where
   * they do not agree. What holds in production goes first, and what holds for development alone does not count.
   */
  value(path: string, property: string): Value | undefined {
    const key = `${moduleOf(path)}\n${property}`;
    if (!this.#values.has(key)) this.#values.set(key, this.#value(path, property));
    return this.#values.get(key);
  }

  #value(path: string, property: string): Value | undefined {
    if (!/^[\w.-]+$/.test(property)) return ELSEWHERE;
    const all = this.#files(path).flatMap(file => this.#said(file, property)), at = (when: Said['when']) => all.filter(one => one.when === when);
    const production = at('production'), first = production.length > 0 ? production : at('always');
    const counting = [...first, ...at('sometimes')].map(one => one.value);
    if (counting.length > 0 && first.length === 0) return SEVERAL;
    if (this.#isSetElsewhere(path, property)) return ELSEWHERE;
    return counting.every(value => value.known && counting[0].known && value.value === counting[0].value) ? counting[0] : SEVERAL;
  }

  /** The properties below another one, each with its place and the value that counts. */
  below(path: string, property: string): PropertyBelow[] {
    const start = `${relaxed(property)}.`, parts = property.split('.').length, found = new Map<string, PropertyBelow>();
    for (const file of this.#files(path)) {
      const source = this.inputs.source(file);
      for (const [name, entry] of (source ? documentsOf(source) : []).flatMap(document => [...document.named])) {
        const key = name.startsWith(start) ? entry.path.split('.').slice(parts).join('.') : undefined;
        const value = key && this.value(path, entry.path), at = value && value.known ? value.at : undefined;
        if (key && value && (!at || (at.path === file && at.span.start === entry.span.start))) found.set(key, { ...entry, key, file, value, written: readValue(key, entry.text, 'spring') });
      }
    }
    return [...found.values()];
  }

  /** Whether a file says a name at the end of a property, in any of Spring's spellings, though it may mean another one. */
  mentions(path: string, name: string): boolean {
    return this.#hasLine([...this.#files(path), ...this.#others(path)], name);
  }

  #isSetElsewhere(path: string, property: string): boolean {
    const variable = new RegExp(`(?<![A-Z0-9_])${property.replace(/([a-z\d])([A-Z])|-/g, '$1_?$2').replaceAll('.', '_').toUpperCase()}(?![A-Z0-9_])`);
    return this.#hasLine(this.#others(path), property.slice(property.lastIndexOf('.') + 1)) || this.inputs.configs.some(config =>
      (/(^|\/)\.env|\.env$/.test(config.path) || config.kinds.some(kind => kind === 'compose' || kind === 'kubernetes'))
      && !isTestPath(config.path) && variable.test(this.inputs.source(config.path)?.text ?? ''));
  }

  /** Spring's properties in files with other names, e.g. in a map of Kubernetes. */
  #others(path: string): string[] {
    return springFiles(this.inputs, path).map(config => config.path).filter(other => !APPLICATION.test(other) && !isTestPath(other));
  }

  #hasLine(files: readonly string[], name: string): boolean {
    const letters = name.replace(/[-_]/g, '');
    if (!/^\w+$/.test(letters)) return true;
    const line = new RegExp(`^\\s*(?:[\\w.-]*[.])?${[...letters].join('[-_]?')}\\s*[:=]`, 'im');
    return files.some(file => line.test(this.inputs.source(file)?.text ?? ''));
  }

  #files(path: string): readonly string[] {
    return applicationFiles(this.inputs.paths()).get(moduleOf(path)) ?? [];
  }

  #said(file: string, property: string): Said[] {
    const source = this.inputs.source(file), name = relaxed(property);
    if (!source) return [];
    const inside = file.slice(moduleOf(file).length);
    return documentsOf(source).flatMap(document => {
      const entry = document.named.get(name);
      if (!entry) return [];
      const read = readValue('', entry.text, 'spring');
      const value: Value = read.known ? { ...read, placeholder: true, at: { path: file, span: entry.span, notation: entry.notation } } : read;
      const environment = judgeEnvironment({ path: inside, profile: document.profile, given: document.profile === undefined ? this.inputs.environment?.(file) : undefined });
      return { value, when: environment !== 'neutral' ? environment : document.profile === undefined && AT_THE_TOP.test(inside) ? 'always' : 'sometimes' };
    });
  }
}

// Kept until a file comes or goes.
const byModule = new WeakMap<readonly string[], ReadonlyMap<string, readonly string[]>>();

/** The application's own files by their module. */
function applicationFiles(paths: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const known = byModule.get(paths);
  if (known) return known;
  const files = new Map<string, string[]>();
  for (const file of paths) {
    if (!APPLICATION.test(file) || isTestPath(file)) continue;
    const module = moduleOf(file), others = files.get(module);
    if (others) others.push(file); else files.set(module, [file]);
  }
  byModule.set(paths, files);
  return files;
}

/** One document of a Spring file. */
interface Document {
  profile?: string;
  /** Its properties by their relaxed names; of several the last counts. */
  named: ReadonlyMap<string, SpringEntry>;
}

/** Quarkus marks a property with its profile: `%prod.app.acks`. */
const QUARKUS_PROFILE = /^%([^.]+)\./;

// Kept as long as the text.
const documents = new WeakMap<SourceText, readonly Document[]>();

function documentsOf(source: SourceText): readonly Document[] {
  let known = documents.get(source);
  if (!known) {
    const read = /\.properties$/.test(source.path) ? entriesOfProperties(source.text) : parseYaml(source.text).map(entriesOfYaml);
    known = read.flatMap((entries) => {
      const profile = profileOf(entries, source.path), marked = entries.map(entry => ({ entry, mark: QUARKUS_PROFILE.exec(entry.path)?.[1] }));
      return [...new Set(marked.map(one => one.mark))].map(mark => ({
        profile: mark ?? profile,
        named: new Map(marked.filter(one => one.mark === mark).map(({ entry }) => [relaxed(entry.path.replace(QUARKUS_PROFILE, '')), entry])),
      }));
    });
    documents.set(source, known);
  }
  return known;
}

const SEVERAL: Value = { known: false, why: 'files of the application give different values' };
const ELSEWHERE: Value = { known: false, why: 'set from outside' };
