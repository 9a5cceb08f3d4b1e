/**
 * Finds elements of a post whose words no reader sees: hidden by style, moved out of the document, or too small. A page
 * may hide a news report about such offers there, so that a classifier takes the lure for an awareness text.
 */
import { childrenOf } from './children-of.ts';

/** Shorter texts are ignored: they do not change a verdict. UTF-16 units. */
const MIN_UNITS = 100;
const MAX_ELEMENTS = 150;
/** Pixels. */
const MIN_FONT_SIZE_PX = 5;

/** The outermost invisible elements in a post. Computes styles and layout: call it in idle time. */
export function hiddenElementsIn(post: Element): Element[] {
  const hidden: Element[] = [];
  const pending = childrenOf(post);
  for (let count = 0; count < MAX_ELEMENTS; count++) {
    const element = pending.shift();
    if (element === undefined) break;
    if ((element.textContent ?? '').length < MIN_UNITS) continue;
    if (isInvisible(element)) hidden.push(element);
    else pending.push(...childrenOf(element));
  }
  return hidden;
}

function isInvisible(element: Element): boolean {
  if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return true;
  const { scrollX, scrollY } = element.ownerDocument.defaultView!;
  const { right, bottom, width, height } = element.getBoundingClientRect();
  if (right + scrollX < 0 || bottom + scrollY < 0 || (width <= 2 && height <= 2)) return true;
  return Number.parseFloat(getComputedStyle(element).fontSize) < MIN_FONT_SIZE_PX;
}
