import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import * as vscode from 'vscode';
import { file, open, previewOf, problems, replace, settled } from '../editor';
import { page } from '../page';

/** The report in the preview with this title. */
async function reportOf(title: string): Promise<{ uri: vscode.Uri; text: string }> {
  await previewOf(title);
  const { input } = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ label }) => label.includes(title))!;
  const { uri } = input as vscode.TabInputCustom;
  return { uri, text: new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)) };
}

const workspaceAudit = 'Kafka reliability audit.md';

/** Where the links of a report lead, as files. */
function targetsOf({ uri, text }: { uri: vscode.Uri; text: string }): vscode.Uri[] {
  return [...text.matchAll(/\]\((?!https?:|#)([^)#]*)[^)]*\)/g)].map(([, path]) => vscode.Uri.joinPath(uri, '..', decodeURIComponent(path)));
}

describe('Audit', () => {
  it('of the workspace ends in a report of the five layers', async () => {
    await vscode.commands.executeCommand('kafkaReliability.auditWorkspace');
    const { text } = await reportOf(workspaceAudit);
    for (const layer of ['Producer', 'Broker', 'Consumer', 'Detection', 'Business']) assert.match(text, new RegExp(`^## ${layer}$`, 'm'));
    assert.match(text, /audit: shop$/m);
    assert.match(text, /`dropped-send`/);
    assert.equal(problems('shop/src/orders.ts').length, 2);
  });

  it('links every place and every rule so that the editor finds it', async () => {
    await vscode.commands.executeCommand('kafkaReliability.auditWorkspace');
    const report = await reportOf(workspaceAudit), targets = targetsOf(report);
    assert.ok(targets.some(({ path }) => path.endsWith('/rules/dropped-send.md')));
    assert.ok(targets.some(({ path }) => path.endsWith('/shop/src/orders.ts')));
    for (const target of new Set(targets.map(String))) await vscode.workspace.fs.stat(vscode.Uri.parse(target));
  });

  it('sums up several folders, and leads to the part of each', async () => {
    await vscode.commands.executeCommand('kafkaReliability.auditWorkspace');
    const { text } = await reportOf(workspaceAudit);
    const rows = [...text.matchAll(/^\| \[?Producer(\]\([^)]*\))? \|(.*)\|$/gm)].map(([, , cells]) => cells.split('|').slice(1).map(Number));
    assert.equal(rows.length, 3);
    assert.deepEqual(rows[0], rows[1].map((count, column) => count + rows[2][column]));
    assert.ok(text.includes('](#producer)') && text.includes('](#producer-1)'));
    assert.match(text, /\[shop\]\(#folder-1\)/);
    assert.match(text, /\[plain\]\(#folder-2\)/);
  });

  it('leads from the report to the code, and stays open', async function () {
    if (!page.available) return this.skip();
    await vscode.commands.executeCommand('kafkaReliability.auditWorkspace');
    await reportOf(workspaceAudit);
    const shown = new Promise<vscode.TextEditor>(done => vscode.window.onDidChangeActiveTextEditor(editor => editor && done(editor)));
    await page.follow('src/orders.ts:8');
    const { document, selection } = await shown;
    assert.equal(document.uri.toString(), file('shop/src/orders.ts').toString());
    assert.equal(selection.active.line, 7);
    await open('shop/src/Payments.java');
    assert.ok(vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => label.includes(workspaceAudit))));
  });

  it('of a file tells of that file alone, and not what only the workspace can tell', async () => {
    await open('shop/src/Payments.java');
    await vscode.commands.executeCommand('kafkaReliability.auditFile');
    const { text } = await reportOf('Payments.java.md');
    assert.match(text, /audit: shop\/src\/Payments\.java$/m);
    assert.match(text, /Payments\.java:/);
    assert.doesNotMatch(text, /orders\.ts:/);
    assert.match(text, /^This file shows nothing of it/m);
    assert.doesNotMatch(text, /was seen/);
  });

  it('of a file outside the workspace leads to that file', async () => {
    const folder = vscode.Uri.file(`${tmpdir()}/kafka-review-loose-${process.pid}`), loose = vscode.Uri.joinPath(folder, 'with space', 'loose.ts');
    await vscode.workspace.fs.copy(file('shop/src/orders.ts'), loose);
    await vscode.commands.executeCommand('vscode.open', loose);
    await settled();
    await vscode.commands.executeCommand('kafkaReliability.auditFile');
    const targets = targetsOf(await reportOf('loose.ts.md'));
    assert.ok(targets.some(target => target.toString() === loose.toString()), targets.join('\n'));
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(folder, { recursive: true });
  });

  it('is renewed where it is shown', async () => {
    await vscode.commands.executeCommand('kafkaReliability.auditWorkspace');
    const before = (await reportOf(workspaceAudit)).text;
    await replace(await open('shop/src/orders.ts'), 'acks: 1', 'acks: -1');
    await vscode.commands.executeCommand('kafkaReliability.auditWorkspace');
    assert.notEqual((await reportOf(workspaceAudit)).text, before);
  });

  it('can be saved, with links that lead from there', async function () {
    if (!page.available) return this.skip();
    await vscode.commands.executeCommand('kafkaReliability.auditWorkspace');
    await reportOf(workspaceAudit);
    const target = file('shop/saved.md');
    const saved = vscode.commands.executeCommand('kafkaReliability.saveAudit');
    await page.waitFor('.quick-input-list .monaco-list-row:has-text("src")');
    // The name without its ending is selected.
    await page.type('saved');
    await page.click('.quick-input-widget .monaco-button:has-text("OK")');
    await saved;
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(target));
    assert.match(text, /\]\(src\/orders\.ts#L8\)/);
    await vscode.workspace.fs.delete(target);
  });

  it('can be cancelled, and then ends in no report', async function () {
    if (!page.available) return this.skip();
    const folder = vscode.Uri.file(`${tmpdir()}/kafka-review-many-${process.pid}`);
    const orders = new TextDecoder().decode(await vscode.workspace.fs.readFile(file('shop/src/orders.ts')));
    const body = orders.slice(orders.indexOf('export'));
    const many = orders + Array.from({ length: 60 }, (_, index) => body.replace('placeOrder', `placeOrder${index}`)).join('\n');
    for (let index = 0; index < 600; index++) {
      await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, `orders-${index}.ts`), new TextEncoder().encode(`${many}// ${index}\n`));
    }
    try {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      const added = new Promise(done => vscode.workspace.onDidChangeWorkspaceFolders(done));
      vscode.workspace.updateWorkspaceFolders(vscode.workspace.workspaceFolders!.length, 0, { uri: folder });
      await added;
      const audit = vscode.commands.executeCommand('kafkaReliability.auditWorkspace');
      // A driven window shows no toasts; the list has the same buttons.
      await vscode.commands.executeCommand('notifications.showList');
      await page.click('.notifications-center .monaco-button:has-text("Cancel")');
      await audit;
      assert.ok(!vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => label.includes('audit'))));
    } finally {
      const removed = new Promise(done => vscode.workspace.onDidChangeWorkspaceFolders(done));
      vscode.workspace.updateWorkspaceFolders(vscode.workspace.workspaceFolders!.length - 1, 1);
      await removed;
      await vscode.workspace.fs.delete(folder, { recursive: true });
    }
  });
});
