import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { actionsAt, apply, open, problem, rulesAt, settled } from '../editor';

const files = {
  'shop/src/orders.ts': '    // kafka-review: allow acks-not-all -- clicks only\n    acks: 1,',
  'shop/src/Payments.java': '    // kafka-review: allow acks-not-all -- clicks only\n    props.put(ProducerConfig.ACKS_CONFIG, "1");',
  'shop/config/producer.properties': '# kafka-review: allow acks-not-all -- clicks only\nacks=1',
  'shop/application.yml': '      # kafka-review: allow acks-not-all -- clicks only\n      acks: 1',
};

describe('Suppression', () => {
  for (const [path, expected] of Object.entries(files)) {
    it(`takes a typed reason in ${path}`, async () => {
      const { document } = await open(path);
      const allow = (await actionsAt(path, problem(path, 'acks-not-all'))).find(({ title }) => title.startsWith('Allow'))!;
      await apply(allow);
      const editor = vscode.window.activeTextEditor!;
      assert.equal(document.getText(editor.selection), 'why it is safe here');
      await vscode.commands.executeCommand('type', { text: 'clicks only' });
      await settled();
      assert.ok(document.getText().includes(expected), document.getText());
      assert.ok(!rulesAt(path).includes('acks-not-all'));
      assert.ok(!rulesAt(path).includes('unused-suppression'));
    });
  }

  it('whose reason nobody typed allows nothing', async () => {
    const path = 'shop/config/producer.properties';
    await open(path);
    await apply((await actionsAt(path, problem(path, 'acks-not-all'))).find(({ title }) => title.startsWith('Allow'))!);
    assert.ok(rulesAt(path).includes('acks-not-all'), rulesAt(path).join(', '));
  });

  it('without effect is reported faded, and can be removed but not allowed', async () => {
    const editor = await open('shop/src/orders.ts');
    const before = editor.document.getText();
    await editor.edit(edit => edit.insert(new vscode.Position(2, 0), '// kafka-review: allow auto-commit -- no such thing here\n'));
    await settled();
    const unused = problem('shop/src/orders.ts', 'unused-suppression');
    assert.deepEqual(unused.tags, [vscode.DiagnosticTag.Unnecessary]);
    const actions = await actionsAt('shop/src/orders.ts', unused);
    assert.deepEqual(actions.filter(({ title }) => title.startsWith('Allow')), []);
    await apply(actions[0]);
    assert.equal(editor.document.getText(), before);
  });
});
