/** Measures what the extension costs the pages it reads, in Chromium, compared with the same pages without it. */
import { readMaybeGzipped } from '../../page/read-maybe-gzipped.ts';
import { startComparedBrowsers, type ComparedBrowsers } from './dom/compared-browsers.ts';
import { timeWarnings, type Latency } from './dom/latency.ts';
import { measureFootprint, measureHeap, measureShift, type Footprint, type HeapGrowth } from './dom/page-footprint.ts';
import {
  PAGES,
  timeGrowth,
  timePage,
  PAGES_WITHOUT_POSTS,
  type AddedTime,
  type Growth,
  type SavedPage,
} from './dom/script-times.ts';

export const DOM_BARS = {
  scanBytes: 15_000,
  preactBytes: 0,
  growthRatio: 1.4,
  addedMs: 30,
  longestRunMs: 16,
  withoutPostsMs: 3,
  withoutPostsRatio: 5,
  messagesAfterLoad: 0,
  warmMs: 150,
  stoppedMs: 400,
  layoutShift: 0.01,
  heapMegabytes: 20,
} as const;

/** Pages without posts are measured as many times more often: what a bare extension costs wavers by a fifth. */
const ROUNDS_WITHOUT_POSTS = 3;

export interface DomTimes {
  footprint: Footprint;
  /** 10,000 elements appended, by kind of site. */
  growth: Record<'with an adapter' | 'unknown', Growth>;
  pages: Record<string, AddedTime>;
  withoutPosts: Record<string, AddedTime>;
  latency: Latency;
  /** Of an earlier extension, measured in turn; null without one. */
  earlier: Latency | null;
  layoutShift: number;
  heap: HeapGrowth;
}

/**
 * @param saved further pages, e.g. saved pages of real sites
 * @param against folder of an earlier extension, built as the testing flavour: its warnings are timed as well
 */
export async function timeDom(rounds: number, saved: readonly SavedPage[], against?: string): Promise<DomTimes> {
  const browsers = await startComparedBrowsers();
  try {
    const timeAll = async (pages: readonly SavedPage[], pageRounds: number): Promise<Record<string, AddedTime>> => {
      const times: Record<string, AddedTime> = {};
      for (const page of pages) times[page.name] = await timePage(browsers, page, pageRounds);
      return times;
    };
    return {
      footprint: await measureFootprint(browsers),
      ...(await timeLatency(browsers, rounds, against)),
      layoutShift: await measureShift(browsers),
      growth: {
        'with an adapter': await timeGrowth(browsers, 'https://www.facebook.com/groups/1000000000004', rounds),
        unknown: await timeGrowth(browsers, 'https://board.example/rows', rounds),
      },
      pages: await timeAll([...PAGES, ...saved], rounds),
      withoutPosts: await timeAll(PAGES_WITHOUT_POSTS, ROUNDS_WITHOUT_POSTS * rounds),
      heap: await measureHeap(browsers),
    };
  } finally {
    await browsers.close();
  }
}

async function timeLatency(
  own: ComparedBrowsers,
  rounds: number,
  against?: string,
): Promise<Pick<DomTimes, 'latency' | 'earlier'>> {
  if (against === undefined) return { latency: (await timeWarnings([own], rounds))[0]!, earlier: null };
  const other = await startComparedBrowsers(against);
  try {
    const [latency, earlier] = await timeWarnings([own, other], 3 * rounds);
    return { latency: latency!, earlier: earlier! };
  } finally {
    await other.close();
  }
}

/** Reads the page of a `--page FILE=URL` argument; the file may be gzipped. Throws an Error that names the fault. */
export async function readSavedPage(argument: string): Promise<SavedPage> {
  const at = argument.indexOf('=');
  const [file, url] = [argument.slice(0, at), argument.slice(at + 1)];
  if (at < 1 || !/^https?:/u.test(url)) throw new Error(`--page must be FILE=URL: ${argument}`);
  return { name: file.split('/').at(-1) ?? file, url, html: await readMaybeGzipped(file) };
}

export function reportDom(times: DomTimes): string {
  const { footprint, growth, pages, withoutPosts, latency, earlier, layoutShift, heap } = times;
  const line = (name: string, value: number, bar: number, unit: string): string =>
    `${name.padEnd(76)} ${value.toFixed(value < 10 ? 3 : 1).padStart(9)}${unit}  (bar ${bar}${unit}) ${value <= bar ? 'kept' : 'MISSED'}`;
  const bars = DOM_BARS;
  return [
    line('script in every page', footprint.scanBytes, bars.scanBytes, ' B'),
    line('Preact on a page without a hit', footprint.preactBytes, bars.preactBytes, ' B'),
    line(
      'messages of a page without posts after it has loaded',
      footprint.messagesAfterLoad.length,
      bars.messagesAfterLoad,
      '',
    ),
    ...Object.entries(growth).map(([site, { ratio }]) =>
      line(`10,000 elements appended, site ${site}, times an empty observer`, ratio, bars.growthRatio, ''),
    ),
    ...Object.entries(pages).flatMap(([name, { added, longestRun }]) => [
      line(`${name}: script added`, added, bars.addedMs, ' ms'),
      line(`${name}: longest run without a break`, longestRun, bars.longestRunMs, ' ms'),
    ]),
    ...Object.entries(withoutPosts).flatMap(([name, { added, bare, ratio }]) => [
      line(`${name}: script added`, added, bars.withoutPostsMs, ' ms'),
      line(`${name}: times a bare extension`, ratio, bars.withoutPostsRatio, ''),
      `${`  of it what any extension costs that asks its worker once`.padEnd(76)} ${bare.toFixed(3).padStart(9)} ms`,
    ]),
    line('post added to the page to warning drawn, worker running', latency.warm, bars.warmMs, ' ms'),
    line('page opened: first paint to warning drawn', latency.opened, bars.warmMs, ' ms'),
    line('post added to the page to warning drawn, worker stopped', latency.stopped, bars.stoppedMs, ' ms'),
    ...(earlier === null
      ? []
      : (['warm', 'opened', 'stopped'] as const).map((name) =>
          line(`  the same, ${name}, times the earlier extension`, latency[name] / earlier[name], 1, ''),
        )),
    line('layout shift caused by twenty warnings', layoutShift, bars.layoutShift, ''),
    line(`heap growth on a feed of ${heap.posts} posts`, heap.added, bars.heapMegabytes, ' MB'),
  ].join('\n');
}
