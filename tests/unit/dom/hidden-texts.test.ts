// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest';
import { hiddenTextsIn } from '../../../utils/dom/hidden-texts.ts';
import { readText, readWithout } from '../../../utils/dom/read-text.ts';

const WORDS = 'The police warn of offers like this one. '.repeat(5);
const SEEN = 'A kitchen looks for a hand, six evenings a week.';

/** Lays out by attributes, since jsdom has no layout: `data-box` is left, top, width and height in pixels. */
beforeEach(() => {
  Element.prototype.checkVisibility = function () {
    return this.closest('[style*="opacity:0;"]') === null;
  };
  Element.prototype.getBoundingClientRect = function () {
    const [left, top, width, height] = (this.getAttribute('data-box') ?? '10 10 300 40').split(' ').map(Number);
    return { left, top, width, height, right: left! + width!, bottom: top! + height! } as DOMRect;
  };
});

/** What a reader sees of a post with this HTML. */
function seenOf(html: string): string {
  document.body.innerHTML = `<article>${html}</article>`;
  const article = document.querySelector('article')!;
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

  it('finds a few hidden pieces among many elements', () => {
    const hidden = `<i style="opacity:0;">${WORDS}</i>`;
    expect(seenOf(`${hidden}${'<b>a b </b>'.repeat(300)}`)).not.toContain('police');
  });

  it('does not test a post of few words', () => {
    expect(seenOf('<p style="opacity:0;">Share</p>')).toBe('Share');
  });
});
