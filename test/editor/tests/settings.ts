import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { open, problem, replace, rulesAt, set, settled, status } from '../editor';

/** Longer than a review keeps one waiting: for what must not come there is no event to wait for. */
const pause = () => new Promise(done => setTimeout(done, 1000));

const orders = 'shop/src/orders.ts';

describe('Settings', () => {
  it('rules: switch a rule off, or give it another severity', async () => {
    await set('kafkaReliability.rules', { 'acks-not-all': 'off', 'dropped-send': 'hint' });
    assert.deepEqual(rulesAt(orders), ['dropped-send']);
    assert.equal(problem(orders, 'dropped-send').severity, vscode.DiagnosticSeverity.Hint);
    await set('kafkaReliability.rules', undefined);
    assert.deepEqual(rulesAt(orders), ['acks-not-all', 'dropped-send']);
    assert.equal(problem(orders, 'dropped-send').severity, vscode.DiagnosticSeverity.Error);
  });

  it('show: never fewer findings when more is asked for', async () => {
    const paths = [orders, 'shop/src/Payments.java', 'shop/src/Invoices.java', 'shop/compose.production.yaml'];
    const count = () => paths.reduce((sum, path) => sum + rulesAt(path).length, 0);
    await set('kafkaReliability.show', 'certain');
    const certain = count();
    await set('kafkaReliability.show', 'possible');
    assert.ok(count() >= certain);
  });

  it('enable: nothing is shown while it is off', async () => {
    await open(orders);
    await set('kafkaReliability.enable', false);
    assert.deepEqual(rulesAt(orders), []);
    assert.equal(status().text, 'Kafka: off');
    await set('kafkaReliability.enable', undefined);
    assert.deepEqual(rulesAt(orders), ['acks-not-all', 'dropped-send']);
  });

  it('exclude: leaves files out, open ones too', async () => {
    await open(orders);
    await set('kafkaReliability.exclude', ['src']);
    assert.deepEqual(rulesAt(orders), []);
    assert.deepEqual(rulesAt('shop/application.yml'), ['acks-not-all']);
    await set('kafkaReliability.exclude', undefined);
    assert.deepEqual(rulesAt(orders), ['acks-not-all', 'dropped-send']);
  });

  it('run: onSave leaves typing alone', async () => {
    await set('kafkaReliability.run', 'onSave');
    const editor = await open(orders);
    await editor.edit(edit => edit.replace(new vscode.Range(9, 10, 9, 11), '-1'));
    await pause();
    assert.deepEqual(rulesAt(orders), ['acks-not-all', 'dropped-send']);
    await editor.document.save();
    await settled();
    assert.deepEqual(rulesAt(orders), ['dropped-send']);
  });

  it('run: onSave fixes what it is to fix on save', async () => {
    await set('kafkaReliability.run', 'onSave');
    await set('editor.codeActionsOnSave', { 'source.fixAll.kafkaReliability': 'explicit' });
    const editor = await open('shop/config/producer.properties');
    await editor.edit(edit => edit.replace(new vscode.Range(0, 0, editor.document.lineCount, 0), 'bootstrap.servers=kafka:9092\nacks=0\n'));
    await editor.document.save();
    assert.ok(editor.document.getText().includes('acks=all'), editor.document.getText());
  });

  it('of a wrong kind count as none', async () => {
    for (const [name, value] of [['exclude', null], ['exclude', 'src'], ['rules', null], ['rules', { 'acks-not-all': 3 }], ['maxFileSizeKB', 'much'], ['show', 7]] as const) {
      await set(`kafkaReliability.${name}`, value);
      assert.deepEqual(rulesAt(orders), ['acks-not-all', 'dropped-send'], `${name}: ${JSON.stringify(value)}`);
      await set(`kafkaReliability.${name}`, undefined);
    }
  });

  it('run: manual waits for the command', async () => {
    await set('kafkaReliability.run', 'manual');
    const editor = await open(orders);
    await editor.edit(edit => edit.replace(new vscode.Range(9, 10, 9, 11), '-1'));
    await editor.document.save();
    await pause();
    assert.deepEqual(rulesAt(orders), ['acks-not-all', 'dropped-send']);
    await vscode.commands.executeCommand('kafkaReliability.reviewAgain');
    assert.deepEqual(rulesAt(orders), ['dropped-send']);
  });

  it('can be set for a folder', async () => {
    await replace(await open('plain/src/greet.ts'), 'export', "import { Kafka } from 'kafkajs';\nnew Kafka({ brokers: [] }).producer().send({ topic: 't', messages: [] });\nexport");
    assert.ok(rulesAt('plain/src/greet.ts').includes('dropped-send'));
    await set('kafkaReliability.rules', { 'dropped-send': 'off' }, vscode.ConfigurationTarget.WorkspaceFolder);
    assert.ok(!rulesAt(orders).includes('dropped-send'));
    assert.ok(rulesAt('plain/src/greet.ts').includes('dropped-send'));
  });
});
