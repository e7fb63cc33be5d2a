import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { actionsAt, extension, open, previewOf, problem } from '../editor';
import { page } from '../page';

const pages = vscode.Uri.joinPath(extension().extensionUri, 'dist/kafka-reliability-pages');

async function pageText(path: string): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(pages, path)));
}

describe('Explain rule', () => {
  it('opens the bundled page from the quick fix menu', async () => {
    await open('shop/src/orders.ts');
    const explain = (await actionsAt('shop/src/orders.ts', problem('shop/src/orders.ts', 'dropped-send'))).find(({ title }) => title.startsWith('Explain'))!;
    await vscode.commands.executeCommand(explain.command!.command, ...explain.command!.arguments!);
    await previewOf('dropped-send.md');
  });

  it('opens the bundled page from the link in the hover', async function () {
    if (!page.available) return this.skip();
    const editor = await open('shop/src/orders.ts');
    const { range } = problem('shop/src/orders.ts', 'dropped-send');
    editor.selection = new vscode.Selection(range.start, range.start);
    await vscode.commands.executeCommand('editor.action.showHover');
    await page.click('.monaco-hover .code-link');
    await previewOf('dropped-send.md');
  });

  it('opens every page, without its test cases', async () => {
    const properties = vscode.extensions.getExtension('kafka-reliability-review.kafka-reliability-review')!
      .packageJSON.contributes.configuration.properties['kafkaReliability.rules'].properties;
    for (const rule of Object.keys(properties)) {
      const text = await pageText(`rules/${rule}.md`);
      assert.match(text, /^# .+\n/, rule);
      assert.ok(text.includes(`\`${rule}\``), rule);
      assert.doesNotMatch(text, /^## cases/im, rule);
    }
  });

  it('has pages that lead to one another, and to other files of the project on the web', async () => {
    const folder = vscode.Uri.joinPath(pages, 'rules');
    let links = 0;
    for (const [name] of [...await vscode.workspace.fs.readDirectory(folder), ['../docs/evidence.md']]) {
      for (const [, target] of (await pageText(`rules/${name}`)).matchAll(/\]\((?!https?:|#)([^)#]*)[^)]*\)/g)) {
        await vscode.workspace.fs.stat(vscode.Uri.joinPath(folder, target));
        links++;
      }
    }
    assert.ok(links > 20);
  });

  it('leads from a rule to the evidence, and back', async function () {
    if (!page.available) return this.skip();
    await vscode.commands.executeCommand('kafkaReliability.explainRule', 'dual-write');
    await previewOf('dual-write.md');
    await page.follow('that message never came');
    await previewOf('evidence.md');
    await page.follow('dual-write');
    await previewOf('dual-write.md');
  });

  it('finds a rule by a word of its cure', async function () {
    if (!page.available) return this.skip();
    const asked = vscode.commands.executeCommand('kafkaReliability.explainRule');
    await page.waitFor('.quick-input-list .monaco-list-row.focused');
    await page.type('outbox');
    await page.click('.quick-input-list .monaco-list-row:has-text("dual-write")');
    await asked;
    await previewOf('dual-write.md');
  });

  it('asks for a rule from the command palette', async function () {
    if (!page.available) return this.skip();
    const asked = vscode.commands.executeCommand('kafkaReliability.explainRule');
    await page.waitFor('.quick-input-list .monaco-list-row.focused');
    await page.press('Enter');
    await asked;
    await previewOf('acks-not-all.md');
  });
});
