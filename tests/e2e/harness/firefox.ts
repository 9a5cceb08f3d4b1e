/**
 * Drives Firefox ESR through puppeteer-core's WebDriver BiDi.
 *
 * How it differs from Chromium here: BiDi refuses to navigate to `moz-extension://`, so the extension opens its own
 * pages, from a control tab. The testing flavour opens that tab when it is installed, the production one its welcome.
 * An extension loaded for a test is forgotten when the browser ends. So it is installed again, with the same address
 * and storage.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { findFirefox } from '../../../tools/setup/firefox.ts';
import { closedFocusBidi, closedRootsBidi } from './closed-roots-bidi.ts';
import { copyStartupCache, keepStartupCache, LIGHT_PREFERENCES } from './firefox-start.ts';
import { contentTypeOf } from './content-type.ts';
import { UNANSWERED, until, type Driver, type Tab } from './driver.ts';
import type { BrowserOptions } from './chromium.ts';

/** A start beside other stories can take several times as long as one alone. */
const START_MS = 60_000;
/** Letters of the longest text that is typed key by key. */
const MAX_TYPED = 60;
/** The extension's address part, fixed so that its storage is found again after a restart. */
const UUID = '5f0c1a52-6f0e-4c7e-9a5b-0d6a1f2b3c4d';

export async function startFirefox(options: BrowserOptions): Promise<Driver> {
  const profile = await mkdtemp(join(tmpdir(), 'joblantern-ff-'));
  await copyStartupCache(profile);
  const served = new Map<string, string>();
  const extension = resolve(options.extension);
  if (options.privateWindows === true) {
    const allowed = { permissions: ['internal:privateBrowsingAllowed'], origins: [] };
    await writeFile(join(profile, 'extension-preferences.json'), JSON.stringify({ [options.id]: allowed }));
  }
  let hasEnded = false;
  let browser = await launch();
  let control = await install();

  async function launch(): Promise<Browser> {
    const launched = await puppeteer.launch({
      browser: 'firefox',
      executablePath: findFirefox(),
      headless: true,
      userDataDir: profile,
      defaultViewport: options.size ?? { width: 1280, height: 900 },
      extraPrefsFirefox: {
        ...LIGHT_PREFERENCES,
        'extensions.webextOptionalPermissionPrompts': false,
        'extensions.webextensions.keepStorageOnUninstall': true,
        'extensions.webextensions.keepUuidOnUninstall': true,
        'extensions.webextensions.uuids': JSON.stringify({ [options.id]: UUID }),
        'dom.security.https_first': false,
        // The browser's own panel would take the focus from the page after a download.
        'browser.download.alwaysOpenPanel': false,
        'layout.css.prefers-color-scheme.content-override': options.dark === true ? 0 : 1,
        ...(options.locale === undefined ? {} : { 'intl.locale.requested': options.locale }),
        ...options.preferences,
      },
    });
    launched.once('disconnected', () => (hasEnded = true));
    return launched;
  }

  async function install(): Promise<Page> {
    await browser.installExtension(extension);
    return until(
      'the control tab',
      async () => {
        // That page and no other: the welcome can come first, and a story closes it.
        const page = await pageAt(options.control ?? 'popup.html?control');
        if (page === undefined) return null;
        // On a busy machine the tab can be there before the extension has an address for it. Then it shows no page of
        // ours. Asked and loaded anew in one step, or a page that is ready by then would be taken away later.
        const isReady = await page.evaluate(`
        document.readyState === 'complete' && (typeof browser === 'object' || (location.reload(), false))`);
        return isReady === true ? page : null;
      },
      START_MS,
    );
  }

  /** The address is asked of the page: puppeteer does not hear of the extension's own navigations. */
  async function addresses(): Promise<[Page, string][]> {
    const pages = await browser.pages();
    return Promise.all(
      pages.map(async (page) => [page, String(await page.evaluate('location.href').catch(() => ''))] as [Page, string]),
    );
  }

  async function pageAt(part: string): Promise<Page | undefined> {
    return (await addresses()).find(([, url]) => url.includes(part))?.[0];
  }

  const driver: Driver = {
    name: 'firefox',
    serve: (url, html) => void served.set(url, html),
    async open(url) {
      const page = await browser.newPage();
      await closeWeb(page, served);
      await page.goto(url, { waitUntil: 'load' });
      return firefoxTab(page);
    },
    async openWithoutLoad(url) {
      const page = await browser.newPage();
      await closeWeb(page, served);
      // The promise of this driver settles with the load at the earliest.
      void page.goto(url, { timeout: 0 }).catch(() => undefined);
      await until('the tab to show its page', async () => (await page.evaluate('location.href')) === url);
      // Until the page has loaded, this driver reports its former address.
      return { ...firefoxTab(page), url: () => url, address: async () => url };
    },
    async openInContainer(url) {
      const page = await (await browser.createBrowserContext()).newPage();
      await closeWeb(page, served);
      await page.goto(url, { waitUntil: 'load' });
      return firefoxTab(page);
    },
    async openExtension(path) {
      const mark = `${path}${path.includes('?') ? '&' : '?'}t=${Math.round(performance.now() * 1000)}`;
      await driver.inExtension(`await browser.tabs.create({ url: browser.runtime.getURL(${JSON.stringify(mark)}) });`);
      return driver.waitForTab(mark);
    },
    waitForTab: (part) =>
      until(`a tab at ${part}`, async () => {
        const page = await pageAt(part);
        if (page === undefined) return null;
        // A hidden tab draws once in a few seconds: clicks, focus and scrolling would wait for it.
        await page.bringToFront();
        return firefoxTab(page);
      }),
    urls: async () => (await addresses()).map(([, url]) => url),
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
      control = await install();
    },
    async reinstall() {
      control = await install();
    },
    async update() {
      control = await install();
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

/** Pages come from the story; loopback is real (channel, relay); everything else is refused. */
async function closeWeb(page: Page, served: ReadonlyMap<string, string>): Promise<void> {
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    const url = new URL(request.url());
    const inside = !/^https?:$/u.test(url.protocol) || url.hostname === '127.0.0.1';
    url.hash = '';
    if (url.pathname.startsWith(UNANSWERED)) return;
    const body = served.get(url.href);
    const answer = inside
      ? request.continue()
      : body === undefined
        ? request.abort()
        : request.respond({ status: 200, contentType: contentTypeOf(body), body });
    answer.catch(() => undefined); // the tab was closed meanwhile
  });
}

