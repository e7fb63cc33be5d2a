import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from '../process';

const editorVersion = '4.139.1';
const nodeVersion = '24.21.0';

/** The programs that make up a real VS Code, but for the browser that shows it. */
export interface Editor {
  node: string;
  serverMain: string;
}

const folder = join(root, '.cache', 'editor');
const nodePackage = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
const serverFolder = join(folder, 'node_modules/code-server/lib/vscode');
const stamp = join(folder, 'installed.json');
const wanted = JSON.stringify({ editor: editorVersion, node: nodeVersion, platform: nodePackage });

/** Installs VS Code's server and the Node it wants into `.cache`, unless they are there. */
export async function installEditor(): Promise<Editor> {
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) await installServer();
  return {
    node: join(folder, 'node_modules', nodePackage, process.platform === 'win32' ? 'bin/node.exe' : 'bin/node'),
    serverMain: join(serverFolder, 'out/server-main.js'),
  };
}

async function installServer() {
  console.log(`Installing VS Code for the tests into ${folder} (once, about a minute) …`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  // Install scripts would compile native modules and download binaries; the server runs without either.
  await install(folder, ['--no-save', `code-server@${editorVersion}`, `${nodePackage}@${nodeVersion}`]);
  console.log('Installing the packages of the server …');
  await install(serverFolder, ['--omit=dev']);
  writeFileSync(stamp, wanted);
  console.log('VS Code is installed.');
}

async function install(cwd: string, args: string[], attempts = 3): Promise<void> {
  const code = await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...args], { cwd });
  if (code === 0) return;
  if (attempts === 1) throw new Error(`npm install failed in ${cwd} (exit code ${code}). Is the package registry reachable? Run the command again to go on.`);
  console.log('npm install failed; trying again …');
  return install(cwd, args, attempts - 1);
}
