/**
 * The context menu of Firefox, pressed with the mouse in the package as it ships. Marked text and the words of a
 * picture are judged, and nothing leaves the device. Chromium lets no test press its menu: see picture.test.ts,
 * permission.test.ts.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startFirefoxWindow, type FirefoxWindow } from './harness/firefox-window.ts';
import type { MarionetteTab } from './harness/marionette-tab.ts';
import { BRAND_ID } from './harness/publisher.ts';
import { BROWSERS } from './harness/story.ts';
import { storyExtension } from './harness/story-builds.ts';

const LINES = [
  'URGENT HIRING in Mae Sot',
  'Chat with foreign customers',
  'from ready scripts, 1500 USD',
  'Free ticket and room. Tourist visa.',
  'No interview, you fly this Friday',
];
const POSTER = `<svg xmlns="http://www.w3.org/2000/svg" width="1080" height="1080" viewBox="0 0 1080 1080">
  <rect width="1080" height="1080" fill="#12355b" />
  <g fill="#ffffff" font-family="DejaVu Sans, sans-serif" font-size="52">
    ${LINES.map((line, at) => `<text x="60" y="${160 + at * 90}">${line}</text>`).join('')}
  </g></svg>`;
const WALL = 'https://wall.example/';
const BESIDE = 'Dinner with friends';
const wall = (picture: string): string =>
  `<!doctype html><title>Wall</title><h1>${BESIDE}</h1><img alt="" width="540" height="540" src="${picture}">`;
const CHAT = 'https://chat.example/';
const PAGES = {
  [CHAT]: `<!doctype html><title>Chat</title><p>${BESIDE}</p><p id="offer">${LINES.join('<br>')}</p>`,
  [WALL]: wall('/poster.svg'),
  [`${WALL}poster.svg`]: POSTER,
  [`${WALL}shared`]: wall('https://pictures.example/poster.svg'),
  'https://pictures.example/poster.svg': POSTER,
};

describe.runIf(BROWSERS.includes('firefox'))('the context menu of Firefox', () => {
  let driver: FirefoxWindow;
  beforeAll(async () => {
    const extension = await storyExtension({ flavour: 'production', browser: 'firefox' });
    driver = await startFirefoxWindow({ extension, id: `${BRAND_ID}@joblantern.example`, pages: PAGES });
  }, 240_000);
  afterAll(() => driver.close());
  beforeEach(() => driver.closeTabs());

  /** Presses an entry at an element. @returns the message on the check page, judged as dangerous */
  async function check(page: MarionetteTab, selector: string, entry: string): Promise<string> {
    await driver.takeRequests();
    await driver.pressMenuEntry(page, selector, entry);
    const opened = await driver.waitForTab('check.html');
    await opened.waitFor('#result .verdict.danger');
    const text = await opened.evaluate<string>(`return document.querySelector('#message').value;`);
    // The list is synced after the start.
    const requests = (await driver.takeRequests()).filter((each) => !each.startsWith('http://127.0.0.1:'));
    expect(requests).toEqual([]);
    return text;
  }

  it.each([
    ['of the page itself', WALL],
    ['of another site, which the page may not read', `${WALL}shared`],
  ])('opens the check page with the words of a picture %s', async (_name, url) => {
    const text = await check(await driver.open(url), 'img', 'check-picture');
    expect(text).toContain('Chat with foreign customers');
    expect(text).not.toContain(BESIDE);
  });

  it('opens the check page with the marked text, line by line', async () => {
    const page = await driver.open(CHAT);
    await page.evaluate(`getSelection().selectAllChildren(document.getElementById('offer'));`);
    expect(await check(page, '#offer', 'check-text')).toBe(LINES.join('\n'));
  });
});
