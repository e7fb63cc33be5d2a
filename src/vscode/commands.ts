import * as vscode from 'vscode';
import { safeEdits } from './code-actions';
import type { Diagnostics } from './diagnostics';
import type { Reviews } from './reviews';
import { section } from './settings';

/** Fixes that overlap are made one after the other; a file needs few rounds, and never more than this. */
const maxRounds = 5;

/** *Fix All Safe Problems in File*, *Review Workspace Again* and *Show Output*. */
export function registerCommands(reviews: Reviews, diagnostics: Diagnostics, log: vscode.LogOutputChannel): vscode.Disposable {
  const fixAll = async () => {
    const document = vscode.window.activeTextEditor?.document, folder = document && reviews.of(document.uri);
    if (!document || !folder) return;
    let fixed = 0;
    for (let round = 0; round < maxRounds; round++) {
      await folder.settled();
      const edits = safeEdits(document, folder, diagnostics.of(document.uri));
      if (edits.length === 0) break;
      const edit = new vscode.WorkspaceEdit();
      edit.set(document.uri, edits);
      if (!await vscode.workspace.applyEdit(edit)) break;
      fixed += edits.length;
    }
    if (fixed === 0) vscode.window.setStatusBarMessage('Kafka: no problem here has a fix that is safe to make unseen', 5000);
  };

  const reviewAgain = async () => {
    reviews.scanAgain();
    await Promise.all(reviews.folders.map(folder => folder.settled()));
  };

  return vscode.Disposable.from(
    vscode.commands.registerCommand(`${section}.fixAll`, fixAll),
    vscode.commands.registerCommand(`${section}.reviewAgain`, reviewAgain),
    vscode.commands.registerCommand(`${section}.showOutput`, () => log.show()),
  );
}
