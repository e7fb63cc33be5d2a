import * as vscode from 'vscode';

/** True for a file that an editor of the window shows. */
export function isShown(uri: vscode.Uri): boolean {
  return vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ input }) =>
    input instanceof vscode.TabInputText && input.uri.toString() === uri.toString()));
}
