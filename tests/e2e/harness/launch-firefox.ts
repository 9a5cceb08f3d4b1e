/** Starts Firefox ESR under puppeteer-core's WebDriver BiDi, and installs the extension there. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import puppeteer, { TimeoutError, type Browser, type Page } from 'puppeteer-core';
import { findFirefox } from '../../../tools/setup/firefox.ts';
import type { BrowserOptions } from './chromium.ts';
import { until } from './driver.ts';
import { copyStartupCache, hasStartupCache, keepStartupCache, LIGHT_PREFERENCES } from './firefox-start.ts';

/** A start beside other stories can take several times as long as one alone. */
const START_MS = 60_000;
/** The extension's address part, fixed so that its storage is found again after a restart. */
const UUID = '5f0c1a52-6f0e-4c7e-9a5b-0d6a1f2b3c4d';

/** @returns the folder of a new profile */
export async function createFirefoxProfile({ id, privateWindows }: Omit<BrowserOptions, 'extension'>): Promise<string> {
  const profile = await mkdtemp(join(tmpdir(), 'joblantern-ff-'));
  await copyStartupCache(profile);
  if (privateWindows === true) {
    const allowed = { permissions: ['internal:privateBrowsingAllowed'], origins: [] };
    await writeFile(join(profile, 'extension-preferences.json'), JSON.stringify({ [id]: allowed }));
  }
  return profile;
}

export async function launchFirefox(
  profile: string,
  options: Omit<BrowserOptions, 'extension'>,
  timeout = START_MS,
): Promise<Browser> {
  const launch = {
    browser: 'firefox',
    executablePath: findFirefox(),
    headless: true,
    timeout,
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
  } as const;
  // A second attempt, since most stories start their browser in a hook, and Vitest gives hooks no second one.
  return puppeteer.launch(launch).catch((error: unknown) => {
    if (error instanceof TimeoutError) return puppeteer.launch(launch);
    throw error;
  });
}

/**
 * Starts Firefox once alone, before lanes start several at a time. On a fresh machine the first start reads the program
 * from the disk and compiles the browser's own scripts; all later starts use them.
 */
export async function prepareFirefox(): Promise<void> {
  if (hasStartupCache()) return;
  const options = { id: 'none@joblantern.example' };
  const profile = await createFirefoxProfile(options);
  const browser = await launchFirefox(profile, options, 3 * START_MS);
  await browser.close();
  await keepStartupCache(profile);
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
}

/** Installs the extension. @returns its page from which it is asked things */
export async function installExtension(browser: Browser, { extension, control }: BrowserOptions): Promise<Page> {
  await browser.installExtension(resolve(extension));
  return until(
    'the control tab',
    async () => {
      // That page and no other: the welcome can come first, and a story closes it.
      const page = await pageAt(browser, control ?? 'popup.html?control');
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

/** Open pages and their addresses. Each is asked: puppeteer does not hear of the extension's own navigations. */
export async function addressesIn(browser: Browser): Promise<[Page, string][]> {
  const pages = await browser.pages();
  return Promise.all(
    pages.map(async (page) => [page, String(await page.evaluate('location.href').catch(() => ''))] as [Page, string]),
  );
}

/** The first page whose address holds `part`. */
export async function pageAt(browser: Browser, part: string): Promise<Page | undefined> {
  return (await addressesIn(browser)).find(([, url]) => url.includes(part))?.[0];
}
