import * as vscode from 'vscode';
import { explanation } from '../core/report/rule-info';
import { ruleInfos, type RuleInfo } from './rules';
import { section } from './settings';
import { documentUri, type VirtualDocuments } from './virtual-documents';

const explainRule = `${section}.explainRule`;

/** A link to the bundled page of a rule; it opens without a network. */
export function pageLink(rule: string): vscode.Uri {
  return documentUri(pathOf(rule));
}

/** The command that opens the page of a rule, for menus. */
export function explainCommand(rule: string): vscode.Command {
  return { command: explainRule, title: 'Explain Rule', arguments: [rule] };
}

/** The text of a rule's page, by the path that `registerRulePages` gives it. */
export function rulePage(path: string): string | undefined {
  const rule = ruleInfos.find(rule => pathOf(rule.id) === path);
  return rule && `# ${rule.title}\n\n\`${rule.id}\` · ${rule.layer} · ${rule.severity}\n\n${explanation(rule.page)}\n`;
}

/** *Explain Rule…*: shows the page of the given rule, or of one that is picked. */
export function registerRulePages(documents: VirtualDocuments): vscode.Disposable {
  return vscode.commands.registerCommand(explainRule, async (id?: string) => {
    const rule = ruleInfos.find(rule => rule.id === id) ?? await pickRule();
    if (rule) await documents.open(pathOf(rule.id), id === undefined ? undefined : vscode.ViewColumn.Beside);
  });
}

function pathOf(rule: string): string {
  return `rules/${rule}.md`;
}

async function pickRule(): Promise<RuleInfo | undefined> {
  const items: (vscode.QuickPickItem & { rule?: RuleInfo })[] = [];
  let layer = '';
  for (const rule of ruleInfos) {
    if (rule.layer !== layer) items.push({ label: layer = rule.layer, kind: vscode.QuickPickItemKind.Separator });
    items.push({ label: rule.title, description: rule.id, rule });
  }
  const picked = await vscode.window.showQuickPick(items, { title: 'Explain Rule', placeHolder: 'Name or title of a rule', matchOnDescription: true });
  return picked?.rule;
}
