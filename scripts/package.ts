import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './process';

/** `npm run package`: a production build, and the VSIX that VS Code installs. */
export async function main(): Promise<number> {
  const built = await run(process.execPath, ['esbuild.mjs', '--production'], { shell: false });
  if (built !== 0) return built;
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { name: string; version: string };
  const file = `${name}-${version}.vsix`;
  const packed = await run(process.execPath, [
    'node_modules/@vscode/vsce/vsce', 'package', '--no-dependencies', '--allow-missing-repository', '--skip-license',
    '--no-rewrite-relative-links', '--out', file,
  ], { shell: false });
  if (packed !== 0) return packed;
  console.log(`${file}: ${(statSync(join(root, file)).size / 1024 / 1024).toFixed(2)} MB. Install it with: code --install-extension ${file}`);
  return 0;
}
