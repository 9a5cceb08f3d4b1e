import { afterEach, describe, expect, it, vi } from 'vitest';
import { showsPoster } from '../../../utils/sites/shows-poster.ts';
import { drawnPage } from './drawn-page.ts';
import { pageOf } from './read-fixture.ts';

const AT = 'https://work.example/jobs/7';

/** Whether pictures with these boxes (left, top, width, height) fill a window of 1024 by 768 pixels. */
function fills(tags: readonly string[], scrollY = 0): boolean {
  const page = drawnPage(tags.join(''), AT);
  const { Element, DOMRect } = page.defaultView!;
  Object.defineProperty(page.defaultView, 'scrollY', { value: scrollY });
  Element.prototype.getBoundingClientRect = function () {
    const [x, y, width, height] = (this.getAttribute('data-box') ?? '0 0 0 0').split(' ').map(Number);
    return new DOMRect(x, y, width, height);
  };
  return showsPoster(page);
}

describe('showsPoster', () => {
  afterEach(() => vi.restoreAllMocks());

  it.each([
    ['a large canvas', ['<canvas data-box="0 90 700 400"></canvas>'], true],
    ['two pictures side by side', ['<img data-box="0 90 350 400">', '<img data-box="350 90 350 400">'], true],
    ['a logo', ['<img data-box="0 0 200 60">'], false],
    ['a picture below the window', ['<img data-box="0 900 700 400">'], false],
    ['a hidden canvas', ['<canvas class="hidden" data-box="0 90 700 400"></canvas>'], false],
    ['a large box', ['<div data-box="0 90 700 400"></div>'], false],
  ])('tells of %s', (_name, tags, expected) => {
    expect(fills(tags)).toBe(expected);
  });

  it('measures the window at the top of a page that is scrolled', () => {
    expect(fills(['<canvas data-box="0 -900 700 400"></canvas>'], 1000)).toBe(true);
    expect(fills(['<canvas data-box="0 90 700 400"></canvas>'], 1000)).toBe(false);
  });

  it('is false where nothing is drawn', () => {
    expect(showsPoster(pageOf('<canvas></canvas>', AT))).toBe(false);
  });
});
