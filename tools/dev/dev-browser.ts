/** The browser of `npm run dev`: reloads the extension and open pages. Looks at what they show. */
import type { Page } from 'playwright-core';
import type { ChannelStatus } from '../../utils/contracts/channel-status.ts';
import { extensionOf } from '../demo/extension-page.ts';
import { launchChromium, type LaunchedChromium } from '../setup/launch-chromium.ts';

export interface DevBrowser {
  browser: LaunchedChromium;
  /** A page of the extension that stays open. */
  open(path: string): Promise<Page>;
  /** Starts the extension anew, reopens its pages and reloads all others. Requests during a reload are joined. */
  reload(): Promise<void>;
  /** Fetches the channel, as "Update now" does, and reloads the extension's own pages. */
  sync(): Promise<ChannelStatus>;
}

export async function openDevBrowser(extension: string, headless: boolean): Promise<DevBrowser> {
  const browser = await launchChromium({ extension, headless, developerMode: true });
  const { context, base } = browser;
  const open = async (path: string): Promise<Page> => {
    const page = await context.newPage();
    await page.goto(`${base}${path}`, { waitUntil: 'commit' });
    return page;
  };
  const reloadOnce = async (): Promise<void> => {
    const own = context.pages().filter((page) => page.url().startsWith(base));
    const addresses = own.map((page) => page.url());
    // The browser stays open only while a page of it does.
    if (own.length === context.pages().length) await context.newPage();
    const restarted = context.waitForEvent('serviceworker', { timeout: 20_000 });
    const worker = await browser.worker();
    await worker.evaluate('setTimeout(() => chrome.runtime.reload())');
    await restarted;
    const others = context.pages().filter((page) => /^https?:/u.test(page.url()));
    // A build for tests opens its control page by itself.
    const again = addresses.filter((address) => !address.includes('?control'));
    await Promise.all([
      ...others.map((page) => page.reload({ waitUntil: 'domcontentloaded' })),
      ...own.map((page) => page.close().catch(() => undefined)),
      ...again.map((address) => open(address.slice(base.length))),
    ]);
  };
  let running: Promise<void> | null = null;
  let isRequested = false;
  const reload = async (): Promise<void> => {
    isRequested = true;
    running ??= (async () => {
      while (isRequested) {
        isRequested = false;
        await reloadOnce();
      }
    })().finally(() => (running = null));
    await running;
  };
  const sync = async (): Promise<ChannelStatus> => {
    const control = await open('popup.html');
    const status = await extensionOf(control).sync();
    await control.close();
    const own = context.pages().filter((page) => page.url().startsWith(base));
    await Promise.all(own.map((page) => page.reload({ waitUntil: 'commit' })));
    return status;
  };
  return { browser, open, reload, sync };
}
