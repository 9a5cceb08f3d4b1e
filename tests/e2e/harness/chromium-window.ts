/** Drives Chromium's own window: the extension's toolbar button and its popup. */
import type { Page } from 'playwright-core';
import { launchChromium } from '../../../tools/setup/launch-chromium.ts';
import { chromiumTab } from './chromium.ts';
import { openChromiumPopup } from './chromium-popup.ts';
import { until } from './driver.ts';
import type { WindowDriver, WindowOptions } from './window-driver.ts';

const WELCOME = 'welcome.html';

export async function startChromiumWindow({ extension, pages }: WindowOptions): Promise<WindowDriver> {
  const { context, base, worker, close } = await launchChromium({ extension, headless: true });
  await context.route(/^https:/u, (route) => {
    const body = pages[route.request().url()];
    return body === undefined ? route.abort() : route.fulfill({ contentType: 'text/html; charset=utf-8', body });
  });
  const pageAt = (part: string): Page | undefined => context.pages().find((page) => page.url().includes(part));
  const driver: WindowDriver = {
    async open(url) {
      const page = await context.newPage();
      await page.goto(url);
      return chromiumTab(page);
    },
    waitForTab: async (part) => chromiumTab(await until(`a tab at ${part}`, async () => pageAt(part))),
    async pressToolbarButton(url) {
      await pageAt(url)?.bringToFront();
      return openChromiumPopup(context, base, url);
    },
    inExtension: async <T>(body: string) =>
      (await (await worker()).evaluate(`(async (browser) => { ${body} })(chrome)`)) as T,
    async answerClipboard(press, isAllowed) {
      // The browser refuses it by default
      if (isAllowed) await context.grantPermissions(['clipboard-read']);
      await press();
      return true;
    },
    async closeTabs() {
      const others = context.pages().filter((page) => !page.url().includes(WELCOME));
      await Promise.all(others.map((page) => page.close()));
    },
    close,
  };
  // It opens at the installation, and would come to the front later.
  await driver.waitForTab(WELCOME);
  return driver;
}
