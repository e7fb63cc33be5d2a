import * as vscode from 'vscode';
import { suppressionEdit } from '../core/review/suppressions';
import { SourceText } from '../core/text/source-text';
import type { FindingDiagnostic } from './diagnostics';

const placeholder = 'why it is safe here';

/** Inserts the comment that allows a finding, with its reason selected for typing; `undefined` where no comment can stand. */
export function suppressionOf(document: vscode.TextDocument, { finding, range }: FindingDiagnostic): vscode.WorkspaceEdit | undefined {
  const source = new SourceText(finding.path, document.getText());
  const edit = suppressionEdit(source, document.offsetAt(range.start), finding.rule, placeholder);
  if (!edit) return undefined;
  const [before, after] = edit.text.split(placeholder);
  const snippet = new vscode.SnippetString().appendText(before).appendPlaceholder(placeholder).appendText(after);
  const result = new vscode.WorkspaceEdit();
  result.set(document.uri, [vscode.SnippetTextEdit.insert(document.positionAt(edit.span.start), snippet)]);
  return result;
}
