/**
 * Finds elements of a post that are invisible: hidden by style, moved out of the document, or too small. Hidden words
 * of a news report could make a lure look like an awareness text.
 */
import * as dom from './form-safe-dom.ts';

/** Shorter texts are ignored: they do not change a verdict. UTF-16 units. */
const MIN_UNITS = 100;
const MAX_ELEMENTS = 150;
/** Pixels. */
const MIN_FONT_SIZE_PX = 5;

/** The outermost invisible elements in a post. Computes styles and layout: call it in idle time. */
export function hiddenElementsIn(post: Element): Element[] {
  if (dom.textContent(post).length < MIN_UNITS) return [];
  const hidden: Element[] = [];
  const pending = [...dom.children(post)];
  const { scrollX, scrollY } = dom.ownerDocument(post).defaultView!;
  for (let count = 0; count < MAX_ELEMENTS; count++) {
    const element = pending.shift();
    if (element === undefined) break;
    const { length } = dom.textContent(element);
    if (length < MIN_UNITS) continue;
    const inner = [...dom.children(element)];
    // Its one child has the same words, and inherits the style.
    const isWrapper = inner.length === 1 && dom.textContent(inner[0]!).length === length;
    if (isOutside(element, scrollX, scrollY) || (!isWrapper && isUndrawn(element))) hidden.push(element);
    else if (isWrapper) pending.unshift(...inner);
    else pending.push(...inner);
  }
  return hidden;
}

/** Whether an element is left of or above the document, or too small. The pixels are those that the window is scrolled by. */
function isOutside(element: Element, scrollX: number, scrollY: number): boolean {
  const { right, bottom, width, height } = dom.getBoundingClientRect(element);
  return right + scrollX < 0 || bottom + scrollY < 0 || (width <= 2 && height <= 2);
}

/** Whether style hides the words of an element; `checkVisibility` tests the elements around it, too. */
function isUndrawn(element: Element): boolean {
  return (
    !dom.checkVisibility(element, { opacityProperty: true, visibilityProperty: true }) ||
    Number.parseFloat(getComputedStyle(element).fontSize) < MIN_FONT_SIZE_PX
  );
}
