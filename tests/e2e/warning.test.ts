/** A reader browses: what is warned of, what is not, and what the toolbar says meanwhile. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from './harness/driver.ts';
import { BOARD, KITCHEN, detailPage, HARBOUR, HARBOUR_ACCOUNT, listPage, LOOK_ALIKE, LURE } from './harness/pages.ts';
import { PUBLISHER } from './harness/publisher.ts';
import { BROWSERS, startWorld, type World } from './harness/world.ts';

describe.each(BROWSERS)('in %s', (browser) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(browser);
  });
  afterAll(() => world.close());

  test('a lure is warned of, with its own words and what to do', async () => {
    world.driver.serve(`${BOARD}/jobs/lure`, detailPage(LURE));
    const tab = await world.driver.open(`${BOARD}/jobs/lure`);
    const warning = await world.warning(tab);
    expect(warning.text).toContain('This post shows signs seen in offers that trap people');
    expect(warning.text).toContain('tourist visa');
    expect(warning.controls.map(({ label }) => label).join(' ')).toMatch(/help.*report/isu);
    const { found } = await world.describe(tab);
    expect(found).toHaveLength(1);
    expect(found[0]?.verdict).toMatchObject({ level: 'danger', kind: 'lure' });
    for (const { field, quote, start, end } of found[0]?.verdict.reasons ?? []) {
      if (quote === null || start === null || end === null || field === 'contacts') continue;
      expect(found[0]?.post[field].slice(start, end)).toBe(quote);
    }
    const badge = await until('the badge', async () => {
      const shown = await world.driver.badge(tab);
      return shown.text === '1' ? shown : null;
    });
    expect(badge.title).not.toBe('');
    await tab.close();
  });

  test('in a window made smaller its controls stay in reach', async () => {
    world.driver.serve(`${BOARD}/jobs/smaller`, detailPage(LURE));
    const tab = await world.driver.open(`${BOARD}/jobs/smaller`);
    await world.warning(tab);
    for (const height of [760, 500]) {
      await tab.resize(1100, height);
      await until(`help within ${height} pixels`, async () => {
        const controls = (await tab.drawn()).flatMap((each) => each.controls);
        const help = controls.find(({ label }) => /help/iu.test(label));
        return help !== undefined && help.y + help.height <= height;
      });
    }
    await tab.close();
  });

  test('an honest look-alike stays silent, and is not called safe', async () => {
    world.driver.serve(`${BOARD}/jobs/honest`, detailPage(LOOK_ALIKE));
    const tab = await world.driver.open(`${BOARD}/jobs/honest`);
    const page = await until('the post to be judged', async () => {
      const described = await world.describe(tab);
      return described.found.length === 1 ? described : null;
    });
    expect(page.found[0]?.verdict.level).toBe('none');
    expect((await tab.drawn()).map(({ text }) => text).join('')).toBe('');
    expect((await world.driver.badge(tab)).text).toBe('');
    await tab.close();
  });

  test('a recruiter listed while the page is open is warned of after the next sync', async () => {
    await world.sync();
    world.driver.serve(`${BOARD}/jobs/listed`, listPage([LOOK_ALIKE, HARBOUR, KITCHEN]));
    const tab = await world.driver.open(`${BOARD}/jobs/listed`);
    await until('the posts to be judged', async () => (await world.describe(tab)).found.length === 3);
    expect((await world.describe(tab)).danger).toBe(0);

    await world.publisher.list(HARBOUR_ACCOUNT);
    await world.publisher.sign();
    const state = await world.sync();
    expect(state).toMatchObject({ problem: null, entries: 1, publisher: PUBLISHER });

    const warned = await until('the open page to warn', async () => {
      const { found } = await world.describe(tab);
      return found.find(({ verdict }) => verdict.kind === 'listed');
    });
    expect(warned.post.title).toBe(HARBOUR.title);
    expect(warned.verdict).toMatchObject({ level: 'danger', listing: { publisher: PUBLISHER } });
    await world.warning(tab);

    await world.publisher.unlist(HARBOUR_ACCOUNT);
    await world.publisher.sign();
    await world.sync();
    await until('the warning to go', async () => (await world.describe(tab)).danger === 0);
    await tab.close();
  });

  test('twenty posts: only those with signs are marked', async () => {
    const posts = Array.from({ length: 20 }, (_, index) =>
      index % 5 === 0
        ? { ...LURE, title: `${LURE.title} ${index}` }
        : { ...LOOK_ALIKE, title: `${LOOK_ALIKE.title} ${index}` },
    );
    world.driver.serve(`${BOARD}/jobs/many`, listPage(posts));
    const tab = await world.driver.open(`${BOARD}/jobs/many`);
    const page = await until('all to be judged and drawn', async () => {
      const described = await world.describe(tab);
      return described.found.length === 20 && described.drawn === 4 ? described : null;
    });
    expect(page.danger).toBe(4);
    expect((await world.driver.badge(tab)).text).toBe('4');
    await tab.close();
  });
});
