import * as vscode from 'vscode';
import type { Diagnostics, FindingDiagnostic } from './diagnostics';
import { combine, toWorkspaceEdit } from './fixes';
import type { FolderReview } from './folder-review';
import type { Reviews } from './reviews';
import { explainCommand } from './rule-pages';
import { suppressionOf } from './suppress';

const fixAllKind = vscode.CodeActionKind.SourceFixAll.append('kafkaReliability');

/** Quick fixes, *allow here*, *explain*, and all safe fixes of a file at once. */
export class CodeActions implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, fixAllKind],
  };

  constructor(private readonly reviews: Reviews, private readonly diagnostics: Diagnostics) {}

  async provideCodeActions(
    document: vscode.TextDocument, range: vscode.Range, context: vscode.CodeActionContext, token: vscode.CancellationToken,
  ): Promise<vscode.CodeAction[]> {
    const folder = this.reviews.of(document.uri);
    if (!folder) return [];
    const asked = context.triggerKind === vscode.CodeActionTriggerKind.Invoke || folder.settings.run === 'onType';
    if (!folder.isCurrent && asked) await folder.settled();
    // Places of an older text would lead the edits astray.
    if (!folder.isCurrent || token.isCancellationRequested) return [];

    const problems = this.diagnostics.of(document.uri);
    if (context.only && fixAllKind.contains(context.only)) return fixAll(document, folder, problems);
    if (context.only && !context.only.contains(vscode.CodeActionKind.QuickFix)) {
      return context.only.contains(fixAllKind) ? fixAll(document, folder, problems) : [];
    }
    return problems
      .filter(problem => problem.range.intersection(range))
      .flatMap(problem => quickFixes(document, folder, problem));
  }
}

/** The edits that make all safe repairs in a file. */
export function safeEdits(document: vscode.TextDocument, folder: FolderReview, problems: readonly FindingDiagnostic[]): vscode.TextEdit[] {
  const inThisFile = (path: string) => vscode.Uri.joinPath(folder.uri, path).toString() === document.uri.toString();
  return combine(problems.flatMap(({ finding }) =>
    finding.fixes.find(fix => fix.safe && fix.edits.every(edit => inThisFile(edit.path))) ?? []));
}

function fixAll(document: vscode.TextDocument, folder: FolderReview, problems: readonly FindingDiagnostic[]): vscode.CodeAction[] {
  const edits = safeEdits(document, folder, problems);
  if (edits.length === 0) return [];
  const action = new vscode.CodeAction('Fix all safe Kafka reliability problems', fixAllKind);
  action.edit = new vscode.WorkspaceEdit();
  action.edit.set(document.uri, edits);
  return [action];
}

function quickFixes(document: vscode.TextDocument, folder: FolderReview, problem: FindingDiagnostic): vscode.CodeAction[] {
  const { finding } = problem, preferred = finding.fixes.find(fix => fix.safe);
  const actions = finding.fixes.map(fix => {
    const action = new vscode.CodeAction(fix.title, vscode.CodeActionKind.QuickFix);
    action.edit = toWorkspaceEdit(fix, folder.uri, document.uri);
    action.isPreferred = fix === preferred;
    return action;
  });

  const explain = new vscode.CodeAction(`Explain rule ${finding.rule}`, vscode.CodeActionKind.QuickFix);
  explain.command = explainCommand(finding.rule);
  actions.push(explain);

  const allowed = suppressionOf(document, problem);
  if (allowed) {
    const allow = new vscode.CodeAction(`Allow ${finding.rule} here, with a reason`, vscode.CodeActionKind.QuickFix);
    allow.edit = allowed;
    actions.push(allow);
  }
  for (const action of actions) action.diagnostics = [problem];
  return actions;
}
