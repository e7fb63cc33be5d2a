import * as vscode from 'vscode';
import type { Pages } from './pages';
import { ruleInfos, type RuleInfo } from './rules';
import { section } from './settings';

export const explainRule = `${section}.explainRule`;

/** The command that opens the page of a rule, for menus. */
export function explainCommand(rule: string): vscode.Command {
  return { command: explainRule, title: 'Explain Rule', arguments: [rule] };
}

/** The same as a link for a hover that trusts it. */
export function explainLink(rule: string): string {
  return `command:${explainRule}?${encodeURIComponent(JSON.stringify([rule]))}`;
}

/** *Explain Rule…*: shows the page of the given rule, or of one that is picked. */
export function registerRulePages(pages: Pages): vscode.Disposable {
  return vscode.commands.registerCommand(explainRule, async (id?: string) => {
    const rule = ruleInfos.find(rule => rule.id === id) ?? await pickRule();
    const beside = id !== undefined && vscode.window.activeTextEditor !== undefined;
    if (rule) await pages.open(pages.rule(rule.id), beside ? vscode.ViewColumn.Beside : undefined);
  });
}

async function pickRule(): Promise<RuleInfo | undefined> {
  const items: (vscode.QuickPickItem & { rule?: RuleInfo })[] = [];
  let layer = '';
  for (const rule of ruleInfos) {
    if (rule.layer !== layer) items.push({ label: layer = rule.layer, kind: vscode.QuickPickItemKind.Separator });
    items.push({ label: rule.title, description: rule.id, detail: summary(rule), rule });
  }
  const picked = await vscode.window.showQuickPick(items, {
    title: 'Explain Rule', placeHolder: 'A rule, or a word such as acks, outbox, offset', matchOnDescription: true, matchOnDetail: true,
  });
  return picked?.rule;
}

/** The words of a page by which it is looked for: its cure says what its hazard does not, as `outbox`. */
function summary({ page }: RuleInfo): string {
  const cure = /^## What to do\n+([^\n]+)/m.exec(page)?.[1] ?? page.replace(/^#[^\n]*\n+/, '').split('\n')[0];
  return cure.replace(/\[([^[\]]*)\]\([^)]*\)/g, '$1').replace(/[`*]/g, '');
}
