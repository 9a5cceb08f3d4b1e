/** The toolbar's button for pages that are read and pages that are not; the popup's links to posts; an update. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until, type Tab } from './harness/driver.ts';
import { BOARD, detailPage, KITCHEN, listPage, LURE } from './harness/pages.ts';
import { BROWSERS, startStory, type Story } from './harness/story.ts';
import { job, page } from './hostile/attack.ts';

const READ = 'https://www.linkedin.com/jobs/view/77';
const UNREAD = `${BOARD}/jobs/unread`;

describe.each(BROWSERS)('the toolbar in %s', (browser) => {
  let story: Story;
  beforeAll(async () => {
    story = await startStory(browser, { flavour: 'production' });
    await story.driver.waitForTab('welcome.html');
    await story.driver.inExtension('return true;');
    story.driver.serve(READ, page(job()));
    story.driver.serve(UNREAD, listPage([LURE]));
  });
  afterAll(() => story.close());

  const titleOf = (tab: Tab): Promise<string> => story.driver.badge(tab).then(({ title }) => title);

  it('shows the count on a site that is read, and "not checked" on one that is not', async () => {
    const read = await story.driver.open(READ);
    await until('the count', async () => (await story.driver.badge(read)).text === '1');
    // The address of a tab that may not be read is hidden from the extension. Its title is the one of all unread tabs.
    const unread = await story.driver.inExtension<string>('return browser.action.getTitle({});');
    expect(unread).toMatch(/not checked|not read/iu);
    expect(await titleOf(read)).not.toBe(unread);
    expect(await titleOf(read)).toMatch(/1/u);
    await read.close();
  });

  it('draws no warning on the site that is not read', async () => {
    const tab = await story.driver.open(UNREAD);
    const end = performance.now() + 1500;
    await until('time for a warning', async () => performance.now() > end);
    expect((await tab.closedRoots()).map(({ text }) => text).join('')).toBe('');
    await tab.close();
  });
});

describe.each(BROWSERS)('"Show in page" in %s', (browser) => {
  let story: Story;
  beforeAll(async () => {
    story = await startStory(browser);
  });
  afterAll(() => story.close());

  it('scrolls the page to the post that was chosen', async () => {
    const url = `${BOARD}/jobs/far`;
    const fillers = Array.from({ length: 30 }, (_, at) => ({ ...KITCHEN, title: `Kitchen helper ${at}` }));
    story.driver.serve(url, listPage([...fillers, LURE]));
    const tab = await story.driver.open(url);
    const found = await until('the post to be found', async () =>
      (await story.describe(tab)).found.find(({ verdict }) => verdict.level === 'danger'),
    );
    const top = `return [...document.querySelectorAll('article')].at(-1).getBoundingClientRect().top - innerHeight;`;
    expect(await tab.evaluate<number>(top)).toBeGreaterThan(0);
    await story.driver.inExtension(`
      const [tab] = (await browser.tabs.query({})).filter(({ url }) => url === ${JSON.stringify(url)});
      await browser.tabs.sendMessage(tab.id, { name: 'page.show', data: { id: ${JSON.stringify(found.post.id)} } });
      return null;`);
    await until('the post to be in view', async () => (await tab.evaluate<number>(top)) < 0);
    await tab.close();
  });
  it('draws one warning that works in a page that was open before an update', async () => {
    const url = `${BOARD}/jobs/open`;
    story.driver.serve(url, detailPage(LURE));
    const tab = await story.driver.open(url);
    await story.warning(tab);
    await tab.evaluate(`window.drawn = document.querySelector('html > [popover]');`);
    await story.driver.update();
    await tab.show();
    await until('the warning of before to go', () => tab.evaluate<boolean>('return !window.drawn.isConnected;'));
    const { controls } = await story.warning(tab);
    const { x, y, width, height } = controls.find(({ label }) => /help/iu.test(label))!;
    await until('the button to be in view for half a second', async () => {
      await tab.clickAt(x + width / 2, y + height / 2);
      return (await story.driver.urls()).some((open) => open.endsWith('help.html'));
    });
    expect((await tab.closedRoots()).filter(({ text }) => text !== '')).toHaveLength(1);
    expect((await story.driver.badge(tab)).text).toBe('1');
  });
});
