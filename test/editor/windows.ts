import type { Browser, Page } from 'playwright-core';
import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBrowser } from '../../scripts/editor-host/browser';
import { command } from '../../scripts/editor-host/command';
import { installEditor } from '../../scripts/editor-host/install';
import { preview } from '../../scripts/editor-host/page-server';
import { startServer, type Server, type Window } from '../../scripts/editor-host/server';
import { root } from '../../scripts/process';

/** What a script in the page has of its storage. */
interface Storage {
  indexedDB: { databases(): Promise<{ name: string }[]>; open(name: string): StorageRequest<Database> };
}

interface Database {
  objectStoreNames: Iterable<string>;
  transaction(store: string): { objectStore(name: string): { getAll(): StorageRequest<unknown[]> } };
  close(): void;
}

interface StorageRequest<T> {
  result: T;
  onsuccess(): void;
  onerror(error: unknown): void;
}

// A test in the extension host ends with its window; these tests stand outside.
describe('Windows', function () {
  this.timeout(240_000);
  let folder: string, shop: string, server: Server, browser: Browser, page: Page;

  before(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'kafka-review-windows-')));
    shop = join(folder, 'workspace/shop');
    cpSync(join(root, 'test/editor/workspace'), join(folder, 'workspace'), { recursive: true });
    server = await startServer(await installEditor(), join(folder, 'data'));
    ({ browser, page } = await openBrowser());
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  /** Opens a window as one that was never open before. */
  async function open(window: Omit<Window, 'extension'>): Promise<void> {
    await page.close();
    page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
    page.setDefaultTimeout(60_000);
    await page.goto(server.url({ ...window, extension: root }));
  }

  /** Resolves when the finding in the file is shown, so that the extension runs. */
  function showsFinding(): Promise<void> {
    return page.locator('.squiggly-error').first().waitFor();
  }

  function showsAudit(title: RegExp): Promise<void> {
    return preview(page).locator('h1', { hasText: title }).first().waitFor();
  }

  it('have their audit again after a reload, and open another', async () => {
    await open({ workspace: shop });
    await page.locator('[id="status.problems"] [aria-label*="Error"]').waitFor();
    await command(page, 'Kafka Reliability: Audit Workspace');
    await showsAudit(/^Kafka reliability audit$/);
    // A promise is a true value to `waitForFunction`, which does not wait for it; mocha's time is the bound.
    while (!await page.evaluate(isStored, 'Kafka%20reliability%20audit.md')) await page.waitForTimeout(200);
    await page.reload();
    await showsAudit(/^Kafka reliability audit$/);

    for (const name of ['src', 'Payments.java']) await page.locator(`.explorer-folders-view .monaco-list-row:has-text("${name}")`).click();
    await showsFinding();
    await command(page, 'Kafka Reliability: Audit Current File');
    await showsAudit(/^Kafka reliability audit: src\/Payments\.java$/);
  });

  it('without a folder have audits that lead to their file', async () => {
    await open({ file: join(shop, 'src/orders.ts') });
    await showsFinding();
    await command(page, 'Kafka Reliability: Audit Current File');
    await showsAudit(/^Kafka reliability audit: .*orders\.ts$/);
    await page.locator('.tab').first().click({ button: 'middle' });
    await page.locator('.view-line').first().waitFor({ state: 'detached' });
    await preview(page).locator('a:has-text("orders.ts:8")').first().click();
    await showsFinding();
    await page.locator('.statusbar-item', { hasText: 'Ln 8, Col' }).first().waitFor();
  });
});

/** True when the window has stored an editor with these words; it does so a while after it has opened it. */
async function isStored(words: string): Promise<boolean> {
  const { indexedDB } = globalThis as unknown as Storage;
  for (const { name } of await indexedDB.databases()) {
    const database = await new Promise<Database>((done, failed) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => done(request.result);
      request.onerror = failed;
    });
    try {
      for (const store of database.objectStoreNames) {
        const values = await new Promise<unknown[]>((done, failed) => {
          const request = database.transaction(store).objectStore(store).getAll();
          request.onsuccess = () => done(request.result);
          request.onerror = failed;
        });
        if (values.some(value => typeof value === 'string' && value.includes('editorpart.state') && value.includes(words))) return true;
      }
    } finally {
      database.close();
    }
  }
  return false;
}
