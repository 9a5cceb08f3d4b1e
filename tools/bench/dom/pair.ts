/** Two Chromiums side by side, one with the extension and one without, so that every figure has its control. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type CDPSession, type Page } from 'playwright-core';
import { DEFAULT_BRAND } from '../../brand/read-brand.ts';
import { findChromium } from '../../setup/chromium.ts';
import { ensureExtension } from '../../setup/extension.ts';
import { launchChromium, type Launched } from '../../setup/launch-chromium.ts';

export type Side = 'with' | 'without';
export const SIDES: readonly Side[] = ['without', 'with'];

export interface Opened {
  page: Page;
  session: CDPSession;
  /** Loads this HTML at this address. */
  go(url: string, html: string | Buffer): Promise<void>;
  close(): Promise<void>;
}

export interface Pair {
  /** Folder of the extension that is measured. */
  extension: string;
  launched: Launched;
  /** An empty tab; `before` runs in its page before the page's own scripts. */
  tab(side: Side, before?: string): Promise<Opened>;
  /** A tab with this HTML at this address. */
  open(side: Side, url: string, html: string | Buffer): Promise<Opened>;
  close(): Promise<void>;
}

const SIZE = { width: 1280, height: 900 };

/** @param flavour `testing` reads every host, so that unknown sites can be measured too; the code is the same */
export async function startPair(flavour: 'production' | 'testing'): Promise<Pair> {
  const extension = await ensureExtension({ brand: DEFAULT_BRAND, flavour, browser: 'chrome' });
  const launched = await launchChromium({ extension, headless: true, size: SIZE });
  const profile = await mkdtemp(join(tmpdir(), 'joblantern-control-'));
  const plain = await chromium.launchPersistentContext(profile, {
    executablePath: await findChromium(),
    headless: true,
    ignoreDefaultArgs: ['--disable-extensions'],
    viewport: SIZE,
    args: ['--headless=new', '--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });
  const served = new Map<string, string | Buffer>();
  const contexts: Record<Side, BrowserContext> = { with: launched.context, without: plain };
  for (const context of Object.values(contexts)) {
    await context.route(/^(?:https?|wss?):/u, async (route) => {
      const body = served.get(route.request().url().split('#')[0] ?? '');
      if (body === undefined || !route.request().isNavigationRequest()) return route.abort();
      await route.fulfill({ status: 200, contentType: 'text/html; charset=utf-8', body });
    });
  }
  const tab = async (side: Side, before?: string): Promise<Opened> => {
    const page = await contexts[side].newPage();
    if (before !== undefined) await page.addInitScript(before);
    const session = await contexts[side].newCDPSession(page);
    return {
      page,
      session,
      async go(url, html) {
        served.set(url, html);
        await page.goto(url, { waitUntil: 'domcontentloaded', timeout: 15_000 });
        await page.waitForLoadState('load', { timeout: 5000 }).catch(() => undefined);
      },
      close: () => page.close(),
    };
  };
  return {
    extension,
    launched,
    tab,
    async open(side, url, html) {
      const opened = await tab(side);
      await opened.go(url, html);
      return opened;
    },
    async close() {
      await launched.close();
      await plain.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
