import * as vscode from 'vscode';
import { POLICY_FILES } from '../core/policy/names';
import { starter } from '../core/policy/starter';
import type { FolderReview } from './folder-review';
import type { Reviews } from './reviews';
import { section } from './settings';

/** *Create Configuration*: writes one into a folder of the workspace and opens it, or opens the one that holds there. */
export function registerCreateConfiguration(reviews: Reviews): vscode.Disposable {
  return vscode.commands.registerCommand(`${section}.createConfiguration`, async () => {
    const folder = await pickFolder(reviews);
    if (folder) await vscode.window.showTextDocument(await configurationOf(folder));
  });
}

/** The configuration of a folder, written where there is none. */
export async function configurationOf(folder: FolderReview): Promise<vscode.Uri> {
  await folder.policy.read();
  if (folder.policy.file) return folder.policy.file;
  const file = vscode.Uri.joinPath(folder.root.uri, POLICY_FILES[0]);
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(starter('json')));
  folder.scanAgain();
  return file;
}

async function pickFolder(reviews: Reviews): Promise<FolderReview | undefined> {
  const folders = reviews.folders.filter(({ isWhole }) => isWhole), document = vscode.window.activeTextEditor?.document;
  if (folders.length === 0) return void vscode.window.showInformationMessage('Open a folder to create a configuration for it.');
  const shown = document && reviews.of(document.uri);
  if (folders.length === 1 || shown?.isWhole) return shown?.isWhole ? shown : folders[0];
  const items = folders.map(folder => ({ label: folder.root.name, folder }));
  return (await vscode.window.showQuickPick(items, { title: 'Create Configuration', placeHolder: 'The folder that it holds for' }))?.folder;
}
