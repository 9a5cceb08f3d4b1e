/** A private chat, where nothing is read: one press in the popup takes the marked or the copied message to the check page. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { launchChromium, type LaunchedChromium } from '../../tools/setup/launch-chromium.ts';
import { chromiumTab } from './harness/chromium.ts';
import { pressToolbarButton, type ChromiumPopup } from './harness/chromium-popup.ts';
import { until } from './harness/driver.ts';
import { storyExtension } from './harness/story-builds.ts';
import { BROWSERS } from './harness/story.ts';

const CHAT = 'https://web.whatsapp.com/';
const OFFER = 'Chat job. Fly to Bangkok, our driver takes you to Mae Sot. Tourist visa, free ticket, no interview.';
const HTML = `<!doctype html><title>Chat</title><p>See you on Sunday</p><p id="offer">${OFFER}</p>`;

describe.runIf(BROWSERS.includes('chromium'))('the popup on a private chat', () => {
  let launched: LaunchedChromium;
  let chat: Page;
  beforeAll(async () => {
    const extension = await storyExtension({ flavour: 'production', browser: 'chrome' });
    launched = await launchChromium({ extension, headless: true });
    await launched.context.route(/^https:/u, (route) => route.fulfill({ contentType: 'text/html', body: HTML }));
    const welcome = (): Page | undefined =>
      launched.context.pages().find((page) => page.url().includes('welcome.html'));
    await (await until('the welcome page', async () => welcome())).close();
  }, 240_000);
  afterAll(() => launched.close());
  beforeEach(async () => {
    chat = await launched.context.newPage();
    await chat.goto(CHAT);
    return () => chat.close();
  });

  async function openPopup(): Promise<ChromiumPopup> {
    await chat.bringToFront();
    const popup = await pressToolbarButton(launched.context, launched.base, CHAT);
    const text = await until('the popup to know the tab', () =>
      popup.evaluate<string | null>(`document.querySelector('#private-talk')?.textContent ?? null`),
    );
    expect(text).toMatch(/private messages are not read/iu);
    return popup;
  }
  /** The check page that a press opens. */
  async function press(popup: ChromiumPopup, selector: string): Promise<ReturnType<typeof chromiumTab>> {
    const opened = launched.context.waitForEvent('page');
    await popup.evaluate(`void document.querySelector('${selector}').click()`);
    const tab = chromiumTab(await opened);
    await tab.waitFor('#message');
    return tab;
  }

  it('judges the message that the reader marked', async () => {
    await chat.evaluate(`getSelection().selectAllChildren(document.getElementById('offer'))`);
    const tab = await press(await openPopup(), '#check-marked');
    await tab.waitFor('#result .verdict.danger');
    expect(await tab.evaluate('return document.querySelector("#message").value')).toBe(OFFER);
    await tab.close();
  });

  it('shows a note when nothing is marked, and stays open', async () => {
    const popup = await openPopup();
    await popup.evaluate(`void document.querySelector('#check-marked').click()`);
    // A failed update has a note of its own
    const notes = `[...document.querySelectorAll('.note[role=status]')].map(({ textContent }) => textContent).join('\\n')`;
    await until('the note', async () => /mark/iu.test(await popup.evaluate<string>(notes)));
    expect(await popup.evaluate<string>(`document.querySelector('#private-talk')?.textContent ?? ''`)).not.toBe('');
  });

  it('opens an empty check page to paste on where the browser does not let a popup read the clipboard', async () => {
    const tab = await press(await openPopup(), '#check-copied');
    expect(await tab.evaluate('return document.querySelector("#message").value')).toBe('');
    await tab.close();
  });

  it('judges the message that the reader copied where the browser allows it', async () => {
    await launched.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await chat.bringToFront();
    await chat.evaluate(`navigator.clipboard.writeText(${JSON.stringify(OFFER)})`);
    const tab = await press(await openPopup(), '#check-copied');
    await tab.waitFor('#result .verdict.danger');
    await tab.close();
  });
});
