/**
 * The package as it ships, in Chromium: by keyboard through the welcome page to the browser's question. Headless
 * Chromium never shows that question. So the reader's answer is written into the profile, and the browser starts anew.
 * Then the ways in that no test can press there: the browser's own menu and address bar. Their events are sent to the
 * background. In Firefox the menu is pressed: context-menu.test.ts.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium, type LaunchedChromium } from '../../tools/setup/launch-chromium.ts';
import { chromiumTab } from './harness/chromium.ts';
import { until, type Tab } from './harness/driver.ts';
import { tabTo } from './harness/tab-to.ts';
import { storyExtension } from './harness/story-builds.ts';
import { BROWSERS } from './harness/story.ts';

/** One line, as the menu and the address bar hand it over. */
const OFFER = 'Chat job. Fly to Bangkok, our driver takes you to Mae Sot. Tourist visa, free ticket, no interview.';
const SOCIAL = '#sites-social';

interface Preferences {
  extensions: { settings: Record<string, Record<string, { explicit_host?: string[] }>> };
}

let profile: string;
let extension: string;
let launched: LaunchedChromium;

beforeAll(async () => {
  profile = await mkdtemp(join(tmpdir(), 'joblantern-permission-'));
  extension = await storyExtension({ flavour: 'production', browser: 'chrome' });
}, 240_000);
afterAll(async () => {
  await launched.close();
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
});

const launch = async (): Promise<void> =>
  void (launched = await launchChromium({ extension, headless: true, profile }));

async function toSwitches(page: Page): Promise<Tab> {
  const tab = chromiumTab(page);
  for (const panel of ['#panel-never', '#panel-where']) {
    await tab.waitFor('#next');
    await tabTo(tab, '#next');
    await tab.press('Enter');
    await tab.waitFor(panel);
  }
  await tab.waitFor(SOCIAL);
  return tab;
}

async function grant(hosts: readonly string[], id: string): Promise<void> {
  const file = join(profile, 'Default', 'Preferences');
  const preferences = JSON.parse(await readFile(file, 'utf8')) as Preferences;
  const settings = preferences.extensions.settings[id];
  for (const name of ['active_permissions', 'granted_permissions', 'runtime_granted_permissions']) {
    const held = settings?.[name] ?? {};
    const explicit_host = [...new Set([...(held.explicit_host ?? []), ...hosts])];
    if (settings !== undefined) settings[name] = { ...held, explicit_host };
  }
  await writeFile(file, JSON.stringify(preferences));
}

test.runIf(BROWSERS.includes('chromium'))(
  'the switch asks the browser at the key press, and shows what it granted',
  async () => {
    await launch();
    const welcome = await until('the welcome page', async () =>
      launched.context.pages().find((page) => page.url().includes('welcome.html')),
    );
    const tab = await toSwitches(welcome);
    const state = `return document.querySelector('${SOCIAL}').checked;`;
    expect(await tab.evaluate(state)).toBe(false);
    // What is asked of the browser, and that it still counts as the reader's own act.
    await tab.evaluate(`
    const asked = chrome.permissions.request.bind(chrome.permissions);
    chrome.permissions.request = (request, ...rest) => {
      globalThis.asked = { origins: request.origins, byReader: navigator.userActivation.isActive };
      return asked(request, ...rest);
    };`);
    await tabTo(tab, SOCIAL);
    await tab.press('Space');
    const requested = await until('the question to the browser', () =>
      tab.evaluate<{ origins: string[]; byReader: boolean } | undefined>(`return globalThis.asked;`),
    );
    expect(requested.byReader).toBe(true);
    expect(requested.origins).toContain('*://*.facebook.com/*');
    expect(await tab.evaluate(state)).toBe(false);

    const id = new URL(launched.base).hostname;
    await launched.close();
    await grant(requested.origins, id);
    await launch();
    const again = await launched.context.newPage();
    await again.goto(`${launched.base}welcome.html`);
    const second = await toSwitches(again);
    await until('the switch to be on', () => second.evaluate(state));
  },
  120_000,
);

test.runIf(BROWSERS.includes('chromium'))(
  'marked text and the keyword in the address bar open the check page',
  async () => {
    const ways = [
      `chrome.contextMenus.onClicked.dispatch({ menuItemId: 'check-text', selectionText: TEXT }, undefined)`,
      `chrome.omnibox.onInputEntered.dispatch(TEXT, 'currentTab')`,
    ];
    for (const way of ways) {
      const opened = launched.context.waitForEvent('page');
      await (await launched.worker()).evaluate(`{ const TEXT = ${JSON.stringify(OFFER)}; ${way}; }`);
      const tab = chromiumTab(await opened);
      await tab.waitFor('#result .verdict.danger');
      expect(await tab.text('#result')).toContain('Mae Sot');
      expect(tab.url()).toBe(`${launched.base}check.html`);
      await tab.close();
    }
  },
);
