import type { LibraryTable } from '../libraries/table';
import type { Severity } from '../rules/rule';
import type { Environment } from '../settings/setting';
import { globOf } from '../text/glob';
import { ownOf } from '../text/own';

/** What a person sets for a rule; `hint` is `info` that editors show as a hint. */
export type RuleSetting = Severity | 'hint' | 'off';

/** What a configuration says, as its schema has it. */
export interface PolicyData {
  rules?: Readonly<Record<string, RuleSetting>>;
  overrides?: readonly { files: readonly string[]; rules?: Readonly<Record<string, RuleSetting>>; telemetry?: readonly string[] }[];
  exclude?: readonly string[];
  telemetry?: readonly string[];
  environments?: { production?: readonly string[]; development?: readonly string[] };
  libraries?: readonly Omit<LibraryTable, 'source'>[];
  baseline?: string;
}

type Matches = (text: string) => boolean;

/** What a team has decided for its files, in `kafka-review.config.json` or one of its YAML twins. */
export class Policy {
  /** The tables of the team's own libraries. */
  readonly libraries: readonly LibraryTable[];
  readonly #overrides: readonly { isFor: Matches; rules?: PolicyData['rules']; telemetry: Matches }[];
  readonly #excluded: Matches;
  readonly #telemetry: Matches;
  readonly #production: Matches;
  readonly #development: Matches;

  /** `prefix`: where the reviewed folder is, relative to that of the configuration; `services/orders/`, or empty. */
  constructor(readonly file: string, private readonly data: PolicyData, private readonly prefix = '') {
    this.libraries = (data.libraries ?? []).map(table => ({ ...table, packages: table.packages ?? [], source: file }));
    this.#overrides = (data.overrides ?? []).map(({ files, rules, telemetry }) => ({ isFor: anyOf(files), rules, telemetry: anyOf(telemetry) }));
    this.#excluded = anyOf(data.exclude);
    this.#telemetry = anyOf(data.telemetry);
    this.#production = anyOf(data.environments?.production);
    this.#development = anyOf(data.environments?.development);
  }

  /** The file of known findings, relative to the configuration. */
  get baseline(): string | undefined {
    return this.data.baseline;
  }

  /** The same for two configurations that say the same of the same folder. */
  get stamp(): string {
    return JSON.stringify([this.file, this.prefix, this.data]);
  }

  /** What is left out, relative to the configuration. */
  get excluded(): { globs: readonly string[]; prefix: string } {
    return { globs: this.data.exclude ?? [], prefix: this.prefix };
  }

  /** What is set for a rule in a file. */
  setting(rule: string, path: string): RuleSetting | undefined {
    const own = this.prefix + path;
    const last = this.#overrides.findLast(({ isFor, rules }) => ownOf(rules, rule) !== undefined && isFor(own));
    return ownOf(last?.rules, rule) ?? ownOf(this.data.rules, rule);
  }

  /** True for a path, with or without `/` at its end, that is left out. */
  isExcluded(path: string): boolean {
    return this.#excluded(this.prefix + path.replace(/\/$/, ''));
  }

  /** True where nothing is spoken of but topics of which some records may be lost. */
  acceptsLoss(topics: readonly string[], path: string): boolean {
    const own = this.prefix + path, also = this.#overrides.filter(({ isFor }) => isFor(own));
    return topics.length > 0 && topics.every(topic => this.#telemetry(topic) || also.some(({ telemetry }) => telemetry(topic)));
  }

  /** What a file serves, where the configuration says it. */
  environment(path: string): Environment | undefined {
    const own = this.prefix + path;
    return this.#production(own) ? 'production' : this.#development(own) ? 'development' : undefined;
  }
}

function anyOf(globs: readonly string[] = []): Matches {
  const all = globs.flatMap(glob => globOf(glob) ?? []);
  return text => all.some(matches => matches(text));
}
