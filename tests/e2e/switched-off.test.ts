/**
 * The extension is switched off while a page shows a warning. Firefox ends its scripts without a word: what they drew stays, and
 * the reader can at least close the panel, by mouse and by keyboard.
 */
import { expect, test } from 'vitest';
import { until, type Tab } from './harness/driver.ts';
import { BOARD, detailPage, LURE } from './harness/pages.ts';
import { BROWSERS, startStory } from './harness/story.ts';
import { tabToLabel } from './harness/tab-to.ts';

const FOLD = /^Fold$/u;

test.runIf(BROWSERS.includes('firefox')).each(['mouse', 'keyboard'])(
  'a warning whose extension was switched off can be closed by %s',
  async (by) => {
    const story = await startStory('firefox');
    try {
      const url = `${BOARD}/jobs/switched-off`;
      story.driver.serve(url, detailPage(LURE));
      const tab = await story.driver.open(url);
      await story.warning(tab);
      const fold = async (of: Tab) =>
        (await of.closedRoots())
          .flatMap(({ controls }) => controls)
          .find(({ label, width }) => FOLD.test(label) && width > 0);
      const before = await until('the panel', () => fold(tab));
      await story.driver.switchOff?.();
      await tab.show();
      expect(await fold(tab)).toBeDefined();
      if (by === 'mouse') await tab.clickAt(before.x + before.width / 2, before.y + before.height / 2);
      else {
        await tabToLabel(tab, FOLD);
        await tab.press('Enter');
      }
      await until('the panel to be closed', async () => (await fold(tab)) === undefined);
    } finally {
      await story.close();
    }
  },
  120_000,
);
