import type { Page } from 'playwright-core';

/** Runs a command of the palette by its full title. */
export async function command(page: Page, title: string): Promise<void> {
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input').first().fill(`>${title}`);
  await page.locator(`.quick-input-list .monaco-list-row.focused:has-text("${title}")`).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.quick-input-widget').first().waitFor({ state: 'hidden' });
}
