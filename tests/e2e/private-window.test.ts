/**
 * A private window where the reader allowed the extension. Posts are judged there, and nothing of them is stored or
 * stays.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MIN_VISIBLE_MS } from '../../utils/overlay/trusted-click.ts';
import { until, type Tab } from './harness/driver.ts';
import { detailPage, LURE } from './harness/pages.ts';
import { CHANNEL_PORT } from './harness/publisher.ts';
import { BROWSERS, startStory, type Story } from './harness/story.ts';

/** A word that stands in this page alone. */
const MARK = 'zebrafinch';
const URL_OF_POST = `http://127.0.0.1:${CHANNEL_PORT}/private/${MARK}.html`;
const ORDINARY_URL = `http://127.0.0.1:${CHANNEL_PORT}/private/ordinary.html`;

/** All that the extension holds: its storage areas, the rows of its databases, and its caches. */
const READ_ALL = `
  const rows = [];
  for (const { name } of await indexedDB.databases()) {
    const database = await new Promise((resolve, reject) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    for (const store of database.objectStoreNames) {
      if (store === 'bodies') continue;
      const all = await new Promise((resolve) => {
        const request = database.transaction(store).objectStore(store).getAll();
        request.onsuccess = () => resolve(request.result);
      });
      rows.push([name, store, all.length, JSON.stringify(all, (key, value) => ArrayBuffer.isView(value) ? value.length : value)]);
    }
    database.close();
  }
  return JSON.stringify([await browser.storage.local.get(null), await browser.storage.session.get(null), rows, await caches.keys()]);`;

describe.each(BROWSERS)('a private window in %s', (browser) => {
  let story: Story;
  let folder: string;
  beforeAll(async () => {
    story = await startStory(browser, { privateWindows: true });
    folder = await mkdtemp(join(tmpdir(), 'joblantern-private-'));
    await writeFile(join(folder, `${MARK}.html`), detailPage({ ...LURE, title: `${MARK} chat support` }));
    await writeFile(join(folder, 'ordinary.html'), detailPage(LURE));
    story.host.mount('private/', folder);
    await until('the first list', async () => (await story.sync()).version !== null);
  }, 240_000);
  afterAll(async () => {
    await story.close();
    await rm(folder, { recursive: true });
  });

  const readAll = (): Promise<string> => story.driver.inExtension<string>(READ_ALL);
  const openPrivate = async (): Promise<{ tab: Tab; windowId: number }> => {
    const windowId = await story.driver.inExtension<number>(
      `return (await browser.windows.create({ incognito: true, url: ${JSON.stringify(URL_OF_POST)} })).id;`,
    );
    return { tab: await story.driver.waitForTab(MARK), windowId };
  };
  const closeWindow = async (windowId: number): Promise<void> => {
    await story.driver.inExtension(`await browser.windows.remove(${windowId}); return null;`);
    // Both answer before the window is gone. A window opened until then would share the private session.
    await until('the private window to be closed', () =>
      story.driver.inExtension<boolean>('return (await browser.tabs.query({})).every((tab) => !tab.incognito);'),
    );
    // The next page has the same address: `waitForTab` must not find the closed one.
    await until('its tab to be gone', async () => (await story.driver.urls()).every((url) => url !== URL_OF_POST));
  };
  const press = async (tab: Tab, label: RegExp): Promise<void> => {
    const find = () =>
      until(`the control ${label.source}`, async () =>
        (await tab.closedRoots()).flatMap(({ controls }) => controls).find((each) => label.test(each.label)),
      );
    await find();
    const end = performance.now() + MIN_VISIBLE_MS + 300;
    await until('the panel to have been visible', async () => performance.now() > end);
    const { x, y, width, height } = await find();
    await tab.clickAt(x + width / 2, y + height / 2);
  };

  it('gets its warning, and a draft of a report is held in memory only until the window closes', async () => {
    expect(await story.driver.inExtension('return browser.extension.isAllowedIncognitoAccess();')).toBe(true);
    const { tab, windowId } = await openPrivate();
    await story.warning(tab);
    await press(tab, /^report/iu);
    const form = await story.driver.waitForTab('report.html');
    await form.waitFor('#send');
    expect(await form.text()).toContain(MARK);
    // Only Firefox opens our own pages in the private window; docs/reader/privacy.md says so.
    const isFormPrivate = await form.evaluate<boolean>(
      'return (globalThis.browser ?? chrome).tabs.getCurrent().then(({ incognito }) => incognito);',
    );
    expect(isFormPrivate).toBe(browser === 'firefox');
    // The draft must be in memory now, or the end of this test would prove nothing.
    expect(await readAll()).toContain(MARK);
    expect(
      await story.driver.inExtension('return JSON.stringify(await browser.storage.local.get(null));'),
    ).not.toContain(MARK);
    await form.close();
    await closeWindow(windowId);
    await until('nothing of the post to be left', async () => !(await readAll()).includes(MARK));
  }, 120_000);

  it('is paused in memory only, and an ordinary tab of the same site is read on', async () => {
    const ordinary = await story.driver.open(ORDINARY_URL);
    await story.warning(ordinary);
    const { tab, windowId } = await openPrivate();
    await story.warning(tab);
    await story.driver.inExtension(`
      const [tab] = (await browser.tabs.query({})).filter(({ incognito }) => incognito);
      await browser.runtime.sendMessage({
        name: 'pause.set', data: { host: '127.0.0.1', paused: true, tabId: tab.id } });
      return null;`);
    await until('the warning to go', async () => (await tab.closedRoots()).every(({ text }) => text === ''));
    await story.warning(ordinary);
    const stored = await story.driver.inExtension('return JSON.stringify(await browser.storage.local.get(null));');
    expect(stored).not.toContain('127.0.0.1');
    await closeWindow(windowId);
    await until('the pause to be gone', async () => !(await readAll()).includes('private-pauses'));
    await ordinary.close();
  }, 120_000);

  it('keeps "this is fine" for the window alone', async () => {
    const first = await openPrivate();
    await story.warning(first.tab);
    await press(first.tab, /^this is fine/iu);
    await until('the choice to be confirmed', async () =>
      (await first.tab.closedRoots()).some(({ text }) => /marked as fine/iu.test(text)),
    );
    const held = await readAll();
    expect(held).not.toContain(MARK);
    expect(held).not.toContain('"choices"');
    await closeWindow(first.windowId);
    const second = await openPrivate();
    await story.warning(second.tab);
    await closeWindow(second.windowId);
  }, 120_000);
});
