/** Posts that sites change while they are read: the warning follows its post, and the reader's choice holds. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { facebookPost } from '../../tools/lab/bench/dom/site-pages.ts';
import type { RootControl } from '../../tools/setup/closed-roots.ts';
import { MIN_VISIBLE_MS } from '../../utils/overlay/trusted-click.ts';
import { WARNING_HOLD_MS } from '../../utils/page-reader/decide-verdict.ts';
import { until, type Tab } from './harness/driver.ts';
import { BROWSERS, startStory, type Story } from './harness/story.ts';
import { BOARD, HONEST_TEXT, job, LURE_TEXT, page } from './hostile/attack.ts';

const GROUP = 'https://www.facebook.com/groups/1';
const POIPET =
  'Typists for an office in Poipet, USD 1,800 a month, free flight and room, no interview, tourist visa. Write only on Telegram @poipet_star';
/** Counts in the post, and so changes its words each second. */
const COUNTER = `let n = 0; setInterval(() => { document.querySelector('#n').textContent = 'Seen ' + ++n + ' times'; }, 1000);`;
const REPORT = `<article><h1>How an offer becomes a trap</h1><p>This is what our helpline was sent:</p><blockquote>${LURE_TEXT}</blockquote>
  <p class="later">Who answered it was locked in a compound. Police warn of such fake offers.</p>
  <p class="later">Victims were rescued. If you see such an offer, report it to the police. Officials warned the public.</p></article>
  <style>.later { opacity: 0; transition: opacity 0.2s } .shown .later { opacity: 1 }</style>`;

describe.each(BROWSERS)('a post that a site changes in %s', (browser) => {
  let story: Story;
  let count = 0;
  beforeAll(async () => {
    story = await startStory(browser);
    await story.driver.waitForTab('welcome.html');
  });
  afterAll(() => story.close());

  async function open(html: string, url = `${BOARD}changing-${(count += 1)}`): Promise<Tab> {
    story.driver.serve(url, html);
    const tab = await story.driver.open(url);
    await story.warning(tab);
    return tab;
  }
  const controls = async (tab: Tab): Promise<RootControl[]> =>
    (await tab.closedRoots()).flatMap((root) => root.controls);
  const labels = async (tab: Tab): Promise<string[]> => (await controls(tab)).map(({ label }) => label);
  const waitMs = async (ms: number): Promise<void> => {
    const end = performance.now() + ms;
    await until('some time to pass', async () => performance.now() > end, ms + 5000);
  };
  async function press(tab: Tab, label: RegExp): Promise<void> {
    const find = async (): Promise<RootControl | undefined> =>
      (await controls(tab)).find((control) => label.test(control.label));
    await until(`the control ${label}`, find);
    await waitMs(2 * MIN_VISIBLE_MS);
    const { x, y, width, height } = (await find())!;
    await tab.clickAt(x + width / 2, y + height / 2);
  }

  it('loses its warning when the next post follows under a title that came first', async () => {
    const tab = await open(page(job()));
    await tab.evaluate(`document.querySelector('h1').textContent = 'Kitchen helper, evenings'; return true;`);
    await until('the new title to be read', async () =>
      (await story.describe(tab)).found[0]?.post.title.startsWith('K'),
    );
    const changedAt = performance.now();
    await tab.evaluate(
      `document.querySelector('.show-more-less-html__markup').textContent = ${JSON.stringify(HONEST_TEXT)}; return true;`,
    );
    await until('no warning', async () => (await story.describe(tab)).danger === 0);
    expect(performance.now() - changedAt).toBeLessThan(WARNING_HOLD_MS / 2);
    await tab.close();
  });

  it('stays folded, and stays fine, while it counts its readers', async () => {
    const tab = await open(page(job(`${LURE_TEXT} <b id="n"></b>`), COUNTER));
    await until('the panel', async () => (await labels(tab)).includes('Hide'));
    await tab.press('Escape');
    await until('it to be folded', async () => !(await labels(tab)).includes('Hide'));
    await waitMs(2500);
    expect(await labels(tab)).not.toContain('Hide');
    await press(tab, /^May be a trap/u);
    await press(tab, /fine/u);
    await waitMs(2500);
    expect((await labels(tab)).join()).not.toContain('May be a trap');
    await tab.close();
  });

  it('gets a warning of its own where the reader hid that of the former one of the same person', async () => {
    const html = page(`<div role="main"><div role="feed">${facebookPost(1, LURE_TEXT)}</div></div>`);
    const tab = await open(html, GROUP);
    await press(tab, /^May be a trap/u);
    await press(tab, /^Hide/u);
    await until('the warning to be hidden', async () => !(await labels(tab)).join().includes('May be a trap'));
    await tab.evaluate(
      `document.querySelector('[data-ad-preview] > div').textContent = ${JSON.stringify(POIPET)}; return true;`,
    );
    await until('the warning of the next one', async () => (await labels(tab)).join().includes('May be a trap'));
    await tab.close();
  });

  it('is not reported while it accuses one account after the other', async () => {
    const swap = `let n = 0; window.timer = setInterval(() => { who.textContent = ['@bkk_dream_team', '@bkk_other_team'][++n % 2]; }, 150);`;
    const text = LURE_TEXT.replace('@bkk_dream_team', '<b id="who">@bkk_dream_team</b>');
    const tab = await open(page(job(text), swap));
    const isReporting = async (): Promise<boolean> =>
      (await story.driver.urls()).some((url) => url.includes('/report.html'));
    await press(tab, /^Report/u);
    await waitMs(1000);
    expect(await isReporting()).toBe(false);
    await tab.evaluate('clearInterval(window.timer); return true;');
    await press(tab, /^Report/u);
    await until('the report', isReporting);
    await tab.close();
  });

  it('is warned of where the reader looks, in a frame that is shown in full height', async () => {
    const inner = page(`${job()}<p style="height: 5000px">About us</p>`).replaceAll('"', '&quot;');
    const outer = page(
      `<h1>Careers</h1><iframe style="width: 100%; height: 5000px; border: 0" srcdoc="${inner}"></iframe>`,
    );
    const url = 'https://company.example/careers';
    story.driver.serve(url, outer);
    const tab = await story.driver.open(url);
    await until('the badge', async () => (await story.driver.badge(tab)).text === '1');
    for (const y of [0, 1500]) {
      await tab.evaluate(`scrollTo(0, ${y}); return true;`);
      // After some checks the title would say that the page hides a panel that is out of view.
      await waitMs(4500);
      expect((await story.driver.badge(tab)).title).not.toContain('hides');
    }
    await tab.close();
  });

  it('loses its warning once the words that report it fade in', async () => {
    const tab = await open(page(REPORT), 'https://helpline.example/stories/offer');
    await tab.evaluate(`document.body.className = 'shown'; return true;`);
    await until('no warning', async () => (await story.describe(tab)).danger === 0);
    await tab.close();
  });
});
