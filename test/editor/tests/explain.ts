import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { actionsAt, open, problem } from '../editor';
import { page } from '../page';

/** Resolves when a Markdown preview with this title is the active tab. */
export function previewOf(title: string): Promise<void> {
  const isShown = () => vscode.window.tabGroups.all.some(({ activeTab }) =>
    activeTab?.input instanceof vscode.TabInputCustom && activeTab.input.viewType.includes('markdown.preview') && activeTab.label.includes(title));
  if (isShown()) return Promise.resolve();
  return new Promise(done => {
    const subscription = vscode.window.tabGroups.onDidChangeTabs(() => {
      if (!isShown()) return;
      subscription.dispose();
      done();
    });
  });
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
      const page = await vscode.workspace.openTextDocument(vscode.Uri.parse(`kafka-reliability:/rules/${rule}.md`));
      assert.match(page.getText(), /^# .+\n/, rule);
      assert.ok(page.getText().includes(`\`${rule}\``), rule);
      assert.doesNotMatch(page.getText(), /^## cases/im, rule);
    }
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
