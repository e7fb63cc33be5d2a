import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { actionsAt, endThread, open, problem, problems, replace, rulesAt, set, settled, status, until } from '../editor';

const orders = 'shop/src/orders.ts', payments = 'shop/src/Payments.java';

describe('The review thread', () => {
  it('may end: what was found stays, and reviews go on with all files', async () => {
    const editor = await open(orders);
    endThread('a test wanted it');
    assert.deepEqual(rulesAt(orders), ['acks-not-all', 'dropped-send']);
    await until(() => status().busy === false);
    await replace(editor, 'acks: 1', 'acks: -1');
    await until(() => problems(orders).length === 1);
    assert.deepEqual(rulesAt(payments), ['acks-not-all', 'dropped-send', 'unflushed-producer']);
  });

  it('that ends too often stays away, says so, and can be had again', async () => {
    const editor = await open(orders);
    for (let death = 0; death < 8 && status().text !== 'Kafka: stopped'; death++) {
      await settled();
      endThread('a test wanted it');
    }
    await vscode.commands.executeCommand('kafkaReliability.reviewAgain');
    await replace(editor, 'acks: 1', 'acks: -1');
    assert.deepEqual(rulesAt(orders), ['dropped-send']);
    assert.deepEqual(rulesAt(payments), ['acks-not-all', 'dropped-send', 'unflushed-producer']);
  });

  it('does not keep the light bulb of another file waiting', async () => {
    await set('kafkaReliability.run', 'onSave');
    await open(payments);
    const editor = await open(orders);
    await editor.edit(edit => edit.insert(new vscode.Position(0, 0), '\n'));
    const [fix] = await actionsAt(payments, problem(payments, 'acks-not-all'));
    assert.match(fix.title, /^Set /);
    assert.match(status().detail, /out of date/);
  });
});
