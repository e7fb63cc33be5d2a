import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the project. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** True when a package of the lock file is missing from node_modules, or there in another version. */
function isStale() {
  const installed = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(installed)) return true;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(readFileSync(installed, 'utf8')).packages;
  return Object.entries(wanted).some(([path, { version, optional }]) =>
    path !== '' && !optional && present[path]?.version !== version);
}

/** Runs `npm ci` when node_modules does not hold what the lock file says. */
export function setup() {
  if (!isStale()) return;
  console.log('Installing the packages of package-lock.json …');
  const { status } = spawnSync('npm', ['ci'], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) {
    console.error('npm ci failed; see the lines above. Nothing was built.');
    process.exit(status ?? 1);
  }
}
