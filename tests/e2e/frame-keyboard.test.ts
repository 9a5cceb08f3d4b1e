/** A warning in a frame, by keyboard alone: it is reached, opened and closed, and the focus stays in the frame. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until, type Tab } from './harness/driver.ts';
import { BOARD, detailPage, listPage, LURE } from './harness/pages.ts';
import { BROWSERS, startStory, type Story } from './harness/story.ts';
import { tabToLabel } from './harness/tab-to.ts';

const MARKER = /^May be a trap/u;

describe.each(BROWSERS)('a warning in a frame in %s', (browser) => {
  let story: Story;
  beforeAll(async () => {
    story = await startStory(browser);
    await (await story.driver.waitForTab('welcome.html')).close();
  });
  afterAll(() => story.close());

  const focus = async (tab: Tab): Promise<string> => (await tab.closedFocus())?.label ?? '';
  const focusOn = (tab: Tab, label: RegExp): Promise<unknown> =>
    until(`the focus on ${label.source}`, async () => label.test(await focus(tab)));
  async function open(path: string, inner: string): Promise<Tab> {
    story.driver.serve(`${BOARD}/jobs/${path}-inner`, inner);
    story.driver.serve(
      `${BOARD}/jobs/${path}`,
      `<!doctype html><title>Jobs</title><h1>Jobs</h1><button>Before</button>
       <iframe src="/jobs/${path}-inner" style="display:block;width:900px;height:760px"></iframe><button>After</button>`,
    );
    const tab = await story.driver.open(`${BOARD}/jobs/${path}`);
    await tab.show();
    await until('the badge', async () => (await story.driver.badge(tab)).text !== '');
    return tab;
  }

  test('is reached by Tab, opened by Enter and closed by Escape', async () => {
    const tab = await open('frame-marker', listPage([LURE]));
    await tabToLabel(tab, MARKER);
    await until('the marker to be opened', async () => {
      await tab.press('Enter');
      await tab.press('Tab');
      // In the panel: Firefox stops at the dialog itself first.
      if (/^(?:Fold|Warning by)/u.test(await focus(tab))) return true;
      await tab.press('Shift+Tab');
      return false;
    });
    await tabToLabel(tab, /^Get help/u);
    await tab.press('Escape');
    await focusOn(tab, MARKER);
    await tab.press('Tab');
    expect(await focus(tab)).toBe('');
    await tab.close();
  });

  test('opens by itself for a main post, closes by Escape once the focus is in it, and is left by Tab', async () => {
    const tab = await open('frame-panel', detailPage(LURE));
    await tabToLabel(tab, /^Fold$/u);
    await tab.press('Escape');
    await focusOn(tab, MARKER);
    await until('the page around to have the focus', async () => {
      await tab.press('Tab');
      return tab.evaluate<boolean>(`return document.activeElement?.textContent === 'After';`);
    });
    await tab.close();
  });
});
