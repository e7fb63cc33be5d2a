import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openBrowser } from './editor-host/browser';
import { command } from './editor-host/command';
import { installEditor } from './editor-host/install';
import { preview } from './editor-host/page-server';
import { startServer } from './editor-host/server';
import { root, runNpm } from './process';

const images = join(root, 'images');

/** The themes of the pictures, by what is added to their names. */
const themes = { '': 'Default Dark Modern', '-light': 'Default Light Modern' };

const settings = {
  'workbench.activityBar.location': 'hidden',
  'workbench.layoutControl.enabled': false,
  'window.commandCenter': false,
  'window.menuBarVisibility': 'hidden',
  'editor.minimap.enabled': false,
  'editor.fontSize': 14,
  'editor.occurrencesHighlight': 'off',
  'editor.wordWrap': 'on',
  'editor.guides.indentation': false,
  'editor.hover.delay': 100,
  'breadcrumbs.enabled': false,
  // The samples come without their packages, so TypeScript would complain of the imports.
  'typescript.validate.enable': false,
  'js/ts.validate.enabled': false,
};

/** `npm run pictures [-- icon]`: the icon from its drawing, and the README's pictures from the real editor, dark and light. */
export async function main([only]: string[]): Promise<number> {
  await icon();
  if (only === 'icon') return 0;
  const code = await runNpm('build');
  if (code !== 0) return code;

  for (const [suffix, theme] of Object.entries(themes)) await pictures(suffix, theme);
  return 0;
}

/** All pictures in one theme. */
async function pictures(suffix: string, theme: string): Promise<void> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'kafka-review-pictures-')));
  const workspace = join(folder, 'shop');
  cpSync(join(root, 'samples/shop'), workspace, { recursive: true });
  const server = await startServer(await installEditor(), join(folder, 'data'), { ...settings, 'workbench.colorTheme': theme });
  const { browser, page } = await openBrowser({ width: 1120, height: 600 }, 2);
  try {
    const orders = join(workspace, 'orders/src/orders.ts');
    await page.goto(server.url({ workspace, extension: root, file: orders }));
    await page.locator('.squiggly-error').first().waitFor({ timeout: 60_000 });
    await command(page, 'View: Close Primary Side Bar');
    await finding(page, suffix);
    await quickFix(page, suffix);
    await problems(page, suffix);
    await audit(page, suffix);
  } finally {
    await browser.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function icon() {
  const { browser, page } = await openBrowser({ width: 256, height: 256 });
  await page.setContent(`<style>body{margin:0}</style>${readFileSync(join(images, 'icon.svg'), 'utf8')}`);
  await page.screenshot({ path: join(images, 'icon.png'), omitBackground: true });
  await browser.close();
}

/** A finding with its message, the rule's link, the places that prove it and an example done well. */
async function finding(page: Page, suffix: string) {
  await page.locator('.view-line span:text-is("publish")').last().hover();
  await page.locator('.monaco-hover .marker:visible').first().waitFor();
  await page.locator('.monaco-hover :text("Done well"):visible').first().waitFor();
  await heighten(page, 70);
  await picture(page, `finding${suffix}`);
  await page.keyboard.press('Escape');
}

/** Draws the lower edge of the hover down, so that all of it is seen. */
async function heighten(page: Page, by: number) {
  const { x, y, width, height } = (await page.locator('.monaco-resizable-hover:visible').first().boundingBox())!;
  await page.mouse.move(x + width / 2, y + height - 1, { steps: 5 });
  await page.mouse.down();
  await page.mouse.move(x + width / 2, y + height - 1 + by, { steps: 5 });
  await page.mouse.up();
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.locator('.monaco-sash.hover').first().waitFor({ state: 'detached' });
}

async function quickFix(page: Page, suffix: string) {
  await page.locator('.view-line span:text-is("publish")').last().click();
  await page.keyboard.press('Control+.');
  await page.locator('.action-widget .monaco-list-row').first().waitFor();
  await picture(page, `quick-fix${suffix}`);
  await page.keyboard.press('Escape');
}

async function problems(page: Page, suffix: string) {
  await page.keyboard.press('Control+Shift+M');
  await page.locator('.markers-panel .monaco-list-row').first().waitFor();
  await picture(page, `problems${suffix}`);
  await page.keyboard.press('Control+Shift+M');
}

async function audit(page: Page, suffix: string) {
  await command(page, 'Kafka Reliability: Audit Workspace');
  await preview(page).locator('h1').first().waitFor();
  await command(page, 'View: Close Other Editors in Group');
  await picture(page, `audit${suffix}`);
}

async function picture(page: Page, name: string) {
  // The caret blinks, and would make each run another picture.
  await page.addStyleTag({ content: '.cursors-layer { visibility: hidden }' });
  await page.screenshot({ path: join(images, `${name}.png`) });
  console.log(`images/${name}.png`);
}
