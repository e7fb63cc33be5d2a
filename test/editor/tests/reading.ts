import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { extension, open } from '../editor';
import { page } from '../page';

interface Snippet {
  prefix: string | string[];
}

describe('Snippets', () => {
  for (const language of ['typescript', 'javascript', 'java', 'sql']) {
    it(`are offered in ${language}`, async () => {
      const file = vscode.Uri.joinPath(extension().extensionUri, `snippets/${language}.json`);
      const snippets = JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(file))) as Record<string, Snippet>;
      for (const [name, { prefix }] of Object.entries(snippets)) {
        const [word] = [prefix].flat();
        const document = await vscode.workspace.openTextDocument({ language, content: word });
        const offered = await vscode.commands.executeCommand<vscode.CompletionList>(
          'vscode.executeCompletionItemProvider', document.uri, document.positionAt(word.length));
        assert.ok(offered.items.some(({ label }) => (typeof label === 'string' ? label : label.label) === word), `${name} by ${word}`);
      }
    });
  }
});

describe('Highlighting', () => {
  const comments = { 'shop/src/orders.ts': '//', 'shop/src/Payments.java': '//', 'shop/application.yml': '#', 'shop/config/producer.properties': '#' };
  for (const [path, opener] of Object.entries(comments)) {
    it(`sets the suppression off in ${path}`, async function () {
      if (!page.available) return this.skip();
      const editor = await open(path);
      await editor.edit(edit => edit.insert(new vscode.Position(0, 0), `${opener} kafka-review: allow acks-not-all -- clicks only\n`));
      await page.waitFor('.view-line span:text-is("allow")');
      await page.waitFor('.view-line span:text-is("acks-not-all")');
    });
  }
});

describe('Sample', () => {
  it('opens with problems to try the reviewer on', async () => {
    await vscode.commands.executeCommand('kafkaReliability.openSample');
    const { document } = vscode.window.activeTextEditor!;
    await extension().exports.settled();
    assert.ok(vscode.languages.getDiagnostics(document.uri).some(({ source }) => source === 'Kafka Reliability'));
  });
});
