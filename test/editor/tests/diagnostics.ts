import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { actionsAt, file, open, previewOf, problem, problems, replace, rulesAt } from '../editor';
import { page } from '../page';

describe('Diagnostics', () => {
  it('stand at every file of the workspace, opened or not', () => {
    assert.deepEqual(rulesAt('shop/src/orders.ts'), ['acks-not-all', 'dropped-send']);
    assert.deepEqual(rulesAt('shop/src/Payments.java'), ['acks-not-all', 'dropped-send', 'unflushed-producer']);
    assert.deepEqual(rulesAt('shop/src/Invoices.java'), ['dropped-send']);
    assert.deepEqual(rulesAt('shop/config/producer.properties'), ['acks-not-all']);
    assert.deepEqual(rulesAt('shop/application.yml'), ['acks-not-all']);
    assert.ok(rulesAt('shop/compose.production.yaml').includes('unclean-leader-election'));
    assert.deepEqual(rulesAt('plain/src/greet.ts'), []);
  });

  it('vanish and come back with the unsaved text', async () => {
    const editor = await open('shop/src/orders.ts');
    await replace(editor, 'acks: 1', 'acks: -1');
    assert.deepEqual(rulesAt('shop/src/orders.ts'), ['dropped-send']);
    await replace(editor, 'acks: -1', 'acks: 1');
    assert.deepEqual(rulesAt('shop/src/orders.ts'), ['acks-not-all', 'dropped-send']);
    assert.ok(editor.document.isDirty);
  });

  it('follow the text while it does not parse', async () => {
    const editor = await open('shop/src/orders.ts');
    await replace(editor, 'export async', 'producer.\\n\\nexport async');
    assert.ok(rulesAt('shop/src/orders.ts').includes('dropped-send'));
  });

  it('go back to what is saved when the editor is closed', async () => {
    const editor = await open('shop/src/orders.ts');
    await replace(editor, 'acks: 1', 'acks: -1');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await open('plain/src/greet.ts');
    assert.deepEqual(rulesAt('shop/src/orders.ts'), ['acks-not-all', 'dropped-send']);
  });

  it('name the source, the rule with a link to its page, and a short range', async () => {
    const { document } = await open('shop/src/orders.ts');
    const dropped = problem('shop/src/orders.ts', 'dropped-send');
    assert.equal(dropped.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(document.getText(dropped.range), 'send');
    const { target } = dropped.code as { target: vscode.Uri };
    assert.ok(target.path.endsWith('/kafka-reliability-pages/rules/dropped-send.md'), target.path);
    await vscode.workspace.fs.stat(target);
    assert.equal(problem('shop/src/orders.ts', 'acks-not-all').severity, vscode.DiagnosticSeverity.Warning);
  });

  it('say it in plain text, which is what the editor shows', async function () {
    const all = ['shop/src/orders.ts', 'shop/src/Payments.java', 'shop/compose.production.yaml', 'shop/application.yml'].flatMap(problems);
    const said = all.flatMap(({ message, relatedInformation }) => [message, ...(relatedInformation ?? []).map(related => related.message)]);
    assert.deepEqual(said.filter(text => text.includes('`')), []);
    const acks = problem('shop/src/orders.ts', 'acks-not-all');
    assert.match(acks.message, /with 'acks=1' the leader confirms alone/);
    const actions = await actionsAt('shop/src/orders.ts', acks);
    assert.deepEqual(actions.filter(({ title }) => title.includes('`')), []);
    assert.ok(actions.some(({ title }) => title === "Set 'acks' to '-1'"), actions.map(({ title }) => title).join('\n'));
    if (!page.available) return;
    const editor = await open('shop/src/orders.ts');
    editor.selection = new vscode.Selection(acks.range.start, acks.range.start);
    await vscode.commands.executeCommand('editor.action.showHover');
    assert.match(await page.textOf('.monaco-hover .marker'), /with 'acks=1' the leader confirms alone/);
  });

  it('come with an example done well, in the notation and of the library at hand', async function () {
    const examples = async (path: string, rule: string) => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', file(path), problem(path, rule).range.start);
      return hovers.flatMap(({ contents }) => contents as vscode.MarkdownString[]).map(({ value }) => value).filter(value => value.startsWith('Done well'));
    };
    assert.match((await examples('shop/src/orders.ts', 'dropped-send')).join('\n'), /^-\s+producer\.send\(.*\n\+\s+await producer\.send\(/m);
    assert.match((await examples('shop/src/Payments.java', 'dropped-send')).join('\n'), /\.get\(\);$/m);
    assert.match((await examples('shop/application.yml', 'acks-not-all')).join('\n'), /^\+ *acks: all/m);
    if (!page.available) return this.skip();
    const editor = await open('shop/src/orders.ts');
    const { range } = problem('shop/src/orders.ts', 'dropped-send');
    editor.selection = new vscode.Selection(range.start, range.start);
    await vscode.commands.executeCommand('editor.action.showHover');
    await page.click('.monaco-hover a:has-text("more on dropped-send")');
    await previewOf('dropped-send.md');
  });

  it('lead to the places that prove them', () => {
    const related = problems('shop/compose.production.yaml').flatMap(({ relatedInformation }) => relatedInformation ?? []);
    assert.ok(related.length > 0);
    for (const { location, message } of related) {
      assert.ok(location.uri.toString().startsWith(file('shop').toString()));
      assert.notEqual(message, '');
    }
  });
});
