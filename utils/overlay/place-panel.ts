/** Where the panel goes: beside the post, or where it covers the least of its words and none of its buttons. */
import { sharedArea, type Rectangle, type Size } from './rectangle.ts';

export interface PanelPlace extends Rectangle {
  /** It would lie over Apply, Message or another control of the post. */
  coversControl: boolean;
}

/** Distance to the edges of the window and to the post, pixels. */
const GAP_PX = 12;
/** A covered pixel of a control weighs as much as this many of text. */
const CONTROL_WEIGHT = 50;
/** Widths tried, pixels: the panel's own, then one that fits beside wider posts. */
const WIDTHS_PX = [380, 300] as const;

export interface PanelSurroundings {
  window: Size;
  post: Rectangle;
  /** Lines of words in view. */
  words: readonly Rectangle[];
  /** Buttons and links that a click would do something with. */
  controls: readonly Rectangle[];
  /** Height of the panel at a width. */
  heightAt: (width: number) => number;
}

export function placePanel({ window, post, words, controls, heightAt }: PanelSurroundings): PanelPlace {
  const candidates: Rectangle[] = [];
  for (const wanted of WIDTHS_PX) {
    const width = Math.min(wanted, window.width - 2 * GAP_PX);
    const height = Math.min(heightAt(width), window.height - 2 * GAP_PX);
    const right = window.width - width - GAP_PX;
    const bottom = window.height - height - GAP_PX;
    const beside = Math.min(Math.max(post.y, GAP_PX), bottom);
    const places: [number, number][] = [
      [post.x + post.width + GAP_PX, beside],
      [post.x - width - GAP_PX, beside],
      [right, bottom],
      [right, GAP_PX],
      [GAP_PX, bottom],
      [GAP_PX, GAP_PX],
      [right, beside],
      [right, Math.min(post.y + post.height + GAP_PX, bottom)],
    ];
    for (const [x, y] of places) {
      if (x < GAP_PX - 0.5 || x > right + 0.5 || y < GAP_PX - 0.5 || y > bottom + 0.5) continue;
      candidates.push({ x, y, width, height });
    }
  }
  const cost = (place: Rectangle): number =>
    coveredArea(words, place) + CONTROL_WEIGHT * coveredArea(controls, place) + (place.width < WIDTHS_PX[0] ? 1 : 0);
  const best = candidates.reduce((a, b) => (cost(b) < cost(a) ? b : a));
  return { ...best, coversControl: coveredArea(controls, best) > 0 };
}

function coveredArea(rectangles: readonly Rectangle[], place: Rectangle): number {
  return rectangles.reduce((total, rectangle) => total + sharedArea(rectangle, place), 0);
}
