/**
 * The extension is switched off while a page shows a warning. Firefox ends its scripts without a word, and what they drew stays.
 * The browser itself closes the panel, or all of it, by mouse and by keyboard.
 */
import { expect, test } from 'vitest';
import { until, type Tab } from './harness/driver.ts';
import { BOARD, detailPage, listPage, LURE } from './harness/pages.ts';
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

test.runIf(BROWSERS.includes('firefox')).each(['marker', 'corner', 'undo', 'question'] as const)(
  'every leftover of a switched off extension can be closed: %s',
  async (leftover) => {
    const story = await startStory('firefox');
    try {
      await (await story.driver.waitForTab('welcome.html')).close();
      const url = `${BOARD}/jobs/off-${leftover}`;
      const cover = '<div style="position:fixed;inset:0;background:white">Sign in to see these jobs</div>';
      const html =
        leftover === 'undo' || leftover === 'question'
          ? detailPage(LURE)
          : listPage([LURE, { ...LURE, title: 'Typing work' }]);
      story.driver.serve(url, leftover === 'corner' ? html.replace('<main>', `${cover}<main>`) : html);
      const tab = await story.driver.open(url);
      await tab.show();
      await story.warning(tab);
      const find = async (label: RegExp) =>
        (await tab.closedRoots())
          .flatMap(({ controls }) => controls)
          .find((control) => label.test(control.label) && control.width > 1);
      const press = async (label: RegExp): Promise<void> => {
        const control = await find(label);
        if (control !== undefined) await tab.clickAt(control.x + control.width / 2, control.y + control.height / 2);
      };
      const button = {
        marker: /^May be a trap/u,
        corner: /^2 warnings/u,
        undo: /^Undo/u,
        question: /^Leave it/u,
      }[leftover];
      if (leftover === 'undo')
        await until('the notice', async () => (await press(/^Hide/u), (await find(button)) !== undefined));
      if (leftover === 'question') {
        await tab.click('a.apply');
        await until('the question', () => find(/./u));
      }
      const { x, y, width, height } = await until('it to be drawn', () => find(button));
      await story.driver.switchOff?.();
      await tab.show();
      const drawn = `
        const host = document.querySelector('html > [popover]');
        return host !== null && host.matches(':popover-open');`;
      expect(await tab.evaluate(drawn)).toBe(true);
      await press(button);
      await until('it to be gone', async () => !(await tab.evaluate<boolean>(drawn)));
      const at = `return document.elementFromPoint(${x + width / 2}, ${y + height / 2}).hasAttribute('popover');`;
      expect(await tab.evaluate(at)).toBe(false);
    } finally {
      await story.close();
    }
  },
  120_000,
);
