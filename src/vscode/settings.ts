import * as vscode from 'vscode';
import type { RuleSetting } from '../core/policy/policy';
import type { Sureness } from '../core/rules/rule';
import { excludedBy } from '../files/excluded';
import type { Configured } from './protocol';

/** The name before all settings, commands and the like of this extension. */
export const section = 'kafkaReliability';

/** The settings of one workspace folder. */
export interface Settings {
  enable: boolean;
  run: 'onType' | 'onSave' | 'manual';
  show: Sureness;
  rules: Record<string, RuleSetting>;
  /** What is shown of findings that are known from the baseline. */
  baseline: 'hint' | 'hide';
  /** Glob patterns, those of `files.exclude` too. */
  exclude: string[];
  maxFileSizeKB: number;
  /** What the configuration of the team leaves out besides. */
  excluded?: Configured['excluded'];
}

/** The settings that hold for a folder or file; a value of a kind that the manifest does not allow counts as none. */
export function settingsOf(uri: vscode.Uri): Settings {
  const settings = vscode.workspace.getConfiguration(section, uri);
  const everywhere = vscode.workspace.getConfiguration('files', uri).get<unknown>('exclude');
  const oneOf = <T extends string>(name: string, values: readonly T[]) => values.find(value => value === settings.get(name)) ?? values[0];
  const rules = settings.get<unknown>('rules'),
    exclude = settings.get<unknown>('exclude'),
    maxFileSizeKB = settings.get<unknown>('maxFileSizeKB');
  return {
    enable: settings.get('enable') !== false,
    run: oneOf('run', ['onType', 'onSave', 'manual']),
    show: oneOf('show', ['likely', 'certain', 'possible']),
    baseline: oneOf('baseline', ['hint', 'hide']),
    rules: isObject(rules)
      ? Object.fromEntries(Object.entries(rules).filter((entry): entry is [string, RuleSetting] => RULE_SETTINGS.has(entry[1])))
      : {},
    exclude: [
      ...(isObject(exclude) ? (Object.values(exclude).filter(glob => typeof glob === 'string' && glob !== '') as string[]) : []),
      ...(isObject(everywhere)
        ? Object.entries(everywhere)
            .filter(([, on]) => on === true)
            .map(([glob]) => glob)
        : []),
    ],
    maxFileSizeKB: typeof maxFileSizeKB === 'number' && maxFileSizeKB >= 1 ? maxFileSizeKB : DEFAULT_SIZE,
  };
}

const RULE_SETTINGS: ReadonlySet<unknown> = new Set<RuleSetting>(['error', 'warning', 'info', 'hint', 'off']);

/** As in the manifest, in KB. */
const DEFAULT_SIZE = 1024;

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Whether settings leave out a path. */
export function leavesOut({ exclude, excluded }: Settings): (path: string) => boolean {
  const own = excludedBy(exclude), team = excludedBy(excluded?.globs ?? []);
  return path => own(path) || team((excluded?.prefix ?? '') + path);
}
