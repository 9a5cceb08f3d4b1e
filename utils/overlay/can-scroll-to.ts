/** Whether the reader can see a box, or scroll to it. Computes styles and layout: call it outside of scrolling. */
import { parentAcrossShadow } from '../dom/shadow-roots.ts';
import * as dom from '../dom/form-safe-dom.ts';
import { touches, type Rectangle } from '../dom/rectangle.ts';
import { windowSize } from '../dom/window-size.ts';
import { documentScrollArea, isReadableContainer, isScrollContainer, containerScrollArea } from '../dom/scroll-area.ts';

/** The box of an element in window coordinates; null where it has none. */
export function boxOf(element: Element): DOMRect | null {
  return dom.isConnected(element) && dom.getClientRects(element).length > 0 ? dom.getBoundingClientRect(element) : null;
}

export function isInWindow(box: Rectangle, document: Document): boolean {
  return touches(box, { x: 0, y: 0, ...windowSize(document) });
}

/**
 * Whether the document, or scroll containers in it, can be scrolled until the box of an element is in the window.
 *
 * @param isOutOfView whether the browser reports that nothing of the element is in view: something may cut it off
 */
export function canScrollTo(element: Element, box: Rectangle, isOutOfView: boolean): boolean {
  const document = dom.ownerDocument(element);
  if (touches(box, documentScrollArea(document)) && !(isOutOfView && isInWindow(box, document))) return true;
  const container = scrolledContainer(element, box);
  return container !== null && canScrollTo(container, dom.getBoundingClientRect(container), false);
}

/** The innermost scroll container that the element is scrolled out of. */
function scrolledContainer(element: Element, box: Rectangle): Element | null {
  const body = dom.ownerDocument(element).body;
  for (
    let container = parentAcrossShadow(element);
    container !== null;
    container = container === body ? null : parentAcrossShadow(container)
  ) {
    if (!isScrollContainer(container)) continue;
    const frame = dom.getBoundingClientRect(container);
    if (touches(box, frame)) continue;
    return isReadableContainer(frame) && touches(box, containerScrollArea(container, frame)) ? container : null;
  }
  return null;
}
