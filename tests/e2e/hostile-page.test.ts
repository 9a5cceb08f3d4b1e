/** Pages that fight back: whatever they do, the reader still learns that there is a warning. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until, type Tab } from './harness/driver.ts';
import { BOARD, detailPage, LURE } from './harness/pages.ts';
import { BROWSERS, startWorld, type World } from './harness/world.ts';

/** Finds what stands under `<html>` beside head and body: all that a page can see of us. */
const STRANGERS = `[...document.documentElement.children].filter((e) => !['HEAD', 'BODY'].includes(e.tagName))`;

const ATTACKS: Record<string, string> = {
  'forges the event by which the framework ends a content script': `
    const names = ['scan', 'warn', 'content'];
    const ids = ['story@joblantern.example', document.currentScript?.dataset.id ?? ''];
    setInterval(() => {
      for (const id of ids) for (const name of names) {
        const detail = { messageId: Math.random().toString(36), contentScriptName: name };
        document.dispatchEvent(new CustomEvent(id + ':' + name + ':wxt:content-script-started', { detail }));
        window.postMessage({ type: id + ':' + name + ':wxt:content-script-started', ...detail }, '*');
      }
    }, 50);`,
  'removes whatever stands beside its body, again and again': `
    setInterval(() => { for (const e of ${STRANGERS}) e.remove(); }, 30);`,
  'removes it the moment it comes': `
    new MutationObserver(() => { for (const e of ${STRANGERS}) e.remove(); }).observe(document.documentElement, { childList: true });`,
  'closes every popover': `
    setInterval(() => { for (const e of ${STRANGERS}) { try { e.hidePopover(); } catch {} e.inert = true; e.hidden = true; } }, 30);`,
  'fades everything by style': `
    const style = document.createElement('style');
    style.textContent = 'html > :not(head):not(body) { opacity: 0 !important; visibility: hidden !important; transform: translate(-9999px) !important; clip-path: inset(50%) !important; pointer-events: none !important; display: none !important }';
    document.head.append(style);
    setInterval(() => { for (const e of ${STRANGERS}) e.style.cssText = 'opacity:0!important;display:none!important'; }, 30);`,
  'covers it with a popover of its own': `
    const cover = document.createElement('div');
    cover.popover = 'manual';
    cover.style.cssText = 'position:fixed;inset:0;width:100vw;height:100vh;background:#fff;border:0;margin:0;padding:0';
    document.body.append(cover);
    setInterval(() => { try { cover.hidePopover(); } catch {} cover.showPopover(); }, 100);`,
};

describe.each(BROWSERS)('in %s', (browser) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(browser);
  });
  afterAll(() => world.close());

  /** In the page, or on the toolbar, where no page can reach. */
  async function stillWarned(tab: Tab): Promise<void> {
    await until('the badge to say that there is a warning', async () => {
      const badge = await world.driver.badge(tab);
      return badge.text === '1' ? badge : null;
    });
    expect(await world.describe(tab)).toMatchObject({ status: 'read', danger: 1 });
    // Drawn, or said to be hidden; in between it is being healed.
    await until('the warning to be drawn, or the badge to say that the page hides it', async () => {
      if ((await world.describe(tab)).drawn > 0) return (await tab.drawn()).some(({ text }) => text !== '');
      return /hid/iu.test((await world.driver.badge(tab)).title);
    });
  }

  test.each(Object.entries(ATTACKS))('a page that %s', async (_name, script) => {
    const url = `${BOARD}/jobs/attack-${Object.keys(ATTACKS).indexOf(_name)}`;
    world.driver.serve(url, detailPage(LURE, `window.addEventListener('load', () => { ${script} });`));
    const tab = await world.driver.open(url);
    await stillWarned(tab);
    // Long enough for several rounds of the attack and of healing.
    const end = performance.now() + 3000;
    await until('three seconds of the attack', async () => performance.now() > end);
    await stillWarned(tab);
    await tab.close();
  });

  test('a synthetic click on anything of ours opens nothing', async () => {
    const script = `
      setInterval(() => {
        for (const e of document.querySelectorAll('html > *')) e.click();
        for (let y = 0; y < innerHeight; y += 20) for (let x = innerWidth - 500; x < innerWidth; x += 40) {
          document.elementFromPoint(x, y)?.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }));
        }
      }, 200);`;
    world.driver.serve(`${BOARD}/jobs/clicks`, detailPage(LURE, script));
    const tab = await world.driver.open(`${BOARD}/jobs/clicks`);
    await world.warning(tab);
    const end = performance.now() + 2000;
    await until('two seconds of clicking', async () => performance.now() > end);
    const open = await world.driver.urls();
    expect(open.filter((url) => /report|help/u.test(url))).toEqual([]);
    await tab.close();
  });

  test('the page can read neither the words nor the level', async () => {
    world.driver.serve(`${BOARD}/jobs/snoop`, detailPage(LURE));
    const tab = await world.driver.open(`${BOARD}/jobs/snoop`);
    await world.warning(tab);
    const seen = await tab.evaluate<string>(`
      const strangers = ${STRANGERS};
      return JSON.stringify({
        roots: strangers.map((e) => e.shadowRoot),
        html: strangers.map((e) => e.outerHTML),
        highlights: globalThis.CSS?.highlights ? CSS.highlights.size : 0,
        marked: document.body.outerHTML,
        keys: Object.getOwnPropertyNames(globalThis).filter((key) => /lantern|wxt/iu.test(key)),
      });`);
    const { roots, html, highlights, marked, keys } = JSON.parse(seen) as Record<string, unknown>;
    expect(roots).toEqual((html as string[]).map(() => null));
    expect(String(html)).not.toMatch(/danger|caution|warn|lure|lantern/iu);
    expect(highlights).toBe(0);
    expect(keys).toEqual([]);
    expect(String(marked)).not.toMatch(/data-(jl|joblantern)|popover/u);
    await tab.close();
  });
});
