/** Where the panel goes: beside the post, or where it covers the least of its words and none of its buttons. */
import { overlap, type Rectangle, type Size } from './rectangle.ts';

export interface PanelPlace extends Rectangle {
  /** It would lie over Apply, Message or another control of the post. */
  coversControl: boolean;
}

/** Distance to the edges of the window and to the post, pixels. */
const GAP = 12;
/** A covered pixel of a control weighs as much as this many of text. */
const CONTROL = 50;
/** Widths tried, pixels: the panel's own, then one that fits beside wider posts. */
const WIDTHS = [380, 300] as const;

export interface PanelRoom {
  window: Size;
  post: Rectangle;
  /** Lines of words in view. */
  words: readonly Rectangle[];
  /** Buttons and links that a click would do something with. */
  controls: readonly Rectangle[];
  /** Height of the panel at a width. */
  heightAt: (width: number) => number;
}

export function placePanel({ window, post, words, controls, heightAt }: PanelRoom): PanelPlace {
  const free: Rectangle[] = [];
  for (const wanted of WIDTHS) {
    const width = Math.min(wanted, window.width - 2 * GAP);
    const height = Math.min(heightAt(width), window.height - 2 * GAP);
    const right = window.width - width - GAP;
    const bottom = window.height - height - GAP;
    const beside = Math.min(Math.max(post.y, GAP), bottom);
    const places: [number, number][] = [
      [post.x + post.width + GAP, beside],
      [post.x - width - GAP, beside],
      [right, bottom],
      [right, GAP],
      [GAP, bottom],
      [GAP, GAP],
      [right, beside],
      [right, Math.min(post.y + post.height + GAP, bottom)],
    ];
    for (const [x, y] of places) {
      if (x < GAP - 0.5 || x > right + 0.5 || y < GAP - 0.5 || y > bottom + 0.5) continue;
      free.push({ x, y, width, height });
    }
  }
  const cost = (place: Rectangle): number =>
    sum(words, place) + CONTROL * sum(controls, place) + (place.width < WIDTHS[0] ? 1 : 0);
  const best = free.reduce((a, b) => (cost(b) < cost(a) ? b : a));
  return { ...best, coversControl: sum(controls, best) > 0 };
}

function sum(rectangles: readonly Rectangle[], place: Rectangle): number {
  return rectangles.reduce((total, rectangle) => total + overlap(rectangle, place), 0);
}
