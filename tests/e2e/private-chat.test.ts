/**
 * Private chats, where nothing is read. One press in the popup takes the marked or copied message to the check page.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { until, type Tab } from './harness/driver.ts';
import { job, LURE_TEXT } from './hostile/attack.ts';
import { BROWSERS, startStory, type Story } from './harness/story.ts';
import type { Popup, WindowDriver, WindowTab } from './harness/window-driver.ts';
import { startWindow } from './harness/window-story.ts';

const CHAT = 'https://web.whatsapp.com/';
const OFFER = 'Chat job. Fly to Bangkok, our driver takes you to Mae Sot. Tourist visa, free ticket, no interview.';
const HTML = `<!doctype html><title>Chat</title><p>See you on Sunday</p><p id="offer">${OFFER}</p>`;

/** Reads the newest tab, as the extension may after the toolbar button was pressed there. */
const READ_TAB = `
  const ids = (await browser.tabs.query({})).map(({ id }) => id);
  const target = { tabId: Math.max(...ids) };
  return browser.scripting.executeScript({ target, func: () => document.title }).then(([{ result }]) => result, String);`;

const HAS_CHECK_PAGE = `return (await browser.tabs.query({})).some(({ url }) => String(url).includes('/check.html'));`;

/** What the popup says in notes; a failed update has one of its own. */
const NOTES = `[...document.querySelectorAll('.note[role=status]')].map(({ textContent }) => textContent).join('\\n')`;

describe.each(BROWSERS)('the popup on a private chat in %s', (browser) => {
  let driver: WindowDriver;
  let chat: WindowTab;
  beforeAll(async () => {
    driver = await startWindow(browser, { [CHAT]: HTML });
  }, 240_000);
  afterAll(() => driver.close());
  beforeEach(async () => {
    await driver.closeTabs();
    chat = await driver.open(CHAT);
  });

  async function openPopup(): Promise<Popup> {
    const popup = await driver.pressToolbarButton(CHAT);
    const text = await until('the popup to know the tab', () =>
      popup.evaluate<string | null>(`document.querySelector('#private-conversation')?.textContent ?? null`),
    );
    expect(text).toMatch(/private messages are not read/iu);
    return popup;
  }
  async function openedCheckPage(): Promise<WindowTab> {
    const tab = await driver.waitForTab('check.html');
    await tab.waitFor('#message');
    return tab;
  }
  /**
   * Copies the offer, and has the popup check it. It names the menu to paste for as long as that is open.
   * @returns the check page, and whether the browser asked about the clipboard instead of refusing at once
   */
  async function pressCopied(mayRead: boolean): Promise<{ tab: WindowTab; isAnswered: boolean }> {
    await markOffer();
    await chat.press('Control+c');
    const popup = await openPopup();
    const press = async (): Promise<void> => {
      await popup.press('#check-copied');
      // Chromium opens no menu: it reads or refuses at once, and the popup closes
      if (browser === 'chromium') return;
      await until(
        'the note on the menu, or the check page',
        async () =>
          (await driver.inExtension<boolean>(HAS_CHECK_PAGE)) || /“Paste”/u.test(await popup.evaluate<string>(NOTES)),
      );
    };
    const isAnswered = await driver.answerClipboard(press, mayRead);
    return { tab: await openedCheckPage(), isAnswered };
  }
  async function paste(tab: WindowTab): Promise<void> {
    expect(await message(tab)).toBe('');
    await tab.evaluate(`document.querySelector('#message').focus();`);
    await tab.press('Control+v');
    await until('the pasted message', async () => (await message(tab)) === OFFER);
  }
  const markOffer = (): Promise<void> =>
    chat.evaluate(`getSelection().selectAllChildren(document.getElementById('offer'));`);
  const message = (tab: WindowTab): Promise<string> => tab.evaluate(`return document.querySelector('#message').value;`);

  it('can be read only once the toolbar button is pressed', async () => {
    expect(await driver.inExtension(READ_TAB)).toMatch(/permission/iu);
    await openPopup();
    expect(await driver.inExtension(READ_TAB)).toBe('Chat');
  });

  it('judges the message that the reader marked', async () => {
    await markOffer();
    const popup = await openPopup();
    await popup.press('#check-marked');
    const tab = await openedCheckPage();
    await tab.waitFor('#result .verdict.danger');
    expect(await message(tab)).toBe(OFFER);
  });

  it('shows a note when nothing is marked, and stays open', async () => {
    const popup = await openPopup();
    await popup.press('#check-marked');
    await until('the note', async () => /mark/iu.test(await popup.evaluate<string>(NOTES)));
    expect(await popup.evaluate<string>(`document.querySelector('#private-conversation')?.textContent ?? ''`)).not.toBe(
      '',
    );
  });

  it('opens an empty check page to paste on when the popup may not read the clipboard', async () => {
    await paste((await pressCopied(false)).tab);
  });

  it('judges the message that the reader copied when the popup may read the clipboard', async () => {
    const { tab, isAnswered } = await pressCopied(true);
    if (!isAnswered) return paste(tab);
    await tab.waitFor('#result .verdict.danger');
  });
});

