import * as vscode from 'vscode';
import { explanation } from '../core/report/rule-info';
import { ruleInfos } from './rules';
import { section } from './settings';
import type { VirtualDocuments } from './virtual-documents';

const explainRule = `${section}.explainRule`;

/** A link to the bundled page of a rule; it opens without a network. */
export function pageLink(rule: string): vscode.Uri {
  return vscode.Uri.parse(`command:${explainRule}?${encodeURIComponent(JSON.stringify([rule]))}`);
}

/** What leads to the page of a rule, for quick fix menus. */
export function explainCommand(rule: string): vscode.Command {
  return { command: explainRule, title: 'Explain Rule', arguments: [rule] };
}

/** *Explain Rule…*: shows the page of the given rule, or of one that is picked. */
export function registerRulePages(documents: VirtualDocuments): vscode.Disposable {
  return vscode.commands.registerCommand(explainRule, async (id?: string) => {
    const rule = ruleInfos().find(rule => rule.id === id) ?? await pickRule();
    if (!rule) return;
    const uri = documents.set(`rules/${rule.id}.md`, `# ${rule.title}\n\n\`${rule.id}\` · ${rule.layer} · ${rule.severity}\n\n${explanation(rule.page)}\n`);
    await documents.preview(uri, id !== undefined);
  });
}

async function pickRule() {
  const items: (vscode.QuickPickItem & { id?: string })[] = [];
  let layer = '';
  for (const rule of ruleInfos()) {
    if (rule.layer !== layer) items.push({ label: layer = rule.layer, kind: vscode.QuickPickItemKind.Separator });
    items.push({ label: rule.title, description: rule.id, id: rule.id });
  }
  const picked = await vscode.window.showQuickPick(items, { title: 'Explain Rule', placeHolder: 'A rule, by its name or title', matchOnDescription: true });
  return ruleInfos().find(rule => rule.id === picked?.id);
}
