import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import * as vscode from 'vscode';
import { file, open, problems, rulesAt, settled, until } from '../editor';

const orders = 'shop/src/orders.ts', copy = 'shop/src/copy.ts';

describe('Files', () => {
  afterEach(async () => {
    await Promise.resolve(vscode.workspace.fs.delete(file(copy))).catch(() => {});
    await until(() => problems(copy).length === 0);
  });

  it('that come to the disk are reviewed', async () => {
    await vscode.workspace.fs.copy(file(orders), file(copy));
    await until(() => problems(copy).length === 2);
  });

  it('that change on the disk are reviewed again', async () => {
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file(orders)));
    await vscode.workspace.fs.writeFile(file(orders), new TextEncoder().encode(text.replace('acks: 1', 'acks: -1')));
    await until(() => problems(orders).length === 1);
    await vscode.workspace.fs.writeFile(file(orders), new TextEncoder().encode(text));
    await until(() => problems(orders).length === 2);
  });

  it('that are renamed take their problems along', async () => {
    const rename = new vscode.WorkspaceEdit();
    rename.renameFile(file(orders), file(copy));
    await vscode.workspace.applyEdit(rename);
    await until(() => problems(orders).length === 0 && problems(copy).length === 2);
    await vscode.workspace.fs.rename(file(copy), file(orders));
    await until(() => problems(orders).length === 2);
  });

  it('that are deleted lose their problems', async () => {
    await vscode.workspace.fs.copy(file(orders), file(copy));
    await until(() => problems(copy).length === 2);
    await vscode.workspace.fs.delete(file(copy));
    await until(() => problems(copy).length === 0);
  });

  it('from outside the workspace are reviewed while they are open', async () => {
    const folder = vscode.Uri.file(`${tmpdir()}/kafka-review-outside-${process.pid}`), loose = vscode.Uri.joinPath(folder, 'loose.ts');
    await vscode.workspace.fs.copy(file(orders), loose);
    const shown = () => vscode.languages.getDiagnostics(loose).filter(({ source }) => source === 'Kafka Reliability').length;
    // `showTextDocument` would keep the document open for minutes after its editor is closed.
    await vscode.commands.executeCommand('vscode.open', loose);
    await settled();
    assert.equal(shown(), 2);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await vscode.workspace.fs.delete(folder, { recursive: true });
    await until(() => shown() === 0);
  });

  it('of a folder without Kafka stay silent', async () => {
    await open('plain/src/greet.ts');
    assert.deepEqual(rulesAt('plain/src/greet.ts'), []);
  });
});
