import { parseArgs } from 'node:util';
import { VIEWS, type View } from '../core/session';
import type { RuleSetting } from '../core/policy/policy';
import { SEVERITIES, SURENESS } from '../core/review/review';
import type { Severity, Sureness } from '../core/rules/rule';

export const FORMATS = ['text', 'json', 'sarif', 'markdown', 'github', 'gitlab', 'junit'] as const;
export type Format = typeof FORMATS[number];

/** What the command line asks for. */
export type Command =
  | { name: 'help' | 'version' | 'rules' }
  | { name: 'explain'; rule: string }
  | { name: 'init'; format: 'json' | 'yaml' }
  | ShowCommand
  | FixCommand
  | BaselineCommand
  | ReviewCommand;

/** Which configuration holds: the named one, or none; else the nearest. */
export interface Configured {
  config?: string;
  noConfig: boolean;
}

export interface ReviewCommand extends Configured {
  name: 'review' | 'audit';
  paths: string[];
  format: Format;
  show: Sureness;
  failOn: Severity | 'never';
  rules: Record<string, RuleSetting>;
  output?: string;
  gitignore: boolean;
  /** The file of known findings, before the one of the configuration. */
  baseline?: string;
  /** Only what was found in, or is proven by, files that changed since this commit. */
  changedSince?: string;
}

type OfFix = 'paths' | 'show' | 'rules' | 'gitignore' | 'baseline' | 'changedSince';

export interface FixCommand extends Pick<ReviewCommand, OfFix>, Configured {
  name: 'fix';
  unsafe: boolean;
  dryRun: boolean;
}

export interface BaselineCommand extends Pick<ReviewCommand, 'paths' | 'rules' | 'gitignore' | 'output'>, Configured {
  name: 'baseline';
}

export interface ShowCommand extends Configured {
  name: 'show';
  file: string;
  line?: number;
  as: View;
  gitignore: boolean;
}

/** A mistake of the caller: one line with its cause and what to do instead. */
export class UsageError extends Error {}

