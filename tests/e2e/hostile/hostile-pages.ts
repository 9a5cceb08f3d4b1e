/**
 * Hostile pages against the packaged extension. The reader still learns that there is a warning, and the page steals no
 * click, key or word. docs/reports/hostile-pages.md lists where the warning is seen under each attack. Each browser has a file
 * of its own (`hostile-page-*.test.ts`), so that both run side by side.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until, type Tab } from '../harness/driver.ts';
import { BROWSERS, startStory, type BrowserName, type Story } from '../harness/story.ts';
import { BOARD, card, HONEST_TEXT, htmlOf, job, LURE_TEXT, page, FOREIGN_ELEMENTS, type Attack } from './attack.ts';
import { ATTACKS } from './attacks.ts';
import { CLOBBERING_FORMS, DESCRIBE_FORMS } from './clobbering-forms.ts';

/** Duration of an attack that gives none, milliseconds. */
const DEFAULT_DURATION_MS = 700;
/** Longest time to the badge on a page that never finishes loading, milliseconds. */
const MAX_BADGE_MS = 5000;

/** Adds the tests of one browser; none where STORY_BROWSERS leaves it out. */
export function testHostilePages(own: BrowserName): void {
  describe.skipIf(!BROWSERS.includes(own)).each([own])('the overlay on hostile pages in %s', (browser) => {
    let story: Story;
    let count = 0;
    /** Where the attacks of a kind follow each other; null where the next one needs a new tab. */
    let shared: Tab | null = null;
    beforeAll(async () => {
      story = await startStory(browser, { flavour: 'production' });
      // It opens by itself and would hide the page under test, and hidden pages are not read.
      await story.driver.waitForTab('welcome.html');
      // Opens the page by which the harness queries the extension, so that it covers no page under test.
      await story.driver.inExtension('return true;');
    });
    afterAll(() => story.close());

    const waitForBadge = (tab: Tab, ms?: number): Promise<unknown> =>
      until(
        'the badge to count the warning',
        async () => {
          const { text } = await story.driver.badge(tab);
          return /^\d/u.test(text) && text !== '0';
        },
        ms,
      );
    /** Whether a debugger sees the warning drawn in the page. */
    const isDrawn = async (tab: Tab, unseen = false): Promise<boolean> =>
      (await story.describe(tab)).drawn > 0 && (unseen || (await tab.closedRoots()).some(({ text }) => text !== ''));
    /** Pages of the extension that a click in the page could have opened. */
    const opened = async (): Promise<string[]> =>
      (await story.driver.urls()).filter((url) => /\/(?:report|help|check|options)\.html/u.test(url));
    const waitMs = async (ms: number): Promise<void> => {
      const end = performance.now() + ms;
      await until('the attack to have gone on', async () => performance.now() > end);
    };

    async function expectWarning(attack: Attack): Promise<void> {
      const url = `${BOARD}${(count += 1)}`;
      story.driver.serve(url, htmlOf(attack, url));
      const tab = await openAttack(attack, url);
      await waitForBadge(tab, attack.neverLoads === true ? MAX_BADGE_MS : undefined);
      await attack.readerAction?.(tab);
      await waitMs(attack.durationMs ?? DEFAULT_DURATION_MS);
      await waitForBadge(tab);
      const surface = attack.surfaces?.[browser] ?? 'page';
      if (surface === 'page') await until('the warning to be drawn', () => isDrawn(tab, attack.trustReport));
      if (attack.hidesAll === true)
        await until('the title to say that the page hides it', async () =>
          (await story.driver.badge(tab)).title.includes('hides'),
        );
      // No tab was opened by a forged click, and the page learned nothing.
      expect(await opened()).toEqual([]);
      expect(await tab.evaluate('return document.title').catch(() => '')).not.toContain('SEEN');
      if (attack.neverLoads === true) await tab.close();
    }

    /** The next page in the tab of the one before: a tab of its own takes twice the processor time. */
    async function openAttack({ neverLoads }: Attack, url: string): Promise<Tab> {
      if (neverLoads === true) return story.driver.openWithoutLoad(url);
      if (shared === null) shared = await story.driver.open(url);
      else await shared.goto(url);
      return shared;
    }
    async function closeShared(): Promise<void> {
      await shared?.close();
      shared = null;
    }

    it.each(Object.entries(ATTACKS))(
      'still shows the warning under attacks of the kind: %s',
      { timeout: 480_000 },
      async (_group, attacks) => {
        const lost: string[] = [];
        for (const attack of attacks) {
          await expectWarning(attack).catch(async (error: unknown) => {
            lost.push(`${attack.description}: ${error instanceof Error ? error.message : String(error)}`);
            await closeShared();
          });
        }
        await closeShared();
        expect(lost).toEqual([]);
      },
    );

    it('shows one warning and the right status on a page restored from the back-forward cache', async () => {
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
      await waitForBadge(back);
      await until('the warning to be drawn', () => isDrawn(back));
      expect(await tab.evaluate<number>(`return ${FOREIGN_ELEMENTS}.length`)).toBe(1);
      expect((await story.driver.badge(back)).text).toBe('1');
      expect((await story.describe(back)).status).toBe('read');
      await tab.close();
    });

    it('counts a warning far down a long page as drawn, before and after the reader scrolled past it', async () => {
      const url = `${BOARD}long`;
      const far = '<div style="height: 6000px">Posts</div>';
      story.driver.serve(url, page(`${far}${card(LURE_TEXT)}${far}`));
      const tab = await story.driver.open(url);
      await waitForBadge(tab);
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
      const url = `${BOARD}forms-${name.length}`;
      const early = `addEventListener('DOMContentLoaded', () => { window.before = (() => {${DESCRIBE_FORMS}})(); });`;
      story.driver.serve(url, page(`${body}${CLOBBERING_FORMS}`, '', early));
      const tab = await story.driver.open(url);
      if (body === job()) await waitForBadge(tab);
      else await until('the page to be described', async () => (await story.describe(tab)).status === 'nothing-here');
      await waitMs(2 * DEFAULT_DURATION_MS);
      const [before, after] = await tab.evaluate<string[]>(`return [window.before, (() => {${DESCRIBE_FORMS}})()];`);
      expect(JSON.parse(after ?? '')).toHaveLength(50);
      expect(after).toBe(before);
      await tab.close();
    });

    it('opens nothing on synthetic clicks', async () => {
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
      expect(await opened()).toEqual([]);
      await tab.close();
    });

    it('shows the page neither its words nor the level', async () => {
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
  });
}
