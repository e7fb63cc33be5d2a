import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Api } from '../../src/vscode/extension';

const extensionId = 'kafka-reliability-review.kafka-reliability-review';

let api: Api;

/** How to take back the settings that the running test has changed. */
const changed = new Map<string, () => Promise<void>>();

/** The extension under test. */
export function extension(): vscode.Extension<Api> {
  return vscode.extensions.getExtension<Api>(extensionId)!;
}

/** Activates the extension once, and leaves the workspace as it was after each test. */
export function useEditor(): void {
  const originals = new Map<string, Uint8Array>();
  before(async () => {
    api = await extension().activate();
    for (const uri of await vscode.workspace.findFiles('**/*')) originals.set(uri.toString(), await vscode.workspace.fs.readFile(uri));
    await api.settled();
  });
  afterEach(async () => {
    for (const takeBack of changed.values()) await takeBack();
    changed.clear();
    for (const document of vscode.workspace.textDocuments) {
      if (!document.isDirty) continue;
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('workbench.action.files.revert');
    }
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const [uri, content] of originals) await restore(vscode.Uri.parse(uri), content);
    await vscode.commands.executeCommand('kafkaReliability.reviewAgain');
  });
}

/** Writes a file as it was, and waits until the editor has seen that, so that no late event disturbs the next test. */
async function restore(uri: vscode.Uri, content: Uint8Array): Promise<void> {
  const now = await Promise.resolve(vscode.workspace.fs.readFile(uri)).catch(() => undefined);
  if (now && Buffer.compare(now, content) === 0) return;
  const watcher = vscode.workspace.createFileSystemWatcher('**/*');
  const seen = new Promise<void>(done => {
    const note = (changed: vscode.Uri) => changed.toString() === uri.toString() && done();
    watcher.onDidChange(note);
    watcher.onDidCreate(note);
  });
  await vscode.workspace.fs.writeFile(uri, content);
  await seen;
  watcher.dispose();
}

/** Resolves when every change made so far has been reviewed and shown. */
export function settled(): Promise<void> {
  return api.settled();
}

/** Ends the review thread as a fault would; resolves when another may start, or when none will. */
export function endThread(why: string): Promise<void> {
  return api.endThread(why);
}

/** What the view of the journey shows. */
export function journey() {
  return api.journey();
}

/** What the language status says. */
export function status() {
  return api.status();
}

/** The URI of a file of the test workspace: `shop/src/orders.ts`. */
export function file(path: string): vscode.Uri {
  const [name, ...rest] = path.split('/');
  const folder = vscode.workspace.workspaceFolders!.find(folder => folder.name === name)!;
  return vscode.Uri.joinPath(folder.uri, ...rest);
}

/** Opens a file in the editor. */
export async function open(path: string): Promise<vscode.TextEditor> {
  const editor = await vscode.window.showTextDocument(file(path));
  await settled();
  return editor;
}

/** The problems of a file of the test workspace that this extension shows. */
export function problems(path: string): vscode.Diagnostic[] {
  return shownIn(file(path));
}

/** The problems of any file that this extension shows. */
export function shownIn(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Kafka Reliability');
}

/** The text of a document, with the line ends of this machine made plain. */
export function textOf(document: vscode.TextDocument): string {
  return document.getText().replaceAll('\r\n', '\n');
}

/** Adds a folder to the workspace and waits for its review; gives how to remove it. */
export async function addFolder(uri: vscode.Uri): Promise<() => Promise<void>> {
  const change = async (start: number, remove: number, ...add: { uri: vscode.Uri }[]) => {
    const changed = new Promise(done => vscode.workspace.onDidChangeWorkspaceFolders(done));
    vscode.workspace.updateWorkspaceFolders(start, remove, ...add);
    await changed;
    await settled();
  };
  await change(vscode.workspace.workspaceFolders!.length, 0, { uri });
  return async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await change(vscode.workspace.workspaceFolders!.length - 1, 1);
  };
}

