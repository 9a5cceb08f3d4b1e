/** Places the panel beside the post, or where it covers the fewest words and no button. */
import { sharedArea, type Rectangle, type Size } from '../dom/rectangle.ts';

export interface PanelPlace extends Rectangle {
  /** The place covers "Apply" or another control of the post. */
  coversControl: boolean;
}

/** Distance to the edges of the window and to the post, pixels. */
export const PANEL_GAP_PX = 12;
/** A covered pixel of a control counts as this many covered pixels of text. */
const CONTROL_WEIGHT = 50;
/** Panel widths that are tried, pixels: the normal one, then a narrower one for wide posts. */
const WIDTHS_PX = [380, 300] as const;

export interface PanelSurroundings {
  window: Size;
  post: Rectangle;
  /** Boxes of the words in view. */
  words: readonly Rectangle[];
  /** Boxes of buttons and links. */
  controls: readonly Rectangle[];
  /** Height of the panel at a width. */
  heightAt: (width: number) => number;
}

export function placePanel({ window, post, words, controls, heightAt }: PanelSurroundings): PanelPlace {
  const candidates: Rectangle[] = [];
  for (const wanted of WIDTHS_PX) {
    const width = Math.min(wanted, window.width - 2 * PANEL_GAP_PX);
    const height = Math.min(heightAt(width), window.height - 2 * PANEL_GAP_PX);
    const right = window.width - width - PANEL_GAP_PX;
    const bottom = window.height - height - PANEL_GAP_PX;
    const beside = Math.min(Math.max(post.y, PANEL_GAP_PX), bottom);
    const places: [number, number][] = [
      [post.x + post.width + PANEL_GAP_PX, beside],
      [post.x - width - PANEL_GAP_PX, beside],
      [right, bottom],
      [right, PANEL_GAP_PX],
      [PANEL_GAP_PX, bottom],
      [PANEL_GAP_PX, PANEL_GAP_PX],
      [right, beside],
      [right, Math.min(post.y + post.height + PANEL_GAP_PX, bottom)],
    ];
    for (const [x, y] of places) {
      if (x < PANEL_GAP_PX - 0.5 || x > right + 0.5 || y < PANEL_GAP_PX - 0.5 || y > bottom + 0.5) continue;
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
