import { buildSync } from 'esbuild';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT, type VariantFile } from '../../../test/compile/variants';
import { start } from '../../system/children';
import { App } from '../app';

/** What a case in TypeScript or JavaScript runs with. */
export interface NodeCase {
  files: readonly VariantFile[];
  /** The file that is loaded, by its path in the case. */
  entry: string;
  /** The npm client: where it is installed, and its libraries, Kafka's first. */
  client: { folder: string; wishes: readonly string[] };
  hosts: Record<string, string>;
  /** More of its environment. */
  env?: Record<string, string>;
}

/** Starts a case as a Node process. */
export function startNode(folder: string, { files, entry, client, hosts, env }: NodeCase): App {
  for (const { path, text } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  symlinkSync(join(client.folder, 'node_modules'), join(folder, 'node_modules'), 'junction');
  const bundle = (from: string, to: string) => {
    buildSync({ entryPoints: [from], outfile: join(folder, to), bundle: true, packages: 'external', platform: 'node', format: 'cjs', target: 'node20', logLevel: 'error' });
    return join(folder, to);
  };
  const driver = bundle(join(ROOT, 'lab/apps/node/driver.ts'), 'lab-driver.cjs');
  const declared = files.flatMap(({ text }) => [...text.matchAll(/^declare (?:async )?function (\w+)/gm)].map(([, name]) => name));
  const surroundings = { entry: bundle(join(folder, entry), 'lab-case.cjs'), library: client.wishes[0], hosts, declared };
  return new App(start(process.execPath, ['--no-warnings', driver, JSON.stringify(surroundings)], { cwd: folder, env: { ...process.env, ...env } }));
}
