/**
 * The gallery shows every state of every page of the extension, with invented data and the real components and styles.
 * It is built into a folder that never ships, and opened in Chromium at an address without a server.
 */
import { readFile } from 'node:fs/promises';
import { join, normalize, extname } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { build } from 'vite';
import { builtLanguages } from '../interface-languages.ts';
import { DEFAULT_BRAND, readBrand } from '../brand/read-brand.ts';
import { ensureKnowledge } from '../knowledge/compile-knowledge.ts';
import { ensureMap } from '../map/compile-map.ts';
import { findChromium } from '../setup/chromium.ts';
import type { WindowOptions } from './variants.ts';

const SOURCE = 'tools/lab/gallery';
const OUTPUT = '.test/gallery';
const GALLERY_URL = 'https://gallery.example/';
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
};

export interface StateName {
  page: string;
  state: string;
}

export interface Gallery {
  states: readonly StateName[];
  /** Opens a window. @param options its size, colour scheme, forced colours, size of letters */
  window(options: WindowOptions): Promise<GalleryWindow>;
  close(): Promise<void>;
}

export interface GalleryWindow {
  page: Page;
  /** Draws a state. @throws the error that the page throws */
  show(name: StateName, language: string): Promise<void>;
  close(): Promise<void>;
}

export async function openGallery(): Promise<Gallery> {
  await ensureKnowledge();
  await ensureMap();
  await build({
    root: SOURCE,
    base: './',
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    define: {
      'import.meta.env.FIREFOX': 'false',
      __BRAND__: JSON.stringify(readBrand(DEFAULT_BRAND)),
      __LANGUAGES__: JSON.stringify(builtLanguages()),
    },
    build: { outDir: join(process.cwd(), OUTPUT), emptyOutDir: true, target: 'es2023', chunkSizeWarningLimit: 2000 },
  });
  const browser = await chromium.launch({
    executablePath: await findChromium(),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  const first = await openWindow(browser, {});
  await first.page.goto(GALLERY_URL);
  await first.page.waitForSelector('html[data-ready]');
  const states = JSON.parse((await first.page.textContent('body')) ?? '[]') as StateName[];
  await first.close();
  return { states, window: (options) => openWindow(browser, options), close: () => browser.close() };
}

async function openWindow(browser: Browser, { letters, ...options }: WindowOptions): Promise<GalleryWindow> {
  const context = await browser.newContext(options);
  await context.route('**/*', async (route) => {
    const { pathname } = new URL(route.request().url());
    const path = normalize(pathname === '/' ? '/index.html' : pathname);
    const folder = /^\/(?:messages\/|knowledge\/|map\.json)/u.test(path) ? 'public' : OUTPUT;
    const body = await readFile(join(folder, path)).catch(() => null);
    if (body === null) await route.abort();
    else await route.fulfill({ body, contentType: CONTENT_TYPES[extname(path)] ?? 'application/octet-stream' });
  });
  const page = await context.newPage();
  if (letters !== undefined) {
    const session = await context.newCDPSession(page);
    await session.send('Page.setFontSizes', { fontSizes: { standard: letters } });
  }
  let thrown: Error | null = null;
  /** Page in the window: another state or language of it needs no navigation. */
  let open = '';
  page.on('pageerror', (error) => (thrown = error));
  return {
    page,
    async show({ page: name, state }, language) {
      thrown = null;
      if (open === name) {
        await page.evaluate(`drawState(${JSON.stringify(state)}, ${JSON.stringify(language)})`);
      } else {
        await page.goto(`${GALLERY_URL}?${new URLSearchParams({ page: name, state, language }).toString()}`);
        await page.waitForSelector('html[data-ready]').catch((error: unknown) => {
          throw thrown ?? error;
        });
        open = name;
      }
      if (thrown !== null) throw thrown as Error;
    },
    close: () => context.close(),
  };
}
