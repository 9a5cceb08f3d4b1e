// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest';
import { hiddenElementsIn } from '../../../utils/dom/hidden-elements.ts';

const WORDS = 'The police warn of offers like this one. '.repeat(5);

/** Lays out by attributes, since jsdom has no layout: `data-box` is left, top, width and height in pixels. */
beforeEach(() => {
  Element.prototype.checkVisibility = function () {
    return this.closest('[style*="opacity"]') === null;
  };
  Element.prototype.getBoundingClientRect = function () {
    const [x, y, width, height] = (this.getAttribute('data-box') ?? '10 10 300 40').split(' ').map(Number);
    return { x, y, width, height, right: x! + width!, bottom: y! + height! } as DOMRect;
  };
});

/** Ids of the hidden elements of a post with this HTML. */
function hiddenIn(html: string): string[] {
  document.body.innerHTML = `<article>${html}</article>`;
  return hiddenElementsIn(document.querySelector('article')!).map(({ id }) => id);
}

describe('hiddenElementsIn', () => {
  it.each([
    ['without opacity', 'style="opacity:0"'],
    ['left of the document', 'data-box="-900 10 300 40"'],
    ['above the document', 'data-box="10 -900 300 40"'],
    ['too small', 'data-box="10 10 1 1"'],
    ['in tiny letters', 'style="font-size:1px"'],
  ])('finds words %s', (_case, attribute) => {
    expect(hiddenIn(`<p>${WORDS}</p><p id="x" ${attribute}>${WORDS}</p>`)).toEqual(['x']);
  });

  it('finds no words that are drawn, and no short ones', () => {
    expect(hiddenIn(`<div><div><p>${WORDS}</p></div></div><p style="opacity:0">Share</p>`)).toEqual([]);
    expect(hiddenIn('<p style="opacity:0">Share</p>')).toEqual([]);
  });

  it('finds words in elements that wrap one another', () => {
    expect(hiddenIn(`<div style="opacity:0"><div><p id="x">${WORDS}</p></div></div>`)).toEqual(['x']);
    expect(hiddenIn(`<div><div id="x" data-box="10 10 1 1"><p>${WORDS}</p></div></div>`)).toEqual(['x']);
    expect(hiddenIn(`<div style="opacity:0" id="x"><p>${WORDS}</p><p>More</p></div>`)).toEqual(['x']);
  });

  it('finds wrapped words before many other elements', () => {
    expect(hiddenIn(`<div style="opacity:0"><p id="x">${WORDS}</p></div>${'<i>a</i>'.repeat(300)}`)).toEqual(['x']);
  });
});
