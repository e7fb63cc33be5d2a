import * as vscode from 'vscode';
import { correction, nearestExample } from '../core/report/examples';
import type { Diagnostics } from './diagnostics';
import { explainLink, explainRule } from './rule-pages';
import { ruleInfos } from './rules';

/** A longer example is read on the rule's page. */
const LINES = 14;

/** More than these are not read in a hover. */
const EXAMPLES = 2;

/** Below a problem's message: an example of the same kind, as it is done well, from the page of its rule. */
export class Hovers implements vscode.HoverProvider {
  constructor(private readonly diagnostics: Diagnostics) {}

  provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
    const here = this.diagnostics.of(document.uri).filter(({ range }) => range.contains(position));
    const findings = [...new Map(here.map(({ finding }) => [finding.rule, finding])).values()];
    const examples = findings.flatMap(({ rule, path }) => exampleOf(rule, path, document.getText()) ?? []).slice(0, EXAMPLES);
    return examples.length > 0 ? new vscode.Hover(examples) : undefined;
  }
}

function exampleOf(rule: string, path: string, text: string): vscode.MarkdownString | undefined {
  const page = ruleInfos.find(({ id }) => id === rule)?.page;
  const example = page && nearestExample(page, path, text);
  const lines = example && correction(example, LINES);
  if (!lines) return undefined;
  const shown = new vscode.MarkdownString(`Done well, for example ([more on ${rule}](${explainLink(rule)})):\n`);
  shown.isTrusted = { enabledCommands: [explainRule] };
  return shown.appendCodeblock(lines, 'diff');
}
