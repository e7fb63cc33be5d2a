import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import * as vscode from 'vscode';
import { extension, file, problems } from '../editor';
import { page } from '../page';

/** The lines that the command line writes of a folder. */
function linesOf(folder: vscode.Uri): Promise<string> {
  const cli = vscode.Uri.joinPath(extension().extensionUri, 'dist/cli.js').fsPath;
  return new Promise(done => {
    let output = '';
    const child = spawn(process.execPath, [cli, 'review', '--fail-on', 'never', '.'], { cwd: folder.fsPath });
    child.stdout.on('data', chunk => { output += chunk; });
    child.on('close', () => done(output));
  });
}

/** A terminal without a shell that writes a text and ends. */
class Writer implements vscode.Pseudoterminal {
  readonly #write = new vscode.EventEmitter<string>();
  readonly onDidWrite = this.#write.event;
  readonly #close = new vscode.EventEmitter<number>();
  readonly onDidClose = this.#close.event;

  constructor(private readonly text: string) {}

  open(): void {
    this.#write.fire(this.text.replaceAll('\n', '\r\n'));
    this.#close.fire(0);
  }

  close(): void {}
}

describe('A task with the problem matcher', () => {
  it('doubles no problem, and loses not the last file', async function () {
    if (!page.available) return this.skip();
    const lines = await linesOf(file('shop'));
    assert.match(lines, /^src\/orders\.ts:8:12 {2}error dropped-send {2}/m);
    const own = problems('shop/src/orders.ts').length;
    const text = `${lines}\npackage.json:1:1  error dropped-send  A problem that only the task knows.\n`;
    const task = new vscode.Task({ type: 'kafka-review-test' }, vscode.workspace.workspaceFolders![0], 'review', 'test',
      new vscode.CustomExecution(() => Promise.resolve(new Writer(text))), '$kafka-review');
    const ended = new Promise<void>(done => {
      const subscription = vscode.tasks.onDidEndTask(({ execution }) => {
        if (execution.task.name !== task.name) return;
        subscription.dispose();
        done();
      });
    });
    await vscode.commands.executeCommand('workbench.actions.view.problems');
    await vscode.tasks.executeTask(task);
    await ended;
    await vscode.commands.executeCommand('workbench.actions.view.problems');
    await page.waitFor('.markers-panel .monaco-list-row:has-text("package.json")');
    assert.equal(await page.textOf('.markers-panel .monaco-list-row:has-text("orders.ts") .monaco-count-badge'), String(own));
  });
});
