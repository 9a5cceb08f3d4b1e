/**
 * Drives the own window of Firefox ESR through Marionette alone. It has the extension's toolbar button, its popup, and
 * its entries in the context menu. Firefox runs no scripts of Marionette beside a session of WebDriver BiDi, which the
 * other stories use.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { findFirefox } from '../../../tools/setup/firefox.ts';
import { answerPasteMenu, openFirefoxPopup } from './firefox-popup.ts';
import { copyStartupCache, keepStartupCache, LIGHT_PREFERENCES } from './firefox-start.ts';
import { installedVersion, offerFirefoxUpdate, packVersion } from './firefox-update.ts';
import { closeWeb, takeRequests } from './firefox-web.ts';
import { Marionette } from './marionette.ts';
import { closeTab, closeTabs, openTab, waitForTab, type MarionetteTab } from './marionette-tab.ts';
import type { WindowDriver, WindowOptions } from './window-driver.ts';

/** Opens at the installation. Scripts of a story run in the extension from there. */
const WELCOME = 'welcome.html';

export interface FirefoxWindow extends WindowDriver {
  open(url: string): Promise<MarionetteTab>;
  /** Opens the context menu at an element of a tab, and presses an entry of the extension. */
  pressMenuEntry(tab: MarionetteTab, selector: string, entry: string): Promise<void>;
  /** Closes the tabs whose address holds `part`. */
  closeTab(part: string): Promise<void>;
  /** Offers the browser an update of the extension, as its own search for updates does. */
  offerUpdate(version: string): Promise<void>;
  /** The version that is installed. */
  installedVersion(): Promise<string>;
  /** Addresses of all requests of pages and of the extension since the last call. */
  takeRequests(): Promise<string[]>;
}

export async function startFirefoxWindow({
  extension,
  id,
  pages,
  isUpdatable = false,
}: WindowOptions & {
  /** The extension is installed for good: a temporary one gets no updates. */
  isUpdatable?: boolean;
}): Promise<FirefoxWindow> {
  const profile = await mkdtemp(join(tmpdir(), 'joblantern-ff-'));
  // Nobody has signed it.
  const signatures = { 'xpinstall.signatures.required': false };
  await writePreferences(profile, { ...LIGHT_PREFERENCES, ...signatures, 'marionette.port': 0 });
  await copyStartupCache(profile);
  // The last one allows scripts in the browser's own window.
  const flags = ['--headless', '--no-remote', '--profile', profile, '--marionette', '--remote-allow-system-access'];
  const firefox = spawn(findFirefox(), flags, { stdio: 'ignore' });
  try {
    const marionette = await Marionette.connect(profile);
    await closeWeb(marionette, pages);
    const path = isUpdatable ? await packVersion(resolve(extension), null, profile) : resolve(extension);
    await marionette.command('Addon:Install', { path, temporary: !isUpdatable });
    const updates = { folder: resolve(extension), profile };
    return await windowOf(marionette, id, updates, () => end(firefox, profile));
  } catch (error) {
    await end(firefox, profile);
    throw error;
  }
}

async function windowOf(
  marionette: Marionette,
  id: string,
  { folder, profile }: { folder: string; profile: string },
  endBrowser: () => Promise<void>,
): Promise<FirefoxWindow> {
  /** How Firefox writes the id in the names of its own elements. */
  const widget = id.toLowerCase().replaceAll(/[^a-z0-9_-]/gu, '_');
  // The reader pins the button to the toolbar.
  await marionette.run('chrome', `CustomizableUI.addWidgetToArea(given, 'nav-bar');`, `${widget}-browser-action`);
  const welcome = await waitForTab(marionette, WELCOME);
  return {
    open: (url) => openTab(marionette, url),
    waitForTab: (part) => waitForTab(marionette, part),
    async pressToolbarButton(url) {
      const shown = await marionette.run<string>('chrome', 'return gBrowser.currentURI.spec;');
      if (shown !== url) throw new Error(`The tab in front shows ${shown}, not ${url}.`);
      return openFirefoxPopup(marionette, widget);
    },
    inExtension: (body) => welcome.evaluate(body),
    async answerClipboard(press, isAllowed) {
      await press();
      return await answerPasteMenu(marionette, isAllowed);
    },
    pressMenuEntry: (tab, selector, entry) => tab.pressMenuEntry(selector, `${widget}-menuitem-_${entry}`),
    closeTab: (part) => closeTab(marionette, part),
    async offerUpdate(version) {
      await offerFirefoxUpdate(marionette, await packVersion(folder, version, profile));
    },
    installedVersion: () => installedVersion(marionette, id),
    takeRequests: () => takeRequests(marionette),
    closeTabs: () => closeTabs(marionette, WELCOME),
    async close() {
      marionette.close();
      await endBrowser();
    },
  };
}

async function writePreferences(profile: string, preferences: Readonly<Record<string, unknown>>): Promise<void> {
  const lines = Object.entries(preferences).map((pair) => `user_pref(${JSON.stringify(pair).slice(1, -1)});\n`);
  await writeFile(join(profile, 'user.js'), lines.join(''));
}

async function end(firefox: ChildProcess, profile: string): Promise<void> {
  const ended = once(firefox, 'exit');
  if (firefox.kill()) await ended;
  await keepStartupCache(profile);
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
}
