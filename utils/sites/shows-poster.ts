/** Pages whose words may be on a picture: one or few of them fill the window. */
import { canComputeVisibility } from '../dom/hidden-by-style.ts';
import * as dom from '../dom/form-safe-dom.ts';
import { sharedArea, type Rectangle } from '../dom/rectangle.ts';
import { windowSize } from '../dom/window-size.ts';

/** Pictures that are measured. */
const MAX_PICTURES = 60;
/** Share of the window that they fill. */
const MIN_SHARE = 0.3;

/** False where the browser cannot tell what is drawn. Computes layout. */
export function showsPoster(document: Document): boolean {
  if (!canComputeVisibility(document.documentElement)) return false;
  const view: Rectangle = { x: 0, y: 0, ...windowSize(document) };
  let area = 0;
  for (const picture of [...document.querySelectorAll('canvas, img')].slice(0, MAX_PICTURES)) {
    const { x, y, width, height } = dom.getBoundingClientRect(picture);
    // The place in the document: the reader may have scrolled.
    const box = { x, y: Math.max(0, y + (document.defaultView?.scrollY ?? 0)), width, height };
    if (dom.checkVisibility(picture, { opacityProperty: true, visibilityProperty: true }))
      area += sharedArea(box, view);
  }
  return area >= MIN_SHARE * view.width * view.height;
}
