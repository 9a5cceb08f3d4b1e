/** Whether a reader can scroll to a box: in the document, or in a pane of it. Computes styles and layout. */
import * as dom from './form-safe-dom.ts';
import { touches, type Rectangle } from './rectangle.ts';
import { documentScrollArea, isOpenPane, isPane, paneScrollArea } from './scroll-area.ts';
import { parentAcrossShadow } from './shadow-roots.ts';

/**
 * Creates a test whether a reader can scroll to a box of an element, in window coordinates. It caches scroll containers, so it
 * is valid only until the page changes or scrolls.
 */
export function createReachTest(document: Document): (element: Element, box: Rectangle) => boolean {
  const area = documentScrollArea(document);
  const panes = new Map<Element, Element | null>();

  const paneAround = (element: Element): Element | null => {
    const climbed: Element[] = [];
    let pane: Element | null = null;
    for (let node = parentAcrossShadow(element); node !== null; node = parentAcrossShadow(node)) {
      const known = panes.get(node);
      if (known !== undefined) {
        pane = known;
        break;
      }
      climbed.push(node);
      if (!isPane(node)) continue;
      pane = node;
      break;
    }
    for (const node of climbed) panes.set(node, pane);
    return pane;
  };
  return (element, box) => {
    let shown = box;
    for (let pane: Element | null = element; !touches(shown, area);) {
      pane = paneAround(pane);
      if (pane === null) return false;
      const frame = dom.getBoundingClientRect(pane);
      if (!isOpenPane(frame) || !touches(shown, paneScrollArea(pane, frame))) return false;
      shown = frame;
    }
    return true;
  };
}
