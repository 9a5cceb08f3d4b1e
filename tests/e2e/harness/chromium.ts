/** Drives Debian's Chromium through Playwright. */
import { mkdtemp, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import { launchChromium, type LaunchedChromium } from '../../../tools/setup/launch-chromium.ts';
import { closedFocus, closedRoots } from '../../../tools/setup/closed-roots.ts';
import { contentTypeOf } from './content-type.ts';
import { UNANSWERED, until, type Driver, type Tab } from './driver.ts';

export interface BrowserOptions {
  /** Folder of the built extension, and its id (Firefox). */
  extension: string;
  id: string;
  size?: { width: number; height: number };
  dark?: boolean;
  locale?: string;
  /** Firefox only: `about:config`. */
  preferences?: Readonly<Record<string, boolean | number | string>>;
  /** The reader allowed the extension in private windows. */
  privateWindows?: boolean;
  /** The page of the extension from which it is asked things. */
  control?: string;
}

export async function startChromium(options: BrowserOptions): Promise<Driver> {
  const profile = await mkdtemp(join(tmpdir(), 'joblantern-e2e-'));
  const served = new Map<string, string>();
  if (options.privateWindows === true) await allowPrivateWindows(options.extension, profile);
  let launched = await launch();
  let control: Page | null = null;
  let hasEnded = false;

  let requests: string[] = [];

  async function launch(): Promise<LaunchedChromium> {
    // Playwright shows requests of service workers only with this variable.
    process.env['PW_EXPERIMENTAL_SERVICE_WORKER_NETWORK_EVENTS'] = '1';
    const started = await launchChromium({ ...options, headless: true, profile });
    started.context.once('close', () => (hasEnded = true));
    await closeWeb(started.context, served);
    started.context.on('request', (request) => {
      if (!request.url().startsWith('chrome-extension:')) requests.push(request.url());
    });
    return started;
  }

  async function controlPage(): Promise<Page> {
    if (control === null || control.isClosed()) {
      control = await launched.context.newPage();
      await control.goto(`${launched.base}${options.control ?? 'popup.html?control'}`);
    }
    return control;
  }

  const driver: Driver = {
    name: 'chromium',
    serve: (url, html) => void served.set(url, html),
    async open(url) {
      const page = await launched.context.newPage();
      await page.goto(url, { waitUntil: 'load' });
      return chromiumTab(page);
    },
    async openWithoutLoad(url) {
      const page = await launched.context.newPage();
      await page.goto(url, { waitUntil: 'commit' });
      return chromiumTab(page);
    },
    openInContainer: null,
    openExtension: async (path) => {
      const page = await launched.context.newPage();
      await page.goto(`${launched.base}${path}`);
      return chromiumTab(page);
    },
    waitForTab: (part) =>
      until(`a tab at ${part}`, async () => {
        const page = launched.context.pages().find((open) => open.url().includes(part));
        return page === undefined ? null : chromiumTab(page);
      }),
    urls: async () => launched.context.pages().map((page) => page.url()),
    async badge(tab) {
      return driver.inExtension(`
        const [found] = (await browser.tabs.query({})).filter((tab) => tab.url === ${JSON.stringify(tab.url())});
        const tabId = found.id;
        return { text: await browser.action.getBadgeText({ tabId }), title: await browser.action.getTitle({ tabId }) };`);
    },
    async inExtension<T>(body: string): Promise<T> {
      const page = await controlPage();
      return (await page.evaluate(`(async (browser) => { ${body} })(chrome)`)) as T;
    },
    takeRequests() {
      const taken = requests;
      requests = [];
      return taken;
    },
    async clickMenu(info, url) {
      const worker = await launched.worker();
      await worker.evaluate(`(async () => {
        const tabs = await chrome.tabs.query({});
        chrome.contextMenus.onClicked.dispatch(${JSON.stringify(info)}, tabs.find((tab) => tab.url === ${JSON.stringify(url)}));
      })()`);
    },
    async kill() {
      // Chromium names its process in the profile's lock: `<host>-<pid>`.
      const lock = await readlink(join(profile, 'SingletonLock'));
      process.kill(Number(lock.split('-').at(-1)), 'SIGKILL');
      await until('the browser to have ended', async () => hasEnded);
    },
    hasEnded: () => hasEnded,
    async restart() {
      await launched.close().catch(() => undefined);
      control = null;
      launched = await launch();
      hasEnded = false;
    },
    reinstall: null,
    switchOff: null,
    async update() {
      const page = await launched.context.newPage();
      await page.goto('chrome://extensions');
      const id = new URL(launched.base).hostname;
      // Without developer mode Chromium would switch it off.
      await page.evaluate(`(async ({ developerPrivate }) => {
        await developerPrivate.updateProfileConfiguration({ inDeveloperMode: true });
        await developerPrivate.reload(${JSON.stringify(id)}, { failQuietly: true });
      })(chrome)`);
      await page.close();
    },
    async killWorker() {
      const session = await launched.context.newCDPSession(await controlPage());
      await session.send('ServiceWorker.enable');
      await session.send('ServiceWorker.stopAllWorkers');
      await session.detach();
    },
    async close() {
      if (!hasEnded) await launched.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  return driver;
}

/** Ticks "Allow in Incognito", which is a setting of the profile. */
async function allowPrivateWindows(extension: string, profile: string): Promise<void> {
  const first = await launchChromium({ extension, headless: true, profile });
  const id = new URL(first.base).hostname;
  await first.close();
  const file = join(profile, 'Default', 'Preferences');
  const preferences = JSON.parse(await readFile(file, 'utf8')) as {
    extensions: { settings: Record<string, { incognito?: boolean }> };
  };
  preferences.extensions.settings[id] = { ...preferences.extensions.settings[id], incognito: true };
  await writeFile(file, JSON.stringify(preferences));
}

/** Pages come from the story; loopback is real (channel, relay); everything else is refused. */
async function closeWeb(context: BrowserContext, served: ReadonlyMap<string, string>): Promise<void> {
  await context.route(/^https?:/u, async (route) => {
    const url = new URL(route.request().url());
    if (url.hostname === '127.0.0.1') return route.continue();
    url.hash = '';
    if (url.pathname.startsWith(UNANSWERED)) return;
    const body = served.get(url.href);
    return body === undefined ? route.abort() : route.fulfill({ status: 200, contentType: contentTypeOf(body), body });
  });
}

export function chromiumTab(page: Page): Tab {
  let session: Promise<CDPSession> | null = null;
  return {
    url: () => page.url(),
    address: async () => page.url(),
    evaluate: async <T>(body: string) => (await page.evaluate(`(async () => { ${body} })()`)) as T,
    click: (selector) => page.click(selector),
    type: (selector, text) => page.fill(selector, text),
    press: async (key) => {
      await page.keyboard.press(key).catch((error: unknown) => {
        if (!page.isClosed()) throw error; // the key closed the page before it was let go
      });
    },
    clickAt: (x, y, button = 'left') => page.mouse.click(x, y, { button }),
    waitFor: async (selector) => void (await page.waitForSelector(selector)),
    text: (selector = 'body') => page.innerText(selector),
    async closedRoots() {
      session ??= page.context().newCDPSession(page);
      return closedRoots(await session);
    },
    async closedFocus() {
      session ??= page.context().newCDPSession(page);
      return closedFocus(await session);
    },
    screenshot: async (path) => void (await page.screenshot({ path })),
    print: () => page.pdf(),
    resize: (width, height) => page.setViewportSize({ width, height }),
    async setFrozen(isFrozen) {
      session ??= page.context().newCDPSession(page);
      await (await session).send('Page.setWebLifecycleState', { state: isFrozen ? 'frozen' : 'active' });
    },
    show: () => page.bringToFront(),
    reload: async () => void (await page.reload()),
    goto: async (url) => void (await page.goto(url)),
    close: () => page.close(),
  };
}
