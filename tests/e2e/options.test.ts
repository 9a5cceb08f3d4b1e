/** Site access: explained and requested on the options page, and in effect at once. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from './harness/driver.ts';
import { BOARD, detailPage, LURE } from './harness/pages.ts';
import { BROWSERS, startStory, type Story } from './harness/story.ts';

describe.each(BROWSERS)('options page in %s', (browser) => {
  let story: Story;
  beforeAll(async () => {
    story = await startStory(browser);
    story.driver.serve(`${BOARD}/jobs/lure`, detailPage(LURE));
  });
  afterAll(() => story.close());

  test('names the sites and shows what the browser has granted', async () => {
    const options = await story.driver.openExtension('options.html');
    await options.waitFor('#sites-everywhere');
    const text = await options.text();
    for (const part of ['LinkedIn', 'Facebook', 'never private chats']) expect(text).toContain(part);
    expect(await options.evaluate(`return document.querySelector('#sites-everywhere').checked;`)).toBe(true);
    await options.close();
  });

  // Chromium keeps the hosts of a manifest, and its headless form never answers a request; see docs/contributor/browsers.md.
  test.runIf(browser === 'firefox')('follows a permission that is revoked and granted again', async () => {
    const options = await story.driver.openExtension('options.html');
    await options.waitFor('#sites-everywhere');
    const open = await story.driver.open(`${BOARD}/jobs/lure`);
    await story.warning(open);
    await options.click('#sites-everywhere');
    await until('the switch to be off', () =>
      options.evaluate(`return !document.querySelector('#sites-everywhere').checked;`),
    );
    // A page that was open is left alone at once, and read again at once.
    await until('the warning to go', async () => (await open.closedRoots()).map(({ text }) => text).join('') === '');
    const unread = await story.driver.open(`${BOARD}/jobs/lure`);
    const granted = `return (await browser.permissions.contains({ origins: ['${BOARD}/*'] })) === true;`;
    expect(await story.driver.inExtension(granted)).toBe(false);
    expect((await unread.closedRoots()).map(({ text }) => text).join('')).toBe('');
    await unread.close();

    await options.click('#sites-everywhere');
    await until('the switch to be on', () =>
      options.evaluate(`return document.querySelector('#sites-everywhere').checked;`),
    );
    await story.warning(open);
    const read = await story.driver.open(`${BOARD}/jobs/lure`);
    await story.warning(read);
  });
});
