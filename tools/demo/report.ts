/** The demo's reader reports the lure: from the button in the page, through the report page, sealed to the relay. */
import type { BrowserContext, Page } from 'playwright-core';
import type { ReportDocument } from '../../utils/report/report-document.ts';
import { readIdentities } from '../../hub/relay/pull-reports.ts';
import { closedRoots } from '../setup/closed-roots.ts';
import type { LocalRelay } from '../setup/local-relay.ts';
import { DEMO_IDENTITY } from './publisher.ts';

const WAIT_MS = 20_000;

/** Presses "Report" in the page's warning with the mouse; gives the report page. */
export async function openReport(context: BrowserContext, page: Page): Promise<Page> {
  const session = await context.newCDPSession(page);
  const end = performance.now() + WAIT_MS;
  while (performance.now() < end) {
    const controls = (await closedRoots(session)).flatMap((root) => root.controls);
    const button = controls.find(({ label }) => /^report/iu.test(label));
    // A click counts only once the button has been in view for half a second.
    if (button !== undefined) await page.mouse.click(button.x + button.width / 2, button.y + button.height / 2);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const opened = context.pages().find((open) => open.url().includes('report.html'));
    if (opened !== undefined) {
      await opened.waitForSelector('#send');
      return opened;
    }
  }
  throw new Error('the report page did not open');
}

/** Confirms and sends; gives what the page then says. */
export async function confirmReport(report: Page): Promise<string> {
  await report.click('fieldset input[type="checkbox"]');
  await report.fill('#words', 'They asked for my passport before saying where the office is.');
  await report.click('#send');
  await report.waitForSelector('#outcome');
  return (await report.innerText('#outcome')).trim();
}

/** The newest report at the relay, opened with the demo's key. */
export async function pullReport(relay: LocalRelay): Promise<ReportDocument> {
  const pulled = await relay.pull(await readIdentities(DEMO_IDENTITY));
  const newest = pulled.at(-1);
  if (newest === undefined) throw new Error('no report reached the relay');
  if ('error' in newest) throw new Error(newest.error);
  return newest.report;
}

/** The report in few lines, as a moderator would skim it. */
export function reportLines({ kind, createdOn, post, verdict, categories, words }: ReportDocument): string {
  const lines = [
    ['kind', kind],
    ['day', createdOn],
    ['title', post.title ?? '(taken out)'],
    ['contacts', (post.contacts ?? []).join(', ') || '(in the text)'],
    ['text', `${(post.text ?? '').slice(0, 90)}...`],
    ['signs', verdict?.reasons.join(', ') ?? 'none'],
    ['happened', categories.join(', ')],
    ['words', words],
  ];
  return lines.map(([name, value]) => `  ${name?.padEnd(9)} ${value}`).join('\n');
}
