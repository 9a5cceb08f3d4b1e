import { describe, expect, it } from 'vitest';
import { isHiddenByStyle } from '../../../utils/dom/hidden-by-style.ts';
import { drawnPage } from '../sites/drawn-page.ts';
import { pageOf, parsePage } from '../sites/read-fixture.ts';

const URL_OF_PAGE = 'https://mill.example/';
const isHiddenIn = (html: string): boolean => isHiddenByStyle(drawnPage(html, URL_OF_PAGE).querySelector('#x')!);

describe('isHiddenByStyle', () => {
  it.each([
    ['without a box', '<p id="x" class="hidden">word</p>'],
    ['inside of one without a box', '<div class="hidden"><p id="x">word</p></div>'],
    ['whose visibility is hidden', '<p id="x" class="unseen">word</p>'],
    ['with the box of a hidden element around it', '<div class="hidden"><p id="x" class="boxless">word</p></div>'],
  ])('is true for an element %s', (_case, html) => {
    expect(isHiddenIn(html)).toBe(true);
  });

  it.each([
    ['that is drawn', '<p id="x">word</p>'],
    ['that leaves its box to its children', '<div><p id="x" class="boxless">word</p></div>'],
    ['that is visible in a hidden one', '<div class="unseen"><p id="x" class="seen">word</p></div>'],
  ])('is false for an element %s', (_case, html) => {
    expect(isHiddenIn(html)).toBe(false);
  });

  it('is false where nothing is drawn, or the browser cannot tell', () => {
    const html = '<p id="x" style="display: none">word</p>';
    expect(isHiddenByStyle(parsePage(html).querySelector('#x')!)).toBe(false);
    expect(isHiddenByStyle(pageOf(html, URL_OF_PAGE).querySelector('#x')!)).toBe(false);
  });
});
