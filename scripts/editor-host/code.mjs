#!/usr/bin/env node
// An executable that takes VS Code's own arguments and runs the extension tests in VS Code's server and a headless
// browser; `@vscode/test-electron` starts it in place of the desktop program.
import { register } from 'tsx/esm/api';

register();
const { launch } = await import('./launch.ts');
process.exit(await launch(process.argv.slice(2)));
