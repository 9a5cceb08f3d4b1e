/** Whether a page draws an element: hidden elements must not change how the rest of the page is read. */
import * as dom from './form-safe-dom.ts';

/** Whether the browser can tell what is drawn. It cannot in a copy of a page, which nothing draws. */
export function canTellDrawn(element: Element): boolean {
  return dom.ownerDocument(element).defaultView !== null && dom.knowsVisibility(element);
}

/**
 * Whether style hides an element. One with `display: contents` has no box of its own, so the element around it counts.
 * False where the browser cannot tell. Computes styles.
 */
export function isUndrawn(element: Element): boolean {
  if (!canTellDrawn(element)) return false;
  const { defaultView } = dom.ownerDocument(element);
  for (let box: Element | null = element; box !== null; box = dom.parentElement(box)) {
    if (dom.checkVisibility(box, { visibilityProperty: true })) return false;
    if (defaultView!.getComputedStyle(box).display !== 'contents') return true;
  }
  return false;
}
