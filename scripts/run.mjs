// Runs scripts/<name>.ts on a fresh clone too: installs first, then leaves TypeScript to tsx.
import { root, setup } from './setup.mjs';

const [name, ...args] = process.argv.slice(2);
process.chdir(root);
setup();
const { register } = await import('tsx/esm/api');
register();
const { main } = await import(`./${name}.ts`);
process.exitCode = await main(args) ?? 0;
