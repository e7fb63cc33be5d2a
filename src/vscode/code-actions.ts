import * as vscode from 'vscode';
import { titleOfStory } from '../core/report/story';
import { plain } from '../core/text/visible';
import type { Diagnostics, FindingDiagnostic } from './diagnostics';
import { combine, toWorkspaceEdit } from './fixes';
import type { FolderReview } from './folder-review';
import type { Reviews } from './reviews';
import { explainCommand } from './rule-pages';
import { safeguardCommand } from './safeguards';
import { storyCommand } from './stories';
import { suppressionOf } from './suppress';

const fixAllKind = vscode.CodeActionKind.SourceFixAll.append('kafkaReliability');

/** Quick fixes, safeguards, *allow here*, *explain*, and all safe fixes of a file at once. */
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
    const here = folder.root.pathOf(document.uri), saving = context.only?.contains(fixAllKind) && folder.settings.run === 'onSave';
    if (here === undefined) return [];
    const asked = context.triggerKind === vscode.CodeActionTriggerKind.Invoke || folder.settings.run === 'onType' || saving;
    // A review that is due elsewhere, or stands still there, says nothing new of a text that has not changed.
    if (!folder.isCurrentAt(here) && asked) await Promise.race([folder.settled(), cancelled(token)]);
    // Places of an older text would lead the edits astray.
    if (!folder.isCurrentAt(here) || token.isCancellationRequested) return [];

    const problems = this.diagnostics.of(document.uri);
    if (context.only?.contains(fixAllKind)) return fixAll(document, folder, problems);
    if (context.only && !context.only.contains(vscode.CodeActionKind.QuickFix)) return [];
    const touched = problems.filter(problem => problem.range.intersection(range));
    return [
      ...touched.flatMap(problem => repairs(document, folder, problem)),
      ...touched.flatMap(problem => safeguard(document, problem) ?? []),
      ...touched.map(problem => story(document, problem)),
      ...touched.map(explanation),
      ...touched.flatMap(problem => suppression(document, problem) ?? []),
    ];
  }
}

/** The edits that make all safe repairs in a file. */
export function safeEdits(document: vscode.TextDocument, folder: FolderReview, problems: readonly FindingDiagnostic[]): vscode.TextEdit[] {
  const inThisFile = (path: string) => folder.root.uriOf(path).toString() === document.uri.toString();
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

function repairs(document: vscode.TextDocument, folder: FolderReview, problem: FindingDiagnostic): vscode.CodeAction[] {
  const fixes = problem.finding.fixes.filter(fix => fix.edits.every(({ path }) => folder.isCurrentAt(path)));
  const preferred = fixes.find(fix => fix.safe);
  return fixes.map(fix => {
    const action = quickFix(fix.title, problem);
    action.edit = toWorkspaceEdit(fix, folder.root, document.uri);
    action.isPreferred = fix === preferred;
    return action;
  });
}

/** For what no edit can cure: the snippets that do. */
function safeguard(document: vscode.TextDocument, problem: FindingDiagnostic): vscode.CodeAction | undefined {
  const command = safeguardCommand(problem.finding.rule, document.languageId);
  if (!command) return undefined;
  const action = quickFix('Use an outbox: open its table, write or relay…', problem);
  action.command = command;
  return action;
}

function story(document: vscode.TextDocument, problem: FindingDiagnostic): vscode.CodeAction {
  const action = quickFix(`Show ${titleOfStory(problem.finding).toLowerCase()}`, problem);
  action.command = storyCommand(document, problem);
  return action;
}

function explanation(problem: FindingDiagnostic): vscode.CodeAction {
  const { rule } = problem.finding, action = quickFix(`Explain rule ${rule}`, problem);
  action.command = explainCommand(rule);
  return action;
}

function suppression(document: vscode.TextDocument, problem: FindingDiagnostic): vscode.CodeAction | undefined {
  const edit = suppressionOf(document, problem);
  if (!edit) return undefined;
  const action = quickFix(`Allow ${problem.finding.rule} here, with a reason`, problem);
  action.edit = edit;
  return action;
}

function cancelled(token: vscode.CancellationToken): Promise<void> {
  return new Promise(done => token.onCancellationRequested(() => done()));
}

function quickFix(title: string, problem: FindingDiagnostic): vscode.CodeAction {
  const action = new vscode.CodeAction(plain(title), vscode.CodeActionKind.QuickFix);
  action.diagnostics = [problem];
  return action;
}
