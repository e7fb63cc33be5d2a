import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as vscode from 'vscode';
import { actionsOf, addFolder, file, settled, shownIn, status, textOf, until } from '../editor';
import { MemoryFiles } from '../memory-files';

const LOSES = "import { Kafka } from 'kafkajs';\nnew Kafka({ brokers: ['kafka:9092'] }).producer().send({ topic: 't', acks: 1, messages: [] });\n";
const CONNECTOR = '{\n  "name": "orders",\n  "config": {\n    "connector.class": "io.example.Sink",\n    "producer.override.acks": "1"\n  }\n}\n';

/** A folder of the disk with these files in the workspace while `work` is done. */
async function withFolder(files: Record<string, string>, work: (folder: vscode.Uri) => Promise<void>, prepare?: (folder: vscode.Uri) => void): Promise<void> {
  const folder = vscode.Uri.file(`${tmpdir()}/kafka-review-folder-${process.pid}`);
  for (const [path, text] of Object.entries(files)) await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, path), new TextEncoder().encode(text));
  prepare?.(folder);
  const remove = await addFolder(folder);
  try {
    await work(folder);
  } finally {
    await remove();
    await vscode.workspace.fs.delete(folder, { recursive: true });
  }
}

/** Opens a document without keeping it once its editor is closed. */
async function show(uri: vscode.Uri): Promise<void> {
  await vscode.commands.executeCommand('vscode.open', uri);
  await settled();
}

describe('Folders', () => {
  it('are read without what .gitignore leaves out, shown or not', async () => {
    await withFolder({ '.gitignore': 'local/\n', 'local/a.ts': LOSES, 'src/b.ts': LOSES, 'src/adapter/out/c.ts': LOSES }, async folder => {
      const at = (path: string) => vscode.Uri.joinPath(folder, path);
      assert.ok(shownIn(at('src/b.ts')).length > 0);
      assert.ok(shownIn(at('src/adapter/out/c.ts')).length > 0);
      await show(at('local/a.ts'));
      assert.equal(shownIn(at('local/a.ts')).length, 0);
      assert.equal(status().text, 'Kafka: not reviewed');
      assert.match(status().detail, /\.gitignore/);
      await vscode.workspace.fs.writeFile(at('.gitignore'), new TextEncoder().encode('other/\n'));
      await until(() => shownIn(at('local/a.ts')).length > 0);
    });
  });

  it('are read once where links lead to them again', async () => {
    await withFolder({ 'real/a.ts': LOSES }, async folder => {
      assert.ok(shownIn(vscode.Uri.joinPath(folder, 'real/a.ts')).length > 0);
      assert.equal(shownIn(vscode.Uri.joinPath(folder, 'linked/a.ts')).length, 0);
    }, folder => symlinkSync(vscode.Uri.joinPath(folder, 'real').fsPath, vscode.Uri.joinPath(folder, 'linked').fsPath));
  });

  it('that come with their files are reviewed, by whatever name', async () => {
    await withFolder({ 'a.ts': '' }, async folder => {
      const late = vscode.Uri.joinPath(folder, 'v1.2');
      await vscode.workspace.fs.copy(file('shop/src'), late);
      await until(() => shownIn(vscode.Uri.joinPath(late, 'orders.ts')).length > 0);
      await vscode.workspace.fs.delete(late, { recursive: true });
      await until(() => shownIn(vscode.Uri.joinPath(late, 'orders.ts')).length === 0);
    });
  });

  it('show how many problems a connector has, and offer what can be done', async () => {
    await withFolder({ 'connector.json': CONNECTOR, 'producer.properties.j2': 'bootstrap.servers=kafka:9092\nacks=1\n', 'producer.properties.dist': 'bootstrap.servers=kafka:9092\nacks=1\n', 'producer.properties.template': 'bootstrap.servers=kafka:9092\nacks=1\n', 'producer.properties.tmpl': 'bootstrap.servers=kafka:9092\nacks=1\n' }, async folder => {
      for (const [name] of await vscode.workspace.fs.readDirectory(folder)) {
        const uri = vscode.Uri.joinPath(folder, name), [problem] = shownIn(uri);
        assert.ok(problem, name);
        await show(uri);
        assert.match(status().text, /problem/, name);
        // An editor that has just opened a document may give up the first question, as its language is still being looked for.
        let titles: string[] = [];
        for (let asked = 0; asked < 100 && titles.length === 0; asked++) {
          titles = (await actionsOf(uri, problem.range)).map(({ title }) => title);
        }
        assert.ok(titles.some(title => title.startsWith('Set ')), `${name}: ${titles.join(', ')}`);
      }
    });
  });

  it('say of a file that the engine does not read that it is not read', async () => {
    const large = LOSES + `// ${'x'.repeat(100)}\n`.repeat(11_000);
    await withFolder({ 'large.ts': large }, async folder => {
      await show(vscode.Uri.joinPath(folder, 'large.ts'));
      assert.equal(status().text, 'Kafka: not read');
    });
  });

  it('of a file system that cannot be searched are listed', async () => {
    const files = new MemoryFiles({ '.gitignore': 'local\n', 'src/a.ts': LOSES, 'local/b.ts': LOSES, 'node_modules/c/index.js': LOSES });
    const registration = vscode.workspace.registerFileSystemProvider('kafka-review-memory', files);
    const folder = vscode.Uri.parse('kafka-review-memory:/project');
    const remove = await addFolder(folder);
    try {
      assert.ok(shownIn(vscode.Uri.joinPath(folder, 'src/a.ts')).length > 0);
      assert.equal(shownIn(vscode.Uri.joinPath(folder, 'local/b.ts')).length, 0);
      assert.equal(shownIn(vscode.Uri.joinPath(folder, 'node_modules/c/index.js')).length, 0);
    } finally {
      await remove();
      registration.dispose();
    }
  });
});

describe('Untitled documents', () => {
  it('are reviewed, and can be fixed', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'typescript', content: LOSES });
    await vscode.window.showTextDocument(document);
    await settled();
    const [problem] = shownIn(document.uri);
    assert.ok(problem);
    assert.match(status().text, /problem/);
    await vscode.commands.executeCommand('kafkaReliability.fixAll');
    assert.ok(textOf(document).includes('acks: -1'), textOf(document));
  });
});
