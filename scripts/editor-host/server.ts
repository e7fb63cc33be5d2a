import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Editor } from './install';

/** What the window shows and which extension it develops; all paths absolute. */
export interface Window {
  /** A folder or a `.code-workspace` file; without one the window is empty. */
  workspace?: string;
  extension: string;
  tests?: string;
  file?: string;
}

/** A running VS Code server. */
export interface Server {
  /** The address that opens this window. */
  url(window: Window): string;
  /** Ends the server and all that it started. */
  stop(): Promise<void>;
}

// A window for tests and pictures: no welcome page, no news, nothing that asks the network.
const quiet = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'security.workspace.trust.enabled': false,
  'git.enabled': false,
  'npm.autoDetect': 'off',
  'typescript.disableAutomaticTypeAcquisition': true,
  'window.autoDetectColorScheme': false,
};

/**
 * Starts VS Code's server on a free port of the loopback interface; `data` is a folder for what it keeps, `settings` are
 * a user's settings for its windows.
 */
export function startServer(editor: Editor, data: string, settings: Record<string, unknown> = {}): Promise<Server> {
  mkdirSync(join(data, 'User'), { recursive: true });
  writeFileSync(join(data, 'User/settings.json'), JSON.stringify({ ...quiet, ...settings }, null, 2));
  const child = spawn(editor.node, [
    editor.serverMain, '--host', '127.0.0.1', '--port', '0', '--without-connection-token', '--accept-server-license-terms',
    '--enable-smoke-test-driver', '--disable-workspace-trust', '--disable-telemetry', '--server-data-dir', data, '--user-data-dir', data,
    // A group of its own, so that what the server starts can be ended with it.
  ], { stdio: ['ignore', 'pipe', 'pipe'], detached: true });

  const closed = new Promise<void>(done => child.on('close', () => done()));
  const end = (signal: NodeJS.Signals) => {
    try {
      process.kill(-child.pid!, signal);
    } catch { /* it has ended */ }
  };
  const endAtExit = () => end('SIGKILL');
  process.on('exit', endAtExit);

  return new Promise((ready, failed) => {
    let output = '';
    const read = (chunk: Buffer) => {
      output += chunk;
      const port = /Extension host agent listening on (\d+)/.exec(output)?.[1];
      if (!port) return;
      const remote = `vscode-remote://127.0.0.1:${port}`;
      ready({
        url: window => address(`127.0.0.1:${port}`, remote, window),
        async stop() {
          end('SIGTERM');
          const forced = setTimeout(end, 5000, 'SIGKILL');
          await closed;
          clearTimeout(forced);
          process.off('exit', endAtExit);
        },
      });
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('error', failed);
    child.on('close', code => failed(new Error(`VS Code's server ended (exit code ${code}):\n${output}`)));
  });
}

function address(host: string, remote: string, window: Window): string {
  const payload = [['extensionDevelopmentPath', remote + window.extension], ['skipWelcome', 'true'], ['skipReleaseNotes', 'true']];
  if (window.tests) payload.push(['extensionTestsPath', remote + window.tests]);
  if (window.file) payload.push(['openFile', remote + window.file]);
  const query = new URLSearchParams({ payload: JSON.stringify(payload) });
  const { workspace } = window;
  if (workspace === undefined) query.set('ew', 'true');
  else query.set(workspace.endsWith('.code-workspace') ? 'workspace' : 'folder', workspace);
  return `http://${host}/?${query}`;
}
