/**
 * `npm start`: the whole of JobLantern on one machine. Builds the extension for a demo publisher and publishes its
 * signed list on loopback. Chromium opens on a demo job board. Then it lists one recruiter more: the open page warns of
 * it, too. At last it sends one sealed report from the warning to a relay. With a display it stays open until Ctrl-C;
 * without one it ends by itself.
 */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { serveChannel } from '../hub/channel/host/serve-channel.ts';
import type { PageDescription } from '../utils/contracts/page-summary.ts';
import { startBoard } from './demo/board.ts';
import { DEMO_POSTS, type DemoPost } from './demo/posts.ts';
import {
  DEMO,
  DEMO_BRAND,
  DEMO_CHANNEL,
  DEMO_PUBLISHER,
  PORTS,
  prepareDemo,
  publishFirst,
  publishLater,
} from './demo/publisher.ts';
import { takePicture } from './demo/picture.ts';
import { confirmReport, openReport, pullReport, reportLines } from './demo/report.ts';
import { textTable } from './demo/table.ts';
import { extensionOf, reasonsInShort, waitForPage } from './demo/extension-page.ts';
import { ensureKnowledge } from './knowledge/compile-knowledge.ts';
import { findChromium } from './setup/chromium.ts';
import { ensureExtension } from './setup/extension.ts';
import { commandLine } from './setup/command-line.ts';
import { hasDisplay, launchChromium } from './setup/launch-chromium.ts';
import { startLocalRelay, type LocalRelay } from './setup/local-relay.ts';
import { ensureFonts } from './setup/fonts.ts';
import { canInstallPackages } from './setup/debian-packages.ts';

const PICTURES = join(DEMO, 'screenshots');
const RELAY = join(DEMO, 'relay');
const { headless } = commandLine('start', 'Shows the whole of JobLantern on this machine.')
  .option('--headless', 'without a window; default where there is no display', !hasDisplay())
  .parse()
  .opts<{ headless: boolean }>();
const log = (line: string): void => console.log(line);

try {
  process.exitCode = await run();
} catch (error) {
  console.error(`\nThe demo stopped: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
process.exit();

async function timedStep<T>(what: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const result = await work();
  log(`  ${what} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
  return result;
}

async function run(): Promise<number> {
  log('JobLantern demo');
  await timedStep('Chromium found', () => findChromium(log));
  if (canInstallPackages()) ensureFonts(log);
  await timedStep('knowledge compiled', ensureKnowledge);
  await timedStep('demo keys and brand ready', prepareDemo);
  const extension = await timedStep('extension built with the demo root pinned', () =>
    ensureExtension({ brand: DEMO_BRAND, flavour: 'testing', browser: 'chrome' }),
  );
  await timedStep('list signed and published', publishFirst);
  await mkdir(PICTURES, { recursive: true });
  const channel = await serveChannel({ dir: DEMO_CHANNEL, port: PORTS.channel });
  const board = await startBoard(PORTS.board);
  await rm(RELAY, { recursive: true, force: true });
  const relay = await startLocalRelay(RELAY, PORTS.relay);
  const browser = await timedStep('Chromium opened', () =>
    launchChromium({ extension, headless, size: { width: 1280, height: 900 } }),
  );
  try {
    return await playDemo(browser, board.url, relay);
  } finally {
    await browser.close().catch(() => undefined);
    await Promise.all([channel.close(), board.stop(), relay.stop()]);
  }
}

async function playDemo(
  browser: Awaited<ReturnType<typeof launchChromium>>,
  url: string,
  relay: LocalRelay,
): Promise<number> {
  const control = await browser.context.newPage();
  await control.goto(`${browser.base}popup.html?control`);
  const extension = extensionOf(control);
  const list = await extension.sync();
  if (list.problem !== null) throw new Error(`the list was refused: ${list.problem.key} (${list.problem.detail})`);
  log(`  list of ${DEMO_PUBLISHER} fetched and verified: version ${list.version}, ${list.entries} entry\n`);

  const page = await browser.context.newPage();
  await page.goto(url);
  const warned = DEMO_POSTS.filter(({ expect }) => expect === 'warned').length;
  const first = await waitForPage(
    extension,
    url,
    `${DEMO_POSTS.length} posts read and ${warned} warnings drawn`,
    ({ found, drawn }) => found.length >= DEMO_POSTS.length && drawn >= warned,
  );
  log(resultTable(first));
  await takePicture(page, join(PICTURES, 'list.png'));

  const later = DEMO_POSTS.find(({ what }) => what === 'listed later') as DemoPost;
  log(`\n${DEMO_PUBLISHER} lists one recruiter more, while the page stays open ...`);
  await publishLater();
  await extension.sync();
  const second = await waitForPage(extension, url, 'the open page to warn of the new entry', ({ found }) =>
    found.some(({ post, verdict }) => post.title === later.title && verdict.kind === 'listed'),
  );
  log(resultTable(second, later));
  await takePicture(page, join(PICTURES, 'list-after-update.png'), true);

  const detail = `${url}jobs/${DEMO_POSTS[0]?.slug}`;
  const other = await browser.context.newPage();
  await other.goto(detail);
  await waitForPage(extension, detail, 'the warning on the post’s own page', ({ drawn }) => drawn > 0);
  await takePicture(other, join(PICTURES, 'detail.png'));
  log('\nThe reader presses Report, looks at what would leave, and sends it sealed ...');
  const report = await openReport(browser.context, other);
  await takePicture(report, join(PICTURES, 'report.png'), true);
  log(`  the page says: ${await confirmReport(report)}`);
  log(`  the relay holds sealed bytes; opened with the key of ${DEMO_PUBLISHER}:`);
  log(reportLines(await pullReport(relay)));

  log(`\nScreenshots: ${PICTURES}/list.png, list-after-update.png, detail.png, report.png`);

  const faults = unexpectedLevels(first);
  for (const fault of faults) log(fault);
  if (headless) return faults.length > 0 ? 1 : 0;
  log('\nThe browser stays open. End with Ctrl-C.');
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
    browser.context.once('close', () => resolve());
  });
  return 0;
}

function findPost(description: PageDescription, post: DemoPost): PageDescription['found'][number] | undefined {
  return description.found.find(({ post: { title } }) => title.trim() === post.title);
}

function resultTable(description: PageDescription, only?: DemoPost): string {
  const rows = (only === undefined ? DEMO_POSTS : [only]).map((post) => {
    const found = findPost(description, post);
    return [
      post.lang,
      post.what,
      post.title,
      found?.verdict.level ?? '(not read)',
      found === undefined ? '' : reasonsInShort(found),
    ];
  });
  return textTable(['lang', 'this is', 'post', 'level', 'reasons'], rows);
}

function unexpectedLevels(description: PageDescription): string[] {
  return DEMO_POSTS.flatMap((post) => {
    const level = findPost(description, post)?.verdict.level;
    const right = post.expect === 'warned' ? level === 'caution' || level === 'danger' : level === 'none';
    return right ? [] : [`Not as it should be: "${post.title}" is ${level ?? 'not read'}.`];
  });
}
