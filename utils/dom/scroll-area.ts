/** What a reader can scroll to, in the document and in a scroll container of it. Computes styles and layout: call it outside of scrolling. */
import * as dom from './form-safe-dom.ts';
import type { Rectangle, Size } from './rectangle.ts';
import { isQuirky, windowSize } from './window-size.ts';

/** A smaller scroll container shows nothing, CSS pixels. */
const MIN_CONTAINER_SIDE_PX = 20;

/** All that the window can be scrolled to, in window coordinates. */
export function documentScrollArea(document: Document): Rectangle {
  const { scrollX, scrollY } = document.defaultView as Window;
  const { documentElement: root, body } = document;
  const view = windowSize(document);
  // In quirks mode the body tells the size of the document. With that of the root words below it would count as hidden.
  const measured = isQuirky(document) && body !== null ? [root, body] : [root];
  const width = Math.max(...measured.map(dom.scrollWidth), view.width);
  const height = Math.max(...measured.map(dom.scrollHeight), view.height, scrollY + view.height);
  // Where lines begin at the right, a wide document extends to the left.
  const left = scrollX < 0 || isFromRight(root) ? view.width - width : 0;
  return { x: left - scrollX, y: -scrollY, width, height };
}

/** Whether the element scrolls what is in it. */
export function isScrollContainer(element: Element): boolean {
  const { overflowX, overflowY } = styleOf(element);
  return [overflowX, overflowY].some((overflow) => overflow === 'auto' || overflow === 'scroll');
}

/** Whether a scroll container with this frame is large enough to read in. */
export function isReadableContainer({ width, height }: Size): boolean {
  return width >= MIN_CONTAINER_SIDE_PX && height >= MIN_CONTAINER_SIDE_PX;
}

/**
 * All that a scroll container can be scrolled to, in window coordinates.
 *
 * @param frame box of the container itself
 */
export function containerScrollArea(container: Element, frame: Rectangle): Rectangle {
  const [width, height] = [dom.scrollWidth(container), dom.scrollHeight(container)];
  const left = isFromRight(container) ? frame.x + frame.width - width : frame.x;
  return { x: left - dom.scrollLeft(container), y: frame.y - dom.scrollTop(container), width, height };
}

function isFromRight(element: Element): boolean {
  const { direction, writingMode } = styleOf(element);
  return direction === 'rtl' || writingMode === 'vertical-rl';
}

function styleOf(element: Element): CSSStyleDeclaration {
  return (dom.ownerDocument(element).defaultView as Window).getComputedStyle(element);
}
