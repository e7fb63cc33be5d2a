import * as vscode from 'vscode';
import type { Range } from '../core/text/span';

/** The editor's form of a range: it counts from 0. */
export function toRange({ start, end }: Range): vscode.Range {
  return new vscode.Range(start.line - 1, start.column - 1, end.line - 1, end.column - 1);
}
