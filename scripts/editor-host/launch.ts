import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openBrowser } from './browser';
import { installEditor } from './install';
import { servePage } from './page-server';
import { startServer } from './server';

/** Set KAFKA_REVIEW_VERBOSE to see what VS Code itself writes. */
const verbose = process.env.KAFKA_REVIEW_VERBOSE !== undefined;

/** Runs the tests that VS Code's arguments name and gives their exit code. */
export async function launch(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args, strict: false, allowPositionals: true,
    options: { extensionDevelopmentPath: { type: 'string' }, extensionTestsPath: { type: 'string' } },
  });
  const editor = await installEditor();
  const data = realpathSync(mkdtempSync(join(tmpdir(), 'kafka-review-editor-')));
  const { browser, page } = await openBrowser();
  const pageServer = await servePage(page);
  // The extension host takes its environment from the server; there the tests find the page.
  process.env.KAFKA_REVIEW_PAGE = pageServer.url;
  const server = await startServer(editor, data);
  const stop = async () => {
    await browser.close();
    await server.stop();
    pageServer.stop();
    rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  };
  const interrupted = new Promise<number>(done => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done(130));
  });
  try {
    const finished = new Promise<number>((done, failed) => {
      void page.exposeFunction('codeAutomationLog', (type: string, values: unknown[]) => log(type, values));
      void page.exposeFunction('codeAutomationExit', (code: number) => done(code));
      page.on('crash', () => failed(new Error('the browser page crashed')));
    });
    await page.goto(server.url({
      workspace: positionals[0],
      extension: values.extensionDevelopmentPath as string,
      tests: values.extensionTestsPath as string,
    }));
    return await Promise.race([finished, interrupted]);
  } finally {
    await stop();
  }
}

const mark = '[test] ';

/** Shows the lines of the tests; the editor's own are for those who ask. */
function log(type: string, values: unknown[]) {
  const line = values.map(value => typeof value === 'string' ? value : JSON.stringify(value)).join(' ');
  if (line.startsWith(mark)) process.stdout.write(`${line.slice(mark.length)}\n`);
  else if (verbose) process.stderr.write(`[${type}] ${line}\n`);
}
