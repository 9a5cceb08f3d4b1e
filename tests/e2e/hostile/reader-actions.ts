/** Pages that react to the reader's actions, or insert chosen posts to learn how they are judged. */
import type { RootControl } from '../../../tools/setup/closed-roots.ts';
import { MIN_VISIBLE_MS } from '../../../utils/overlay/trusted-click.ts';
import { until, type Tab } from '../harness/driver.ts';
import { card, HONEST_TEXT, job, LURE_TEXT, page, scriptString, FOREIGN_ELEMENTS, type Attack } from './attack.ts';

/** Enters fullscreen on the reader's click; the browser requires one. */
const onClick = (element: string): string =>
  `document.addEventListener('click', () => { ${element}.requestFullscreen().then(() => { window.isFull = true; }); });`;
const fillScreen = (tab: Tab): Promise<unknown> =>
  until('the page to fill the screen', async () => {
    await tab.click('h1');
    return tab.evaluate<boolean>('return window.isFull === true');
  });

/** Waits for a control of the warning. */
const control = (tab: Tab, label: RegExp): Promise<RootControl> =>
  until('a control of the warning', async () =>
    (await tab.closedRoots()).flatMap(({ controls }) => controls).find((each) => label.test(each.label)),
  );
/** Waits until the warning was visible for long enough to accept a click. */
async function waitUntilClickable(tab: Tab): Promise<void> {
  await control(tab, /fine/iu);
  const end = performance.now() + 2 * MIN_VISIBLE_MS;
  await until('the warning to have been seen', async () => performance.now() > end);
}

/** Moves the warning. */
const MOVE = `document.documentElement.style.zoom = '0.8';`;

export const READER_ACTIONS: readonly Attack[] = [
  {
    description: 'fills the screen with its post when the reader clicks',
    html: () => page(job(), onClick(`document.querySelector('main')`)),
    readerAction: fillScreen,
    durationMs: 2000,
  },
  {
    description: 'fills the screen with its root when the reader clicks',
    html: () => page(job(), onClick('document.documentElement')),
    readerAction: fillScreen,
    durationMs: 2000,
  },
  {
    description: 'moves the warning under the pointer as the reader clicks',
    readerAction: async (tab) => {
      await waitUntilClickable(tab);
      await tab.evaluate(`${MOVE} return true;`);
      const fine = await control(tab, /fine/iu);
      await tab.evaluate(`document.documentElement.style.zoom = ''; return true;`);
      await waitUntilClickable(tab);
      // The page itself moves it. Between two commands of the test, a busy machine lets the warning be seen for long
      // enough.
      await tab.evaluate(`
        let movedAt;
        addEventListener('mousemove', () => { movedAt = performance.now(); ${MOVE} }, { capture: true, once: true });
        addEventListener('click', () => { window.clickedAfterMs = performance.now() - movedAt; }, true);
        return true;`);
      await tab.clickAt(fine.x + fine.width / 2, fine.y + fine.height / 2);
      const afterMs = await until('the click', () => tab.evaluate<number>('return window.clickedAfterMs'));
      if (afterMs >= MIN_VISIBLE_MS) throw new Error(`The click came ${afterMs} ms after the move`);
      await waitUntilClickable(tab);
      await control(tab, /fine/iu);
    },
  },
  {
    description: 'listens for whatever the reader writes into the warning',
    script: `
      for (const name of ['beforeinput', 'input', 'change', 'compositionstart', 'submit']) {
        window.addEventListener(name, (event) => { if (!document.body.contains(event.target)) document.title = 'SEEN ' + name; }, true);
      }`,
    readerAction: async (tab) => {
      for (const key of ['Tab', 'Tab', 'Tab', 'a', 'b', 'Tab', 'c']) await tab.press(key);
    },
  },
  {
    description: 'adds chosen posts, and looks for what changes after a lure and not after another',
    html: () =>
      page(
        `${job()}<section id="feed"></section>`,
        `
      let shift = 0;
      try { new PerformanceObserver((list) => { for (const entry of list.getEntries()) shift += entry.value; }).observe({ type: 'layout-shift' }); } catch {}
      const texts = [${scriptString(LURE_TEXT)}, ${scriptString(HONEST_TEXT)}];
      const feed = document.querySelector('#feed');
      const wait = (ms) => new Promise((done) => setTimeout(done, ms));
      const seen = async (text) => {
        feed.innerHTML = ${scriptString(card('@'))}.replace('@', () => text);
        const own = [feed.scrollHeight, document.documentElement.scrollHeight];
        shift = 0;
        await wait(450);
        const strangers = ${FOREIGN_ELEMENTS};
        return JSON.stringify([feed.scrollHeight - own[0], document.documentElement.scrollHeight - own[1], Math.round(shift * 1000),
          strangers.length, strangers.map((e) => [...e.attributes].map((a) => a.name)), CSS.highlights ? CSS.highlights.size : 0, document.adoptedStyleSheets.length,
          feed.innerHTML.length - text.length, performance.getEntries().filter((e) => /extension|lantern/i.test(e.name)).length]);
      };
      (async () => {
        await wait(900);
        const results = [[], []];
        for (let round = 0; round < 4; round++) results[round % 2].push(await seen(texts[round % 2] + ' ' + round));
        if (results[0][1] !== results[1][1]) document.title = 'SEEN ' + results;
      })();`,
      ),
    durationMs: 3000,
  },
];
