import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openBrowser } from './browser';
import { installEditor } from './install';
import { servePage } from './page-server';
import { startServer } from './server';

/** Runs the tests that VS Code's arguments name and gives their exit code. */
export async function launch(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args, strict: false, allowPositionals: true,
    options: { extensionDevelopmentPath: { type: 'string' }, extensionTestsPath: { type: 'string' } },
  });
  const editor = await installEditor();
  const data = realpathSync(mkdtempSync(join(tmpdir(), 'kafka-review-editor-')));
  const { browser, page } = await openBrowser(editor);
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
      if (process.env.KAFKA_REVIEW_VERBOSE) page.on('console', message => process.stderr.write(`[page] ${message.text()}\n`));
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

function log(type: string, values: unknown[]) {
  const line = values.map(value => typeof value === 'string' ? value : JSON.stringify(value)).join(' ');
  (type === 'error' ? process.stderr : process.stdout).write(`${line}\n`);
}
