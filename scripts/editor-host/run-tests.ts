import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import Mocha from 'mocha';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../process';
import { installEditor } from './install';

/** How the tests ended. */
export interface Outcome {
  passed: number;
  failed: number;
}

const timeout = 15 * 60_000;

/**
 * Runs test/editor in a real VS Code: by default the one in a browser; with KAFKA_REVIEW_VSCODE set to the path of a
 * desktop VS Code, or to `download`, in that one. `words`: only tests whose titles match this expression.
 */
export async function runEditorTests(words = ''): Promise<Outcome> {
  const desktop = process.env.KAFKA_REVIEW_VSCODE;
  if (!desktop) await installEditor();
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'kafka-review-tests-')));
  const results = join(folder, 'results.json');
  try {
    // The tests change the files, so each run gets its own.
    cpSync(join(root, 'test/editor/workspace'), join(folder, 'workspace'), { recursive: true });
    await build({
      entryPoints: [join(root, 'test/editor/index.ts')], outfile: join(root, 'out/editor-tests.js'),
      bundle: true, platform: 'node', format: 'cjs', target: 'node20', external: ['vscode', 'mocha'], logLevel: 'warning',
      sourcemap: 'inline',
    });
    const launch = runTests({
      vscodeExecutablePath: desktop === 'download' ? undefined : desktop ?? join(root, 'scripts/editor-host/code.mjs'),
      version: 'stable',
      extensionDevelopmentPath: root,
      extensionTestsPath: join(root, 'out/editor-tests.js'),
      extensionTestsEnv: { KAFKA_REVIEW_RESULTS: results, KAFKA_REVIEW_GREP: words },
      launchArgs: [join(folder, 'workspace/shop.code-workspace'), `--user-data-dir=${join(folder, 'user')}`, '--disable-extensions'],
    }).catch((error: Error) => console.error(error.message));
    await Promise.race([launch, timeLimit()]);
    return JSON.parse(readFileSync(results, 'utf8')) as Outcome;
  } catch (error) {
    console.error(`The editor tests did not run to their end: ${error instanceof Error ? error.message : String(error)}`);
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Runs the tests of whole windows, which begin and end while a test runs; none in a desktop VS Code, which shows no page. */
export async function runWindowTests(words = ''): Promise<Outcome> {
  if (process.env.KAFKA_REVIEW_VSCODE) return { passed: 0, failed: 0 };
  const mocha = new Mocha({ ui: 'bdd', reporter: 'spec', grep: words });
  mocha.addFile(join(root, 'test/editor/windows.ts'));
  const runner = await new Promise<Mocha.Runner>(done => {
    const runner: Mocha.Runner = mocha.run(() => done(runner));
  });
  return { passed: runner.stats!.passes, failed: runner.stats!.failures };
}

function timeLimit(): Promise<never> {
  return new Promise((_, failed) => setTimeout(() => failed(new Error(`no end after ${timeout / 60_000} minutes`)), timeout).unref());
}
