/** The panel in windows of many sizes, and on pages with several warnings. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MIN_VISIBLE_MS } from '../../utils/overlay/trusted-click.ts';
import { until, type Tab } from './harness/driver.ts';
import { BOARD, detailPage, listPage, LURE } from './harness/pages.ts';
import { BROWSERS, startStory, type Story } from './harness/story.ts';
import type { RootControl } from '../../tools/setup/closed-roots.ts';

/** Twelve sizes of the window's inside, CSS pixels. */
const SIZES: [width: number, height: number][] = [
  [1440, 900],
  [1280, 720],
  [1100, 600],
  [1024, 768],
  [900, 1200],
  [800, 500],
  [768, 1024],
  [640, 480],
  [600, 800],
  [412, 915],
  [390, 664],
  [360, 640],
];
const FOOTER = [/^get help/iu, /^report/iu, /^this is fine/iu, /^hide/iu];

describe.each(BROWSERS)('the panel in %s', (browser) => {
  let story: Story;
  beforeAll(async () => {
    story = await startStory(browser);
  });
  afterAll(() => story.close());

  const controls = async (tab: Tab): Promise<RootControl[]> =>
    (await tab.closedRoots()).flatMap((root) => root.controls);
  const waitForControl = (tab: Tab, label: RegExp): Promise<RootControl> =>
    until(`the control ${label.source}`, async () => (await controls(tab)).find((each) => label.test(each.label)));
  const waitUntilClickable = async (): Promise<void> => {
    const end = performance.now() + MIN_VISIBLE_MS + 300;
    await until('the panel to have been visible', async () => performance.now() > end);
  };
  const press = async (tab: Tab, label: RegExp): Promise<void> => {
    await waitForControl(tab, label);
    await waitUntilClickable();
    const { x, y, width, height } = await waitForControl(tab, label);
    await tab.clickAt(x + width / 2, y + height / 2);
  };
  const footerIsIn = (tab: Tab, [width, height]: [number, number]): Promise<unknown> =>
    until(`the footer within ${width} by ${height}`, async () => {
      const all = await controls(tab);
      return FOOTER.every((label) =>
        all.some(
          (control) =>
            label.test(control.label) &&
            control.x >= 0 &&
            control.y >= 0 &&
            control.x + control.width <= width &&
            control.y + control.height <= height,
        ),
      );
    });

  it(
    'keeps its footer in the window at every size, also after "Why?" and "more signs"',
    { timeout: 120_000 },
    async () => {
      const url = `${BOARD}/jobs/sizes`;
      story.driver.serve(url, detailPage(LURE));
      const tab = await story.driver.open(url);
      await story.warning(tab);
      for (const size of SIZES) {
        await tab.resize(...size);
        await footerIsIn(tab, size);
      }
      // High enough that the list of signs need not be scrolled before a press.
      await tab.resize(1100, 900);
      await press(tab, /more signs?$/iu);
      await waitForControl(tab, /fewer signs/iu);
      await footerIsIn(tab, [1100, 900]);
      await press(tab, /^why\?/iu);
      await waitForControl(tab, /^less/iu);
      for (const size of SIZES) {
        await tab.resize(...size);
        await footerIsIn(tab, size);
      }
      await tab.close();
    },
  );

  it('steps through the warnings of a page, each with the title of its post', async () => {
    const url = `${BOARD}/jobs/several`;
    const titles = ['Chat support in the north', 'Chat support in the south', 'Chat support in the west'];
    story.driver.serve(url, listPage(titles.map((title) => ({ ...LURE, title }))));
    const tab = await story.driver.open(url);
    await press(tab, /^may be a trap/iu);
    const seen: string[] = [];
    for (const _title of titles) {
      const title = await until('the title of another post', async () => {
        const text = (await tab.closedRoots()).map((root) => root.text).join('\n');
        return titles.find((each) => text.includes(each) && !seen.includes(each));
      });
      seen.push(title);
      if (seen.length < titles.length) await press(tab, /^next warning/iu);
    }
    expect(seen.toSorted()).toEqual(titles.toSorted());
    await tab.close();
  });

  it('steps to posts in shadow roots, too', async () => {
    const url = `${BOARD}/jobs/shadow`;
    const titles = ['Chat support in the open', 'Chat support in the dark'];
    const script = titles
      .map((title, at) => {
        const html = JSON.stringify(detailPage({ ...LURE, title }).replace(/^[\s\S]*<main>|<\/main>[\s\S]*$/gu, ''));
        return `document.querySelector('#root-${at}').attachShadow({ mode: '${at === 0 ? 'open' : 'closed'}' }).innerHTML = ${html};`;
      })
      .join('\n');
    story.driver.serve(
      url,
      `<!doctype html><html lang="en"><title>Jobs</title><body><div id="root-0"></div><div id="root-1"></div><script>${script}</script></body></html>`,
    );
    const tab = await story.driver.open(url);
    await press(tab, /^may be a trap/iu);
    const seen: string[] = [];
    for (const _title of titles) {
      seen.push(
        await until('the title of another post', async () => {
          const text = (await tab.closedRoots()).map((root) => root.text).join('\n');
          return titles.find((each) => text.includes(each) && !seen.includes(each) && /get help/iu.test(text));
        }),
      );
      if (seen.length < titles.length) await press(tab, /^next warning/iu);
    }
    expect(seen.toSorted()).toEqual(titles.toSorted());
    await tab.close();
  });

  it('opens the next warning on the keyboard command and moves the focus to it', async () => {
    const url = `${BOARD}/jobs/command`;
    story.driver.serve(
      url,
      listPage([
        { ...LURE, title: 'First post' },
        { ...LURE, title: 'Second post' },
      ]),
    );
    const tab = await story.driver.open(url);
    await waitForControl(tab, /^may be a trap/iu);
    await story.driver.inExtension(`
      const [found] = (await browser.tabs.query({})).filter((each) => each.url === ${JSON.stringify(url)});
      await browser.tabs.sendMessage(found.id, { name: 'page.next-warning', data: null });`);
    await waitForControl(tab, /^get help/iu);
    expect((await tab.closedRoots()).map((root) => root.text).join(' ')).toContain('First post');
    await waitUntilClickable();
    await tab.press('Enter');
    await story.driver.waitForTab('help.html');
    await tab.close();
  });
});
