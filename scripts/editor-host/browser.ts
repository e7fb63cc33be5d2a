import { chromium, type Browser, type Page } from 'playwright-core';
import { findChromium } from './chromium';

const flags = [
  '--no-first-run', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--disable-features=LocalNetworkAccessChecks',
];

/** A headless browser with one page; the browser is installed where it is missing and can be. */
export async function openBrowser(size = { width: 1280, height: 800 }, scale = 1): Promise<{ browser: Browser; page: Page }> {
  const browser = await chromium.launch({
    executablePath: await findChromium(),
    args: flags,
    // Chromium's sandbox does not start as root.
    chromiumSandbox: process.getuid?.() !== 0,
  });
  const page = await browser.newPage({ viewport: size, deviceScaleFactor: scale, colorScheme: 'dark' });
  return { browser, page };
}
