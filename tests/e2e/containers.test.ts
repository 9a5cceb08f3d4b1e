/** A container tab of Firefox: its post is judged as others are, and a pause holds in every container. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from './harness/driver.ts';
import { BOARD, detailPage, LURE } from './harness/pages.ts';
import { BROWSERS, startStory, type Story } from './harness/story.ts';

describe.runIf(BROWSERS.includes('firefox'))('a container tab in firefox', () => {
  let story: Story;
  beforeAll(async () => {
    story = await startStory('firefox');
    story.driver.serve(`${BOARD}/jobs/contained`, detailPage(LURE));
  });
  afterAll(() => story.close());

  test('gets its warning, and a pause of its site', async () => {
    const tab = await story.driver.openInContainer!(`${BOARD}/jobs/contained`);
    await tab.show();
    await story.warning(tab);
    await until('the badge', async () => (await story.driver.badge(tab)).text === '1');
    const store = await story.driver.inExtension<string>(`
      const [tab] = await browser.tabs.query({ url: ${JSON.stringify(`${BOARD}/*`)} });
      return tab.cookieStoreId ?? '';`);
    expect(store).not.toBe('firefox-default');
    await story.driver.inExtension(`
      const host = ${JSON.stringify(new URL(BOARD).hostname)};
      await browser.runtime.sendMessage({ name: 'pause.set', data: { host, paused: true } });
      return null;`);
    await until('the warning to go', async () => (await tab.closedRoots()).every(({ text }) => text === ''));
    // Nothing is left in the site's own storage.
    const left = await tab.evaluate(
      `return [document.cookie, Object.keys(localStorage), await indexedDB.databases()];`,
    );
    expect(left).toEqual(['', [], []]);
    await tab.close();
  });
});