const OPTIONS = {
  format: { type: 'string' },
  show: { type: 'string' },
  'fail-on': { type: 'string' },
  as: { type: 'string' },
  rules: { type: 'string', multiple: true },
  output: { type: 'string', short: 'o' },
  baseline: { type: 'string' },
  'changed-since': { type: 'string' },
  unsafe: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  config: { type: 'string' },
  'no-config': { type: 'boolean' },
  'no-gitignore': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;

type Option = keyof typeof OPTIONS;

const FILES = ['config', 'no-config', 'no-gitignore'] as const satisfies readonly Option[];

const ALLOWED: Record<string, readonly Option[]> = {
  review: ['format', 'show', 'fail-on', 'rules', 'output', 'baseline', 'changed-since', ...FILES],
  fix: ['show', 'rules', 'unsafe', 'dry-run', 'baseline', 'changed-since', ...FILES],
  baseline: ['rules', 'output', ...FILES],
  audit: ['rules', 'output', ...FILES],
  explain: [],
  init: ['format'],
  show: ['as', ...FILES],
  rules: [],
};

/**
 * Reads the arguments after the program's name. Where they name no command but a file or folder, or an option, they ask
 * for a review.
 * @throws UsageError
 */
export function readArguments(args: readonly string[], knownRules: readonly string[], exists: (path: string) => boolean): Command {
  const { values, positionals } = parse(args);
  if (values.help) return { name: 'help' };
  if (values.version) return { name: 'version' };

  const [first] = positionals;
  if (first === 'help' || args.length === 0) return { name: 'help' };
  const isCommand = first !== undefined && Object.hasOwn(ALLOWED, first);
  if (!isCommand && first !== undefined && !exists(first)) throw new UsageError(`there is no command, file or folder \`${first}\`. See \`kafka-review --help\`.`);
  const name = isCommand ? first : 'review', rest = isCommand ? positionals.slice(1) : positionals;
  const allowed = ALLOWED[name];
  for (const option of Object.keys(values)) {
    if (!allowed.includes(option as Option)) throw new UsageError(`\`${name}\` takes no \`--${option}\`. See \`kafka-review --help\`.`);
  }

  if (name === 'rules') {
    if (rest.length > 0) throw new UsageError(`\`rules\` takes nothing more; \`kafka-review explain ${rest[0]}\` tells of one rule.`);
    return { name };
  }
  if (name === 'explain') return { name, rule: oneRule(rest, knownRules) };
  if (name === 'init') {
    if (rest.length > 0) throw new UsageError('`init` takes nothing more: it writes the configuration into the current folder.');
    return { name, format: oneOf('format', values.format, ['json', 'yaml'] as const) ?? 'json' };
  }
  const config = oneConfig(values.config, values['no-config'], exists);
  if (name === 'show') return { name, ...oneFile(rest, exists), as: oneView(values.as), ...config, gitignore: !values['no-gitignore'] };
  const wanted = {
    ...config, paths: rest, rules: ruleSettings(values.rules ?? [], knownRules), gitignore: !values['no-gitignore'], output: values.output,
    baseline: values.baseline, changedSince: values['changed-since'], show: oneOf('show', values.show, SURENESS) ?? 'likely',
  };
  if (name === 'fix') return { ...wanted, name, unsafe: values.unsafe ?? false, dryRun: values['dry-run'] ?? false };
  if (name === 'baseline') return { ...wanted, name };
  return {
    ...wanted, name: name as ReviewCommand['name'],
    format: oneOf('format', values.format, FORMATS) ?? 'text',
    failOn: oneOf('fail-on', values['fail-on'], [...SEVERITIES, 'never'] as const) ?? 'error',
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    const [cause] = (error as Error).message.split(/[.\n]\s/);
    throw new UsageError(`${cause[0].toLowerCase()}${cause.slice(1).replace(/\.$/, '')}. See \`kafka-review --help\`.`);
  }
}

function oneOf<T extends string>(option: string, value: string | undefined, choices: readonly T[]): T | undefined {
  if (value === undefined || choices.includes(value as T)) return value as T | undefined;
  throw new UsageError(`\`--${option}\` cannot be \`${value}\`. Choose ${list(choices)}.`);
}

function oneRule(names: readonly string[], known: readonly string[]): string {
  if (names.length !== 1) throw new UsageError('`explain` takes one rule. `kafka-review rules` lists them.');
  return knownRule(names[0], known);
}

function knownRule(name: string, known: readonly string[]): string {
  if (known.includes(name)) return name;
  throw new UsageError(`there is no rule \`${name}\`. \`kafka-review rules\` lists them.`);
}

/** `FILE` or `FILE:LINE`; a file that has such a name is meant as it stands. */
function oneFile(names: readonly string[], exists: (path: string) => boolean): { file: string; line?: number } {
  if (names.length !== 1) throw new UsageError('`show` takes one file, as in `kafka-review show src/orders.ts:12 --as flow`.');
  const [name] = names, [, before, line] = /^(.+):([1-9]\d{0,8})$/.exec(name) ?? [];
  if (exists(name)) return { file: name };
  if (before !== undefined && exists(before)) return { file: before, line: Number(line) };
  throw new UsageError(`there is no file \`${before ?? name}\`. Give one that exists, with or without a line: \`FILE:LINE\`.`);
}

function oneConfig(config: string | undefined, noConfig = false, exists: (path: string) => boolean): Configured {
  if (config !== undefined && noConfig) throw new UsageError('`--config` and `--no-config` exclude each other. Give one of them.');
  if (config !== undefined && !exists(config)) throw new UsageError(`there is no configuration \`${config}\`. \`kafka-review init\` writes one.`);
  return { config, noConfig };
}

function oneView(value: string | undefined): View {
  const view = oneOf('as', value, VIEWS);
  if (view) return view;
  throw new UsageError(`\`show\` needs \`--as\`: ${list(VIEWS)}.`);
}

function ruleSettings(values: readonly string[], known: readonly string[]): Record<string, RuleSetting> {
  const settings: Record<string, RuleSetting> = {};
  for (const part of values.flatMap(value => value.split(',')).map(part => part.trim()).filter(Boolean)) {
    const [id, setting] = part.split('=');
    if (setting === undefined) throw new UsageError(`\`--rules ${part}\` gives no value. Write \`--rules ${part}=off\`, or \`error\`, \`warning\`, \`info\`.`);
    settings[knownRule(id, known)] = oneOf('rules', setting, [...SEVERITIES, 'off'] as const)!;
  }
  return settings;
}

function list(choices: readonly string[]): string {
  const words = choices.map(choice => `\`${choice}\``);
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
