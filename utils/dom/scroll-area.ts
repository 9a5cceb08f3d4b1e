/** What a reader can scroll to, in the document and in a pane of it. Computes styles and layout: call it outside of scrolling. */
import * as dom from './form-safe-dom.ts';
import type { Rectangle, Size } from './rectangle.ts';

/** A smaller pane shows nothing, CSS pixels. */
const MIN_PANE_SIDE_PX = 20;

/** All that the window can be scrolled to, in window coordinates. */
export function documentScrollArea(document: Document): Rectangle {
  const { scrollX, scrollY } = document.defaultView as Window;
  const root = document.documentElement;
  const { clientWidth, clientHeight } = root;
  // In quirks mode the root may give too small a height: a marker is lost, or words count as hidden.
  const width = Math.max(root.scrollWidth, clientWidth);
  const height = Math.max(root.scrollHeight, clientHeight, scrollY + clientHeight);
  // Where lines begin at the right, a wide document extends to the left.
  const left = scrollX < 0 || isFromRight(root) ? clientWidth - width : 0;
  return { x: left - scrollX, y: -scrollY, width, height };
}

/** Whether the element scrolls what is in it. */
export function isPane(element: Element): boolean {
  const { overflowX, overflowY } = styleOf(element);
  return [overflowX, overflowY].some((overflow) => overflow === 'auto' || overflow === 'scroll');
}

/** Whether a pane with this frame is large enough to read in. */
export function isOpenPane({ width, height }: Size): boolean {
  return width >= MIN_PANE_SIDE_PX && height >= MIN_PANE_SIDE_PX;
}

/**
 * All that a pane can be scrolled to, in window coordinates.
 *
 * @param frame box of the pane itself
 */
export function paneScrollArea(pane: Element, frame: Rectangle): Rectangle {
  const [width, height] = [dom.scrollWidth(pane), dom.scrollHeight(pane)];
  const left = isFromRight(pane) ? frame.x + frame.width - width : frame.x;
  return { x: left - dom.scrollLeft(pane), y: frame.y - dom.scrollTop(pane), width, height };
}

function isFromRight(element: Element): boolean {
  const { direction, writingMode } = styleOf(element);
  return direction === 'rtl' || writingMode === 'vertical-rl';
}

function styleOf(element: Element): CSSStyleDeclaration {
  return (dom.ownerDocument(element).defaultView as Window).getComputedStyle(element);
}
