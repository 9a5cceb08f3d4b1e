/** Whether the reader can see a box, or scroll to it. Computes styles and layout: call it outside of scrolling. */
import { parentAcrossShadow } from '../dom/shadow-roots.ts';
import * as dom from '../dom/form-safe-dom.ts';
import { touches, type Rectangle } from './rectangle.ts';

/** A smaller scrolling pane shows nothing, CSS pixels. */
const MIN_PANE_SIDE_PX = 20;

/** The box of an element in window coordinates; null where it has none. */
export function boxOf(element: Element): DOMRect | null {
  return dom.isConnected(element) && dom.getClientRects(element).length > 0 ? dom.getBoundingClientRect(element) : null;
}

export function isInWindow(box: Rectangle, document: Document): boolean {
  const { clientWidth, clientHeight } = document.documentElement;
  return touches(box, { x: 0, y: 0, width: clientWidth, height: clientHeight });
}

/**
 * Whether the document, or panes in it, can be scrolled until the box of an element is in the window.
 *
 * @param isHidden whether the browser reports that nothing of the element is in view: something may cut it off
 */
export function canScrollTo(element: Element, box: Rectangle, isHidden: boolean): boolean {
  const document = dom.ownerDocument(element);
  if (touches(box, documentArea(document)) && !(isHidden && isInWindow(box, document))) return true;
  const pane = scrolledPane(element, box);
  return pane !== null && canScrollTo(pane, dom.getBoundingClientRect(pane), false);
}

/** All that the window can be scrolled to, in window coordinates. */
function documentArea(document: Document): Rectangle {
  const { scrollX, scrollY } = document.defaultView as Window;
  const root = document.documentElement;
  const { clientWidth, clientHeight } = root;
  // In quirks mode the root does not give its scrollable height. A wrong height costs a marker, not the warning.
  const width = Math.max(root.scrollWidth, clientWidth);
  const height = Math.max(root.scrollHeight, clientHeight, scrollY + clientHeight);
  // Where lines begin at the right, a wide document extends to the left.
  const left = scrollX < 0 || isFromRight(root) ? clientWidth - width : 0;
  return { x: left - scrollX, y: -scrollY, width, height };
}

/** The innermost pane that the element is scrolled out of. */
function scrolledPane(element: Element, box: Rectangle): Element | null {
  const body = dom.ownerDocument(element).body;
  for (let pane = parentAcrossShadow(element); pane !== null; pane = pane === body ? null : parentAcrossShadow(pane)) {
    const style = getComputedStyle(pane);
    if (![style.overflowX, style.overflowY].some((overflow) => overflow === 'auto' || overflow === 'scroll')) continue;
    const shown = dom.getBoundingClientRect(pane);
    if (touches(box, shown)) continue;
    const { scrollWidth: width, scrollHeight: height, scrollLeft, scrollTop } = pane;
    const left = isFromRight(pane) ? shown.right - width : shown.x;
    const area = { x: left - scrollLeft, y: shown.y - scrollTop, width, height };
    const isOpen = shown.width >= MIN_PANE_SIDE_PX && shown.height >= MIN_PANE_SIDE_PX;
    return isOpen && touches(box, area) ? pane : null;
  }
  return null;
}

function isFromRight(element: Element): boolean {
  const { direction, writingMode } = getComputedStyle(element);
  return direction === 'rtl' || writingMode === 'vertical-rl';
}
