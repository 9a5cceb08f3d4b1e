/** Posts in modal dialogs, popovers and full screen of ordinary sites: the warning is drawn above them, and takes clicks. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RootControl } from '../../tools/setup/closed-roots.ts';
import { MIN_VISIBLE_MS } from '../../utils/overlay/trusted-click.ts';
import { until, type Tab } from './harness/driver.ts';
import { BROWSERS, startStory, type Story } from './harness/story.ts';
import { BOARD, job, page } from './hostile/attack.ts';

/** Sites close a dialog at a click outside of its box. */
const CLOSE_OUTSIDE = `
  d.addEventListener('click', ({ clientX }) => {
    const { left, right } = d.getBoundingClientRect();
    if (clientX < left || clientX > right) d.close();
  });`;
/** Opened once the warning has been drawn for a while: it is then above the warning. */
const LATER = (open: string): string => `
  const timer = setInterval(() => {
    if (document.querySelector('html > div') === null) return;
    clearInterval(timer);
    setTimeout(() => { ${open} }, 700);
  }, 50);`;
const COOKIES = '<dialog id="d"><p>We use cookies</p><button>Fine</button></dialog>';

/** Fills the screen with an element at a click on the button `#full`. */
const FILL = (id: string): string => `
  full.onclick = () => ${id}.requestFullscreen().then(() => { window.shown = 0; window.isFull = true; });
  document.addEventListener('beforetoggle', () => { window.shown += 1; }, true);`;
/** The warning is moved above what covers it after three checks, one each second. */
const WATCHED_MS = 7000;

const PAGES: Record<string, string> = {
  'a post in a modal dialog': page(
    `<dialog id="d" style="width: 400px">${job()}</dialog>`,
    `${CLOSE_OUTSIDE} ${LATER('d.showModal();')}`,
  ),
  'a post in a box that closes when something else is pressed or focused': page(
    `<div role="dialog" id="box" style="position: fixed; inset: 40px auto auto 40px; width: 400px">${job()}</div>`,
    `for (const type of ['pointerdown', 'focusin'])
       document.addEventListener(type, ({ target }) => { if (!box.contains(target)) box.remove(); });`,
  ),
  'a post under a modal dialog': page(`${job()}${COOKIES}`, LATER('d.showModal();')),
  'a post that comes while a modal dialog is open': page(
    `${COOKIES}<div id="at"></div>`,
    `d.showModal(); setTimeout(() => { at.innerHTML = ${JSON.stringify(job())}; }, 300);`,
  ),
  'a post in a popover': page(
    `<div popover="manual" id="p" style="width: 400px; inset: 0 auto auto 0">${job()}</div>`,
    LATER('p.showPopover();'),
  ),
};

describe.each(BROWSERS)('the warning of posts in the top layer in %s', (browser) => {
  let story: Story;
  beforeAll(async () => {
    story = await startStory(browser);
    // It opens by itself, and a page behind it cannot fill the screen.
    await story.driver.waitForTab('welcome.html');
  });
  afterAll(() => story.close());

  /** What stands at the middle of a control for a click. */
  const isHit = (tab: Tab, { x, y, width, height }: RootControl): Promise<boolean> =>
    tab.evaluate(`
      const hit = document.elementFromPoint(${x + width / 2}, ${y + height / 2});
      return hit !== null && hit.matches(':popover-open') && hit.id !== 'p';`);

  it.each(Object.entries(PAGES))('is drawn above, and takes clicks: %s', async (name, html) => {
    const url = `${BOARD}top-${Object.keys(PAGES).indexOf(name)}`;
    story.driver.serve(url, html);
    const tab = await story.driver.open(url);
    const control = (label: string): Promise<RootControl> =>
      until(`the control ${label}`, async () => {
        const found = (await tab.closedRoots()).flatMap(({ controls }) => controls);
        return found.find((each) => each.label === label);
      });
    await until('the page to have opened it', () =>
      tab.evaluate(`return document.querySelector('#d:modal, #p:popover-open, #box') !== null;`),
    );
    await until('the warning to be above', async () => isHit(tab, await control('Hide')));
    await until('the warning to be counted as drawn', async () => {
      const { drawn, problem } = await story.describe(tab);
      return drawn === 1 && problem === null;
    });
    const seenAt = performance.now();
    await until('it to have been seen', async () => performance.now() > seenAt + 2 * MIN_VISIBLE_MS);
    const { x, y, width, height } = await control('Hide');
    await tab.clickAt(x + width / 2, y + height / 2);
    await control('Undo');
    expect(await tab.evaluate(`return document.querySelector('#d')?.open !== false;`)).toBe(true);
    expect(await tab.evaluate(`return document.querySelector('main') !== null;`)).toBe(true);
    await tab.close();
  });

  it('folds at Escape, and the dialog of the page closes at the next one', async () => {
    const url = `${BOARD}escape`;
    story.driver.serve(url, PAGES['a post in a modal dialog']!);
    const tab = await story.driver.open(url);
    const isOpen = (): Promise<boolean> => tab.evaluate(`return document.querySelector('#d:modal') !== null;`);
    const isUnfolded = async (): Promise<boolean> =>
      (await tab.closedRoots()).some(({ controls }) => controls.some(({ label }) => label === 'Hide'));
    await until('the dialog to be open, and the warning in it', async () => (await isOpen()) && isUnfolded());
    await tab.press('Escape');
    await until('the warning to be folded', async () => !(await isUnfolded()));
    expect(await isOpen()).toBe(true);
    await tab.press('Escape');
    await until('the dialog to be closed', async () => !(await isOpen()));
    await tab.close();
  });

  async function fillScreen(name: string, html: string): Promise<Tab> {
    const url = `${BOARD}full-${name}`;
    story.driver.serve(url, html);
    const tab = await story.driver.open(url);
    // Not by its words: in Firefox a driver cannot read the roots of a page with a film, which has one of the browser's.
    await until('the warning to be drawn', async () => (await story.describe(tab)).drawn === 1);
    await until('the page to fill the screen', async () => {
      await tab.click('#full');
      return tab.evaluate<boolean>('return window.isFull === true');
    });
    return tab;
  }

  it('takes clicks where the post fills the screen', async () => {
    const html = page(`<div id="post"><button id="full">Larger</button>${job()}</div>`, FILL('post'));
    const tab = await fillScreen('post', html);
    const hide = async (): Promise<RootControl | undefined> =>
      (await tab.closedRoots()).flatMap(({ controls }) => controls).find(({ label }) => label === 'Hide');
    await until('the warning to be above', async () => {
      const control = await hide();
      return control !== undefined && isHit(tab, control);
    });
    await until('the warning to be counted as drawn', async () => {
      const { drawn, problem } = await story.describe(tab);
      return drawn === 1 && problem === null;
    });
    await tab.evaluate('document.exitFullscreen(); return true;');
    await until('the warning to be under the root again', () =>
      tab.evaluate<boolean>(`return document.querySelector('html > :popover-open') !== null;`),
    );
    await tab.close();
  });

  it('leaves a film that fills the screen uncovered', async () => {
    const film = '<div id="film"><video width="300" height="100"></video><button id="full">Larger</button></div>';
    const tab = await fillScreen('film', page(film + job(), FILL('film')));
    const end = performance.now() + WATCHED_MS;
    await until('the film to have been watched', async () => performance.now() > end);
    expect(await tab.evaluate<number>('return window.shown')).toBe(0);
    await tab.close();
  });
});