/** The finder reads it as a job for its words. */
const JOB = job(`Job description. Salary: ${LURE_TEXT} Requirements: 20 to 35 years. Benefits: all of the above.`);
const PAGE = `<!doctype html><title>Talk</title><main>${JOB}</main>`;
/** As the adapter reads a caption. */
const CAPTION = `<!doctype html><title>Direct</title><main><time datetime="2026-11-20">1 d</time><h1 dir="auto">${LURE_TEXT}</h1></main>`;
/** After this time the tests and readings of a page at rest are over. */
const ALL_READ_MS = 10_000;

describe.each(BROWSERS)('private chats, although every site is allowed, in %s', (browser) => {
  let story: Story;
  beforeAll(async () => {
    story = await startStory(browser);
  });
  afterAll(() => story.close());

  async function open(url: string, html: string): Promise<Tab> {
    story.driver.serve(url, html);
    return story.driver.open(url);
  }
  async function expectUnread(tab: Tab): Promise<void> {
    // The page waits by itself: polled, it would not be at rest.
    await tab.evaluate(`await new Promise((resolve) => { setTimeout(resolve, ${ALL_READ_MS}); });`);
    expect(await story.describe(tab)).toMatchObject({ posts: 0, drawn: 0, found: [] });
    expect((await story.driver.badge(tab)).text).toBe('');
  }

  it.each([
    ['https://www.messenger.com/t/1', 'https://paper.example/t/1', PAGE],
    ['https://www.instagram.com/direct/t/1', 'https://www.instagram.com/p/1/', CAPTION],
    ['https://host.example/roundcube/inbox', 'https://host.example/inbox', PAGE],
  ])('are not read at %s; the same words are at %s', async (chat, other, html) => {
    const unread = await open(chat, html);
    await expectUnread(unread);
    await unread.close();
    const read = await open(other, html);
    await story.warning(read);
    await read.close();
  });

  it('are not read where a page leads to one without a reload; the page after it is', async () => {
    const go = (path: string): string => `
      document.querySelector('main').innerHTML = '';
      history.pushState(null, '', '/channels/${path}');
      setTimeout(() => { document.querySelector('main').innerHTML = ${JSON.stringify(JOB)}; }, 30);`;
    const tab = await open('https://discord.com/channels/1/2', PAGE);
    await story.warning(tab);
    await tab.evaluate(go('@me/3'));
    await expectUnread(tab);
    await tab.evaluate(go('1/4'));
    await story.warning(tab);
    await tab.close();
  });

  it('are not read before a page leads to another without a reload', async () => {
    const tab = await open('https://discord.com/channels/@me/5', PAGE);
    await expectUnread(tab);
    await tab.evaluate(`history.pushState(null, '', '/channels/1/6')`);
    await story.warning(tab);
    await tab.close();
  });
});
