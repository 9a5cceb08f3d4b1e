/** Takes pictures of a brand's build in Chromium, light and dark, in its first language. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from '../../hub/refusal.ts';
import { DEMO_POSTS } from '../demo/posts.ts';
import { describePage, openSavedPage } from '../page/saved-page.ts';
import { ensureExtension } from '../setup/extension.ts';
import { launchChromium, type LaunchedChromium } from '../setup/launch-chromium.ts';
import { checkBrand } from './check-brand.ts';

const PAGES = ['welcome', 'options', 'help', 'popup'] as const;
const SIZE = { width: 420, height: 800 };
const POST_SIZE = { width: 900, height: 800 };
const POST_URL = 'https://jobs.example.com/post';

/** @param out folder for the pictures  @returns their files. Throws a Refusal that names every fault of the brand. */
export async function previewBrand(folder: string, out: string): Promise<string[]> {
  const { brand, faults } = await checkBrand(folder);
  if (brand === null || faults.length > 0) throw new Refusal(...faults);
  const language = brand.languages?.[0] ?? 'en';
  const extension = await ensureExtension({ brand: folder, flavour: 'testing', browser: 'chrome' });
  await mkdir(out, { recursive: true });
  const files: string[] = [];
  for (const theme of ['light', 'dark'] as const) {
    const browser = await launchChromium({
      extension,
      headless: true,
      darkMode: theme === 'dark',
      size: SIZE,
    });
    try {
      await chooseLanguage(browser, language);
      for (const page of PAGES) files.push(await takePage(browser, page, join(out, `${page}-${theme}.png`)));
      files.push(await takeWarning(browser, language, join(out, `warning-${theme}.png`)));
    } finally {
      await browser.close();
    }
  }
  return files;
}

/** Sets the language in the settings, independent of the browser's language. */
async function chooseLanguage({ context, base }: LaunchedChromium, language: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(`${base}options.html`);
  const message = JSON.stringify({ name: 'settings.set', data: { language } });
  await page.evaluate(`chrome.runtime.sendMessage(${message})`);
  await page.close();
}

async function takePage({ context, base }: LaunchedChromium, name: string, path: string): Promise<string> {
  const page = await context.newPage();
  await page.goto(`${base}${name}.html`);
  await page.waitForSelector('main .head');
  // The popup sets its own width.
  if (name === 'popup') await page.locator('body').screenshot({ path });
  else await page.screenshot({ path, fullPage: name !== 'help' });
  await page.close();
  return path;
}

/** Opens the demo's lure, in the brand's language if there is one, as a post on an unknown job board. */
async function takeWarning(browser: LaunchedChromium, language: string, path: string): Promise<string> {
  const lures = DEMO_POSTS.filter(({ what }) => what === 'lure');
  const post = lures.find(({ lang }) => lang === language) ?? lures[0];
  if (post === undefined) throw new Error('The demo has no lure.');
  const posting = {
    '@context': 'https://schema.org',
    '@type': 'JobPosting',
    title: post.title,
    description: post.text,
    jobLocation: post.location,
  };
  const html = `<!doctype html><html lang="${post.lang}"><meta charset="utf-8"><meta name="color-scheme" content="light dark">
<title>${post.title}</title><script type="application/ld+json">${JSON.stringify(posting)}</script>
<main style="max-width:440px;font:16px/1.6 sans-serif;padding:16px"><h1>${post.title}</h1><p>${post.location}</p><p>${post.salary}</p><p>${post.text}</p></main></html>`;
  const page = await openSavedPage(browser, Buffer.from(html), POST_URL);
  await page.setViewportSize(POST_SIZE);
  const { drawn } = await describePage(browser, page);
  if (drawn === 0) throw new Error(`No warning was drawn beside the demo's post "${post.slug}".`);
  await page.screenshot({ path });
  await page.close();
  return path;
}
