/**
 * Drives Firefox ESR through puppeteer-core's WebDriver BiDi.
 *
 * How it differs from Chromium here: BiDi refuses to navigate to `moz-extension://`, so the extension opens its own
 * pages, from a control tab. The testing flavour opens that tab when it is installed, the production one its welcome.
 * An extension loaded for a test is forgotten when the browser ends. So it is installed again, with the same address
 * and storage.
 */
import { rm } from 'node:fs/promises';
import type { Browser, Page } from 'puppeteer-core';
import type { BrowserOptions } from './chromium.ts';
import { until, type Driver, type Tab } from './driver.ts';
import { keepStartupCache } from './firefox-start.ts';
import { closeWeb, firefoxTab } from './firefox-tab.ts';
import { addressesIn, createFirefoxProfile, installExtension, launchFirefox, pageAt } from './launch-firefox.ts';

export async function startFirefox(options: BrowserOptions): Promise<Driver> {
  const profile = await createFirefoxProfile(options);
  const served = new Map<string, string>();
  let hasEnded = false;
  let browser = await launch();
  let control = await installExtension(browser, options);

  async function launch(): Promise<Browser> {
    const launched = await launchFirefox(profile, options);
    launched.once('disconnected', () => (hasEnded = true));
    return launched;
  }

  /** @param opener the browser, or a container in it */
  async function openPage(opener: Pick<Browser, 'newPage'>): Promise<Page> {
    const page = await opener.newPage();
    await closeWeb(page, served);
    return page;
  }

  async function openTab(opener: Pick<Browser, 'newPage'>, url: string): Promise<Tab> {
    const page = await openPage(opener);
    await page.goto(url, { waitUntil: 'load' });
    return firefoxTab(page);
  }

  const driver: Driver = {
    name: 'firefox',
    serve: (url, html) => void served.set(url, html),
    open: (url) => openTab(browser, url),
    async openWithoutLoad(url) {
      const page = await openPage(browser);
      // The promise of this driver settles with the load at the earliest.
      void page.goto(url, { timeout: 0 }).catch(() => undefined);
      await until('the tab to show its page', async () => (await page.evaluate('location.href')) === url);
      // Until the page has loaded, this driver reports its former address.
      return { ...firefoxTab(page), url: () => url, address: async () => url };
    },
    openInContainer: async (url) => openTab(await browser.createBrowserContext(), url),
    async openExtension(path) {
      const mark = `${path}${path.includes('?') ? '&' : '?'}t=${Math.round(performance.now() * 1000)}`;
      await driver.inExtension(`await browser.tabs.create({ url: browser.runtime.getURL(${JSON.stringify(mark)}) });`);
      return driver.waitForTab(mark);
    },
    waitForTab: (part) =>
      until(`a tab at ${part}`, async () => {
        const page = await pageAt(browser, part);
        if (page === undefined) return null;
        // A hidden tab draws once in a few seconds: clicks, focus and scrolling would wait for it.
        await page.bringToFront();
        return firefoxTab(page);
      }),
    urls: async () => (await addressesIn(browser)).map(([, url]) => url),
    badge: async (tab) =>
      driver.inExtension(`
        // A page may change what stands behind its path while it is asked
        const path = (url) => String(url).split('?')[0];
        const [found] = (await browser.tabs.query({})).filter((tab) => path(tab.url) === path(${JSON.stringify(await tab.address())}));
        const tabId = found.id;
        return { text: await browser.action.getBadgeText({ tabId }), title: await browser.action.getTitle({ tabId }) };`),
    inExtension: async <T>(body: string) => (await control.evaluate(`(async () => { ${body} })()`)) as T,
    async kill() {
      browser.process()?.kill('SIGKILL');
      await until('the browser to have ended', async () => hasEnded);
    },
    hasEnded: () => hasEnded,
    async restart() {
      // Waits for the end of the process, which holds the profile.
      await browser.close().catch(() => undefined);
      browser = await launch();
      hasEnded = false;
      control = await installExtension(browser, options);
    },
    async reinstall() {
      control = await installExtension(browser, options);
    },
    async update() {
      control = await installExtension(browser, options);
    },
    switchOff: () => browser.uninstallExtension(options.id),
    takeRequests: null,
    clickMenu: null,
    killWorker: null,
    async close() {
      if (!hasEnded) await browser.close();
      await keepStartupCache(profile);
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  return driver;
}
