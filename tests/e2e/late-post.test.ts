/** Pages without posts, which only the small page test has looked at, and to which a lure comes later. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyFeed, facebookPost, LURE, newsPage } from '../../tools/lab/bench/dom/site-pages.ts';
import { until, type Tab } from './harness/driver.ts';
import { BROWSERS, startStory, type Story } from './harness/story.ts';
import { job, LURE_TEXT } from './hostile/attack.ts';

const KNOWN_SITE = 'https://www.facebook.com/harbour.club';
/** Its pages here have no element that is likely to host a shadow root. */
const KNOWN_SITE_WITHOUT_FEED = 'https://www.facebook.com/harbour.news';
const UNKNOWN_SITE = 'https://paper.example/bridge';
/** After this time no test of the page is left. */
const ALL_TESTS_MS = 10_000;
/** After this time the first test is over. */
const FIRST_TEST_MS = 2000;
/** The finder reads a page as a job for its words. */
const DESCRIPTION = `Job description. Salary: ${LURE_TEXT} Requirements: 20 to 35 years. Benefits: all of the above.`;
/** Script that adds a lure after a first change. It is a post in a feed, or a job in place of an article. */
const addLure = (site: string, before = ''): string => `
  ${before};
  setTimeout(() => {
    const [at, html] = ${JSON.stringify(site === KNOWN_SITE ? ['[role=feed]', facebookPost(1, LURE)] : ['main', job(DESCRIPTION)])};
    document.querySelector(at).innerHTML = html;
  }, 30);`;
/** Script that adds 500 elements every 10 ms for a while: more than are listed, so that the observer rests. */
const FLOOD = `
  const box = document.body.appendChild(document.createElement('div'));
  const timer = setInterval(() => { for (let i = 0; i < 500; i++) box.append(document.createElement('b')); }, 10);
  setTimeout(() => clearInterval(timer), 300)`;

describe.each(BROWSERS)('a lure that comes late to a page without posts in %s', (browser) => {
  let story: Story;
  let count = 0;
  beforeAll(async () => {
    story = await startStory(browser);
  });
  afterAll(() => story.close());

  async function openTested(site: string, testedMs = FIRST_TEST_MS): Promise<Tab> {
    const url = `${site}/${(count += 1)}`;
    const note = `window.tested = new Promise((resolve) => { setTimeout(resolve, ${testedMs}); });`;
    const feed = emptyFeed().replace('</body>', `${newsPage()}</body>`);
    story.driver.serve(url, `${site === KNOWN_SITE ? feed : newsPage()}<script>${note}</script>`);
    const tab = await story.driver.open(url);
    // The page waits by itself: polled, it would not be at rest.
    await tab.evaluate('await window.tested;');
    expect(await story.describe(tab)).toMatchObject({ status: 'nothing-here', posts: 0 });
    return tab;
  }
  const expectBadge = (tab: Tab): Promise<unknown> =>
    until('the badge to count it', async () => (await story.driver.badge(tab)).text === '1');
  async function expectWarning(tab: Tab): Promise<void> {
    await story.warning(tab);
    await expectBadge(tab);
    await tab.close();
  }

  it.each([KNOWN_SITE, UNKNOWN_SITE])('gets its warning as the first change of %s', async (site) => {
    const tab = await openTested(site, ALL_TESTS_MS);
    await tab.evaluate(addLure(site));
    await expectWarning(tab);
  });

  it.each([KNOWN_SITE, UNKNOWN_SITE])('gets its warning while the detector is being brought to %s', async (site) => {
    const tab = await openTested(site);
    await tab.evaluate(addLure(site, `document.body.append(document.createElement('hr'))`));
    await expectWarning(tab);
  });

  it.each([KNOWN_SITE, UNKNOWN_SITE])('gets its warning with a new address of %s', async (site) => {
    const tab = await openTested(site);
    await tab.evaluate(addLure(site, `history.pushState(null, '', '/jobs/view/1')`));
    await story.warning(tab);
    await tab.close();
  });

  it.each([KNOWN_SITE, UNKNOWN_SITE])('gets its warning amid a flood of other elements on %s', async (site) => {
    const tab = await openTested(site);
    await tab.evaluate(addLure(site, FLOOD));
    await expectWarning(tab);
  });

  it.each([
    [KNOWN_SITE_WITHOUT_FEED, `<div role="main"><div role="feed">${facebookPost(1, LURE)}</div></div>`],
    [UNKNOWN_SITE, job(DESCRIPTION)],
  ])('gets its warning in a root that is attached late on %s, without a change', async (site, html) => {
    const tab = await openTested(site, ALL_TESTS_MS);
    const post = JSON.stringify(html);
    await tab.evaluate(`document.querySelector('main').attachShadow({ mode: 'closed' }).innerHTML = ${post}`);
    await expectBadge(tab);
    await tab.close();
  });

  it.each([KNOWN_SITE, UNKNOWN_SITE])('gets its warning on %s after the worker was ended', async (site) => {
    const tab = await openTested(site);
    await story.driver.killWorker?.();
    await tab.evaluate(addLure(site));
    await story.warning(tab);
    await tab.close();
  });

  it('gets its warning on a page restored from the back-forward cache', async () => {
    const tab = await openTested(UNKNOWN_SITE);
    const url = tab.url();
    await tab.evaluate(`addEventListener('pageshow', (event) => { window.isKept = event.persisted; })`);
    story.driver.serve(`${UNKNOWN_SITE}/other`, newsPage());
    await tab.goto(`${UNKNOWN_SITE}/other`);
    await tab.evaluate('setTimeout(() => history.back(), 0)');
    await until('the page to be back', () => tab.evaluate<boolean>('return window.isKept === true'));
    await tab.evaluate(addLure(UNKNOWN_SITE));
    await expectWarning({ ...tab, url: () => url });
  });
});
