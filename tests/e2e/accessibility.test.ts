/**
 * Axe on every state of every page. Each is in one window and one language, so that all windows and languages come up.
 * The whole of it, each state in each window and language, is `npm run -s accessibility`, with and without
 * `--overflow`.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditPage } from '../../tools/screens/audit-page.ts';
import { findIllegible } from '../../tools/screens/find-illegible.ts';
import { findMotion, findUnseenFocus } from '../../tools/screens/find-unseen-focus.ts';
import { openGallery, type Gallery } from '../../tools/screens/open-gallery.ts';
import { SCRIPT_LANGUAGES, VARIANT_NAMES, VARIANTS } from '../../tools/screens/variants.ts';

let gallery: Gallery;
beforeAll(async () => {
  gallery = await openGallery();
}, 240_000);
afterAll(() => gallery.close());

test.each(VARIANT_NAMES)(
  'axe finds no fault in %s',
  async (variant) => {
    const window = await gallery.window({ ...VARIANTS[variant], reducedMotion: 'reduce' });
    const turn = VARIANT_NAMES.indexOf(variant);
    const narrow = VARIANTS[variant].viewport.width <= 360;
    const faults: string[] = [];
    let checked = 0;
    for (const [at, state] of gallery.states.entries()) {
      if (at % VARIANT_NAMES.length !== turn) continue;
      const language = SCRIPT_LANGUAGES[Math.floor(at / VARIANT_NAMES.length) % SCRIPT_LANGUAGES.length] ?? 'en';
      await window.show(state, language);
      const found = await auditPage(window.page);
      if (narrow) found.push(...(await findIllegible(window.page)));
      for (const { rule, where, what } of found) {
        faults.push(`${state.page}/${state.state} ${language}: ${rule} at ${where}: ${what}`);
      }
      checked += 1;
    }
    await window.close();
    expect(faults).toEqual([]);
    expect(checked).toBeGreaterThan(5);
  },
  120_000,
);

test('the audit finds a fault where there is one', async () => {
  const window = await gallery.window(VARIANTS['phone-light']);
  await window.show({ page: 'help', state: 'start' }, 'en');
  await window.page.evaluate(`document.body.insertAdjacentHTML('beforeend',
    '<img src="x"><p style="color:#bbb;background:#fff">pale</p><div style="width:900px">wide</div>')`);
  await window.page.evaluate(`document.body.insertAdjacentHTML('beforeend',
    '<div>' + '<button style="all:unset;display:inline-block;width:9px;height:9px"></button>'.repeat(4) + '</div>' +
    '<p style="scroll-behavior:smooth">moves</p>')`);
  const found = [await auditPage(window.page), await findUnseenFocus(window.page), await findMotion(window.page)];
  const rules = new Set(found.flat().map(({ rule }) => rule));
  const planted = 'button-name color-contrast focus-visible image-alt motion reflow target-size';
  expect([...rules]).toEqual(expect.arrayContaining(planted.split(' ')));
  await window.page.evaluate(`document.body.insertAdjacentHTML('beforeend',
    '<p style="overflow:hidden;white-space:nowrap;inline-size:30px">cut off here</p><p lang="my" style="line-height:1">ကြွက်ဖြူ</p>' +
    '<p>\\u0378</p>')`);
  const cuts = new Set((await findIllegible(window.page)).map(({ rule }) => rule));
  expect([...cuts].sort()).toEqual(['cut', 'lines-touch', 'no-glyph', 'wide']);
  await window.close();
});

test('in no script do the letters of a warning touch the next line', async () => {
  const window = await gallery.window(VARIANTS['phone-light']);
  const touching: string[] = [];
  for (const language of SCRIPT_LANGUAGES) {
    for (const state of ['danger-open', 'chat', 'listed']) {
      await window.show({ page: 'warning', state }, language);
      const found = (await findIllegible(window.page)).filter(({ rule }) => rule === 'lines-touch');
      touching.push(...found.map(({ where, what }) => `${state} ${language}: ${where}: ${what}`));
    }
  }
  await window.close();
  expect(touching).toEqual([]);
});

/** The warning is in a page of somebody else, whose letters it cannot follow. */
test('every page follows the size of letters that the browser is set to, and cuts nothing', async () => {
  const faults: string[] = [];
  let checked = 0;
  const window = await gallery.window({ ...VARIANTS['large-letters'], reducedMotion: 'reduce' });
  for (const state of gallery.states.filter(({ page }) => page !== 'warning' && page !== 'desk')) {
    await window.show(state, checked % 2 === 0 ? 'en' : 'my');
    const size = await window.page.evaluate<string>(`getComputedStyle(document.querySelector('main p')).fontSize`);
    if (Number.parseFloat(size) < 24) faults.push(`${state.page}/${state.state}: letters of ${size}`);
    for (const { rule, where, what } of await findIllegible(window.page)) {
      faults.push(`${state.page}/${state.state}: ${rule} at ${where}: ${what}`);
    }
    checked += 1;
  }
  await window.close();
  expect(faults).toEqual([]);
  expect(checked).toBeGreaterThan(80);
}, 120_000);

