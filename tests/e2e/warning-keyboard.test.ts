/** The warning by keyboard alone: taken away and brought back, and opened from the corner button. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until, type Tab } from './harness/driver.ts';
import { BOARD, detailPage, listPage, LURE } from './harness/pages.ts';
import { BROWSERS, startStory, type Story } from './harness/story.ts';
import { tabToLabel } from './harness/tab-to.ts';

describe.each(BROWSERS)('the warning by keyboard alone in %s', (browser) => {
  let story: Story;
  beforeAll(async () => {
    story = await startStory(browser);
    // Opened later, it would stand before the page: a page behind another is not drawn.
    await (await story.driver.waitForTab('welcome.html')).close();
  });
  afterAll(() => story.close());

  async function open(path: string, html: string): Promise<Tab> {
    story.driver.serve(`${BOARD}/jobs/${path}`, html);
    const tab = await story.driver.open(`${BOARD}/jobs/${path}`);
    await story.warning(tab);
    return tab;
  }
  const words = async (tab: Tab): Promise<string> => (await tab.closedRoots()).map(({ text }) => text).join(' ');
  const focusOn = (tab: Tab, label: RegExp): Promise<unknown> =>
    until(`the focus on ${label.source}`, async () => label.test((await tab.closedFocus())?.label ?? ''));
  /** Presses Enter on a control that has the focus, again until it was in view long enough to count. */
  const enter = (tab: Tab, label: RegExp): Promise<unknown> =>
    until(`${label.source} to be pressed`, async () => {
      if (!label.test((await tab.closedFocus())?.label ?? '')) return true;
      await tab.press('Enter');
      return false;
    });

  test.each([
    ['This is fine', /Marked as fine/u],
    ['Hide', /is hidden/u],
  ])('"%s" takes the warning away, and the focus stays for Undo', async (label, done) => {
    const tab = await open(`take-away-${label.length}`, detailPage({ ...LURE, title: `Chat support, ${label}` }));
    const control = new RegExp(`^${label}`, 'u');
    await tabToLabel(tab, control);
    await enter(tab, control);
    expect(await words(tab)).toMatch(done);
    await focusOn(tab, /^Undo/u);
    await enter(tab, /^Undo/u);
    await focusOn(tab, /^Get help/u);
    await tab.press('Escape');
    await focusOn(tab, /^May be a trap/u);
    await tab.close();
  });

  test('the corner button opens the panel, the focus goes in, and Escape gives it back', async () => {
    const cover = '<div style="position:fixed;inset:0;background:white">Sign in to see these jobs</div>';
    const posts = ['in the north', 'in the south'].map((place) => ({ ...LURE, title: `Chat support ${place}` }));
    const tab = await open('corner', listPage(posts).replace('<main>', `${cover}<main>`));
    await until('the corner button', async () => /2 warnings/u.test(await words(tab)));
    await tabToLabel(tab, /^2 warnings/u);
    await enter(tab, /^2 warnings/u);
    await focusOn(tab, /^Get help/u);
    expect(await words(tab)).toMatch(/Chat support in the (?:north|south)/u);
    await tab.press('Escape');
    await focusOn(tab, /^2 warnings/u);
    await tab.close();
  });
});
