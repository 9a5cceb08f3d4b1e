/**
 * `npm run -s page -- FILE.html[.gz] URL [--shot OUT.png]`: what the extension reads and says on a saved page.
 *
 * The built extension (testing flavour) runs in Chromium, FILE is served at URL, and nothing else is reached. Prints one
 * JSON object: the page's status, the adapter, each post with its verdict, the warnings really drawn, and which of the
 * adapter's selectors found nothing.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import type { FoundPost } from '../utils/messaging/protocol.ts';
import { DEFAULT_BRAND } from './brand.ts';
import { describePage, openSavedPage } from './page/saved-page.ts';
import { selectorReport } from './page/selector-report.ts';
import { ensureExtension } from './setup/extension.ts';
import { launchChromium } from './setup/launch-chromium.ts';

const USAGE = 'usage: npm run -s page -- FILE.html[.gz] URL [--shot OUT.png]';

interface Wish {
  html: Buffer;
  url: string;
  shot: string | undefined;
}

async function readWish(args: string[]): Promise<Wish> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { shot: { type: 'string' } },
  });
  const [file, address, ...rest] = positionals;
  if (file === undefined || address === undefined || rest.length > 0) throw new Error(USAGE);
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !/^https?:$/u.test(url.protocol)) throw new Error(`URL must be http or https: ${address}`);
  url.hash = '';
  const bytes = await readFile(file);
  const gzipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return { html: gzipped ? gunzipSync(bytes) : bytes, url: url.href, shot: values.shot };
}

function asLine({ post, verdict }: FoundPost) {
  const { title, company, location, salary, text, contacts, kind: form, poster, url } = post;
  const { level, kind, reasons, score, language } = verdict;
  return { title, company, location, salary, text, contacts, level, kind, reasons, form, poster, url, score, language };
}

async function run({ html, url, shot }: Wish): Promise<void> {
  const extension = await ensureExtension({ brand: DEFAULT_BRAND, flavour: 'testing', browser: 'chrome' });
  const browser = await launchChromium({ extension, headless: true });
  try {
    const page = await openSavedPage(browser, html, url);
    const description = await describePage(browser, page);
    if (shot !== undefined) await page.screenshot({ path: shot });
    const { status, adapter, found, drawn, problem } = description;
    const unmatched = await selectorReport(page, url);
    console.log(
      JSON.stringify({ status, adapter, posts: found.map(asLine), warnings: drawn, url, problem, unmatched }),
    );
  } finally {
    await browser.close();
  }
}

let wish: Wish;
try {
  wish = await readWish(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(2);
}
await run(wish);
