import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { installEditor } from './editor-host/install';
import { startServer } from './editor-host/server';
import { root, runNpm } from './process';

/** `npm run editor [-- PATH]`: a real VS Code in the browser with this extension, on the samples or another folder. */
export async function main([path = 'samples']: string[]): Promise<number> {
  const workspace = resolve(root, path);
  if (!existsSync(workspace)) {
    console.error(`There is no ${workspace}. Name a folder: npm run editor -- PATH`);
    return 1;
  }
  const code = await runNpm('build');
  if (code !== 0) return code;
  const server = await startServer(await installEditor(), join(root, '.cache/editor-data'));
  console.log(`\nVS Code with this extension: ${server.url({ workspace, extension: root })}\nCtrl-C stops it.`);
  await new Promise<void>(stop => {
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  });
  await server.stop();
  return 0;
}
