import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import * as vscode from 'vscode';
import { file, open, problems } from '../editor';
import { page } from '../page';
import { previewOf } from './explain';

const report = vscode.Uri.parse('kafka-reliability:/Kafka reliability audit.md');

describe('Audit', () => {
  it('of the workspace ends in a report of the five layers', async () => {
    await vscode.commands.executeCommand('kafkaReliability.auditWorkspace');
    await previewOf('Kafka reliability audit.md');
    const text = (await vscode.workspace.openTextDocument(report)).getText();
    for (const layer of ['Producer', 'Broker', 'Consumer', 'Detection', 'Business']) assert.match(text, new RegExp(`^## ${layer}$`, 'm'));
    assert.match(text, /audit: shop$/m);
    assert.match(text, /`dropped-send`/);
    assert.equal(problems('shop/src/orders.ts').length, 2);
  });

  it('links every place so that the editor finds it', async () => {
    await vscode.commands.executeCommand('kafkaReliability.auditWorkspace');
    const document = await vscode.workspace.openTextDocument(report);
    const links = [...document.getText().matchAll(/\]\((\/[^)]*)\)/g)].map(([, target]) => target);
    assert.ok(links.length > 5);
    for (const link of new Set(links)) {
      const [path, fragment] = link.split('#');
      assert.match(fragment, /^L\d+$/);
      await vscode.workspace.fs.stat(vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0].uri, decodeURIComponent(path)));
    }
  });

  it('leads from the report to the code', async function () {
    if (!page.available) return this.skip();
    await vscode.commands.executeCommand('kafkaReliability.auditWorkspace');
    await previewOf('Kafka reliability audit.md');
    const shown = new Promise<vscode.TextEditor>(done => vscode.window.onDidChangeActiveTextEditor(editor => editor && done(editor)));
    await page.follow('src/orders.ts:8');
    const { document, selection } = await shown;
    assert.equal(document.uri.toString(), file('shop/src/orders.ts').toString());
    assert.equal(selection.active.line, 7);
  });

  it('of a file tells of that file alone', async () => {
    await open('shop/src/Payments.java');
    await vscode.commands.executeCommand('kafkaReliability.auditFile');
    await previewOf('Payments.java.md');
    const text = (await vscode.workspace.openTextDocument(vscode.Uri.parse('kafka-reliability:/audit/shop/src/Payments.java.md'))).getText();
    assert.match(text, /Payments\.java:/);
    assert.doesNotMatch(text, /orders\.ts:/);
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
