/** A reader prints a post: the warning stands on the paper once, before the page's own words, and covers none of them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until, type Tab } from './harness/driver.ts';
import { BOARD, detailPage, LURE } from './harness/pages.ts';
import { BROWSERS, startStory, type Story } from './harness/story.ts';

/** Notes what stands before the body, and where, while the page is laid out for paper. */
const WATCH = `
  window.printed = [];
  const note = () => {
    const [first] = document.documentElement.children;
    const box = first.getBoundingClientRect();
    window.printed.push([first.localName, box.height > 0, document.body.getBoundingClientRect().top >= box.bottom]);
  };
  matchMedia('print').addEventListener('change', ({ matches }) => matches && note());
  window.addEventListener('beforeprint', note);`;

describe.each(BROWSERS)('a print in %s', (browser) => {
  let story: Story;
  beforeAll(async () => {
    story = await startStory(browser);
  });
  afterAll(() => story.close());

  async function open(path: string, html: string): Promise<Tab> {
    story.driver.serve(`${BOARD}/jobs/${path}`, html);
    return story.driver.open(`${BOARD}/jobs/${path}`);
  }
  const printed = async (tab: Tab): Promise<unknown[]> => {
    await tab.evaluate(WATCH);
    const file = await tab.print();
    expect(Buffer.from(file.subarray(0, 4)).toString('latin1')).toBe('%PDF');
    return tab.evaluate(`return window.printed;`);
  };
  const firstChild = (tab: Tab): Promise<string> =>
    tab.evaluate(`return document.documentElement.firstChild.localName;`);

  test('holds the warning before the words of the page, and the page has nothing of it later', async () => {
    const tab = await open('print', detailPage(LURE));
    await story.warning(tab);
    const [before, onPaper] = await printed(tab);
    // On the screen it takes no room. Firefox lays out a copy, in which no script of the page runs.
    expect(before).toEqual(['div', false, true]);
    if (browser === 'chromium') expect(onPaper).toEqual(['div', true, true]);
    await until('the page as it was', async () => (await firstChild(tab)) === 'head');
    await tab.close();
  });

  test('of a page without a warning is the page', async () => {
    const tab = await open('print-none', '<title>Cakes</title><h1>Cakes</h1><p>Bake them for an hour.</p>');
    expect((await printed(tab)).map((each) => (each as string[])[0])).not.toContain('div');
    await tab.close();
  });
});
