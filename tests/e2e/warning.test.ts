/** A reader browses: what is warned of, what is not, and what the toolbar says meanwhile. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from './harness/driver.ts';
import { BOARD, KITCHEN, detailPage, HARBOUR, HARBOUR_ACCOUNT, listPage, LOOK_ALIKE, LURE } from './harness/pages.ts';
import { PUBLISHER } from './harness/publisher.ts';
import { BROWSERS, startStory, type Story } from './harness/story.ts';

describe.each(BROWSERS)('in %s', (browser) => {
  let story: Story;
  beforeAll(async () => {
    story = await startStory(browser);
  });
  afterAll(() => story.close());

  test('a lure is warned of, with its own words and what to do', async () => {
    story.driver.serve(`${BOARD}/jobs/lure`, detailPage(LURE));
    const tab = await story.driver.open(`${BOARD}/jobs/lure`);
    const warning = await story.warning(tab);
    expect(warning.text).toContain('This post shows signs seen in offers that trap people');
    expect(warning.text).toContain('tourist visa');
    expect(warning.controls.map(({ label }) => label).join(' ')).toMatch(/help.*report/isu);
    const { found } = await story.describe(tab);
    expect(found).toHaveLength(1);
    expect(found[0]?.verdict).toMatchObject({ level: 'danger', kind: 'lure' });
    for (const { field, quote, start, end } of found[0]?.verdict.reasons ?? []) {
      if (quote === null || start === null || end === null || field === 'contacts') continue;
      expect(found[0]?.post[field].slice(start, end)).toBe(quote);
    }
    const badge = await until('the badge', async () => {
      const shown = await story.driver.badge(tab);
      return shown.text === '1' ? shown : null;
    });
    expect(badge.title).not.toBe('');
    await tab.close();
  });

  test('in a window made smaller its controls stay in reach', async () => {
    story.driver.serve(`${BOARD}/jobs/smaller`, detailPage(LURE));
    const tab = await story.driver.open(`${BOARD}/jobs/smaller`);
    await story.warning(tab);
    for (const height of [760, 500]) {
      await tab.resize(1100, height);
      await until(`help within ${height} pixels`, async () => {
        const controls = (await tab.closedRoots()).flatMap((each) => each.controls);
        const help = controls.find(({ label }) => /help/iu.test(label));
        return help !== undefined && help.y + help.height <= height;
      });
    }
    await tab.close();
  });

  test('an honest look-alike gets no warning, and is not called safe', async () => {
    story.driver.serve(`${BOARD}/jobs/honest`, detailPage(LOOK_ALIKE));
    const tab = await story.driver.open(`${BOARD}/jobs/honest`);
    const page = await until('the post to be judged', async () => {
      const described = await story.describe(tab);
      return described.found.length === 1 ? described : null;
    });
    expect(page.found[0]?.verdict.level).toBe('none');
    expect((await tab.closedRoots()).map(({ text }) => text).join('')).toBe('');
    expect((await story.driver.badge(tab)).text).toBe('');
    await tab.close();
  });

  test('a recruiter listed while the page is open is warned of after the next sync', async () => {
    await story.sync();
    story.driver.serve(`${BOARD}/jobs/listed`, listPage([LOOK_ALIKE, HARBOUR, KITCHEN]));
    const tab = await story.driver.open(`${BOARD}/jobs/listed`);
    await until('the posts to be judged', async () => (await story.describe(tab)).found.length === 3);
    expect((await story.describe(tab)).danger).toBe(0);

    await story.publisher.list(HARBOUR_ACCOUNT);
    await story.publisher.sign();
    const state = await story.sync();
    expect(state).toMatchObject({ problem: null, entries: 1, publisher: PUBLISHER });

    const warned = await until('the open page to warn', async () => {
      const { found } = await story.describe(tab);
      return found.find(({ verdict }) => verdict.kind === 'listed');
    });
    expect(warned.post.title).toBe(HARBOUR.title);
    expect(warned.verdict).toMatchObject({ level: 'danger', listing: { publisher: PUBLISHER } });
    await story.warning(tab);

    await story.publisher.unlist(HARBOUR_ACCOUNT);
    await story.publisher.sign();
    await story.sync();
    await until('the warning to go', async () => (await story.describe(tab)).danger === 0);
    await tab.close();
  });

  test('only those of twenty posts that have signs are marked', async () => {
    const posts = Array.from({ length: 20 }, (_, index) =>
      index % 5 === 0
        ? { ...LURE, title: `${LURE.title} ${index}` }
        : { ...LOOK_ALIKE, title: `${LOOK_ALIKE.title} ${index}` },
    );
    story.driver.serve(`${BOARD}/jobs/many`, listPage(posts));
    const tab = await story.driver.open(`${BOARD}/jobs/many`);
    const page = await until('all to be judged and drawn', async () => {
      const described = await story.describe(tab);
      return described.found.length === 20 && described.drawn === 4 ? described : null;
    });
    expect(page.danger).toBe(4);
    expect((await story.driver.badge(tab)).text).toBe('4');
    await tab.close();
  });
});
