// Runs scripts/<name>.ts on a fresh clone too: installs first, then leaves TypeScript to tsx.
import { root, setup } from './setup.mjs';

const [name, ...args] = process.argv.slice(2);
process.chdir(root);
setup();
const tsx = await import('tsx/cjs/api');
const { main } = tsx.require(`./${name}.ts`, import.meta.url);
process.exitCode = await main(args) ?? 0;
