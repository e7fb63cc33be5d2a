import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { open, replace, set, settled, status } from '../editor';
import { page } from '../page';

describe('Language status', () => {
  it('counts the problems of the file', async () => {
    const editor = await open('shop/src/orders.ts');
    assert.equal(status().text, 'Kafka: 2 problems');
    await replace(editor, 'acks: 1', 'acks: -1');
    assert.equal(status().text, 'Kafka: 1 problem');
  });

  it('is busy while a review is due', async () => {
    const editor = await open('shop/src/orders.ts');
    await editor.edit(edit => edit.insert(new vscode.Position(0, 0), '\n'));
    assert.equal(status().busy, true);
    await settled();
    assert.equal(status().busy, false);
  });

  it('tells where nothing of Kafka is', async () => {
    await open('plain/src/greet.ts');
    assert.equal(status().text, 'Kafka: nothing here');
  });

  it('tells which files are too large', async () => {
    const editor = await open('shop/src/orders.ts');
    await set('kafkaReliability.maxFileSizeKB', 1);
    await editor.edit(edit => edit.insert(new vscode.Position(0, 0), `// ${'x'.repeat(1024)}\n`));
    await settled();
    assert.equal(status().text, 'Kafka: not read');
    assert.match(status().detail, /larger than 1 KB/);
  });

  it('stands in the window', async function () {
    if (!page.available) return this.skip();
    await open('shop/src/orders.ts');
    await page.hover('[id="status.languageStatus"]');
    assert.match(await page.textOf('.hover-language-status:has-text("Kafka")'), /Kafka: 2 problems/);
  });
});
