/**
 * `npm run -s page -- FILE.html[.gz] URL [--shot OUT.png] [--brand FOLDER]` prints what is read on a saved page, and
 * the verdicts.
 *
 * Runs the built extension (testing flavour) in Chromium and serves FILE at URL. All other requests are aborted, except
 * those to the channel of a brand given by `--brand`. Prints one JSON object: status, adapter, posts with verdicts, and
 * number of warnings drawn. `unmatched` are selectors of the adapter without a match, `empty` are empty fields.
 */
import { InvalidArgumentError } from 'commander';
import type { ChannelStatus } from '../utils/contracts/channel-status.ts';
import type { JudgedPost } from '../utils/contracts/page-summary.ts';
import { DEFAULT_BRAND } from './brand/read-brand.ts';
import { extensionOf } from './demo/extension-page.ts';
import { emptyFields } from './page/empty-fields.ts';
import { describePage, openSavedPage } from './page/saved-page.ts';
import { selectorReport } from './page/selector-report.ts';
import { readMaybeGzipped } from './page/read-maybe-gzipped.ts';
import { commandLine, runCommandLine } from './setup/command-line.ts';
import { ensureExtension } from './setup/extension.ts';
import { launchChromium, type LaunchedChromium } from './setup/launch-chromium.ts';

interface PageOptions {
  shot?: string;
  brand?: string;
}

/** @throws InvalidArgumentError for an address that is not http(s) */
function parseAddress(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !/^https?:$/u.test(url.protocol)) throw new InvalidArgumentError('It must be http or https.');
  url.hash = '';
  return url.href;
}

function toOutput({ post, verdict }: JudgedPost) {
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

async function printPage(file: string, url: string, { shot, brand }: PageOptions): Promise<void> {
  const html = await readMaybeGzipped(file);
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

await runCommandLine(
  commandLine('page', 'Prints what the extension reads on a saved page, and its verdicts, as JSON.')
    .argument('<file>', 'the page as HTML, may be gzipped')
    .argument('<url>', 'address at which it is served', parseAddress)
    .option('--shot <out.png>', 'also takes a screenshot')
    .option('--brand <folder>', 'builds this brand, and syncs its channel')
    .action(printPage),
);
