/**
 * Hostile pages against the packaged extension. The reader still learns that there is a warning, and the page steals no
 * click, key or word. docs/reports/hostile-pages.md lists where the warning is seen under each attack. Each browser has a file
 * of its own (`hostile-page-*.test.ts`), so that both run side by side.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../harness/driver.ts';
import { BROWSERS, startStory, type BrowserName, type Story } from '../harness/story.ts';
import { BOARD, card, HONEST_TEXT, job, LURE_TEXT, page, FOREIGN_ELEMENTS } from './attack.ts';
import { createAttackSession, DEFAULT_DURATION_MS } from './attack-session.ts';
import { ATTACKS } from './attacks.ts';
import { CLOBBERING_FORMS, DESCRIBE_FORMS } from './clobbering-forms.ts';
import { isDrawn, openedPages, waitForBadge, waitMs } from './wait-for-badge.ts';

/** Adds the tests of one browser; none where STORY_BROWSERS leaves it out. */
export function testHostilePages(own: BrowserName): void {
  describe.skipIf(!BROWSERS.includes(own)).each([own])('the overlay on hostile pages in %s', (browser) => {
    let story: Story;
    beforeAll(async () => {
      story = await startStory(browser, { flavour: 'production' });
      // It opens by itself and would hide the page under test, and hidden pages are not read.
      await story.driver.waitForTab('welcome.html');
      // Opens the page by which the harness queries the extension, so that it covers no page under test.
      await story.driver.inExtension('return true;');
    });
    afterAll(() => story.close());

    testAttacks(() => story);
    testUnusualPages(() => story);
    testSecrecy(() => story);
  });
}

function testAttacks(started: () => Story): void {
  it.each(Object.entries(ATTACKS))(
    'still shows the warning under attacks of the kind: %s',
    { timeout: 480_000 },
    async (_group, attacks) => {
      const session = createAttackSession(started());
      const lost: string[] = [];
      for (const attack of attacks) {
        await session.expectWarning(attack).catch(async (error: unknown) => {
          lost.push(`${attack.description}: ${error instanceof Error ? error.message : String(error)}`);
          await session.closeTab();
        });
      }
      await session.closeTab();
      expect(lost).toEqual([]);
    },
  );
}

/** Pages that attack nothing, and on which an overlay goes wrong easily. */
function testUnusualPages(started: () => Story): void {
  it('shows one warning and the right status on a page restored from the back-forward cache', async () => {
    const story = started();
    const [url, other] = [`${BOARD}left`, `${BOARD}other`];
    story.driver.serve(
      url,
      page(job(), `addEventListener('pageshow', (event) => { window.kept = event.persisted; });`),
    );
    story.driver.serve(other, page(job(HONEST_TEXT, 'Kitchen help')));
    const tab = await story.driver.open(url);
    await story.warning(tab);
    await tab.goto(other);
    await until('no warning on the other page', async () => (await story.driver.badge(tab)).text === '');
    await tab.evaluate('setTimeout(() => history.back(), 0)');
    await until('the page to be back', () => tab.evaluate<boolean>('return window.kept === true'));
    // One of the drivers does not see the change of address.
    const back = { ...tab, url: () => url };
    await waitForBadge(story, back);
    await until('the warning to be drawn', () => isDrawn(story, back));
    expect(await tab.evaluate<number>(`return ${FOREIGN_ELEMENTS}.length`)).toBe(1);
    expect((await story.driver.badge(back)).text).toBe('1');
    expect((await story.describe(back)).status).toBe('read');
    await tab.close();
  });

  it('counts a warning far down a long page as drawn, before and after the reader scrolled past it', async () => {
    const story = started();
    const url = `${BOARD}long`;
    const far = '<div style="height: 6000px">Posts</div>';
    story.driver.serve(url, page(`${far}${card(LURE_TEXT)}${far}`));
    const tab = await story.driver.open(url);
    await waitForBadge(story, tab);
    for (const y of [0, 5800, 9000, 0]) {
      await tab.evaluate(`scrollTo(0, ${y}); return true;`);
      // Several checks of the overlay.
      await waitMs(4000);
      const { drawn, problem } = await story.describe(tab);
      expect({ y, drawn, problem }).toEqual({ y, drawn: 1, problem: null });
      expect((await story.driver.badge(tab)).title).not.toContain('hides');
    }
    // No corner button: the marker has its place.
    expect((await tab.closedRoots()).map(({ text }) => text).join(' ')).not.toContain('on this page');
    await tab.close();
  });

  it.each([
    ['a page with a lure', job()],
    ['a page without posts', '<main><h1>Contact us</h1></main>'],
  ])('leaves 50 forms with clobbering names unchanged on %s', async (name, body) => {
    const story = started();
    const url = `${BOARD}forms-${name.length}`;
    const early = `addEventListener('DOMContentLoaded', () => { window.before = (() => {${DESCRIBE_FORMS}})(); });`;
    story.driver.serve(url, page(`${body}${CLOBBERING_FORMS}`, '', early));
    const tab = await story.driver.open(url);
    if (body === job()) await waitForBadge(story, tab);
    else await until('the page to be described', async () => (await story.describe(tab)).status === 'nothing-here');
    await waitMs(2 * DEFAULT_DURATION_MS);
    const [before, after] = await tab.evaluate<string[]>(`return [window.before, (() => {${DESCRIBE_FORMS}})()];`);
    expect(JSON.parse(after ?? '')).toHaveLength(50);
    expect(after).toBe(before);
    await tab.close();
  });
}

/** What a page neither reaches nor reads. */
function testSecrecy(started: () => Story): void {
  it('opens nothing on synthetic clicks', async () => {
    const story = started();
    const script = `
    setInterval(() => {
      for (const e of document.querySelectorAll('html > *')) e.click();
      for (let y = 0; y < innerHeight; y += 20) for (let x = innerWidth - 500; x < innerWidth; x += 40) {
        document.elementFromPoint(x, y)?.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }));
      }
    }, 200);`;
    const url = `${BOARD}clicks`;
    story.driver.serve(url, page(job(), script));
    const tab = await story.driver.open(url);
    await story.warning(tab);
    await waitMs(1200);
    expect(await openedPages(story)).toEqual([]);
    await tab.close();
  });

  it('shows the page neither its words nor the level', async () => {
    const story = started();
    const url = `${BOARD}snoop`;
    story.driver.serve(url, page(job()));
    const tab = await story.driver.open(url);
    await story.warning(tab);
    const seen = await tab.evaluate<string>(`
    const strangers = ${FOREIGN_ELEMENTS};
    return JSON.stringify({
      roots: strangers.map((e) => e.shadowRoot),
      html: strangers.map((e) => e.outerHTML),
      highlights: globalThis.CSS?.highlights ? CSS.highlights.size : 0,
      marked: document.body.outerHTML,
      keys: Object.getOwnPropertyNames(globalThis).filter((key) => /lantern|wxt/iu.test(key)),
    });`);
    const { roots, html, highlights, marked, keys } = JSON.parse(seen) as Record<string, unknown>;
    expect(roots).toEqual((html as string[]).map(() => null));
    expect(String(html)).not.toMatch(/danger|caution|warn|lure|lantern/iu);
    expect(highlights).toBe(0);
    expect(keys).toEqual([]);
    expect(String(marked)).not.toMatch(/data-(jl|joblantern)|popover/u);
    await tab.close();
  });
}
