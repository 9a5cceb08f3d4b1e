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
  const hidden: Element[] = [];
  const pending = [...dom.children(post)];
  for (let count = 0; count < MAX_ELEMENTS; count++) {
    const element = pending.shift();
    if (element === undefined) break;
    if (dom.textContent(element).length < MIN_UNITS) continue;
    if (isInvisible(element)) hidden.push(element);
    else pending.push(...dom.children(element));
  }
  return hidden;
}

function isInvisible(element: Element): boolean {
  if (!dom.checkVisibility(element, { opacityProperty: true, visibilityProperty: true })) return true;
  const { scrollX, scrollY } = dom.ownerDocument(element).defaultView!;
  const { right, bottom, width, height } = dom.getBoundingClientRect(element);
  if (right + scrollX < 0 || bottom + scrollY < 0 || (width <= 2 && height <= 2)) return true;
  return Number.parseFloat(getComputedStyle(element).fontSize) < MIN_FONT_SIZE_PX;
}
