// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { hiddenTextsIn } from '../../../utils/dom/hidden-texts.ts';
import { readText } from '../../../utils/dom/read-text.ts';
import { readWithout } from '../../../utils/dom/read-without.ts';

const WORDS = 'The police warn of offers like this one. '.repeat(5);
const SEEN = 'A kitchen looks for a hand, six evenings a week.';

/** Lays out by attributes, since jsdom has no layout: `data-box` is left, top, width and height in pixels. */
beforeEach(() => {
  Element.prototype.checkVisibility = function () {
    return this.closest('[style*="opacity:0;"]') === null;
  };
  Element.prototype.getBoundingClientRect = function () {
    const [left, top, width, height] = (this.getAttribute('data-box') ?? '10 10 300 40').split(' ').map(Number);
    return { x: left, y: top, width, height } as DOMRect;
  };
  vi.spyOn(document.documentElement, 'clientWidth', 'get').mockReturnValue(1024);
  vi.spyOn(document.documentElement, 'clientHeight', 'get').mockReturnValue(768);
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** What a reader sees of a post with this HTML. */
function seenOf(html: string): string {
  document.body.innerHTML = `<article>${html}</article>`;
  const article = document.querySelector('article')!;
  // jsdom does not implement [LegacyOverrideBuiltIns]: own properties shadow the prototype in the same way.
  for (const field of article.querySelectorAll<HTMLInputElement>('form input'))
    Object.defineProperty(field.form, field.name, { value: field });
  return readWithout(hiddenTextsIn(article), () => readText(article));
}

describe('hiddenTextsIn', () => {
  it.each([
    ['without opacity', 'style="opacity:0;"'],
    ['almost without opacity', 'style="opacity:.01"'],
    ['left of the document', 'data-box="-900 10 300 40"'],
    ['above the document', 'data-box="10 -900 300 40"'],
    ['right of the document', 'data-box="99999 10 300 40"'],
    ['too small', 'data-box="10 10 1 1"'],
    ['in a box without height that cuts it off', 'style="overflow:hidden" data-box="10 10 300 0"'],
    ['in tiny letters', 'style="font-size:5.1px"'],
    ['in letters without colour', 'style="color:transparent"'],
    ['in letters almost without colour', 'style="color:rgba(0, 0, 0, 0.05)"'],
    ['clipped to nothing', 'style="clip-path:inset(50%)"'],
  ])('finds words %s, in one piece and in short ones', (_case, attribute) => {
    expect(seenOf(`<p>${SEEN}</p><p ${attribute}>${WORDS}</p>`)).toBe(SEEN);
    const pieces = WORDS.split('. ').map((piece) => `<span ${attribute}>${piece}</span>`);
    expect(seenOf(`<p>${SEEN}${pieces.join('')}</p><p>${SEEN}</p>`)).toBe(`${SEEN}\n${SEEN}`);
  });

  it('takes words below the root for seen where the body tells the size of the document (quirks mode)', () => {
    vi.spyOn(document, 'compatMode', 'get').mockReturnValue('BackCompat');
    vi.spyOn(document.documentElement, 'clientHeight', 'get').mockReturnValue(100);
    vi.spyOn(document.body, 'scrollHeight', 'get').mockReturnValue(3000);
    expect(seenOf(`<p>${SEEN}</p><p data-box="10 2500 300 40">${WORDS}</p>`)).toContain('police');
    expect(seenOf(`<p>${SEEN}</p><p data-box="10 3500 300 40">${WORDS}</p>`)).toBe(SEEN);
  });

  it('finds words in elements that hide what is in them', () => {
    expect(seenOf(`<p>${SEEN}</p><div style="opacity:.01"><div><p>${WORDS}</p></div></div>`)).toBe(SEEN);
    expect(seenOf(`<p>${SEEN}</p><div style="clip-path:circle(0px)"><p><b>${WORDS}</b></p></div>`)).toBe(SEEN);
  });

  it.each([
    ['plain', ''],
    ['small print', 'style="font-size:8px"'],
    ['half transparent', 'style="opacity:.5;color:rgba(0, 0, 0, 0.5)"'],
    ['letters filled by a gradient', 'style="color:transparent;background-clip:text"'],
    ['a rounded box', 'style="clip-path:inset(5% round 8px);overflow:hidden"'],
  ])('leaves words that are seen: %s', (_case, attribute) => {
    expect(seenOf(`<div ${attribute}><p ${attribute}>${SEEN} ${SEEN} ${SEEN}</p></div>`)).toBe(
      `${SEEN} ${SEEN} ${SEEN}`,
    );
  });

  it('leaves words to the left of a wide document that begins at the right', () => {
    vi.spyOn(document.documentElement, 'scrollWidth', 'get').mockReturnValue(2000);
    const html = `<p>${SEEN}</p><p data-box="-900 10 300 40">${WORDS}</p>`;
    expect(seenOf(html)).toBe(SEEN);
    document.documentElement.style.direction = 'rtl';
    expect(seenOf(html)).toContain('police');
    document.documentElement.style.direction = '';
  });

  it('finds a few hidden pieces among many elements', () => {
    const hidden = `<i style="opacity:0;">${WORDS}</i>`;
    expect(seenOf(`${hidden}${'<b>a b </b>'.repeat(300)}`)).not.toContain('police');
  });

  it('finds hidden words behind thousands of blank texts, and of short ones', () => {
    const hidden = `<p style="opacity:0;">${WORDS}</p>`;
    expect(seenOf(`${SEEN}${'<i> </i>'.repeat(3200)}${hidden}`)).not.toContain('police');
    const pieces = WORDS.split(' ').map((word) => `<i style="opacity:0;">${word} </i>`);
    expect(seenOf(`${'<b>ab</b>'.repeat(150)}${pieces.join('')}`)).not.toContain('police');
  });

  it('finds hidden words in a shadow root of the post', () => {
    document.body.innerHTML = `<article><p>${SEEN}</p><x-more></x-more></article>`;
    const root = document.querySelector('x-more')!.attachShadow({ mode: 'open' });
    root.innerHTML = `<p>${SEEN}</p><p style="opacity:0;">${WORDS}</p>`;
    const article = document.querySelector('article')!;
    expect(readWithout(hiddenTextsIn(article), () => readText(article))).toBe(`${SEEN}\n${SEEN}`);
  });

  it('leaves words of an element without a box of its own', () => {
    Element.prototype.checkVisibility = function () {
      return !this.matches('[style*="contents"]');
    };
    const html = `<p><span style="display:contents" data-box="0 0 0 0">${WORDS}</span></p>`;
    expect(seenOf(`<p>${SEEN}</p>${html}`)).toContain('police');
    expect(seenOf(`<p>${SEEN}</p><div style="opacity:.01">${html}</div>`)).toBe(SEEN);
  });

  describe('in a pane that scrolls', () => {
    /** A pane of 400 pixels with 2000 pixels of content, scrolled down by 300. */
    const pane = (html: string, style = 'overflow-y:auto'): string =>
      `<div style="${style}" class="pane" data-box="0 0 300 400">${html}</div>`;
    beforeEach(() => {
      const sizes = { scrollWidth: 300, scrollHeight: 2000, scrollLeft: 0, scrollTop: 300 };
      for (const [name, value] of Object.entries(sizes))
        vi.spyOn(Element.prototype, name as 'scrollTop', 'get').mockImplementation(function (this: Element) {
          return this.getAttribute('class') === 'pane' ? value : 0;
        });
    });

    it.each([
      ['below what it shows', '10 1600 300 40'],
      ['above what it shows', '10 -250 300 40'],
    ])('leaves words %s', (_case, box) => {
      expect(seenOf(pane(`<p>${SEEN}</p><p data-box="${box}">${WORDS}</p>`))).toContain('police');
    });

    it('leaves words of a form whose fields have the names of sizes', () => {
      const names = ['scrollWidth', 'scrollHeight', 'scrollLeft', 'scrollTop'];
      const fields = names.map((name) => `<input name="${name}">`).join('');
      const html = pane(`${fields}<p>${SEEN}</p><p data-box="10 1600 300 40">${WORDS}</p>`).replace('<div', '<form');
      expect(seenOf(html.replace(/<\/div>$/u, '</form>'))).toContain('police');
    });

    it.each([
      ['beyond its content', '10 2500 300 40', 'overflow-y:auto'],
      ['left of it', '-900 10 300 40', 'overflow-y:auto'],
      ['in a box that does not scroll', '10 1600 300 40', 'overflow-y:hidden'],
    ])('finds words %s', (_case, box, style) => {
      expect(seenOf(pane(`<p>${SEEN}</p><p data-box="${box}">${WORDS}</p>`, style))).toBe(SEEN);
    });
  });

  it('does not test a post of few words', () => {
    expect(seenOf('<p style="opacity:0;">Share</p>')).toBe('Share');
  });
});
