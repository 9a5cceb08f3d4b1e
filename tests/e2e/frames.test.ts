/** Posts in frames: the badge counts each frame that is there, and a frame that the reader scrolled past is not hidden. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until, type Tab } from './harness/driver.ts';
import { BOARD, detailPage, LURE } from './harness/pages.ts';
import { BROWSERS, startStory, type Story } from './harness/story.ts';
import { COVERED_AFTER_SAMPLES } from '../../utils/overlay/coverage-tracker.ts';

const FRAMES = [1, 2, 3];
const HARMLESS = '<p>Cakes are baked for an hour in the oven.</p>';

describe.each(BROWSERS)('posts in frames in %s', (browser) => {
  let story: Story;
  beforeAll(async () => {
    story = await startStory(browser);
    // Opened later, it would stand before the page: a page behind another is not drawn.
    await (await story.driver.waitForTab('welcome.html')).close();
  });
  afterAll(() => story.close());

  const counts = (tab: Tab, text: string): Promise<unknown> =>
    until(`the badge ${text}`, async () => (await story.driver.badge(tab)).text === text);

  test('are counted while frames are moved, filled anew and removed', async () => {
    for (const n of FRAMES)
      story.driver.serve(`${BOARD}/jobs/in-frame-${n}`, detailPage({ ...LURE, title: `Chat support ${n}` }));
    const frames = FRAMES.map(
      (n) => `<iframe id="f${n}" src="/jobs/in-frame-${n}" style="display:block;width:700px;height:900px"></iframe>`,
    );
    story.driver.serve(`${BOARD}/jobs/frames`, `<!doctype html><title>Jobs</title><h1>Jobs</h1>${frames.join('')}`);
    const tab = await story.driver.open(`${BOARD}/jobs/frames`);
    await tab.show();
    await counts(tab, '3');
    await tab.evaluate(`scrollTo(0, 1900); return null;`);
    const end = performance.now() + (COVERED_AFTER_SAMPLES + 3) * 1000;
    await until('the samples to be taken', async () => performance.now() > end);
    expect((await story.driver.badge(tab)).title).not.toContain('hides');
    await tab.evaluate(`
      const frame = document.querySelector('#f2');
      frame.remove();
      document.body.append(frame);
      return null;`);
    await counts(tab, '3');
    await tab.evaluate(`document.querySelector('#f1').srcdoc = ${JSON.stringify(HARMLESS)}; return null;`);
    await counts(tab, '2');
    await tab.evaluate(`document.querySelector('#f3').remove(); return null;`);
    await counts(tab, '1');
    await tab.close();
  });
});
