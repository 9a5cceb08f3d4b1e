/** Whether a reader can scroll to a box: in the document, or in a scroll container of it. Computes styles and layout. */
import * as dom from './form-safe-dom.ts';
import { touches, type Rectangle } from './rectangle.ts';
import { documentScrollArea, isReadableContainer, isScrollContainer, containerScrollArea } from './scroll-area.ts';
import { parentAcrossShadow } from './shadow-roots.ts';

/**
 * Creates a test whether a reader can scroll to a box of an element, in window coordinates. It caches scroll containers, so it
 * is valid only until the page changes or scrolls.
 */
export function createReachTest(document: Document): (element: Element, box: Rectangle) => boolean {
  const area = documentScrollArea(document);
  const containers = new Map<Element, Element | null>();

  const containerAround = (element: Element): Element | null => {
    const climbed: Element[] = [];
    let container: Element | null = null;
    for (let node = parentAcrossShadow(element); node !== null; node = parentAcrossShadow(node)) {
      const known = containers.get(node);
      if (known !== undefined) {
        container = known;
        break;
      }
      climbed.push(node);
      if (!isScrollContainer(node)) continue;
      container = node;
      break;
    }
    for (const node of climbed) containers.set(node, container);
    return container;
  };
  return (element, box) => {
    let shown = box;
    for (let container: Element | null = element; !touches(shown, area);) {
      container = containerAround(container);
      if (container === null) return false;
      const frame = dom.getBoundingClientRect(container);
      if (!isReadableContainer(frame) || !touches(shown, containerScrollArea(container, frame))) return false;
      shown = frame;
    }
    return true;
  };
}
