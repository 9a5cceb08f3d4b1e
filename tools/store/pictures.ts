/** Takes the stores' screenshots: the warning on the demo board, and pages of the extension, in desktop and phone size. */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContextOptions } from 'playwright-core';
import { DEFAULT_BRAND } from '../brand/read-brand.ts';
import { startBoard, type Board } from '../demo/board.ts';
import { takePicture } from '../demo/picture.ts';
import { DEMO_POSTS } from '../demo/posts.ts';
import { describePage } from '../page/saved-page.ts';
import { openGallery, type Gallery, type StateName } from '../screens/open-gallery.ts';
import { ensureExtension } from '../setup/extension.ts';
import { launchChromium } from '../setup/launch-chromium.ts';
import { readPngHeader } from './png.ts';
import type { Rules } from './rules.ts';
import type { Picture } from './texts.ts';

/** Gallery states of the pages; the warning is taken from a real page. */
const STATES: Readonly<Record<Exclude<Picture, 'warning'>, StateName & { /** What is to be seen. */ from?: string }>> =
  {
    check: { page: 'check', state: 'chat', from: '#result' },
    help: { page: 'help', state: 'in-cambodia' },
    report: { page: 'report', state: 'form', from: 'section:has(.letter)' },
    welcome: { page: 'welcome', state: 'where' },
  };

/** CSS pixels of a common phone. The stores' own size is the desktop's. */
const PHONE_VIEWPORT = { width: 360, height: 720 };

/** Moves the post aside on a wide screen, so that the panel does not cover it. */
const ROOM_FOR_PANEL =
  '<style>@media (min-width: 1000px) { main { margin-inline-start: 16px; max-inline-size: 840px; } }</style>';

interface Size {
  name: string;
  viewport: { width: number; height: number };
  /** Device pixels. */
  scale: number;
}

/** Writes `<size>/<language>/<n>-<picture>.png`; @returns their number. Throws an Error for one that a store would reject. */
export async function takeStorePictures(folder: string, languages: readonly string[], rules: Rules): Promise<number> {
  const { width, height } = rules.stores.chrome.screenshots;
  const sizes: Size[] = [
    { name: 'desktop', viewport: { width, height }, scale: 1 },
    { name: 'phone', viewport: PHONE_VIEWPORT, scale: 2 },
  ];
  const gallery = await openGallery();
  const board = await startBoard(0);
  let taken = 0;
  try {
    for (const size of sizes) {
      for (const language of languages) {
        const place = join(folder, size.name, language);
        await mkdir(place, { recursive: true });
        await pictureWarning(board, size, language, join(place, '1-warning.png'));
        await picturePages(gallery, size, language, place);
        taken += 1 + Object.keys(STATES).length;
      }
    }
  } finally {
    await board.stop();
    await gallery.close();
  }
  return taken;
}

async function picturePages(gallery: Gallery, size: Size, language: string, place: string): Promise<void> {
  const look: BrowserContextOptions = {
    viewport: size.viewport,
    deviceScaleFactor: size.scale,
    colorScheme: 'light',
    reducedMotion: 'reduce',
  };
  const window = await gallery.window(look);
  for (const [at, [name, { from = 'body', ...state }]] of Object.entries(STATES).entries()) {
    await window.show(state, language);
    await window.page.evaluate(`document.activeElement.blur();
      scrollTo(0, document.querySelector(${JSON.stringify(from)}).getBoundingClientRect().top + scrollY - 16)`);
    const path = join(place, `${at + 2}-${name}.png`);
    await takePicture(window.page, path);
    await requireSize(path, size);
  }
  await window.close();
}

/** Takes the warning on the demo board's post in the language, or in English where there is none. */
async function pictureWarning(board: Board, size: Size, language: string, path: string): Promise<void> {
  const extension = await ensureExtension({ brand: DEFAULT_BRAND, flavour: 'testing', browser: 'chrome' });
  const lures = DEMO_POSTS.filter(({ what }) => what === 'lure');
  const { slug = '' } = lures.find(({ lang }) => lang === language) ?? lures[0] ?? {};
  const browser = await launchChromium({
    extension,
    headless: true,
    size: size.viewport,
    scale: size.scale,
    locale: language,
  });
  try {
    const page = await browser.context.newPage();
    await page.route(`${board.url}jobs/*`, async (route) => {
      const html = await (await route.fetch()).text();
      await route.fulfill({
        contentType: 'text/html; charset=utf-8',
        body: html.replace('</head>', `${ROOM_FOR_PANEL}</head>`),
      });
    });
    await page.goto(`${board.url}jobs/${slug}`);
    const { drawn } = await describePage(browser, page);
    if (drawn !== 1) throw new Error(`${board.url}jobs/${slug}: ${drawn} warnings were drawn, not one`);
    await takePicture(page, path);
    await requireSize(path, size);
  } finally {
    await browser.close();
  }
}

/** Throws an Error unless the picture has exactly this size and no transparency, as stores require. */
async function requireSize(path: string, { viewport, scale }: Size): Promise<void> {
  const png = readPngHeader(await readFile(path));
  const wanted = `${viewport.width * scale}x${viewport.height * scale}`;
  if (png === null || png.alpha || `${png.width}x${png.height}` !== wanted) {
    throw new Error(
      `${path}: is ${png === null ? 'no PNG' : `${png.width}x${png.height}${png.alpha ? ' with transparency' : ''}`}, not ${wanted}`,
    );
  }
}
