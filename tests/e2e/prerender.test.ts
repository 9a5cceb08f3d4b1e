/**
 * A page that the browser loads before the reader opens it. It is read and warned of when the reader opens it, not
 * before. Chromium only, through puppeteer: Playwright keeps its pages from preparing others, and Firefox has no such
 * thing.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import type browserApi from 'webextension-polyfill';
import type { CDPSession } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium } from '../../tools/setup/chromium.ts';
import { closedRoots } from '../../tools/setup/closed-roots.ts';
import { until } from './harness/driver.ts';
import { detailPage, LURE } from './harness/pages.ts';
import { storyExtension } from './harness/story-builds.ts';
import { BROWSERS } from './harness/story.ts';

const RULES = JSON.stringify({ prerender: [{ urls: ['/lure'], eagerness: 'immediate' }] });
const NEWS = `<!doctype html><title>News</title><h1>News of the day</h1><p>It rained.</p>
  <script type="speculationrules">${RULES}</script>`;

/** Says when it has been loaded for a second, long enough for a warning to be drawn. */
const LURE_PAGE = `${detailPage(LURE)}<script>
  let left = 20;
  const wait = () => setTimeout(() => (left-- > 0 ? wait() : fetch('/loaded')), 50);
  addEventListener('load', wait);
</script>`;

describe.runIf(BROWSERS.includes('chromium'))('in chromium', () => {
  let profile: string;
  let server: Server;
  let browser: Browser | null = null;
  let control: Page;
  /** What the page with the lure, and then that page itself, asked for, and whether it was being prepared. */
  const requested: string[] = [];

  beforeAll(async () => {
    profile = await mkdtemp(join(tmpdir(), 'joblantern-prerender-'));
    server = createServer((request, response) => {
      const path = request.url ?? '';
      if (path === '/lure' || path === '/loaded') requested.push(`${path} ${String(request.headers['sec-purpose'])}`);
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(path === '/lure' ? LURE_PAGE : NEWS);
    });
    await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
    const extension = resolve(await storyExtension({ flavour: 'testing', browser: 'chrome' }));
    browser = await puppeteer.launch({
      browser: 'chrome',
      executablePath: await findChromium(),
      headless: true,
      pipe: true,
      enableExtensions: true,
      userDataDir: profile,
      ignoreDefaultArgs: ['--disable-extensions', '--disable-background-networking'],
      args: [
        '--disable-component-update',
        '--disable-sync',
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        `--disable-extensions-except=${extension}`,
        `--load-extension=${extension}`,
      ],
    });
    // Only what the reader sees prepares other pages: whatever opens by itself must have come before
    await (await opened('welcome.html')).close();
    control = await opened('popup.html?control');
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await new Promise((closed) => server.close(closed));
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  });

  const opened = (part: string): Promise<Page> =>
    until(`a tab at ${part}`, async () => (await browser?.pages())?.find((page) => page.url().includes(part)));

  const badge = (): Promise<string> =>
    control.evaluate(async () => {
      const { tabs, action } = (globalThis as unknown as { chrome: typeof browserApi }).chrome;
      const tab = (await tabs.query({})).find(({ url }) => url?.startsWith('http:'));
      return tab?.id === undefined ? 'no tab' : action.getBadgeText({ tabId: tab.id });
    });

  test('a prerendered page is judged only when the reader opens it', async () => {
    const page = await browser!.newPage();
    await page.bringToFront();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/news`);
    await until('the page to be prepared', () => Promise.resolve(requested.length > 1));
    const prepared = ['/lure prefetch;prerender', '/loaded prefetch;prerender'];
    expect(requested).toEqual(prepared);
    expect(await badge()).toBe('');
    await page.evaluate(() => void setTimeout(() => (location.href = '/lure')));
    await until('the badge', async () => (await badge()) === '1');
    // While one page takes the other's place, puppeteer opens no session
    const session = (await page.createCDPSession()) as unknown as CDPSession;
    await until('a warning in the page', async () =>
      (await closedRoots(session)).some(({ text }) => /signs seen in offers that trap people/u.test(text)),
    );
    // It is the page that had been prepared: nobody asked for it again
    expect(requested).toEqual(prepared);
  });
});
