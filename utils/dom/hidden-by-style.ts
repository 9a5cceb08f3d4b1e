/** Whether computed styles hide an element: hidden elements must not change how the rest of the page is read. */
import * as dom from './form-safe-dom.ts';
import { originalOf } from './original-of.ts';

/** Whether the browser can compute whether an element is drawn: one of the page, or a copy that stands for one. */
export function canComputeVisibility(element: Element): boolean {
  const original = originalOf(element);
  return dom.ownerDocument(original).defaultView !== null && dom.canCheckVisibility(original);
}

/**
 * Whether style hides an element. One with `display: contents` has no box of its own, so the element around it counts.
 * False where the browser cannot tell. Computes styles.
 */
export function isHiddenByStyle(element: Element): boolean {
  if (!canComputeVisibility(element)) return false;
  const original = originalOf(element);
  const { defaultView } = dom.ownerDocument(original);
  for (let box: Element | null = original; box !== null; box = dom.parentElement(box)) {
    if (dom.checkVisibility(box, { visibilityProperty: true })) return false;
    if (defaultView!.getComputedStyle(box).display !== 'contents') return true;
  }
  return false;
}
