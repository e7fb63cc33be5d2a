import * as vscode from 'vscode';
import { REASON_PLACEHOLDER, suppressionEdit, UNUSED_SUPPRESSION } from '../core/review/suppressions';
import { SourceText } from '../core/text/source-text';
import type { FindingDiagnostic } from './diagnostics';

/** Inserts the comment that allows a finding, with its reason selected for typing; `undefined` where no comment can stand. */
export function suppressionOf(document: vscode.TextDocument, { finding, range }: FindingDiagnostic): vscode.WorkspaceEdit | undefined {
  // A suppression without effect is to be removed, not allowed.
  if (finding.rule === UNUSED_SUPPRESSION) return undefined;
  const source = new SourceText(finding.path, document.getText());
  const edit = suppressionEdit(source, document.offsetAt(range.start), finding.rule, REASON_PLACEHOLDER);
  if (!edit) return undefined;
  const [before, after] = edit.text.split(REASON_PLACEHOLDER);
  const snippet = new vscode.SnippetString().appendText(before).appendPlaceholder(REASON_PLACEHOLDER).appendText(after);
  const result = new vscode.WorkspaceEdit();
  result.set(document.uri, [vscode.SnippetTextEdit.insert(document.positionAt(edit.span.start), snippet)]);
  return result;
}
