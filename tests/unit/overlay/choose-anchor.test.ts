// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { chooseAnchor } from '../../../utils/overlay/choose-anchor.ts';

/** Boxes of elements, by `data-box="x y width height"`. The window has 1000 by 800 pixels, the document 3000. */
function boxes(element: Element): DOMRect[] {
  const box = element.getAttribute('data-box');
  if (box === null) return [];
  const [x = 0, y = 0, width = 0, height = 0] = box.split(' ').map(Number);
  return [{ x, y, width, height, left: x, top: y, right: x + width, bottom: y + height } as DOMRect];
}

const at = (selector: string): Element => document.querySelector(selector)!;
const choose = (changes: Partial<Parameters<typeof chooseAnchor>[0]> = {}): string | undefined =>
  chooseAnchor({
    title: at('h1'),
    element: at('article'),
    current: null,
    isInView: () => undefined,
    maxTexts: 100,
    ...changes,
  })?.localName;

function show(html: string): void {
  document.body.innerHTML = html;
}
const CONTENTS = 'style="display: contents"';
/** The page puts its words there, whatever becomes of the post around them. */
const WORDS = '<p data-box="24 40 600 200">Words</p>';

beforeEach(() => {
  const size = { clientWidth: 1000, clientHeight: 800, scrollWidth: 1000, scrollHeight: 3000 };
  for (const [name, value] of Object.entries(size))
    Object.defineProperty(document.documentElement, name, { value, configurable: true });
  vi.spyOn(Element.prototype, 'getClientRects').mockImplementation(function (this: Element) {
    return boxes(this) as unknown as DOMRectList;
  });
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(function (this: Element) {
    return boxes(this)[0] ?? ({ x: 0, y: 0, width: 0, height: 0 } as DOMRect);
  });
  document.elementFromPoint = (x, y) =>
    [...document.querySelectorAll('[data-box]')].findLast((element) =>
      boxes(element).some(({ left, top, right, bottom }) => x >= left && x < right && y >= top && y < bottom),
    ) ?? null;
});
afterEach(() => {
  vi.restoreAllMocks();
  document.body.innerHTML = '';
});

describe('chooseAnchor on honest pages', () => {
  it('takes the title', () => {
    show(`<article data-box="0 20 700 400"><h1 data-box="24 30 300 40">Title</h1>${WORDS}</article>`);
    expect(choose()).toBe('h1');
  });

  it.each([
    ['below the window', '0 1500 700 400', '24 1530 300 40'],
    ['scrolled past', '0 -900 700 400', '24 -870 300 40'],
  ])('takes the title of a post %s, also when the browser reports it as out of view', (_where, post, title) => {
    vi.spyOn(window, 'scrollY', 'get').mockReturnValue(1000);
    show(`<article data-box="${post}"><h1 data-box="${title}">Title</h1></article>`);
    expect(choose({ isInView: () => false })).toBe('h1');
  });

  it.each([
    ['below the window', '0 5000 300 100'],
    ['in the window, below the pane', '0 700 300 50'],
    ['above the pane', '0 -700 300 50'],
  ])('takes the title of a post in a scrolling pane, %s', (_where, box) => {
    show(`<div style="overflow-y: auto" data-box="0 100 300 500"><article data-box="${box}"><h1 data-box="${box}">Title</h1>
      </article></div>`);
    const size = { scrollWidth: 300, scrollHeight: 9000 };
    for (const [name, value] of Object.entries(size)) Object.defineProperty(at('div'), name, { value });
    at('div').scrollTop = 2000;
    expect(choose({ isInView: () => false })).toBe('h1');
  });

  it('takes the title of a post that is not drawn at all', () => {
    show('<article style="display: none"><h1>Title</h1><p>Words</p></article>');
    expect(choose()).toBe('h1');
  });

  it('takes a title at the left of a page whose lines begin at the right', () => {
    Object.defineProperty(document.documentElement, 'scrollWidth', { value: 2500, configurable: true });
    show('<article data-box="-1400 20 700 400"><h1 data-box="-1300 30 300 40">Title</h1></article>');
    expect(choose()).toBeUndefined();
    document.documentElement.style.direction = 'rtl';
    expect(choose()).toBe('h1');
    document.documentElement.removeAttribute('style');
  });
});

describe('chooseAnchor on pages that move a post away', () => {
  it.each([
    ['has no box', `<h1 ${CONTENTS}>Title</h1>`],
    ['is above the document', '<h1 data-box="24 -999 300 40">Title</h1>'],
    ['is left of the document', '<h1 data-box="-9999 30 300 40">Title</h1>'],
    ['is far below its post', '<h1 data-box="24 2500 300 40">Title</h1>'],
    ['is beyond what can be scrolled to', '<h1 data-box="24 9000 300 40">Title</h1>'],
  ])('takes the post where its title %s', (_where, title) => {
    show(`<article data-box="0 20 700 400">${title}${WORDS}</article>`);
    expect(choose()).toBe('article');
  });

  it('takes the post where its title is cut off', () => {
    show(`<article data-box="0 20 700 400"><div style="overflow: hidden" data-box="24 30 0 0"><h1 data-box="24 30 300 40">Title</h1></div>
      ${WORDS}</article>`);
    expect(choose({ isInView: (element) => (element === at('h1') ? false : undefined) })).toBe('article');
  });

  it.each([
    ['has no box', CONTENTS],
    ['is above the document', 'data-box="0 -5000 700 10"'],
    ['is far below the window', 'data-box="0 2500 700 10"'],
    ['is beyond what can be scrolled to', 'data-box="0 9000 700 10"'],
  ])('takes words in the window where the post %s', (_where, post) => {
    show(`<article ${post}>${WORDS}</article>`);
    expect(choose({ title: at('article') })).toBe('p');
  });

  it('passes over words that something else covers, and stays at words in view', () => {
    show(`<article ${CONTENTS}>${WORDS}<b data-box="24 40 600 200">Cover</b></article>`);
    expect(choose({ title: at('article') })).toBe('b');
    const isInView = (element: Element): boolean => element === at('p');
    expect(choose({ title: at('article'), current: at('p'), isInView })).toBe('p');
  });

  it('finds nothing where no part can be seen', () => {
    show(`<article ${CONTENTS}>Words</article>`);
    expect(choose({ title: at('article') })).toBeUndefined();
    show('<article data-box="0 -5000 700 10"><h1 data-box="0 -5000 700 10">Title</h1></article>');
    expect(choose()).toBeUndefined();
  });
});
