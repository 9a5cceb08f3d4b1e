/** Takes screenshots of warnings on pages in the structure of real sites, at desktop and phone width. */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SiteKnowledge } from '../../utils/sites/adapter.ts';
import { DEFAULT_BRAND } from '../brand/read-brand.ts';
import { describePage, openSavedPage } from '../page/saved-page.ts';
import { ensureExtension } from '../setup/extension.ts';
import { launchChromium } from '../setup/launch-chromium.ts';
import { plantLure } from './plant-lure.ts';

const SITES = [
  'linkedin/classic-split',
  'linkedin/guest-detail',
  'indeed/split',
  'seek/list',
  'others/totaljobs-list',
  'others/topcv-list',
  'others/naukri-list',
  'facebook/group',
  'others/telegram-preview',
  'unknown/gulf-board-list-ar',
  'unknown/definition-list-ja',
];
const WINDOW_SIZES = { desktop: { width: 1280, height: 800 }, phone: { width: 360, height: 740 } };
/** Time for the warning to be placed again after a resize, milliseconds. */
const SETTLE_MS = 700;

/** @returns one line for each screenshot: file name, status, posts and warnings */
export async function takeScreenshots(folder: string, sites: SiteKnowledge): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const extension = await ensureExtension({ brand: DEFAULT_BRAND, flavour: 'testing', browser: 'chrome' });
  const browser = await launchChromium({ extension, headless: true });
  const lines: string[] = [];
  try {
    for (const name of SITES) {
      const source = readFileSync(`tests/fixtures/sites/${name}.html`, 'utf8');
      const head = /^<!--([\s\S]*?)-->/u.exec(source)?.[1] ?? '{}';
      const { url } = JSON.parse(head) as { url: string };
      const html = plantLure(source.slice(head.length + 7), url, sites);
      const page = await openSavedPage(browser, Buffer.from(`<!doctype html>${html}`), url);
      for (const [width, size] of Object.entries(WINDOW_SIZES)) {
        await page.setViewportSize(size);
        await page.waitForTimeout(SETTLE_MS);
        const { status, posts, drawn } = await describePage(browser, page);
        const file = `${name.replace('/', '-')}-${width}.png`;
        await page.screenshot({ path: join(folder, file) });
        lines.push(`${file}\t${status}\t${posts} posts\t${drawn} warnings`);
      }
      await page.close();
    }
  } finally {
    await browser.close();
  }
  return lines;
}
