/** Measures the script time that the extension adds to pages, compared with the same page without it. */
import { median } from '../interleave.ts';
import { pause, SIDES, type Browser, type OpenTab, type ComparedBrowsers, type Side } from './compared-browsers.ts';
import { emptyFeed, facebookGroup, linkedinList, newsPage } from './site-pages.ts';
import { startTrace } from './trace.ts';

export interface SavedPage {
  name: string;
  url: string;
  html: string | Buffer;
}

export interface AddedTime {
  /** Median script time without and with the extension, milliseconds. */
  without: number;
  with: number;
  /** Added by the extension, median of the differences of each round, milliseconds. */
  added: number;
  /** Added by a bare extension that only sends its worker one message, likewise. */
  bare: number;
  /** Median of the ratios of both in each round. */
  ratio: number;
  /** Longest time for which the extension's code runs without a break, median, milliseconds. */
  longestRun: number;
}

export interface Growth {
  /** Median script time with an empty MutationObserver, and with the extension, milliseconds. */
  empty: number;
  own: number;
  /** Median of the ratios of each round. */
  ratio: number;
}

/** Time measured after the load, milliseconds; with the extension longer than its own `SETTLE_MS`. */
const SETTLE_MS: Record<Browser, number> = { with: 3600, without: 800, bare: 800 };
const ELEMENTS = 10_000;
const BATCH = 100;

export const PAGES: readonly SavedPage[] = [
  {
    name: 'LinkedIn list in its real structure, 60 cards, 400 KB of hidden data',
    url: 'https://www.linkedin.com/jobs/search?keywords=x',
    html: linkedinList(60),
  },
  {
    name: 'Facebook group in its real structure, 40 posts, 400 KB of hidden data',
    url: 'https://www.facebook.com/groups/1000000000001',
    html: facebookGroup(40),
  },
];

export const PAGES_WITHOUT_POSTS: readonly SavedPage[] = [
  { name: 'site with an adapter, page without posts', url: 'https://www.linkedin.com/company/x/', html: newsPage() },
  { name: 'unknown site, page of news', url: 'https://paper.example/bridge', html: newsPage() },
];

export async function timePage(pair: ComparedBrowsers, page: SavedPage, rounds: number): Promise<AddedTime> {
  const times: Record<Browser, number[]> = { with: [], without: [], bare: [] };
  const longest: number[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const side of [...SIDES, 'bare'] as const) {
      const tab = await pair.newTab(side);
      const stop = await startTrace(tab);
      await tab.go(page.url, page.html);
      await pause(SETTLE_MS[side]);
      const { script, longestOwn } = await stop();
      times[side].push(script);
      if (side === 'with') longest.push(longestOwn);
      await tab.close();
    }
  }
  // Compared within a round, so that a slower minute of the machine falls on both sides.
  const minus = (side: Browser): number[] =>
    times[side].map((time, round) => time - (times.without[round] ?? Number.NaN));
  const [added, bare] = [minus('with'), minus('bare')];
  return {
    without: median(times.without),
    with: median(times.with),
    added: median(added),
    bare: median(bare),
    ratio: median(added.map((time, round) => time / (bare[round] ?? Number.NaN))),
    longestRun: median(longest),
  };
}

const GROW_SCRIPT = `async () => {
  const list = document.createElement('section');
  document.body.append(list);
  for (let done = 0; done < ${ELEMENTS}; done += ${BATCH}) {
    for (let i = 0; i < ${BATCH} / 2; i++) {
      const row = document.createElement('div');
      const cell = document.createElement('span');
      cell.textContent = 'Row ' + (done + i);
      row.append(cell);
      list.append(row);
    }
    await new Promise((next) => setTimeout(next, 10));
  }
}`;
const EMPTY_OBSERVER_SCRIPT = 'new MutationObserver(() => {}).observe(document, { childList: true, subtree: true })';

/** Measures a page that appends `ELEMENTS` elements in batches of `BATCH`. */
export async function timeGrowth(pair: ComparedBrowsers, url: string, rounds: number): Promise<Growth> {
  const times: Record<Side, number[]> = { with: [], without: [] };
  for (let round = 0; round < rounds; round++) {
    for (const side of SIDES) {
      const tab = await pair.open(side, url, emptyFeed());
      if (side === 'without') await tab.page.evaluate(EMPTY_OBSERVER_SCRIPT);
      await pause(SETTLE_MS[side]);
      times[side].push(await traceScript(tab, `(${GROW_SCRIPT})()`));
      await tab.close();
    }
  }
  const ratios = times.with.map((time, round) => time / (times.without[round] ?? Number.NaN));
  return { empty: median(times.without), own: median(times.with), ratio: median(ratios) };
}

async function traceScript(tab: OpenTab, script: string): Promise<number> {
  const stop = await startTrace(tab);
  await tab.page.evaluate(script);
  await pause(2000);
  return (await stop()).script;
}
