/**
 * Three Chromiums for comparison: with the extension, without it, and with a bare extension. The bare one's content
 * script only sends its worker one message.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type CDPSession, type Page } from 'playwright-core';
import { DEFAULT_BRAND } from '../../../brand/read-brand.ts';
import { findChromium } from '../../../setup/chromium.ts';
import { ensureExtension } from '../../../setup/extension.ts';
import { launchChromium, type LaunchedChromium } from '../../../setup/launch-chromium.ts';

export type Side = 'with' | 'without';
export const SIDES: readonly Side[] = ['without', 'with'];
export type Browser = Side | 'bare';

export interface OpenTab {
  page: Page;
  session: CDPSession;
  /** Loads this HTML at this address. */
  go(url: string, html: string | Buffer): Promise<void>;
  close(): Promise<void>;
}

export interface ComparedBrowsers {
  /** Folder of the measured extension. */
  extension: string;
  launched: LaunchedChromium;
  /** An empty tab; `before` runs in its page before the page's own scripts. */
  newTab(side: Browser, before?: string): Promise<OpenTab>;
  /** A tab with this HTML at this address. */
  open(side: Side, url: string, html: string | Buffer): Promise<OpenTab>;
  close(): Promise<void>;
}

const SIZE = { width: 1280, height: 900 };

/**
 * Starts the browsers. Uses the testing flavour, which may read every host, so that unknown sites can be measured.
 *
 * @param built folder of another extension, built as the testing flavour
 */
export async function startComparedBrowsers(built?: string): Promise<ComparedBrowsers> {
  const extension = built ?? (await ensureExtension({ brand: DEFAULT_BRAND, flavour: 'testing', browser: 'chrome' }));
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
  const bare = await launchChromium({ extension: await writeBare(join(profile, 'bare')), headless: true, size: SIZE });
  const contexts: Record<Browser, BrowserContext> = { with: launched.context, without: plain, bare: bare.context };
  await closeOwnPages(launched);
  for (const context of Object.values(contexts)) {
    await context.route(/^(?:https?|wss?):/u, async (route) => {
      const body = served.get(route.request().url().split('#')[0] ?? '');
      if (body === undefined || !route.request().isNavigationRequest()) return route.abort();
      await route.fulfill({ status: 200, contentType: 'text/html; charset=utf-8', body });
    });
  }
  const tab = async (side: Browser, before?: string): Promise<OpenTab> => {
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
    newTab: tab,
    async open(side, url, html) {
      const opened = await tab(side);
      await opened.go(url, html);
      return opened;
    },
    async close() {
      await launched.close();
      await bare.close();
      await plain.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/**
 * Closes the pages of the extension that open at the start: popup and welcome page. The popup (testing flavour) sends
 * messages to the tab once a second. The welcome page may open late or not at all.
 */
async function closeOwnPages({ context, base }: LaunchedChromium): Promise<void> {
  const open = new Set(['popup.html', 'welcome.html']);
  for (let left = 100; left > 0 && open.size > 0; left--) {
    await pause(100);
    for (const page of context.pages()) {
      const name = [...open].find((one) => page.url().startsWith(`${base}${one}`));
      if (name === undefined) continue;
      await page.close();
      open.delete(name);
    }
  }
  if (open.has('popup.html'))
    throw new Error(
      'The popup did not open. It could open during the measurement and disturb it. Run the benchmark again.',
    );
}

async function writeBare(folder: string): Promise<string> {
  const manifest = {
    manifest_version: 3,
    name: 'bare',
    version: '1',
    background: { service_worker: 'worker.js' },
    content_scripts: [{ matches: ['<all_urls>'], js: ['page.js'], run_at: 'document_idle' }],
  };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
  await writeFile(
    join(folder, 'worker.js'),
    'chrome.runtime.onMessage.addListener((_message, _sender, answer) => answer({}));',
  );
  await writeFile(join(folder, 'page.js'), 'chrome.runtime.sendMessage({});');
  return folder;
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
