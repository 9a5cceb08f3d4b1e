/** Whether a reader can scroll to a box: in the document, or in a pane of it. Computes styles and layout. */
import * as dom from './form-safe-dom.ts';
import { parentAcrossShadow } from './shadow-roots.ts';

/** A smaller pane shows nothing, pixels. */
const MIN_PANE_PX = 20;

type Edges = Pick<DOMRect, 'left' | 'top' | 'right' | 'bottom'>;

/** Makes the test for one moment: what it finds out about the elements around is kept. */
export function createReachTest(document: Document): (element: Element, box: Edges) => boolean {
  const { documentElement, defaultView } = document;
  const { scrollX, scrollY, innerWidth, innerHeight } = defaultView!;
  const right = Math.max(innerWidth, dom.scrollWidth(documentElement)) - scrollX;
  const bottom = Math.max(innerHeight, dom.scrollHeight(documentElement)) - scrollY;
  const area: Edges = { left: -scrollX, top: -scrollY, right, bottom };
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
    for (let pane: Element | null = element; !overlaps(shown, area);) {
      pane = paneAround(pane);
      if (pane === null) return false;
      const frame = dom.getBoundingClientRect(pane);
      if (frame.width < MIN_PANE_PX || frame.height < MIN_PANE_PX) return false;
      if (!overlaps(shown, scrolledArea(pane, frame))) return false;
      shown = frame;
    }
    return true;
  };
}

function isPane(element: Element): boolean {
  const { overflowX, overflowY } = getComputedStyle(element);
  return [overflowX, overflowY].some((overflow) => overflow === 'auto' || overflow === 'scroll');
}

/** All that a pane can be scrolled to, in window coordinates. */
function scrolledArea(pane: Element, frame: DOMRect): Edges {
  const [scrollWidth, scrollLeft] = [dom.scrollWidth(pane), dom.scrollLeft(pane)];
  const [left, top] = [frame.left - scrollLeft, frame.top - dom.scrollTop(pane)];
  // Where lines begin at the right, a pane is scrolled to the left of its first words.
  const isFromRight = getComputedStyle(pane).direction === 'rtl';
  const start = isFromRight ? frame.right - scrollWidth - scrollLeft : left;
  return { left: start, top, right: start + scrollWidth, bottom: top + dom.scrollHeight(pane) };
}

function overlaps(a: Edges, b: Edges): boolean {
  return a.right >= b.left && a.left <= b.right && a.bottom >= b.top && a.top <= b.bottom;
}
