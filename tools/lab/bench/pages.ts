/** How long the extension's pages take until they can be used, and a pasted conversation until its result is shown. */
import { cpus, loadavg } from 'node:os';
import type { Page } from 'playwright-core';
import { DEFAULT_BRAND } from '../../brand/read-brand.ts';
import { ensureExtension } from '../../setup/extension.ts';
import { launchChromium, type LaunchedChromium } from '../../setup/launch-chromium.ts';
import { until } from '../../../tests/e2e/harness/driver.ts';
import { preparePublisher } from '../../../tests/e2e/harness/publisher.ts';
import { startStory } from '../../../tests/e2e/harness/story.ts';
import { median } from './interleave.ts';
import { makeConversation } from './conversation.ts';

export const PAGES = ['popup', 'check', 'help', 'options'] as const;

type PageMs = Record<(typeof PAGES)[number], number>;

/** Milliseconds. */
export const PAGE_BARS = { open: 150, openLate: 200, openFirefox: 200, conversation: 100 } as const;

export interface PageTimes {
  /** Median from the start of the navigation until a control is drawn. */
  open: PageMs;
  /** The same while the organisation's policy takes `LATE_POLICY_MS`. */
  openLate: PageMs;
  /** Median from the start of the navigation to the first contentful paint in Firefox. */
  openFirefox: PageMs;
  /** Median from the click until the result of a conversation is drawn, and how many messages it has. */
  conversation: { messages: number; ms: number };
}

const MESSAGES = 20;
/** A browser that has just started answered this late. */
const LATE_POLICY_MS = 2500;
/** Answers `storage.managed` late; runs before any script of the page. The polyfill calls with a callback. */
const LATE_POLICY_SCRIPT = `{
  const { managed } = chrome.storage;
  const get = managed.get.bind(managed);
  managed.get = (...args) => {
    const late = new Promise((resolve) => setTimeout(resolve, ${LATE_POLICY_MS}));
    if (typeof args.at(-1) !== 'function') return late.then(() => get(...args));
    void late.then(() => get(...args));
  };
}`;

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
    const [open, late] = [noTimes(), noTimes()];
    // In turn, so that whatever else the machine does falls on all of them; the first round warms up.
    for (let round = -1; round < rounds; round++) {
      for (const name of PAGES) {
        const [ms, lateMs] = [await timeOpening(run, name, false), await timeOpening(run, name, true)];
        if (round < 0) continue;
        open[name].push(ms);
        late[name].push(lateMs);
      }
    }
    return {
      open: medians(open),
      openLate: medians(late),
      openFirefox: await timeFirefox(rounds),
      conversation: { messages: MESSAGES, ms: await timeConversation(run, rounds) },
    };
  } finally {
    await run.close();
  }
}

const noTimes = (): Record<(typeof PAGES)[number], number[]> => ({ popup: [], check: [], help: [], options: [] });

const medians = (times: Record<(typeof PAGES)[number], number[]>): PageMs =>
  Object.fromEntries(Object.entries(times).map(([name, all]) => [name, median(all)])) as PageMs;

/** Nothing of a page is painted before its controls: it can be used from its first paint on. */
async function timeFirefox(rounds: number): Promise<PageMs> {
  await preparePublisher();
  const story = await startStory('firefox');
  try {
    const times = noTimes();
    for (let round = -1; round < rounds; round++) {
      for (const name of PAGES) {
        const tab = await story.driver.openExtension(`${name}.html`);
        const ms = await until('the first paint', () =>
          tab.evaluate<number | null>(
            `return performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null;`,
          ),
        );
        if (round >= 0) times[name].push(ms);
        await tab.close();
      }
    }
    return medians(times);
  } finally {
    await story.close();
  }
}

async function newPage(run: LaunchedChromium, name: string, isPolicyLate = false): Promise<Page> {
  const page = await run.context.newPage();
  if (isPolicyLate) await page.addInitScript(LATE_POLICY_SCRIPT);
  await page.addInitScript(RECORD_READY_SCRIPT);
  await page.goto(`${run.base}${name}.html`);
  await page.evaluate(WAIT_READY_SCRIPT);
  return page;
}

async function timeOpening(run: LaunchedChromium, name: string, isPolicyLate: boolean): Promise<number> {
  const page = await newPage(run, name, isPolicyLate);
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

export function reportPages({ open, openLate, openFirefox, conversation: talk }: PageTimes): string {
  const line = (name: string, ms: number, bar: number): string =>
    `${name.padEnd(44)} ${ms.toFixed(0).padStart(5)} ms  (bar ${bar} ms) ${ms <= bar ? 'kept' : 'MISSED'}`;
  const load = `${cpus().length} cores, load ${loadavg()[0]?.toFixed(1) ?? '?'} (a busy machine is slower); medians`;
  return [
    load,
    ...PAGES.map((name) => line(`${name}: open to usable, median`, open[name], PAGE_BARS.open)),
    ...PAGES.map((name) => line(`${name}: the same, policy late`, openLate[name], PAGE_BARS.openLate)),
    ...PAGES.map((name) => line(`${name}: the same in Firefox`, openFirefox[name], PAGE_BARS.openFirefox)),
    line(`a conversation of ${talk.messages} messages, click to result`, talk.ms, PAGE_BARS.conversation),
  ].join('\n');
}
