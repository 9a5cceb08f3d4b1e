/** How long our own pages take until they can be used, and a pasted conversation until its result stands there. */
import { cpus, loadavg } from 'node:os';
import type { Page } from 'playwright-core';
import { DEFAULT_BRAND } from '../../brand/read-brand.ts';
import { ensureExtension } from '../../setup/extension.ts';
import { launchChromium, type LaunchedChromium } from '../../setup/launch-chromium.ts';
import { median } from './interleave.ts';
import { makeConversation } from './conversation.ts';

export const PAGES = ['popup', 'check', 'help', 'options'] as const;

/** Milliseconds. */
export const PAGE_BARS = { open: 150, conversation: 100 } as const;

export interface PageTimes {
  /** Median from the start of the navigation until a control is drawn. */
  open: Record<(typeof PAGES)[number], number>;
  /** Median from the click until the result of a conversation is drawn, and how many messages it has. */
  conversation: { messages: number; ms: number };
}

const MESSAGES = 20;

/** Notes when the first control of the page has been drawn; runs before any script of the page. */
const RECORD_READY_SCRIPT = `
  new MutationObserver((_changes, observer) => {
    if (document.querySelector('main :is(button, a, input, select, textarea)') === null) return;
    observer.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => { window.ready = performance.now(); }));
  }).observe(document, { childList: true, subtree: true });`;

const WAIT_READY_SCRIPT = `
  new Promise((resolve) => {
    const look = () => (window.ready === undefined ? setTimeout(look, 5) : resolve());
    look();
  })`;

const CHECK_SCRIPT = `
  new Promise((resolve) => {
    const start = performance.now();
    new MutationObserver((_changes, observer) => {
      if (document.querySelector('#result') === null) return;
      observer.disconnect();
      requestAnimationFrame(() => resolve(performance.now() - start));
    }).observe(document.body, { childList: true, subtree: true });
    document.querySelector('#check').click();
  })`;

/** In real Chromium with the extension as it is packaged. @param rounds times each page is opened */
export async function timePages(rounds: number): Promise<PageTimes> {
  const extension = await ensureExtension({ brand: DEFAULT_BRAND, flavour: 'production', browser: 'chrome' });
  const run = await launchChromium({ extension, headless: true });
  try {
    const open = { popup: [], check: [], help: [], options: [] } as Record<(typeof PAGES)[number], number[]>;
    // In turn, so that whatever else the machine does falls on all of them; the first round warms up.
    for (let round = -1; round < rounds; round++) {
      for (const name of PAGES) {
        const ms = await timeOpening(run, name);
        if (round >= 0) open[name].push(ms);
      }
    }
    return {
      open: {
        popup: median(open.popup),
        check: median(open.check),
        help: median(open.help),
        options: median(open.options),
      },
      conversation: { messages: MESSAGES, ms: await timeConversation(run, rounds) },
    };
  } finally {
    await run.close();
  }
}

async function newPage(run: LaunchedChromium, name: string): Promise<Page> {
  const page = await run.context.newPage();
  await page.addInitScript(RECORD_READY_SCRIPT);
  await page.goto(`${run.base}${name}.html`);
  await page.evaluate(WAIT_READY_SCRIPT);
  return page;
}

async function timeOpening(run: LaunchedChromium, name: string): Promise<number> {
  const page = await newPage(run, name);
  const ms = Number(await page.evaluate('window.ready'));
  await page.close();
  return ms;
}

async function timeConversation(run: LaunchedChromium, rounds: number): Promise<number> {
  const page = await newPage(run, 'check');
  const times: number[] = [];
  for (let round = -1; round < rounds; round++) {
    await page.fill('#message', makeConversation(MESSAGES, round));
    const ms = Number(await page.evaluate(CHECK_SCRIPT));
    if (round >= 0) times.push(ms);
    await page.click('#again');
    await page.waitForSelector('#result', { state: 'detached' });
  }
  await page.close();
  return median(times);
}

export function reportPages({ open, conversation: talk }: PageTimes): string {
  const line = (name: string, ms: number, bar: number): string =>
    `${name.padEnd(44)} ${ms.toFixed(0).padStart(5)} ms  (bar ${bar} ms) ${ms <= bar ? 'kept' : 'MISSED'}`;
  const load = `${cpus().length} cores, load ${loadavg()[0]?.toFixed(1) ?? '?'} (a busy machine is slower); medians in Chromium`;
  return [
    load,
    ...PAGES.map((name) => line(`${name}: open to usable, median`, open[name], PAGE_BARS.open)),
    line(`a conversation of ${talk.messages} messages, click to result`, talk.ms, PAGE_BARS.conversation),
  ].join('\n');
}
