// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { isHiddenByStyle } from '../../../utils/dom/hidden-by-style.ts';
import { flattenShadowRoots } from '../../../utils/dom/flatten-shadow-roots.ts';
import { hiddenTextsIn } from '../../../utils/dom/hidden-texts.ts';
import { readText } from '../../../utils/dom/read-text.ts';
import { readWithout } from '../../../utils/dom/read-without.ts';

const WORDS = 'The police warn of offers like this one. '.repeat(5);
const SEEN = 'A kitchen looks for a hand, six evenings a week.';

/** jsdom has no layout: here elements of the class `off` and what is in them have no box. */
beforeEach(() => {
  Element.prototype.checkVisibility = function () {
    return this.ownerDocument.defaultView !== null && this.closest('.off') === null;
  };
  Element.prototype.getBoundingClientRect = () => ({ x: 10, y: 10, width: 300, height: 40 }) as DOMRect;
  vi.spyOn(document.documentElement, 'clientWidth', 'get').mockReturnValue(1024);
  vi.spyOn(document.documentElement, 'clientHeight', 'get').mockReturnValue(768);
});

function flatten(html: string) {
  document.body.innerHTML = html;
  const host = document.querySelector('x-card');
  if (host !== null) host.attachShadow({ mode: 'open' }).innerHTML = `<p id="inner">${SEEN}</p>`;
  return flattenShadowRoots(document);
}

describe('a page that is copied with its shadow roots', () => {
  it('has the content of a root in place of its host’s', () => {
    const { document: flat, originalOf } = flatten(`<main><x-card>${WORDS}</x-card></main>`);
    expect(readText(flat.body)).toBe(SEEN);
    expect(originalOf(flat.querySelector('x-card')!)).toBe(document.querySelector('x-card'));
    expect(originalOf(document.body)).toBeNull();
  });

  it('tells what the page draws', () => {
    const { document: flat } = flatten(
      `<x-card></x-card><p id="a">${SEEN}</p><p id="b" class="off">${WORDS}</p><p id="c" hidden>${SEEN}</p>`,
    );
    expect(['inner', 'a', 'b'].map((id) => isHiddenByStyle(flat.getElementById(id)!))).toEqual([false, false, true]);
    // The style sheet of this page draws it.
    expect(readText(flat.body).split('\n')).toHaveLength(4);
  });

  it('is read without the words that the page hides', () => {
    const { document: flat } = flatten(`<main><p>${SEEN}</p><p class="off">${WORDS}</p></main>`);
    for (const post of [document.querySelector('main')!, flat.querySelector('main')!])
      expect(readWithout(hiddenTextsIn(post), () => readText(flat.body))).toBe(SEEN);
  });

  it('may have an element of another name space that is called slot', () => {
    const { document: flat } = flatten(`<svg><slot>x</slot></svg><p>${SEEN}</p>`);
    expect(readText(flat.body)).toContain(SEEN);
  });

  it('keeps all words behind more nodes than it copies, in their order and without hidden ones', () => {
    const many = '<i>x</i>'.repeat(16_000);
    const { document: flat, originalOf } = flatten(
      `<p>${SEEN}</p><div>${many}<p id="after">First words.<br>Second words.</p></div><p hidden class="off">${WORDS}</p><x-card></x-card>`,
    );
    const lines = [...flat.querySelectorAll('p')].map((line) => line.textContent);
    expect(lines.slice(-3)).toEqual(['First words.', 'Second words.', SEEN]);
    expect(readText(flat.body).startsWith(SEEN)).toBe(true);
    expect(isHiddenByStyle(flat.querySelector('p')!)).toBe(false);
    expect(originalOf([...flat.querySelectorAll('p')].at(-1)!)).toBe(document.body);
    expect(hiddenTextsIn(flat.body).size).toBe(0);
  });
});
