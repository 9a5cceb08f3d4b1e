/**
 * Words of a post that no reader sees: hidden by style, moved out of the document, or made too small. A page may put a
 * news report about such offers there, so that whoever reads by machine takes the lure for a warning.
 */
import { childrenOf } from './children-of.ts';

/** Words fewer than this change no verdict by themselves. UTF-16 units. */
const LEAST = 100;
const MOST_LOOKED_AT = 150;
/** Pixels. */
const SMALLEST_LETTERS = 5;

/** The outermost elements in a post whose words cannot be seen. Asks for styles and boxes: call it in idle time. */
export function unseenIn(post: Element): Element[] {
  const unseen: Element[] = [];
  const todo = childrenOf(post);
  for (let looked = 0; looked < MOST_LOOKED_AT; looked++) {
    const element = todo.shift();
    if (element === undefined) break;
    if ((element.textContent ?? '').length < LEAST) continue;
    if (isUnseen(element)) unseen.push(element);
    else todo.push(...childrenOf(element));
  }
  return unseen;
}

function isUnseen(element: Element): boolean {
  if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return true;
  const { scrollX, scrollY } = element.ownerDocument.defaultView!;
  const { right, bottom, width, height } = element.getBoundingClientRect();
  if (right + scrollX < 0 || bottom + scrollY < 0 || (width <= 2 && height <= 2)) return true;
  return Number.parseFloat(getComputedStyle(element).fontSize) < SMALLEST_LETTERS;
}
