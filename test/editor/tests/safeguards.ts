import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { actionsAt, open, problem, replace } from '../editor';
import { page } from '../page';

const path = 'shop/src/orders.ts';

describe('Safeguards', () => {
  it('a dual write offers the outbox, which opens as a snippet to fill in', async function () {
    if (!page.available) return this.skip();
    const editor = await open(path);
    await replace(editor, "import { Kafka } from 'kafkajs';", "import { Kafka } from 'kafkajs';\nimport { Pool } from 'pg';\n\nconst database = new Pool();");
    await replace(editor, '  producer.send(', "  await database.query('INSERT INTO orders (id) VALUES ($1)', [1]);\n  await producer.send(");
    const action = (await actionsAt(path, problem(path, 'dual-write'))).find(({ title }) => title.startsWith('Use an outbox'))!;
    const done = vscode.commands.executeCommand(action.command!.command, ...action.command!.arguments!);
    await page.waitFor('.quick-input-list .monaco-list-row.focused');
    await page.press('Enter');
    await done;
    const { document } = vscode.window.activeTextEditor!;
    assert.equal(document.languageId, 'typescript');
    assert.ok(document.isUntitled);
    assert.match(document.getText(), /INSERT INTO outbox/i);
  });

  it('opens in the only group where no editor is open', async function () {
    if (!page.available) return this.skip();
    const done = vscode.commands.executeCommand('kafkaReliability.openSafeguard');
    await page.waitFor('.quick-input-list .monaco-list-row.focused');
    await page.press('Enter');
    await done;
    assert.deepEqual(vscode.window.tabGroups.all.map(({ tabs }) => tabs.length), [1]);
  });
});
