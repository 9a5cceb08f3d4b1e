/** Places a marker after the title, above it, or on the card's upper edge, where it covers least. */
import { linesOf, sharedArea, type Point, type Rectangle, type Size } from '../dom/rectangle.ts';

const GAP_PX = 8;
/** Height of a marker that may lie in the leading between two lines, pixels. */
const LEADING_PX = 3;
/** Parts of a marker that may lie above its card, tried one after the other; half of it always does. */
const LIFTS = [1, 0.8, 0.65];

export interface MarkerSurroundings {
  /** Boxes of the title's words. */
  title: readonly Rectangle[];
  card: Rectangle;
  /** Boxes of the words and controls of the card, including the title. */
  obstacles: readonly Rectangle[];
  marker: Size;
  windowWidth: number;
  /** Whether the page draws nothing in a box above the card. It may be costly. */
  isBlank?: (box: Rectangle) => boolean;
  isRtl: boolean;
}

/** The upper left corner, in the coordinates of the boxes given. */
export function placeMarker(surroundings: MarkerSurroundings): Point {
  const { card, marker, isRtl, windowWidth } = surroundings;
  const lines = linesOf(surroundings.title);
  const first = lines[0] ?? card;
  const last = lines.at(-1) ?? card;
  const edge = {
    x: isRtl ? card.x + GAP_PX : card.x + card.width - marker.width - GAP_PX,
    y: card.y - marker.height / 2,
  };
  const after = {
    x: isRtl ? last.x - GAP_PX - marker.width : last.x + last.width + GAP_PX,
    y: last.y + (last.height - marker.height) / 2,
  };
  const above = { x: isRtl ? first.x + first.width - marker.width : first.x, y: first.y - marker.height - 1 };
  const otherEdge = { x: isRtl ? card.x + card.width - marker.width - GAP_PX : card.x + GAP_PX, y: edge.y };
  // Above the title only inside the card: beyond it begins another post.
  const candidates = lines.length === 0 ? [] : [after, ...(above.y >= card.y ? [above] : []), edge, otherEdge];
  const left = Math.max(card.x, 0);
  const right = Math.min(card.x + card.width, windowWidth);
  const free = candidates.find(
    ({ x, y }) =>
      x >= left &&
      x + marker.width <= right &&
      surroundings.obstacles.every((obstacle) => sharedArea(obstacle, withoutLeading({ x, y, ...marker })) === 0),
  );
  const place = free ?? edge;
  const x = Math.max(0, Math.min(place.x, windowWidth - marker.width));
  if (free !== undefined) return { x, y: place.y };
  // The less of it lies on the card, the fewer of its words are covered.
  const lift = LIFTS.find((part) => {
    const height = marker.height * part;
    return surroundings.isBlank?.({ x, y: card.y - height, width: marker.width, height }) === true;
  });
  return { x, y: lift === undefined ? place.y : card.y - marker.height * lift };
}

function withoutLeading({ x, y, width, height }: Rectangle): Rectangle {
  return { x, y: y + LEADING_PX, width, height: height - 2 * LEADING_PX };
}
