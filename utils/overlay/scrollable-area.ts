/** Whether the reader can see a box, or scroll to it. Computes styles and layout: call it outside of scrolling. */
import { parentAcrossShadow } from '../dom/shadow-roots.ts';
import * as dom from '../dom/form-safe-dom.ts';
import { touches, type Rectangle } from '../dom/rectangle.ts';
import { windowSize } from '../dom/window-size.ts';
import { documentScrollArea, isOpenPane, isPane, paneScrollArea } from '../dom/scroll-area.ts';

/** The box of an element in window coordinates; null where it has none. */
export function boxOf(element: Element): DOMRect | null {
  return dom.isConnected(element) && dom.getClientRects(element).length > 0 ? dom.getBoundingClientRect(element) : null;
}

export function isInWindow(box: Rectangle, document: Document): boolean {
  return touches(box, { x: 0, y: 0, ...windowSize(document) });
}

/**
 * Whether the document, or panes in it, can be scrolled until the box of an element is in the window.
 *
 * @param isHidden whether the browser reports that nothing of the element is in view: something may cut it off
 */
export function canScrollTo(element: Element, box: Rectangle, isHidden: boolean): boolean {
  const document = dom.ownerDocument(element);
  if (touches(box, documentScrollArea(document)) && !(isHidden && isInWindow(box, document))) return true;
  const pane = scrolledPane(element, box);
  return pane !== null && canScrollTo(pane, dom.getBoundingClientRect(pane), false);
}

/** The innermost pane that the element is scrolled out of. */
function scrolledPane(element: Element, box: Rectangle): Element | null {
  const body = dom.ownerDocument(element).body;
  for (let pane = parentAcrossShadow(element); pane !== null; pane = pane === body ? null : parentAcrossShadow(pane)) {
    if (!isPane(pane)) continue;
    const frame = dom.getBoundingClientRect(pane);
    if (touches(box, frame)) continue;
    return isOpenPane(frame) && touches(box, paneScrollArea(pane, frame)) ? pane : null;
  }
  return null;
}
