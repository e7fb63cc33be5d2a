// Runs scripts/<name>.ts on a fresh clone too: installs first, then leaves TypeScript to tsx.
import { createRequire } from 'node:module';
import { root, setup } from './setup.mjs';

const [name, ...args] = process.argv.slice(2);
process.chdir(root);
setup();
const { register } = await import('tsx/cjs/api');
register();
// The engine imports its languages when it needs them.
(await import('tsx/esm/api')).register();
const { main } = createRequire(import.meta.url)(`./${name}.ts`);
process.exitCode = await main(args);
