import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { actionsAt, endThread, open, problem, replace, rulesAt, set, settled, status } from '../editor';

const orders = 'shop/src/orders.ts', payments = 'shop/src/Payments.java';

describe('The review thread', () => {
  it('may end: what was found stays, and reviews go on with all files', async () => {
    const editor = await open(orders);
    const another = endThread('a test wanted it');
    assert.deepEqual(rulesAt(orders), ['acks-not-all', 'dropped-send']);
    await another;
    await replace(editor, 'acks: 1', 'acks: -1');
    assert.deepEqual(rulesAt(orders), ['dropped-send']);
    assert.deepEqual(rulesAt(payments), ['acks-not-all', 'dropped-send', 'unflushed-producer']);
  });

  it('that ends too often stays away, says so, and can be had again', async () => {
    const editor = await open(orders);
    // The thread starts with the first work, so that each one has some before it ends.
    for (let death = 0; death < 5 && status().text !== 'Kafka: stopped'; death++) {
      await settled();
      await endThread('a test wanted it');
    }
    assert.equal(status().text, 'Kafka: stopped');
    assert.deepEqual(rulesAt(orders), ['acks-not-all', 'dropped-send']);
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
