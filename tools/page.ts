/**
 * `npm run -s page -- FILE.html[.gz] URL [--shot OUT.png] [--brand FOLDER]` prints what the extension reads on a saved
 * page, and its verdicts.
 *
 * Runs the built extension (testing flavour) in Chromium and serves FILE at URL. All other requests are aborted, except
 * those to the channel of a brand given by `--brand`. Prints one JSON object: status, adapter, posts with verdicts, number
 * of warnings drawn, selectors of the adapter without a match (`unmatched`), and empty fields (`empty`).
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import type { ChannelStatus } from '../utils/contracts/channel-status.ts';
import type { FoundPost } from '../utils/contracts/page-summary.ts';
import { DEFAULT_BRAND } from './brand/read-brand.ts';
import { extensionOf } from './demo/extension-page.ts';
import { emptyFields } from './page/empty-fields.ts';
import { describePage, openSavedPage } from './page/saved-page.ts';
import { selectorReport } from './page/selector-report.ts';
import { ensureExtension } from './setup/extension.ts';
import { launchChromium, type LaunchedChromium } from './setup/launch-chromium.ts';

const USAGE = 'usage: npm run -s page -- FILE.html[.gz] URL [--shot OUT.png] [--brand FOLDER]';

interface PageOptions {
  html: Buffer;
  url: string;
  shot: string | undefined;
  brand: string | undefined;
}

async function parseOptions(args: string[]): Promise<PageOptions> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { shot: { type: 'string' }, brand: { type: 'string' } },
  });
  const [file, address, ...rest] = positionals;
  if (file === undefined || address === undefined || rest.length > 0) throw new Error(USAGE);
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !/^https?:$/u.test(url.protocol)) throw new Error(`URL must be http or https: ${address}`);
  url.hash = '';
  const bytes = await readFile(file);
  const gzipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return { html: gzipped ? gunzipSync(bytes) : bytes, url: url.href, shot: values.shot, brand: values.brand };
}

function toOutput({ post, verdict }: FoundPost) {
  const { title, company, location, salary, text, contacts, kind: form, poster, url } = post;
  const { level, kind, reasons, score, language } = verdict;
  return { title, company, location, salary, text, contacts, level, kind, reasons, form, poster, url, score, language };
}

/** Syncs the brand's channel, as "update now" in the popup does. */
async function syncList(
  browser: LaunchedChromium,
): Promise<Pick<ChannelStatus, 'publisher' | 'version' | 'entries' | 'problem'>> {
  const page = await browser.context.newPage();
  await page.goto(`${browser.base}popup.html?control`);
  const { publisher, version, entries, problem } = await extensionOf(page).sync();
  await page.close();
  return { publisher, version, entries, problem };
}

async function printPage({ html, url, shot, brand }: PageOptions): Promise<void> {
  const extension = await ensureExtension({ brand: brand ?? DEFAULT_BRAND, flavour: 'testing', browser: 'chrome' });
  const browser = await launchChromium({ extension, headless: true });
  try {
    const list = brand === undefined ? {} : { list: await syncList(browser) };
    const page = await openSavedPage(browser, html, url);
    const description = await describePage(browser, page);
    if (shot !== undefined) await page.screenshot({ path: shot });
    const { status, adapter, found, drawn, problem } = description;
    const unmatched = await selectorReport(page, url);
    const empty = emptyFields(found.map(({ post }) => post));
    const posts = found.map(toOutput);
    console.log(JSON.stringify({ status, adapter, posts, warnings: drawn, url, problem, unmatched, empty, ...list }));
  } finally {
    await browser.close();
  }
}

let options: PageOptions;
try {
  options = await parseOptions(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(2);
}
await printPage(options);
