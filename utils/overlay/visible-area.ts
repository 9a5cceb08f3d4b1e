/**
 * The part of a frame's window that the reader sees. Pages show a frame in its full height: the reader scrolls the page
 * around it, and what is fixed in the frame's window may be thousands of pixels away.
 */
import { HTML_NAMESPACE } from '../dom/html-namespace.ts';
import type { Rectangle } from '../dom/rectangle.ts';
import { windowSize } from '../dom/window-size.ts';

export interface VisibleArea {
  /** In window coordinates; null where all of the window is seen, or too little to draw in. */
  current(): Rectangle | null;
  /** Nothing of the window is seen: the reader scrolled past the frame. What is fixed in it is hidden by nobody. */
  isScrolledPast(): boolean;
  /** Measures again: no event tells a frame that the page around it was scrolled. */
  refresh(): void;
  stop(): void;
}

/** A smaller area is not drawn in, pixels. */
const MIN_SIZE_PX = { width: 200, height: 160 };
const TOLERANCE_PX = 8;

/** @param root shadow root of the overlay  @param onChange called when the area changed */
export function createVisibleArea(document: Document, root: ShadowRoot, onChange: () => void): VisibleArea {
  const window = document.defaultView as Window;
  if (window.top === window)
    return { current: () => null, isScrolledPast: () => false, refresh: () => undefined, stop: () => undefined };
  // Not a `div`: the content of the overlay would be drawn into it.
  const sensor = document.createElementNS(HTML_NAMESPACE, 'i');
  sensor.style.cssText = 'position: fixed; inset: 0; visibility: hidden; pointer-events: none';
  root.append(sensor);
  let area: Rectangle | null = null;
  let isScrolledPast = false;
  const observer = new IntersectionObserver((entries) => {
    const { intersectionRect: seen, boundingClientRect: whole } = entries.at(-1)!;
    isScrolledPast = seen.width === 0 || seen.height === 0;
    const isWhole = whole.width - seen.width <= TOLERANCE_PX && whole.height - seen.height <= TOLERANCE_PX;
    const isSmall = seen.width < MIN_SIZE_PX.width || seen.height < MIN_SIZE_PX.height;
    const next = isWhole || isSmall ? null : { x: seen.x, y: seen.y, width: seen.width, height: seen.height };
    if (isAlike(area, next)) return;
    area = next;
    onChange();
  });
  observer.observe(sensor);
  return {
    current: () => area,
    isScrolledPast: () => isScrolledPast,
    refresh() {
      observer.unobserve(sensor);
      observer.observe(sensor);
    },
    stop() {
      observer.disconnect();
      sensor.remove();
    },
  };
}

/** Where something fixed in the window can be drawn. @param visibleArea as `current` gave it */
export function drawableArea(document: Document, visibleArea: Rectangle | null): Rectangle {
  const { width, height } = windowSize(document);
  const { innerHeight } = document.defaultView as Window;
  return visibleArea ?? { x: 0, y: 0, width, height: Math.min(height, innerHeight) };
}

function isAlike(a: Rectangle | null, b: Rectangle | null): boolean {
  if (a === null || b === null) return a === b;
  return (['x', 'y', 'width', 'height'] as const).every((side) => Math.abs(a[side] - b[side]) <= TOLERANCE_PX);
}
