import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { actionsAt, apply, open, problem, replace, rulesAt, set, settled } from '../editor';

const fixAll = vscode.CodeActionKind.SourceFixAll.append('kafkaReliability');

describe('Quick fixes', () => {
  const files = {
    'shop/src/orders.ts': 'acks: -1',
    'shop/src/Payments.java': 'ACKS_CONFIG, "all"',
    'shop/config/producer.properties': 'acks=all',
    'shop/application.yml': 'acks: all',
  };
  for (const [path, expected] of Object.entries(files)) {
    it(`set acks in ${path}`, async () => {
      const { document } = await open(path);
      const [fix] = await actionsAt(path, problem(path, 'acks-not-all'));
      assert.equal(fix.isPreferred, true);
      await apply(fix);
      assert.ok(document.getText().includes(expected), document.getText());
      assert.ok(!rulesAt(path).includes('acks-not-all'));
    });
  }

  it('that change what the code does are offered, but not preferred', async () => {
    const { document } = await open('shop/src/orders.ts');
    const [fix] = await actionsAt('shop/src/orders.ts', problem('shop/src/orders.ts', 'dropped-send'));
    assert.ok(!fix.isPreferred, fix.title);
    await apply(fix);
    assert.ok(document.getText().includes('await producer.send('));
    assert.deepEqual(rulesAt('shop/src/orders.ts'), ['acks-not-all']);
  });

  it('hold for the text as it stands now', async () => {
    const editor = await open('shop/src/orders.ts');
    assert.ok(await editor.edit(edit => edit.insert(new vscode.Position(0, 0), '// one\n// two\n')));
    const range = new vscode.Range(11, 10, 11, 11);
    const [fix] = await actionsAt('shop/src/orders.ts', { range } as vscode.Diagnostic);
    await apply(fix);
    assert.ok(editor.document.getText().includes('acks: -1'));
  });

  it('come after the fix with the explanation and the suppression', async () => {
    await open('shop/src/orders.ts');
    const titles = (await actionsAt('shop/src/orders.ts', problem('shop/src/orders.ts', 'dropped-send'))).map(({ title }) => title);
    assert.deepEqual(titles.slice(-2), ['Explain rule dropped-send', 'Allow dropped-send here, with a reason']);
  });
});

describe('Fix all', () => {
  it('is offered as a source action and makes safe fixes only', async () => {
    const { document } = await open('shop/src/orders.ts');
    const [action] = await actionsAt('shop/src/orders.ts', problem('shop/src/orders.ts', 'acks-not-all'), fixAll);
    await apply(action);
    assert.ok(document.getText().includes('acks: -1'));
    assert.deepEqual(rulesAt('shop/src/orders.ts'), ['dropped-send']);
  });

  it('runs from the command palette', async () => {
    await open('shop/compose.production.yaml');
    await vscode.commands.executeCommand('kafkaReliability.fixAll');
    await settled();
    assert.ok(!rulesAt('shop/compose.production.yaml').includes('unclean-leader-election'));
  });

  it('runs on save', async () => {
    const editor = await open('shop/config/producer.properties');
    await set('editor.codeActionsOnSave', { 'source.fixAll.kafkaReliability': 'explicit' });
    await replace(editor, 'acks=1', 'acks=0');
    await editor.document.save();
    assert.ok(editor.document.getText().includes('acks=all'), `${editor.document.getText()}\nproblems: ${rulesAt('shop/config/producer.properties').join(', ')}`);
  });
});
