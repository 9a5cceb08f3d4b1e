/** An update of the extension comes while the reader types a report. Firefox alone: Chromium waits by itself. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startFirefoxWindow, type FirefoxWindow } from './harness/firefox-window.ts';
import { until } from './harness/driver.ts';
import { BRAND_ID } from './harness/publisher.ts';
import { BROWSERS } from './harness/story.ts';
import { storyExtension } from './harness/story-builds.ts';

let window: FirefoxWindow | null = null;
const isFirefox = BROWSERS.includes('firefox');
beforeAll(async () => {
  if (!isFirefox) return;
  const extension = await storyExtension({ flavour: 'production', browser: 'firefox' });
  window = await startFirefoxWindow({ extension, id: `${BRAND_ID}@joblantern.example`, pages: {}, isUpdatable: true });
}, 240_000);
afterAll(() => window?.close());

test.runIf(isFirefox)(
  'words that are typed outlast an update, which is installed once the form is closed',
  async () => {
    const before = await window!.installedVersion();
    await window!.inExtension(`await browser.runtime.sendMessage({
    name: 'report.open', data: { post: { id: 'p', title: 'Chat support' }, verdict: null, wrong: false } });`);
    const form = await window!.waitForTab('report.html');
    await form.waitFor('#words');
    await form.evaluate(`document.querySelector('#words').focus();`);
    for (const key of ['H', 'e', 'l', 'p']) await form.press(key);
    await window!.offerUpdate('99.1');
    expect(await window!.installedVersion()).toBe(before);
    expect(await form.evaluate(`return document.querySelector('#words').value;`)).toBe('Help');

    await window!.closeTab('report.html');
    await until('the update to be installed', async () => (await window!.installedVersion()) === '99.1');
  },
);
