/** Opens a saved page at its real address in a browser with the extension. Waits until it was read. */
import type { Page } from 'playwright-core';
import type { PageDescription } from '../../utils/contracts/page-summary.ts';
import type { LaunchedChromium } from '../setup/launch-chromium.ts';

/** The description must stay the same for this long; longer where no post was found. Milliseconds. */
const STEADY_MS = 450;
const STEADY_WITHOUT_POSTS_MS = 3200;
/** Longest wait for a stable description, and for the first answer. Milliseconds. */
const MAX_WAIT_MS = 9000;
const MAX_START_MS = 30_000;
const POLL_MS = 120;

/** Serves `html` at `url`; all other requests are aborted. */
export async function openSavedPage({ context }: LaunchedChromium, html: Buffer, url: string): Promise<Page> {
  await context.route(/^(?:https?|wss?):/u, async (route) => {
    const request = route.request();
    if (request.url().split('#')[0] === url && request.isNavigationRequest()) {
      await route.fulfill({ status: 200, contentType: 'text/html; charset=utf-8', body: html });
    } else await route.abort();
  });
  const page = await context.newPage();
  await page.goto(url, { waitUntil: 'domcontentloaded', timeout: 10_000 });
  await page.waitForLoadState('load', { timeout: 3000 }).catch(() => undefined);
  return page;
}

/** The content script's description of the page. Throws an Error when it does not answer. */
export async function describePage(browser: LaunchedChromium, page: Page): Promise<PageDescription> {
  const opened = Date.now();
  let started: number | null = null;
  let last = '';
  let since = opened;
  let description: PageDescription | null = null;
  while (started === null ? Date.now() - opened < MAX_START_MS : Date.now() - started < MAX_WAIT_MS) {
    // A page of the extension that opens by itself would hide this one, and hidden pages are not read.
    await page.bringToFront();
    description = await requestDescription(browser, page.url());
    if (description !== null) started ??= Date.now();
    const now = JSON.stringify(description);
    if (now !== last) {
      last = now;
      since = Date.now();
    }
    const steady = Date.now() - since;
    if (description !== null && isDone(description, steady)) return description;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  if (description === null) throw new Error('The extension did not answer on this page.');
  return description;
}

function isDone({ posts, found, caution, danger, drawn }: PageDescription, steady: number): boolean {
  if (posts === 0) return steady >= STEADY_WITHOUT_POSTS_MS;
  return found.length === posts && drawn >= caution + danger && steady >= STEADY_MS;
}

async function requestDescription(browser: LaunchedChromium, url: string): Promise<PageDescription | null> {
  const worker = await browser.worker();
  return worker.evaluate(async (address) => {
    const tabs = await chrome.tabs.query({});
    const tab = tabs.find((candidate) => candidate.url === address) ?? tabs.find(({ url }) => url?.startsWith('http'));
    if (tab?.id === undefined) return null;
    try {
      const message = { name: 'page.describe', data: null };
      const answer: unknown = await chrome.tabs.sendMessage(tab.id, message, { frameId: 0 });
      const { ok, value } = (answer ?? {}) as { ok?: boolean; value?: PageDescription };
      return ok === true && value !== undefined ? value : null;
    } catch {
      return null;
    }
  }, url);
}
