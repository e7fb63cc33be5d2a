import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { extension, set } from '../editor';
import { page } from '../page';

interface Step {
  media: { svg: string };
}

describe('Walkthrough', () => {
  it('has pictures without styles, which the editor blocks', async () => {
    const steps: Step[] = extension().packageJSON.contributes.walkthroughs[0].steps;
    for (const { media: { svg } } of steps) {
      const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extension().extensionUri, svg)));
      assert.doesNotMatch(text, /<style|style=|class=|xml:space/, svg);
    }
  });

  for (const theme of ['Default Dark Modern', 'Default Light Modern']) {
    it(`shows its pictures in the colours of ${theme}`, async function () {
      if (!page.available) return this.skip();
      await set('workbench.colorTheme', theme);
      await vscode.commands.executeCommand('workbench.action.closeSidebar');
      await vscode.commands.executeCommand('workbench.action.openWalkthrough', `${extension().id}#start`, false);
      const colours = await page.colours('rect, text, tspan');
      await vscode.commands.executeCommand('workbench.view.explorer');
      assert.ok(new Set(colours).size > 3);
      assert.ok(!colours.includes('rgb(0, 0, 0)'), colours.join('; '));
    });
  }
});
