import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { actionsAt, file, journey, open, previewOf, problem, replace, set, settled } from '../editor';
import { page } from '../page';

/** The lenses of a file, each with its line. */
async function lenses(path: string): Promise<string[]> {
  const found: vscode.CodeLens[] = await vscode.commands.executeCommand('vscode.executeCodeLensProvider', file(path), 100);
  return found.flatMap(({ command, range }) => (command?.command === 'kafkaReliability.showTopic' ? `${range.start.line + 1}: ${command.title}` : []));
}

/** What the hovers say at the first `text` of a file. */
async function hoversAt(path: string, text: string): Promise<string> {
  const { document } = await open(path), at = document.positionAt(document.getText().indexOf(text));
  const hovers: vscode.Hover[] = await vscode.commands.executeCommand('vscode.executeHoverProvider', document.uri, at);
  return hovers.flatMap(({ contents }) => contents.map(one => (typeof one === 'string' ? one : one.value))).join('\n');
}

/** What the view shows of the shop: below its folder where another one with Kafka is open too. */
async function ofShop() {
  const all = await journey();
  return all.find(({ label }) => label === 'shop')?.children ?? all;
}

/** The topic `orders` as the view shows it. */
async function orders() {
  return (await ofShop()).find(({ label }) => label === 'orders')!;
}

describe('Journey of messages', () => {
  it('shows each topic with what holds, its links, and what is weak there', async () => {
    const { description, children } = await orders();
    assert.equal(description, 'weakest link: dropped-send');
    const send = children.find(({ label }) => label === 'producer.send')!;
    assert.match(send.description, /sends .*at most once/);
    assert.deepEqual(send.children.slice(0, 2).map(({ label, description: cure }) => [label, cure]), [['dropped-send', "Await 'send'"], ['acks=1', "Set 'acks' to '-1'"]]);
  });

  it('follows what is typed', async () => {
    const editor = await open('shop/src/orders.ts');
    await replace(editor, '  producer.send({', '  await producer.send({');
    assert.match((await orders()).description, /^weakest link: (?!dropped-send)/);
    await replace(editor, "topic: 'orders'", "topic: 'purchases'");
    assert.equal(await orders(), undefined);
  });

  it('is ordered by layer on demand, from the keyboard too', async () => {
    await vscode.commands.executeCommand('kafkaReliability.showByLayer');
    const layers = await ofShop();
    assert.deepEqual(layers.map(({ label }) => label), ['Producer', 'Broker', 'Consumer', 'Detection', 'Business']);
    assert.match(layers[0].description, /^\d+ found/);
    await vscode.commands.executeCommand('kafkaReliability.showByTopic');
    assert.ok(await orders());
  });

  it('has a badge, and opens the code of an entry', async function () {
    if (!page.available) return this.skip();
    await vscode.commands.executeCommand('kafkaReliability.journey.focus');
    await page.waitFor('.activitybar .action-item:has([aria-label^="Kafka Reliability"]) .badge-content');
    await vscode.commands.executeCommand('kafkaReliability.showTopic', file('shop').toString(), 'orders');
    await page.click('.pane-body .monaco-list-row[aria-label^="producer.send sends"] .label-name');
    await page.waitFor('.monaco-editor .view-line:has-text("producer.send")');
    assert.equal(vscode.window.activeTextEditor?.document.uri.path.endsWith('orders.ts'), true);
  });

  it('stands above sends, with the weakest link, and can be switched off', async () => {
    await open('shop/src/orders.ts');
    assert.deepEqual(await lenses('shop/src/orders.ts'), ['8: orders → no reader in view · weakest link: dropped-send']);
    await set('kafkaReliability.codeLens', false);
    assert.deepEqual(await lenses('shop/src/orders.ts'), []);
  });

  it('tells what a setting says and means', async () => {
    const code = await hoversAt('shop/src/orders.ts', 'acks: 1');
    assert.match(code, /\*\*acks\*\* \(producer\): `1`/);
    assert.match(code, /By default: `all` in kafkajs/);
    assert.match(await hoversAt('shop/config/producer.properties', 'acks'), /Which replicas must have a record/);
    assert.doesNotMatch(await hoversAt('shop/src/orders.ts', 'messages:'), /By default/);
  });

  it('tells the story of a finding from the light bulb, with what the lab has measured', async () => {
    await open('shop/src/orders.ts');
    const action = (await actionsAt('shop/src/orders.ts', problem('shop/src/orders.ts', 'dropped-send'))).find(({ title }) => title === 'Show how this loses messages')!;
    await vscode.commands.executeCommand(action.command!.command, ...action.command!.arguments!);
    await previewOf('How this loses messages dropped-send.md');
    const { input } = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ label }) => label.includes('How this loses'))!;
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile((input as vscode.TabInputCustom).uri));
    assert.match(text, /\*\*here it happens\*\*<br>`producer\.send\(\{`/);
    assert.match(text, /## Measured\n/);
  });

  it('tells the story of the finding at the cursor from the palette', async () => {
    const editor = await open('shop/src/orders.ts'), { range } = problem('shop/src/orders.ts', 'acks-not-all');
    editor.selection = new vscode.Selection(range.start, range.start);
    await vscode.commands.executeCommand('kafkaReliability.showStory');
    await previewOf('acks-not-all.md');
    await settled();
  });

  it('is part of the audit, with the map', async () => {
    await vscode.commands.executeCommand('kafkaReliability.auditWorkspace');
    await previewOf('Kafka reliability audit');
    const { input } = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ label }) => label.includes('Kafka reliability audit'))!;
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile((input as vscode.TabInputCustom).uri));
    assert.match(text, /## Topics\n/);
    assert.match(text, /```mermaid\nflowchart LR\n/);
  });
});
