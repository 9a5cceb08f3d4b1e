// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { hiddenTextsIn } from '../../../utils/dom/hidden-texts.ts';
import { readText } from '../../../utils/dom/read-text.ts';
import { readWithout } from '../../../utils/dom/read-without.ts';

const WORDS = 'The police warn of offers like this one. '.repeat(5);
const SEEN = 'A kitchen looks for a hand, six evenings a week.';

/** The place of an element among its siblings. */
const placeOf = (element: Element): number => [...(element.parentElement?.children ?? [])].indexOf(element);

/** jsdom does not compute styles of `::before`: here `data-before` is the colour of the box that it lays behind the words. */
function stylesBefore(): void {
  const compute = window.getComputedStyle.bind(window);
  vi.spyOn(window, 'getComputedStyle').mockImplementation(function (this: unknown, element, part) {
    // As the isolated world of Firefox does, whose global object is no window.
    if (this !== window) throw new TypeError('getComputedStyle called on no window');
    if (part == null) return compute(element);
    const colour = part === '::before' ? element.getAttribute('data-before') : null;
    const style = { content: colour === null ? 'none' : '""', position: 'absolute', backgroundImage: 'none' };
    return { ...style, backgroundColor: colour } as CSSStyleDeclaration;
  });
}

/** Lays out by attributes, since jsdom has no layout: `data-box` is left, top, width and height in pixels. */
beforeEach(() => {
  stylesBefore();
  Element.prototype.checkVisibility = function () {
    return this.closest('[style*="opacity:0;"]') === null;
  };
  Element.prototype.getBoundingClientRect = function () {
    const [left, top, width, height] = (
      this.getAttribute('data-box') ?? `10 ${10 + 50 * Math.min(placeOf(this), 9)} 300 40`
    )
      .split(' ')
      .map(Number);
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
    ['clipped to nothing as older sheets do', 'style="position:absolute;clip:rect(1px, 1px, 1px, 1px)"'],
    ['filtered away', 'style="filter:opacity(0)"'],
    ['masked away', 'style="mask-image:linear-gradient(rgba(0, 0, 0, 0), transparent)"'],
    ['in a box too low for its letters', 'style="overflow:hidden" data-box="10 10 300 5"'],
    ['in white on a white page', 'style="color:rgb(255, 255, 255)"'],
    ['in almost white on a white page', 'style="color:rgb(253, 250, 255)"'],
    ['in the colour of their own box', 'style="color:rgb(20, 20, 60);background-color:rgb(20, 20, 60)"'],
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
    ['a mask that fades', 'style="mask-image:linear-gradient(rgb(0, 0, 0), transparent)"'],
    ['a filter', 'style="filter:opacity(0.5)"'],
    ['a clip that a box in the flow ignores', 'style="clip:rect(1px, 1px, 1px, 1px)"'],
    ['white on a dark box', 'style="color:rgb(255, 255, 255);background-color:rgb(0, 0, 0)"'],
    ['white on a picture', 'style="color:rgb(255, 255, 255);background-image:url(a.png)"'],
    ['white on a mixture', 'style="color:rgb(255, 255, 255);background-color:rgba(0, 0, 0, 0.5)"'],
    ['white with a shadow', 'style="color:rgb(255, 255, 255);text-shadow:0 0 2px black"'],
  ])('leaves words that are seen: %s', (_case, attribute) => {
    expect(seenOf(`<div ${attribute}><p ${attribute}>${SEEN} ${SEEN} ${SEEN}</p></div>`)).toBe(
      `${SEEN} ${SEEN} ${SEEN}`,
    );
  });

  it('leaves words in the colour of their ground where something beside them lies behind', () => {
    const white = `<p style="color:rgb(255, 255, 255)">${WORDS}</p>`;
    const beside = (box: string, style = ''): string =>
      `<p data-box="10 90 300 40">${SEEN}</p><div><img style="display:block${style}" data-box="${box}"><div data-box="10 10 300 40">${white}</div></div>`;
    expect(seenOf(beside('0 0 500 500'))).toContain('police');
    expect(seenOf(beside('0 50 500 500'))).toBe(SEEN);
    expect(seenOf(beside('0 0 500 500', ';display:inline'))).toBe(SEEN);
    const before = (colour: string): string =>
      seenOf(`<p data-box="10 500 300 40">${SEEN}</p><div data-before="${colour}">${white}</div>`);
    expect(before('rgb(0, 0, 0)')).toContain('police');
    expect(before('rgba(0, 0, 0, 0)')).toBe(SEEN);
    document.documentElement.style.colorScheme = 'light dark';
    expect(seenOf(beside('0 50 500 500'))).toContain('police');
    document.documentElement.style.colorScheme = '';
  });

  it.each(['font-size:0', 'opacity:0;', 'color:transparent'])(
    'finds single letters between those of words, with %s',
    (style) => {
      const words = 'A kitchen looks for a hand, six evenings a week. '.repeat(3).trim();
      const mixed = Array.from(words).join(`<i style="${style}">q</i>`);
      expect(seenOf(mixed)).toBe(words);
    },
  );

  it('takes marks of letters in elements of their own for seen', () => {
    const words = 'ทำงาน '.repeat(30).trim();
    expect(seenOf(Array.from(words, (letter) => `<i>${letter}</i>`).join(''))).toBe(words);
  });

  describe('by the boxes of the letters', () => {
    let box = '';
    beforeEach(() => {
      const original = document.createRange.bind(document);
      vi.spyOn(document, 'createRange').mockImplementation(() => {
        const range = original();
        range.getBoundingClientRect = () => {
          const isOff = (range.startContainer as Text).data.includes('police');
          const [x, y, width, height] = (isOff ? box : '10 10 300 20').split(' ').map(Number);
          return { x, y, width, height } as DOMRect;
        };
        return range;
      });
    });

    it.each([
      ['moves out of their element', '-9999 10 300 20', false],
      ['makes tiny', '10 10 300 0.2', false],
      ['turns to their edge', '10 10 0 20', false],
      ['leaves where they are', '10 10 300 20', true],
      ['draws by copies', '0 0 0 0', true],
    ])('tells whether words are seen that a style %s', (_case, letters, isSeen) => {
      box = letters;
      const seen = seenOf(`<p>${SEEN}</p><p>The police ${WORDS}</p>`);
      expect(seen.includes('police')).toBe(isSeen);
    });
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
