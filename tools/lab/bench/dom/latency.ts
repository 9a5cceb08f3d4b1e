/** Measures the time from a post in the page to its warning, with the worker running and stopped. */
import { median } from '../interleave.ts';
import { pause, type OpenTab, type ComparedBrowsers } from './compared-browsers.ts';
import { emptyFeed, facebookGroup, facebookPost, LURE } from './site-pages.ts';

export interface Latency {
  /** From the insertion of a post to the frame with the warning, medians, milliseconds: worker running, and stopped. */
  warm: number;
  stopped: number;
  /** From the first paint of a page with the post to the frame with the warning, median, milliseconds. */
  opened: number;
}

const URL = 'https://www.facebook.com/groups/1000000000002';

/** Records in `window.warnedAt` when the overlay's host under `<html>` is drawn. */
const NOTE_WARNING_SCRIPT = `
  new MutationObserver((_records, observer) => {
    if (![...document.documentElement.children].some((e) => e.localName !== 'head' && e.localName !== 'body')) return;
    observer.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => { window.warnedAt = performance.now(); }));
  }).observe(document, { childList: true, subtree: true });`;

/** Measures each pair's extension, in turn. @returns as many as there are pairs */
export async function timeWarnings(pairs: readonly ComparedBrowsers[], rounds: number): Promise<Latency[]> {
  const all = pairs.map((): Latency[] => []);
  for (let round = -1; round < rounds; round++) {
    for (const [i, pair] of pairs.entries()) {
      const one: Latency = {
        warm: await timeAdded(pair, false),
        stopped: await timeAdded(pair, true),
        opened: await timeOpened(pair),
      };
      // The first round is a warm-up.
      if (round >= 0) all[i]!.push(one);
    }
  }
  return all.map((times) => ({
    warm: median(times.map(({ warm }) => warm)),
    stopped: median(times.map(({ stopped }) => stopped)),
    opened: median(times.map(({ opened }) => opened)),
  }));
}

let serial = 0;
/** A text that was not judged before. */
const uniqueLure = (): string => facebookPost(serial++, LURE);

async function timeAdded(pair: ComparedBrowsers, endWorker: boolean): Promise<number> {
  const tab = await tabWith(pair, emptyFeed());
  await pause(600);
  if (endWorker) await stopWorkers(pair);
  const at = await tab.page.evaluate(`
    new Promise((shown) => {
      const post = document.createElement('template');
      post.innerHTML = ${JSON.stringify(uniqueLure())};
      const start = performance.now();
      document.querySelector('[role=feed]').append(post.content);
      const look = () => (window.warnedAt === undefined ? setTimeout(look, 5) : shown(window.warnedAt - start));
      look();
    })`);
  await tab.close();
  return Number(at);
}

async function timeOpened(pair: ComparedBrowsers): Promise<number> {
  const html = facebookGroup(5).replace('<div role="feed">', `<div role="feed">${uniqueLure()}`);
  const tab = await tabWith(pair, html);
  const at = await tab.page.evaluate(`
    new Promise((shown) => {
      const look = () => {
        const [paint] = performance.getEntriesByName('first-contentful-paint');
        if (window.warnedAt === undefined || paint === undefined) setTimeout(look, 5);
        else shown(window.warnedAt - paint.startTime);
      };
      look();
    })`);
  await tab.close();
  return Number(at);
}

async function tabWith(pair: ComparedBrowsers, html: string): Promise<OpenTab> {
  const tab = await pair.newTab('with', NOTE_WARNING_SCRIPT);
  await tab.go(URL, html);
  return tab;
}

/** Stops all service workers, as the browser does after 30 idle seconds. */
async function stopWorkers({ launched }: ComparedBrowsers): Promise<void> {
  const page = await launched.context.newPage();
  await page.goto(`${launched.base}help.html`);
  const session = await launched.context.newCDPSession(page);
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.stopAllWorkers');
  await page.close();
  await pause(150);
}