function firefoxTab(page: Page): Tab {
  return {
    url: () => page.url(),
    // Firefox 140.15 does not report a new address without a reload.
    address: async () => (await page.evaluate('location.href')) as string,
    evaluate: async <T>(body: string) => (await page.evaluate(`(async () => { ${body} })()`)) as T,
    click: (selector) => page.click(selector),
    async type(selector, text) {
      await page.focus(selector);
      // A post in one edit, as the other driver makes it: letter by letter it takes seconds of both processors.
      const isInserted =
        text.length > MAX_TYPED &&
        (await page.evaluate(`document.execCommand('insertText', false, ${JSON.stringify(text)})`)) === true;
      if (!isInserted) await page.keyboard.type(text);
    },
    // The space bar has a name in one driver and is a character in the other.
    press: async (keys) => {
      const [last = '', ...held] = keys.split('+').reverse();
      for (const one of held) await page.keyboard.down(one as 'Control');
      await page.keyboard.press((last === 'Space' ? ' ' : last) as 'Escape').catch((error: unknown) => {
        // The key closed the page before it was let go.
        if (!page.isClosed() && !String(error).includes('no such frame')) throw error;
      });
      for (const one of held) await page.keyboard.up(one as 'Control');
    },
    clickAt: (x, y, button = 'left') => page.mouse.click(x, y, { button }),
    waitFor: async (selector) => void (await page.waitForSelector(selector, { timeout: 15_000 })),
    text: (selector = 'body') => page.$eval(selector, (element) => (element as HTMLElement).innerText),
    closedRoots: () => closedRootsBidi(page),
    closedFocus: () => closedFocusBidi(page),
    screenshot: async (path) => void (await page.screenshot({ path: path })),
    print: () => page.pdf(),
    resize: async (width, height) => {
      await page.setViewport({ width, height }).catch((error: unknown) => {
        // Firefox 140 has no `emulation.setScreenOrientationOverride`, which puppeteer sends beside the new size.
        if (!String(error).includes('setScreenOrientationOverride')) throw error;
      });
      await page.waitForFunction((size: number) => window.innerWidth === size, {}, width);
    },
    setFrozen: null,
    show: () => page.bringToFront(),
    reload: async () => void (await page.reload()),
    goto: async (url) => void (await page.goto(url)),
    close: () => page.close(),
  };
}
