/** Marks quoted words with rectangles in the overlay. `CSS.highlights` would show the page which words were recognised. */
import * as dom from '../dom/form-safe-dom.ts';
import { findQuote } from './find-quote.ts';
import { linesOf, type Rectangle } from '../dom/rectangle.ts';

export interface QuoteMark {
  /** Boxes of the words in document coordinates, measured now. */
  rectangles(): Rectangle[];
}

/** Scrolls to the words and marks them; null when the page no longer has them. */
export function markQuote(element: Element, quote: string, reducedMotion: boolean): QuoteMark | null {
  const range = findQuote(element, quote);
  if (range === null) return null;
  const window = dom.ownerDocument(element).defaultView as Window;
  const behavior = reducedMotion ? 'auto' : 'smooth';
  dom.scrollIntoView(dom.parentElement(range.startContainer) ?? element, {
    block: 'center',
    inline: 'nearest',
    behavior,
  });
  return {
    rectangles: () =>
      linesOf([...range.getClientRects()]).map(({ x, y, width, height }) => ({
        x: x + window.scrollX,
        y: y + window.scrollY,
        width,
        height,
      })),
  };
}
