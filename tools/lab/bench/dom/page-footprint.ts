/** What else a page feels of the extension: shifted layout, memory on a feed without end, code and messages. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pause, SIDES, type OpenTab, type ComparedBrowsers, type Side } from './compared-browsers.ts';
import { emptyFeed, facebookPost, linkedinCard, linkedinList, LURE, newsPage } from './site-pages.ts';

/** Sum of the layout shifts that the page saw, with the extension less without it, on a list with twenty warnings. */
export async function measureShift(pair: ComparedBrowsers): Promise<number> {
  const cards = Array.from({ length: 20 }, (_, at) => linkedinCard(at + 900, LURE)).join('');
  const html = linkedinList(5).replace('<ul class="jobs-search__results-list">', (list) => `${list}${cards}`);
  const shift: Record<Side, number> = { with: 0, without: 0 };
  for (const side of SIDES) {
    const tab = await pair.newTab(
      side,
      `window.shift = 0;
       new PerformanceObserver((list) => { for (const { value } of list.getEntries()) window.shift += value; })
         .observe({ type: 'layout-shift', buffered: true });`,
    );
    await tab.go('https://www.linkedin.com/jobs/search?keywords=y', html);
    await pause(2000);
    await tab.page.mouse.wheel(0, 600);
    await pause(1000);
    shift[side] = Number(await tab.page.evaluate('window.shift'));
    await tab.close();
  }
  return shift.with - shift.without;
}

const POSTS = 10_000;
const BATCH = 50;

export interface HeapGrowth {
  posts: number;
  /** Megabytes by which the feed made the heap grow, script and DOM objects, without and with the extension. */
  without: number;
  with: number;
  added: number;
}

/** A feed in which ten thousand different posts are appended and stay. */
export async function measureHeap(pair: ComparedBrowsers): Promise<HeapGrowth> {
  const grown: Record<Side, number> = { with: 0, without: 0 };
  for (const side of SIDES) {
    const tab = await pair.open(side, 'https://www.facebook.com/groups/1000000000003', emptyFeed());
    await pause(3000);
    const before = await heapOf(tab);
    await tab.page.evaluate(`(async () => {
      const feed = document.querySelector('[role=feed]');
      const one = ${JSON.stringify(facebookPost(0))};
      for (let at = 0; at < ${POSTS}; at += ${BATCH}) {
        const part = document.createElement('template');
        part.innerHTML = Array.from({ length: ${BATCH} }, (_, i) => one.replaceAll('Post 0.', 'Post ' + (at + i) + '.')).join('');
        feed.append(part.content);
        scrollTo(0, document.documentElement.scrollHeight);
        await new Promise((next) => setTimeout(next, 30));
      }
    })()`);
    await pause(8000);
    grown[side] = (await heapOf(tab)) - before;
    await tab.close();
  }
  return { posts: POSTS, ...grown, added: grown.with - grown.without };
}

async function heapOf({ session }: OpenTab): Promise<number> {
  for (let i = 0; i < 3; i++) await session.send('HeapProfiler.collectGarbage');
  const { usedSize, ...more } = await session.send('Runtime.getHeapUsage');
  const { embedderHeapUsedSize = 0 } = more as { embedderHeapUsedSize?: number };
  return (usedSize + embedderHeapUsedSize) / 2 ** 20;
}

export interface Footprint {
  /** Bytes of the script in every page. */
  scanBytes: number;
  /** Bytes of scripts with Preact that a page without a hit was given. */
  preactBytes: number;
  /** Messages that a page without posts sent to the worker once it had loaded. */
  messagesAfterLoad: string[];
}

export async function measureFootprint(pair: ComparedBrowsers): Promise<Footprint> {
  const scripts = (name: string): string => join(pair.extension, 'content-scripts', `${name}.js`);
  const tab = await pair.newTab('with');
  const seen: string[] = [];
  tab.session.on('Debugger.scriptParsed', ({ url }) => seen.push(url));
  await tab.session.send('Debugger.enable');
  const worker = await pair.launched.worker();
  await worker.evaluate(() => {
    const scope = globalThis as { heard?: string[] };
    scope.heard = [];
    chrome.runtime.onMessage.addListener((message: { name?: string }, sender) => {
      // Our own pages may speak at the same time: the welcome opens by itself.
      if (sender.url?.startsWith('http') === true) scope.heard?.push(message.name ?? '?');
      return false;
    });
  });
  const received = (): Promise<string[]> => worker.evaluate(() => (globalThis as { heard?: string[] }).heard ?? []);
  await tab.go('https://www.linkedin.com/company/z/', newsPage());
  // The script runs when the browser is idle after the load; what it asks then is how it starts.
  await pause(1500);
  const atLoad = await received();
  await pause(4500);
  const later = await received();
  await tab.close();
  const injected = ['scan', 'find', 'warn', 'self'].filter((name) => seen.some((url) => url.endsWith(`/${name}.js`)));
  let preactBytes = 0;
  for (const name of injected) {
    const source = await readFile(scripts(name), 'utf8');
    // Preact marks its nodes by this name, which no minifier shortens.
    if (source.includes('dangerouslySetInnerHTML')) preactBytes += source.length;
  }
  return { scanBytes: (await stat(scripts('scan'))).size, preactBytes, messagesAfterLoad: later.slice(atLoad.length) };
}