/** The rules of these problems, sorted. */
export function rulesAt(path: string): string[] {
  return problems(path).map(ruleOf).sort();
}

export function ruleOf({ code }: vscode.Diagnostic): string {
  return String((code as { value: string }).value);
}

/** The only problem of a rule in a file. */
export function problem(path: string, rule: string): vscode.Diagnostic {
  const found = problems(path).filter(problem => ruleOf(problem) === rule);
  assert.equal(found.length, 1, `one ${rule} in ${path}, there are: ${rulesAt(path).join(', ') || 'none'}`);
  return found[0];
}

/** Replaces a text that stands once in the document, as a person would type it: without saving. */
export async function replace(editor: vscode.TextEditor, before: string, after: string): Promise<void> {
  const { document } = editor, at = document.getText().indexOf(before);
  assert.ok(at >= 0, `${before} stands in ${document.fileName}`);
  const range = new vscode.Range(document.positionAt(at), document.positionAt(at + before.length));
  assert.ok(await editor.edit(edit => edit.replace(range, after)));
  await settled();
}

/** The code actions offered somewhere. */
export async function actionsOf(uri: vscode.Uri, range: vscode.Range, kind = vscode.CodeActionKind.QuickFix): Promise<vscode.CodeAction[]> {
  return vscode.commands.executeCommand('vscode.executeCodeActionProvider', uri, range, kind.value);
}

/** The code actions offered at a problem. */
export async function actionsAt(path: string, { range }: vscode.Diagnostic, kind = vscode.CodeActionKind.QuickFix): Promise<vscode.CodeAction[]> {
  return actionsOf(file(path), range, kind);
}

/**
 * Gives a setting another value; `undefined` takes it back. It goes to the workspace file, which lies outside the folders
 * under review, unless it is to hold for `shop` alone.
 */
export async function set(name: string, value: unknown, target = vscode.ConfigurationTarget.Workspace): Promise<void> {
  const settings = vscode.workspace.getConfiguration(undefined, file('shop'));
  const { workspaceValue, workspaceFolderValue } = settings.inspect(name)!;
  const before = target === vscode.ConfigurationTarget.Workspace ? workspaceValue : workspaceFolderValue;
  if (JSON.stringify(before) === JSON.stringify(value)) return;
  changed.set(`${name} ${target}`, () => set(name, undefined, target));
  // The editor tells of a new value later than it says that it is done.
  const taken = new Promise<void>(done => {
    const subscription = vscode.workspace.onDidChangeConfiguration(event => {
      if (!event.affectsConfiguration(name)) return;
      subscription.dispose();
      done();
    });
  });
  await settings.update(name, value, target);
  await taken;
  await settled();
}

/** Resolves when the problems shown fulfil a condition, for changes of which nobody tells the test that they arrived. */
export function until(condition: () => boolean): Promise<void> {
  if (condition()) return Promise.resolve();
  return new Promise(done => {
    const subscription = vscode.languages.onDidChangeDiagnostics(() => {
      if (!condition()) return;
      subscription.dispose();
      done();
    });
  });
}

/** Resolves when a Markdown preview with this title is the active tab. */
export function previewOf(title: string): Promise<void> {
  const isShown = () => vscode.window.tabGroups.all.some(({ activeTab }) =>
    activeTab?.input instanceof vscode.TabInputCustom && activeTab.input.viewType.includes('markdown.preview') && activeTab.label.includes(title));
  if (isShown()) return Promise.resolve();
  return new Promise(done => {
    const subscription = vscode.window.tabGroups.onDidChangeTabs(() => {
      if (!isShown()) return;
      subscription.dispose();
      done();
    });
  });
}

/** Applies a code action and waits for what comes of it. */
export async function apply(action: vscode.CodeAction): Promise<void> {
  assert.ok(await vscode.workspace.applyEdit(action.edit!), action.title);
  await settled();
}
