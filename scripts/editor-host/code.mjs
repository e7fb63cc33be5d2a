#!/usr/bin/env node
// An executable that takes VS Code's own arguments and runs the extension tests in VS Code's server and a headless
// browser; `@vscode/test-electron` starts it in place of the desktop program.
import { createRequire } from 'node:module';
import { register } from 'tsx/cjs/api';

register();
const { launch } = createRequire(import.meta.url)('./launch.ts');
process.exit(await launch(process.argv.slice(2)));
