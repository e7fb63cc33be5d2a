#!/usr/bin/env node
// An executable that takes VS Code's own arguments and runs the extension tests in VS Code's server and a headless
// browser; `@vscode/test-electron` starts it in place of the desktop program.
import * as tsx from 'tsx/cjs/api';

const { launch } = tsx.require('./launch.ts', import.meta.url);
process.exit(await launch(process.argv.slice(2)));
