import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './process';

/** `npm run package`: a production build, the VSIX that VS Code installs, and the archive that npm installs. */
export async function main(): Promise<number> {
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { name: string; version: string };
  const extension = `${name}-${version}.vsix`, program = `${name}-${version}.tgz`;
  // The first builds; the second would build the same again.
  const code = await run('npx', ['vsce', 'package']) || await run('npm', ['pack', '--ignore-scripts', '--loglevel=error']);
  if (code !== 0) return code;
  console.log(`${extension}: ${megabytes(extension)} MB. Install it with: code --install-extension ${extension}`);
  console.log(`${program}: ${megabytes(program)} MB. Install it with: npm install --save-dev ./${program}`);
  return 0;
}

function megabytes(file: string): string {
  return (statSync(join(root, file)).size / 1024 / 1024).toFixed(2);
}