/** The zoomed window of a laptop is low: what matters most must not need scrolling. */
test('at 200 % zoom the question shows its answers, and the panel its heading', async () => {
  const window = await gallery.window(VARIANTS['zoom-200']);
  const cut: string[] = [];
  for (const language of SCRIPT_LANGUAGES) {
    for (const [state, part] of [
      ['chat', '.guard footer'],
      ['danger', '.panel .heading'],
    ] as const) {
      await window.show({ page: 'warning', state }, language);
      const isWhole = await window.page.evaluate<boolean>(`(() => {
        const roots = [...document.documentElement.children].flatMap(({ shadowRoot }) => shadowRoot ?? []);
        const part = roots.flatMap((root) => root.querySelector('${part}') ?? [])[0];
        const { top, bottom } = part.getBoundingClientRect();
        const frame = part.parentElement.getBoundingClientRect();
        return top >= frame.top && bottom <= frame.bottom && bottom <= innerHeight;
      })()`);
      if (!isWhole) cut.push(`${part} in ${language}`);
    }
  }
  await window.close();
  expect(cut).toEqual([]);
});

/** A small phone with the browser's bars on screen. */
test('on a small phone the heading of the panel is whole, and a reason and all actions are in view', async () => {
  const cut: string[] = [];
  for (const viewport of [
    { width: 360, height: 560 },
    { width: 320, height: 568 },
  ]) {
    const window = await gallery.window({ viewport, hasTouch: true });
    for (const language of [...SCRIPT_LANGUAGES, 'ur']) {
      await window.show({ page: 'warning', state: 'danger' }, language);
      const found = await window.page.evaluate<string[]>(`(() => {
        const roots = [...document.documentElement.children].flatMap(({ shadowRoot }) => shadowRoot ?? []);
        const panel = roots.flatMap((root) => root.querySelector('.panel') ?? [])[0];
        const [header, body, footer] = ['header', '.body', 'footer'].map((name) => panel.querySelector(name));
        return [
          ...(header.scrollHeight > header.clientHeight + 1 ? ['heading'] : []),
          ...(body.offsetHeight < 48 ? ['reasons'] : []),
          ...(footer.getBoundingClientRect().bottom > innerHeight + 1 ? ['actions'] : []),
        ];
      })()`);
      cut.push(...found.map((part) => `${part} in ${language}, ${viewport.width} px`));
    }
    await window.close();
  }
  expect(cut).toEqual([]);
});

/** A laptop's window at 400 %: 256 px high. */
test.each(['none', 'active'] as const)(
  'at 400 % zoom every control of the panel can be reached, and its heading is whole (forced colours: %s)',
  async (forcedColors) => {
    const window = await gallery.window({ viewport: { width: 320, height: 256 }, forcedColors });
    const cut: string[] = [];
    for (const language of SCRIPT_LANGUAGES) {
      await window.show({ page: 'warning', state: 'danger' }, language);
      const found = await window.page.evaluate<string[]>(`(() => {
        const roots = [...document.documentElement.children].flatMap(({ shadowRoot }) => shadowRoot ?? []);
        const panel = roots.flatMap((root) => root.querySelector('.panel') ?? [])[0];
        return [...panel.querySelectorAll('h2, button')].flatMap((part) => {
          part.scrollIntoView({ block: 'nearest' });
          const { top, bottom, height } = part.getBoundingClientRect();
          const frame = part.closest('header, .body, .panel').getBoundingClientRect();
          const isWhole = top >= frame.top - 1 && bottom <= frame.bottom + 1 && bottom <= innerHeight + 1 && top >= -1;
          return isWhole && height > 0 ? [] : [part.textContent];
        });
      })()`);
      cut.push(...found.map((words) => `${language}: ${words}`));
    }
    await window.close();
    expect(cut).toEqual([]);
  },
);

test('in every state of every page each control shows its focus, and with reduced motion nothing moves', async () => {
  const window = await gallery.window({ ...VARIANTS['phone-light'], reducedMotion: 'reduce' });
  const faults: string[] = [];
  for (const state of gallery.states) {
    await window.show(state, 'en');
    for (const { rule, where, what } of [...(await findMotion(window.page)), ...(await findUnseenFocus(window.page))]) {
      faults.push(`${state.page}/${state.state}: ${rule} at ${where}: ${what}`);
    }
  }
  await window.close();
  expect(faults).toEqual([]);
  expect([...new Set(gallery.states.map(({ page }) => page))].sort()).toEqual([
    'check',
    'desk',
    'help',
    'options',
    'popup',
    'report',
    'warning',
    'web',
    'welcome',
  ]);
}, 120_000);
