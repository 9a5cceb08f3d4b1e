/** Marks words of a post by rectangles of our own: `CSS.highlights` would tell the page which words gave it away. */
import { findQuote } from './find-quote.ts';
import { linesOf, type Rectangle } from './rectangle.ts';

export interface QuoteMark {
  /** In document coordinates, as the page lies now. */
  rectangles(): Rectangle[];
}

/** Brings the words into view; null when the page no longer has them. */
export function markQuote(element: Element, quote: string, reducedMotion: boolean): QuoteMark | null {
  const range = findQuote(element, quote);
  if (range === null) return null;
  const window = element.ownerDocument.defaultView as Window;
  range.startContainer.parentElement?.scrollIntoView({
    block: 'center',
    inline: 'nearest',
    behavior: reducedMotion ? 'auto' : 'smooth',
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
