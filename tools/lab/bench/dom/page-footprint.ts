/** Measures other effects on a page: layout shift, memory on an endless feed, script size and messages. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pause, SIDES, type OpenTab, type ComparedBrowsers, type Side } from './compared-browsers.ts';
import { emptyFeed, facebookPost, linkedinCard, linkedinList, LURE, newsPage } from './site-pages.ts';

/** Cumulative layout shift on a list with twenty warnings, with the extension minus without it. */
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
  /** Growth of the heap (script and DOM objects) without and with the extension, mebibytes. */
  without: number;
  with: number;
  added: number;
}

/** Measures the heap of a feed to which `POSTS` different posts are appended. */
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
  /** Bytes of scripts with Preact that were injected into a page without warnings. */
  preactBytes: number;
  /** Names of messages that a page without posts sent after it had loaded. */
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
    const scope = globalThis as { messages?: string[] };
    scope.messages = [];
    chrome.runtime.onMessage.addListener((message: { name?: string }, sender) => {
      // Pages of the extension may send messages at the same time.
      if (sender.url?.startsWith('http') === true) scope.messages?.push(message.name ?? '?');
      return false;
    });
  });
  const received = (): Promise<string[]> =>
    worker.evaluate(() => (globalThis as { messages?: string[] }).messages ?? []);
  await tab.go('https://www.linkedin.com/company/z/', newsPage());
  // The messages up to here belong to the start of the script.
  await pause(1500);
  const atLoad = await received();
  await pause(4500);
  const later = await received();
  await tab.close();
  const injected = ['scan', 'find', 'warn', 'self'].filter((name) => seen.some((url) => url.endsWith(`/${name}.js`)));
  let preactBytes = 0;
  for (const name of injected) {
    const source = await readFile(scripts(name), 'utf8');
    // A property name in Preact that minifiers do not shorten.
    if (source.includes('dangerouslySetInnerHTML')) preactBytes += source.length;
  }
  return { scanBytes: (await stat(scripts('scan'))).size, preactBytes, messagesAfterLoad: later.slice(atLoad.length) };
}
