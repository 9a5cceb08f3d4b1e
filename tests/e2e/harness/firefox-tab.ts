/** Tabs of Firefox ESR, driven through puppeteer-core's WebDriver BiDi. */
import type { Page } from 'puppeteer-core';
import { closedFocusBidi, closedRootsBidi } from './closed-roots-bidi.ts';
import { contentTypeOf } from './content-type.ts';
import { UNANSWERED, type Tab } from './driver.ts';

/** Letters of the longest text that is typed key by key. */
const MAX_TYPED = 60;

/** Pages come from the story; loopback is real (channel, relay); everything else is refused. */
export async function closeWeb(page: Page, served: ReadonlyMap<string, string>): Promise<void> {
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    const url = new URL(request.url());
    const inside = !/^https?:$/u.test(url.protocol) || url.hostname === '127.0.0.1';
    url.hash = '';
    if (url.pathname.startsWith(UNANSWERED)) return;
    const body = served.get(url.href);
    const answer = inside
      ? request.continue()
      : body === undefined
        ? request.abort()
        : request.respond({ status: 200, contentType: contentTypeOf(body), body });
    answer.catch(() => undefined); // the tab was closed meanwhile
  });
}

export function firefoxTab(page: Page): Tab {
  return {
    url: () => page.url(),
    // Firefox 140.15 does not report a new address without a reload.
    address: async () => (await page.evaluate('location.href')) as string,
    evaluate: async <T>(body: string) => (await page.evaluate(`(async () => { ${body} })()`)) as T,
    click: (selector) => page.click(selector),
    async type(selector, text) {
      await page.focus(selector);
      // A post in one edit, as the other driver makes it: letter by letter it takes seconds of both processors.
      const isInserted =
        text.length > MAX_TYPED &&
        (await page.evaluate(`document.execCommand('insertText', false, ${JSON.stringify(text)})`)) === true;
      if (!isInserted) await page.keyboard.type(text);
    },
    // The space bar has a name in one driver and is a character in the other.
    press: async (keys) => {
      const [last = '', ...held] = keys.split('+').reverse();
      for (const one of held) await page.keyboard.down(one as 'Control');
      await page.keyboard.press((last === 'Space' ? ' ' : last) as 'Escape').catch((error: unknown) => {
        // The key closed the page before it was let go.
        if (!page.isClosed() && !String(error).includes('no such frame')) throw error;
      });
      for (const one of held) await page.keyboard.up(one as 'Control');
    },
    clickAt: (x, y, button = 'left') => page.mouse.click(x, y, { button }),
    waitFor: async (selector) => void (await page.waitForSelector(selector, { timeout: 15_000 })),
    text: (selector = 'body') => page.$eval(selector, (element) => (element as HTMLElement).innerText),
    closedRoots: () => closedRootsBidi(page),
    closedFocus: () => closedFocusBidi(page),
    screenshot: async (path) => void (await page.screenshot({ path: path })),
    print: () => page.pdf(),
    resize: async (width, height) => {
      await page.setViewport({ width, height }).catch((error: unknown) => {
        // Firefox 140 has no `emulation.setScreenOrientationOverride`, which puppeteer sends beside the new size.
        if (!String(error).includes('setScreenOrientationOverride')) throw error;
      });
      await page.waitForFunction((size: number) => window.innerWidth === size, {}, width);
    },
    setFrozen: null,
    show: () => page.bringToFront(),
    reload: async () => void (await page.reload()),
    goto: async (url) => void (await page.goto(url)),
    close: () => page.close(),
  };
}
