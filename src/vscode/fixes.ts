import * as vscode from 'vscode';
import type { FindingFix } from '../core/review/finding';
import { plain } from '../core/text/visible';
import { toRange } from './ranges';
import type { Root } from './root';

/** The edits of one fix. In files other than `shown` an unsafe change is first shown for confirmation. */
export function toWorkspaceEdit(fix: FindingFix, root: Root, shown: vscode.Uri): vscode.WorkspaceEdit {
  const result = new vscode.WorkspaceEdit();
  for (const edit of fix.edits) {
    const uri = root.uriOf(edit.path);
    const elsewhere = uri.toString() !== shown.toString();
    const confirm = !fix.safe && elsewhere ? { needsConfirmation: true, label: plain(fix.title) } : undefined;
    result.replace(uri, toRange(edit.range), edit.text, confirm);
  }
  return result;
}

/** The edits of several fixes in one file; of fixes that touch the same text only the first is taken. */
export function combine(fixes: readonly FindingFix[]): vscode.TextEdit[] {
  const taken: vscode.TextEdit[] = [];
  for (const fix of fixes) {
    const edits = fix.edits.map(edit => vscode.TextEdit.replace(toRange(edit.range), edit.text));
    if (!edits.some(edit => taken.some(other => clash(edit, other)))) taken.push(...edits);
  }
  return taken;
}

function clash(a: vscode.TextEdit, b: vscode.TextEdit): boolean {
  return a.range.isEqual(b.range) || (a.range.intersection(b.range)?.isEmpty === false);
}
