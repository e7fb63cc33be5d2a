import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PackageManager, listFiles } from '@vscode/vsce';
import { build } from './cli-folder';

const root = join(__dirname, '../..');
const folder = (path: string): string[] => readdirSync(join(root, path)).map(name => `${path}/${name}`);

const PARSERS = ['dist/hcl.js', 'dist/java.js', 'dist/typescript.js', 'dist/tree-sitter-hcl.wasm', 'dist/tree-sitter-java.wasm', 'dist/tree-sitter.wasm', 'dist/THIRD-PARTY-NOTICES.txt'];
const PAGES = ['LICENSE', 'README.md', 'SUPPORT.md', 'package.json'];

describe('what is packed', () => {
  before(build);

  it('is for VS Code what the extension needs, and nothing else', async () => {
    const packed = await listFiles({ cwd: root, packageManager: PackageManager.None });
    assert.deepEqual(packed.sort(), [
      ...PAGES, 'CHANGELOG.md', ...PARSERS, 'dist/extension.js', 'dist/extension-worker.js',
      ...folder('dist/kafka-reliability-pages/rules'), ...folder('dist/kafka-reliability-pages/docs'),
      ...folder('images').filter(path => /\/(icon\.png|view\.svg|walkthrough-[\w-]+\.svg)$/.test(path)), ...folder('snippets').filter(path => path.endsWith('.json')),
      ...folder('syntaxes'), ...folder('schemas'),
    ].sort());
  });

  it('is for the command line what that needs, and nothing else', () => {
    // A shell, for what is a script on Windows; the line is fixed.
    const { stdout } = spawnSync('npm pack --dry-run --json --ignore-scripts', { cwd: root, encoding: 'utf8', shell: true });
    const [{ files }] = JSON.parse(stdout) as { files: { path: string }[] }[];
    assert.deepEqual(files.map(({ path }) => path).sort(), [...PAGES, ...PARSERS, ...folder('schemas'), 'dist/cli.js', 'dist/cli-worker.js'].sort());
  });
});
