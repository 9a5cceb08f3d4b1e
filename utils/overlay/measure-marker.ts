/** Measures where the marker of a post belongs, and whether the page covers the title it stands beside. Reads layout only. */
import * as dom from '../dom/form-safe-dom.ts';
import { touches, type Point, type Rectangle } from '../dom/rectangle.ts';
import { containsAcrossShadow } from '../dom/shadow-roots.ts';
import { windowSize } from '../dom/window-size.ts';
import { controlBoxesIn, textBoxesIn } from './obstacle-boxes.ts';
import { placeMarker } from './place-marker.ts';

/** A post, the part of it beside which its marker is drawn, and the box of that part now. */
export interface AnchoredPost {
  element: Element;
  marker: HTMLElement;
  anchor: Element;
  box: DOMRect;
}

/** Whether the page draws something over the title, for example a sticky bar or a dialog. @param host our own element */
export function isAnchorCovered(document: Document, host: Element, { element, anchor, box }: AnchoredPost): boolean {
  const window = document.defaultView!;
  const x = Math.min(Math.max(box.x + Math.min(box.width / 2, 40), 0), window.innerWidth - 1);
  const y = box.y + Math.min(box.height / 2, 12);
  if (y < 0 || y >= window.innerHeight) return false;
  const hit = document.elementFromPoint(x, y);
  return !(
    hit === null ||
    hit === host ||
    containsAcrossShadow(hit, anchor) ||
    [element, anchor].some((part) => dom.contains(part, hit))
  );
}

/** From the upper left corner of the anchor to that of the marker. @param host our own element */
export function measureMarkerOffset(
  document: Document,
  host: Element,
  { element, marker, anchor, box }: AnchoredPost,
): Point {
  const card = dom.getBoundingClientRect(element);
  /** Whether only what is around the post is drawn in a box. A few points of it tell. */
  const isBlank = ({ x, y, width, height }: Rectangle): boolean =>
    [1, height / 2].every((down) =>
      [1, width / 2, width - 1].every((right) => {
        const hit = document.elementFromPoint(x + right, y + down);
        return hit !== null && hit !== host && containsAcrossShadow(hit, element);
      }),
    );
  const place = placeMarker({
    title: textBoxesIn(anchor),
    // A part that the page shows away from its post.
    card: touches(card, box) ? card : box,
    obstacles: [...textBoxesIn(element), ...controlBoxesIn(element, anchor)],
    marker: { width: marker.offsetWidth, height: marker.offsetHeight },
    windowWidth: windowSize(document).width,
    isBlank,
    isRtl: getComputedStyle(anchor).direction === 'rtl',
  });
  return { x: place.x - box.x, y: place.y - box.y };
}
