/** Before a dangerous step on a post at danger the reader is asked once, calmly; on a caution never. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until, type Tab } from './harness/driver.ts';
import { BOARD, detailPage, HARBOUR, HARBOUR_ACCOUNT, KITCHEN, LURE, type BoardPost } from './harness/pages.ts';
import { PUBLISHER } from './harness/publisher.ts';
import { BROWSERS, startStory, type Story } from './harness/story.ts';

const CHAT = 'https://t.me/bkk_dream_team';
/** Shows no sign; its employer's name alone is listed, which is a caution. */
const CAUTION: BoardPost = { ...KITCHEN, company: 'Quiet Water Staffing' };
const QUESTION = /Before you (?:open|apply|write)/u;

describe.each(BROWSERS)('in %s', (browser) => {
  let story: Story;
  let count = 0;
  beforeAll(async () => {
    story = await startStory(browser);
  });
  afterAll(() => story.close());

  /** A page whose post ends in a link to its recruiter. Each has words of its own, so that nothing is remembered. */
  async function open(post: BoardPost, href = CHAT): Promise<Tab> {
    const url = `${BOARD}/jobs/guard-${(count += 1)}`;
    const link = `<p><a id="chat" href="${href}">Chat with us</a></p>`;
    const page = detailPage(
      { ...post, text: `${post.text} No ${count}.` },
      'window.clicks = 0; addEventListener("click", () => { window.clicks++; });',
    );
    story.driver.serve(url, page.replace('</article>', `${link}</article>`));
    story.driver.serve(href, '<!doctype html><title>Chat</title><p>chat</p>');
    const tab = await story.driver.open(url);
    await story.warning(tab);
    return tab;
  }
  const words = async (tab: Tab): Promise<string> => (await tab.closedRoots()).map(({ text }) => text).join(' ');
  const question = (tab: Tab): Promise<unknown> => until('the question', async () => QUESTION.test(await words(tab)));
  /** Clicks a control of ours, as a person would again and again, until what it does is done. */
  async function press(tab: Tab, label: RegExp, done: () => Promise<unknown>): Promise<void> {
    await until(`${label} to be pressed`, async () => {
      const control = (await tab.closedRoots().catch(() => []))
        .flatMap(({ controls }) => controls)
        .find((one) => label.test(one.label));
      if (control !== undefined) await tab.clickAt(control.x + control.width / 2, control.y + control.height / 2);
      return done();
    });
  }

  test('a click on the chat of a lure is asked about; left, it is asked again; opened, it never is', async () => {
    const tab = await open(LURE);
    await tab.click('#chat');
    await question(tab);
    expect(await words(tab)).toMatch(/tourist visa|air ticket/iu);
    // The page learned of no click.
    const stayed = await tab.evaluate<string>('return JSON.stringify([location.pathname, window.clicks])');
    expect(stayed).toBe(JSON.stringify([`/jobs/guard-${count}`, 0]));
    await press(tab, /Leave it/u, async () => !QUESTION.test(await words(tab)));
    await tab.click('#chat');
    await question(tab);
    const at = (): Promise<boolean> => tab.evaluate<string>('return location.href').then((url) => url === CHAT);
    await press(tab, /Open anyway/u, at);
    await tab.goto(`${BOARD}/jobs/guard-${count}`);
    await story.warning(tab);
    await until('the chat to open at once', async () => {
      if (!(await at())) await tab.click('#chat');
      expect(await words(tab).catch(() => '')).not.toMatch(QUESTION);
      return at();
    });
    await tab.close();
  });

  test('keyboard, middle button, a mail link and Apply are asked about, too', async () => {
    const tab = await open(LURE, 'mailto:hr@dream-team.example');
    const leave = async (): Promise<void> => {
      await question(tab);
      await tab.press('Escape');
      await until('the question to go', async () => !QUESTION.test(await words(tab)));
    };
    await tab.evaluate(`document.querySelector('#chat').focus()`);
    await tab.press('Enter');
    expect(await until('the title', async () => QUESTION.exec(await words(tab))?.[0])).toBe('Before you write');
    await leave();
    await tab.click('.apply');
    await leave();
    const before = await story.driver.urls();
    const box = JSON.parse(
      await tab.evaluate<string>(`return JSON.stringify(document.querySelector('.apply').getBoundingClientRect())`),
    ) as { x: number; y: number; width: number; height: number };
    await tab.clickAt(box.x + box.width / 2, box.y + box.height / 2, 'middle');
    await leave();
    expect(await story.driver.urls()).toEqual(before);
    await tab.close();
  });

  test('a page that clicks for the reader, or (Chromium) sends the window away, is asked about as well', async () => {
    const tab = await open(LURE);
    await tab.evaluate(`document.querySelector('#chat').click()`);
    await question(tab);
    await tab.press('Escape');
    // Firefox tells an extension of a navigation only when it cannot be stopped any more.
    if (browser === 'firefox') return tab.close();
    await tab.evaluate(`setTimeout(() => { location.href = '${CHAT}'; }, 0)`);
    await question(tab);
    expect(await tab.evaluate('return location.pathname')).toBe(`/jobs/guard-${count}`);
    await tab.close();
  });

  test('a click on a post at caution is not asked about', async () => {
    await story.publisher.list({ kind: 'company', value: CAUTION.company ?? '' });
    await story.publisher.sign();
    await story.sync();
    const tab = await open(CAUTION, 'https://t.me/quiet_water_kitchen');
    expect(await story.describe(tab)).toMatchObject({ caution: 1, danger: 0 });
    await tab.click('#chat');
    await until(
      'the chat',
      async () => (await tab.evaluate('return location.href')) === 'https://t.me/quiet_water_kitchen',
    );
    await tab.close();
  });

  test('“this is fine” takes the warning away, offers to tell the publisher, and can be undone', async () => {
    const tab = await open(LURE);
    await press(tab, /This is fine/u, async () => /Marked as fine/u.test(await words(tab)));
    expect(await words(tab)).not.toMatch(/May be a trap/u);
    expect(await words(tab)).toContain(PUBLISHER);
    await press(tab, /Undo/u, async () => /May be a trap/u.test(await words(tab)));
    await press(tab, /May be a trap/u, async () => /This is fine/u.test(await words(tab)));
    await press(tab, /This is fine/u, async () => /Marked as fine/u.test(await words(tab)));
    await press(tab, /Tell /u, async () => (await story.driver.urls()).some((url) => url.includes('report.html')));
    await tab.close();
  });

  test('the badge shows that a listed account was copied', async () => {
    await story.publisher.list(HARBOUR_ACCOUNT);
    await story.publisher.sign();
    await story.sync();
    const tab = await open(HARBOUR);
    const copy = async (text: string): Promise<void> => {
      await tab.evaluate(`
        const walker = document.createTreeWalker(document.body, 4);
        while (walker.nextNode()) {
          const at = walker.currentNode.data.indexOf(${JSON.stringify(text)});
          if (at < 0) continue;
          getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + ${text.length});
          break;
        }`);
      await tab.press('Control+c');
    };
    await copy('Guest relations');
    expect((await story.driver.badge(tab)).text).toBe('1');
    await copy('@harbourstaff_desk');
    const badge = await until('the badge to say so', async () => {
      const shown = await story.driver.badge(tab);
      return shown.text === '!' && /reported/u.test(shown.title) ? shown : null;
    });
    expect(badge.title).toMatch(/copied/u);
    await tab.close();
  });
});
