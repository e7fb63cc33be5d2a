import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { file, open, problem, rulesAt, set, settled, status, until } from '../editor';

const orders = 'shop/src/orders.ts', config = () => file('shop/kafka-review.config.json');

/** Writes the configuration of `shop`, and waits until what is shown follows from it. */
async function configure(text: unknown, holds: () => boolean): Promise<void> {
  await vscode.workspace.fs.writeFile(config(), new TextEncoder().encode(typeof text === 'string' ? text : JSON.stringify(text)));
  await until(holds);
  await settled();
}

describe('Configuration', () => {
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(config());
    await until(() => rulesAt(orders).length === 2 && vscode.languages.getDiagnostics(config()).length === 0);
  });

  it('is taken up when it changes, and when it goes', async () => {
    await configure({ rules: { 'dropped-send': 'hint' }, exclude: ['config'] }, () => rulesAt('shop/config/producer.properties').length === 0);
    assert.equal(problem(orders, 'dropped-send').severity, vscode.DiagnosticSeverity.Hint);
    await configure({ overrides: [{ files: ['src/*.ts'], rules: { 'dropped-send': 'off' } }] }, () => rulesAt(orders).length === 1);
    assert.deepEqual(rulesAt(orders), ['acks-not-all']);
    assert.deepEqual(rulesAt('shop/config/producer.properties'), ['acks-not-all']);
  });

  it('comes after the settings of the editor', async () => {
    await configure({ rules: { 'dropped-send': 'off' } }, () => rulesAt(orders).length === 1);
    await set('kafkaReliability.rules', { 'dropped-send': 'warning' });
    assert.equal(problem(orders, 'dropped-send').severity, vscode.DiagnosticSeverity.Warning);
    await set('kafkaReliability.rules', undefined);
  });

  it('says what is wrong with it, and leaves what was shown', async () => {
    await open(orders);
    await configure('{\n  "rules": { "dropped-sent": "off" }\n}', () => vscode.languages.getDiagnostics(config()).length > 0);
    const [fault] = vscode.languages.getDiagnostics(config()).filter(({ code }) => code === 'configuration');
    assert.equal(fault.range.start.line, 1);
    assert.match(fault.message, /'rules' has no 'dropped-sent'; write 'dropped-send'/);
    assert.deepEqual(rulesAt(orders), ['acks-not-all', 'dropped-send']);
    assert.equal(status().text, 'Kafka: configuration cannot be read');
    await configure({ rules: { 'dropped-send': 'off' } }, () => rulesAt(orders).length === 1);
    assert.equal(vscode.languages.getDiagnostics(config()).filter(({ code }) => code === 'configuration').length, 0);
  });

  it('is created by a command, and opened where it is there', async () => {
    await configure({ rules: { 'dropped-send': 'off' } }, () => rulesAt(orders).length === 1);
    await open(orders);
    await vscode.commands.executeCommand('kafkaReliability.createConfiguration');
    assert.ok(vscode.window.activeTextEditor?.document.uri.path.endsWith('kafka-review.config.json'));
  });

  it('is completed and checked by its schema', async () => {
    await configure('{ "rules": { "dropped-send": "loud" } }', () => vscode.languages.getDiagnostics(config()).length > 0);
    await vscode.window.showTextDocument(config());
    await until(() => vscode.languages.getDiagnostics(config()).some(({ source }) => source !== 'Kafka Reliability'));
  });
});
