import * as vscode from 'vscode';
import type { Severity, Sureness } from '../core/rules/rule';
import type { ReviewOptions } from '../core/session';

/** The name before all settings, commands and the like of this extension. */
export const section = 'kafkaReliability';

/** What a person may set for one rule. */
export type RuleSetting = Severity | 'hint' | 'off';

/** The settings of one workspace folder. */
export interface Settings {
  enable: boolean;
  run: 'onType' | 'onSave' | 'manual';
  show: Sureness;
  rules: Record<string, RuleSetting>;
  exclude: string[];
  maxFileSizeKB: number;
}

/** The settings that hold for a folder or file. */
export function settingsOf(uri: vscode.Uri): Settings {
  const settings = vscode.workspace.getConfiguration(section, uri);
  return {
    enable: settings.get('enable', true),
    run: settings.get('run', 'onType'),
    show: settings.get('show', 'likely'),
    rules: settings.get('rules', {}),
    exclude: Object.values(settings.get<string[]>('exclude', [])),
    maxFileSizeKB: settings.get('maxFileSizeKB', 1024),
  };
}

/** The rules as the engine takes them, which knows no hints: they are shown milder by the editor alone. */
export function engineRules(rules: Settings['rules']): ReviewOptions['rules'] {
  return Object.fromEntries(Object.entries(rules).map(([id, setting]) => [id, setting === 'hint' ? 'info' : setting]));
}
