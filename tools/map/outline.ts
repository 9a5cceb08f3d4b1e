/** Turns rings of longitude and latitude into short SVG paths, on a grid, clipped to the region, in relative steps. */
import { isOnMap, MAP_REGION, toMapPoint } from '../../utils/check/map-outlines.ts';

/** Longitude and latitude, degrees. */
export type Ring = readonly (readonly [number, number])[];

/** Map units; two are a tenth of a degree. Leaving nearer points out saves a quarter of the file. */
const MIN_STEP = 2;

/** Empty for a ring outside the region or smaller than the grid. */
export function outlinePath(ring: Ring): string {
  if (!ring.some(([longitude, latitude]) => isOnMap([latitude, longitude]))) return '';
  const points: GridPoint[] = [];
  for (const [longitude, latitude] of ring) {
    const { x, y } = toMapPoint([clampToRegion(latitude, 'south', 'north'), clampToRegion(longitude, 'west', 'east')]);
    const [column, row] = [Math.round(x), Math.round(y)];
    const last = points.at(-1);
    const isFar = last === undefined || Math.max(Math.abs(last.x - column), Math.abs(last.y - row)) >= MIN_STEP;
    if (!isFar) continue;
    // On a grid many steps go the same way, along the edge of the region most of all. A longer one draws the same line
    if (isStraight(points.at(-2), last, { x: column, y: row })) points.pop();
    points.push({ x: column, y: row });
  }
  const first = points[0];
  if (first === undefined || points.length < 4) return '';
  let path = `M${first.x} ${first.y}l`;
  let last = first;
  for (const point of points.slice(1)) {
    path += `${path.endsWith('l') || point.x - last.x < 0 ? '' : ' '}${point.x - last.x}`;
    path += `${point.y - last.y < 0 ? '' : ' '}${point.y - last.y}`;
    last = point;
  }
  return `${path}z`;
}

interface GridPoint {
  x: number;
  y: number;
}

/** Whether the step from `b` to `c` goes on in the direction of the step from `a` to `b`. */
function isStraight(a: GridPoint | undefined, b: GridPoint | undefined, c: GridPoint): boolean {
  if (a === undefined || b === undefined) return false;
  const [before, after] = [
    { x: b.x - a.x, y: b.y - a.y },
    { x: c.x - b.x, y: c.y - b.y },
  ];
  return before.x * after.y === before.y * after.x && before.x * after.x + before.y * after.y > 0;
}

/** Points outside are moved to the edge of the region. */
function clampToRegion(degrees: number, low: 'south' | 'west', high: 'north' | 'east'): number {
  return Math.min(MAP_REGION[high], Math.max(MAP_REGION[low], degrees));
}

/** Area in square degrees, for comparisons. */
export function ringArea(ring: Ring): number {
  let twice = 0;
  for (const [index, [x, y]] of ring.entries()) {
    const [nextX, nextY] = ring[(index + 1) % ring.length] ?? [x, y];
    twice += x * nextY - nextX * y;
  }
  return Math.abs(twice / 2);
}

/** Centroid of a ring: latitude and longitude, to a tenth of a degree. */
export function ringCentre(ring: Ring): [number, number] {
  let twice = 0;
  let eastward = 0;
  let northward = 0;
  for (const [index, [x, y]] of ring.entries()) {
    const [nextX, nextY] = ring[(index + 1) % ring.length] ?? [x, y];
    const cross = x * nextY - nextX * y;
    twice += cross;
    eastward += (x + nextX) * cross;
    northward += (y + nextY) * cross;
  }
  const round = (degrees: number): number => Math.round(degrees * 10) / 10;
  return twice === 0 ? [0, 0] : [round(northward / (3 * twice)), round(eastward / (3 * twice))];
}
