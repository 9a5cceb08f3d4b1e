// @vitest-environment jsdom
import { afterEach, describe, expect, it } from 'vitest';
import { fullscreenElementOf, fullscreenHolder, isMediaInFront } from '../../../utils/overlay/fullscreen.ts';

const fill = (scope: Document | ShadowRoot, element: Element | null): void => {
  Object.defineProperty(scope, 'fullscreenElement', { value: element, configurable: true });
};
const $ = (css: string): Element => document.querySelector(css)!;
afterEach(() => {
  fill(document, null);
  document.body.innerHTML = '';
});

describe('what fills the screen', () => {
  it('is found in shadow roots', () => {
    expect(fullscreenElementOf(document)).toBeNull();
    document.body.innerHTML = '<div></div>';
    const root = $('div').attachShadow({ mode: 'open' });
    root.innerHTML = '<p></p>';
    fill(document, $('div'));
    expect(fullscreenElementOf(document)).toBe($('div'));
    fill(root, root.firstElementChild);
    expect(fullscreenElementOf(document)).toBe(root.firstElementChild);
  });

  it('holds the overlay unless it draws nothing of what is in it, or is the root', () => {
    document.body.innerHTML = '<main></main><video></video><svg></svg>';
    const holderOf = (element: Element): Element | null => {
      fill(document, element);
      return fullscreenHolder(document);
    };
    expect(holderOf($('main'))).toBe($('main'));
    expect([$('video'), $('svg'), document.documentElement].map(holderOf)).toEqual([null, null, null]);
  });

  it('is a film where it shows one, and none of the posts', () => {
    document.body.innerHTML =
      '<main><article></article><div id="a"><video></video></div><div id="b">Words</div></main>';
    const isFilm = (css: string): boolean => {
      fill(document, $(css));
      return isMediaInFront(document, [$('article')]);
    };
    expect(['video', '#a', '#b', 'main'].map(isFilm)).toEqual([true, true, false, false]);
    fill(document, null);
    expect(isMediaInFront(document, [])).toBe(false);
  });
});
