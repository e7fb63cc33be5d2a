import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FrameLocator, Page } from 'playwright-core';

/** What a test in the extension host may ask of the window: things that people do and see, and that the API has no call for. */
export type PageRequest =
  | { do: 'click' | 'hover' | 'text' | 'wait'; selector: string }
  | { do: 'follow'; link: string }
  | { do: 'press'; key: string }
  | { do: 'type'; text: string }
  | { do: 'fill'; selector: string; text: string }
  /** The colours of what a webview shows, one a line. */
  | { do: 'colours'; selector: string }
  | { do: 'picture'; path: string };

/** What a script in the page has. */
interface Browser {
  getComputedStyle(element: unknown): { fill: string };
}

/** The document in the Markdown preview, which is a frame in a frame. */
export function preview(page: Page): FrameLocator {
  return page.frameLocator('iframe.webview').frameLocator('iframe');
}

/** Serves the page to the tests on a free port of the loopback interface. */
export function servePage(page: Page): Promise<{ url: string; stop(): void }> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', chunk => body += chunk);
    request.on('end', () => void answer(page, JSON.parse(body) as PageRequest).then(
      text => response.end(text),
      error => { response.statusCode = 500; response.end(String(error)); },
    ));
  });
  return new Promise(ready => server.listen(0, '127.0.0.1', () => ready({
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => { server.closeAllConnections(); server.close(); },
  })));
}

async function answer(page: Page, request: PageRequest): Promise<string> {
  switch (request.do) {
    case 'click': await page.locator(request.selector).first().click({ timeout: 45_000 }); return '';
    case 'hover': await page.locator(request.selector).first().hover({ timeout: 45_000 }); return '';
    case 'wait': await page.locator(request.selector).first().waitFor({ timeout: 45_000 }); return '';
    case 'text': return await page.locator(request.selector).first().innerText({ timeout: 45_000 });
    case 'follow': await preview(page).locator(`a:has-text("${request.link}")`).first().click({ timeout: 45_000 }); return '';
    case 'press': await page.keyboard.press(request.key); return '';
    case 'fill': await page.locator(request.selector).first().fill(request.text, { timeout: 45_000 }); return '';
    case 'colours': {
      const shapes = preview(page).locator(request.selector);
      await shapes.first().waitFor({ timeout: 45_000 });
      return (await shapes.evaluateAll(all => all.map(shape => (globalThis as unknown as Browser).getComputedStyle(shape).fill))).join(
        '\n',
      );
    }
    case 'type': await page.keyboard.type(request.text); return '';
    case 'picture': await page.screenshot({ path: request.path }); return '';
  }
}
