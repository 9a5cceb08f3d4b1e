/** Watches the wire: reading pages, judging texts and opening warnings sends no request at all. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from './harness/driver.ts';
import { BOARD, detailPage, HARBOUR_ACCOUNT, LURE } from './harness/pages.ts';
import { BROWSERS, startStory, type Story } from './harness/story.ts';

describe.each(BROWSERS)('the wire in %s', (browser) => {
  let story: Story;
  beforeAll(async () => {
    story = await startStory(browser);
    await story.publisher.list(HARBOUR_ACCOUNT);
    await story.publisher.sign();
    await until('the first list', async () => (await story.sync()).entries > 0);
  });
  afterAll(() => story.close());

  const PAGE = `${BOARD}/jobs/wire`;
  /** Requests but the page itself, as the publisher's host and, where possible, the browser saw them. */
  const takeRequests = (): string[] => [
    ...story.host.takeRequests(),
    ...(story.driver.takeRequests?.() ?? []).filter((url) => url !== PAGE && !url.endsWith('/favicon.ico')),
  ];

  it('carries nothing while pages are judged, warnings opened and texts checked', async () => {
    story.driver.serve(PAGE, detailPage(LURE));
    takeRequests();
    const tab = await story.driver.open(PAGE);
    const { controls } = await story.warning(tab);
    const why = controls.find(({ label }) => /why/iu.test(label));
    if (why !== undefined) await tab.clickAt(why.x + why.width / 2, why.y + why.height / 2);
    await until('the badge', async () => (await story.driver.badge(tab)).text === '1');

    const check = await story.driver.openExtension('check.html');
    await check.waitFor('#message');
    await check.type('#message', `${LURE.text} https://wire-test.example/apply hr@wire-test.example`);
    await check.click('#check');
    await until('the result', () => check.evaluate(`return document.querySelector('#result .verdict') !== null;`));
    for (const path of ['help.html', 'options.html', 'popup.html', 'welcome.html']) {
      const page = await story.driver.openExtension(path);
      await until(path, async () => (await page.text()).length > 100);
      await page.close();
    }
    expect(takeRequests()).toEqual([]);
  }, 120_000);

  it('shows the requests of a sync, so that a request would be seen', async () => {
    takeRequests();
    await story.sync();
    expect(story.host.takeRequests()).toContain('timestamp.json');
    if (story.driver.takeRequests === null) return;
    expect(story.driver.takeRequests().some((url) => url.endsWith('/timestamp.json'))).toBe(true);
  });
});
