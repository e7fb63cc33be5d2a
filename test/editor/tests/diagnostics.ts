import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { file, open, problem, problems, replace, rulesAt } from '../editor';

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

  it('lead to the places that prove them', () => {
    const related = problems('shop/compose.production.yaml').flatMap(({ relatedInformation }) => relatedInformation ?? []);
    assert.ok(related.length > 0);
    for (const { location, message } of related) {
      assert.ok(location.uri.toString().startsWith(file('shop').toString()));
      assert.notEqual(message, '');
    }
  });
});
