/** Stops of the route on the map: which places of a text are shown, in which order and where. */
import type { FoundPlace } from '../../utils/check/text-facts.ts';
import {
  isOnMap,
  MAP_REGION,
  MAP_UNITS_PER_DEGREE,
  toMapPoint,
  type MapOutlines,
} from '../../utils/check/map-outlines.ts';

export type StopKind = 'origin' | 'region' | 'hub' | 'border' | 'compound';

export interface RouteStop {
  kind: StopKind;
  /** ISO 3166. */
  country: string;
  /** Map units. */
  x: number;
  y: number;
  /** Span of its first mention in the text; null for the reader's own country. */
  start: number | null;
  end: number | null;
}

const ORDER: readonly StopKind[] = ['origin', 'region', 'hub', 'border', 'compound'];
/** Most stops shown: a text that names more places describes no journey. */
const MAX_STOPS = 12;

/** @param home the reader's country, ISO 3166, or '' when unknown */
export function routeStops(places: readonly FoundPlace[], home: string, outlines: MapOutlines | null): RouteStop[] {
  const stops = places.flatMap((place): RouteStop[] => {
    const { kind, country, coordinates, start, end } = place;
    if (kind === 'origin' || coordinates === null || !isOnMap(coordinates)) return [];
    // No stop for "Thailand" when "Bangkok" is named too
    const narrower = places.some((other) => other !== place && other.country === country && other.kind !== 'region');
    if (kind === 'region' && narrower) return [];
    return [{ kind, country, ...toMapPoint(coordinates), start, end }];
  });
  if (!stops.some(({ kind }) => kind === 'border' || kind === 'compound') && stops.length < 2) return [];
  const middle = outlines?.countries.find(({ country }) => country === home)?.at;
  if (middle !== undefined && isOnMap(middle) && !stops.some(({ country }) => country === home)) {
    stops.push({ kind: 'origin', country: home, ...toMapPoint(middle), start: null, end: null });
  }
  return stops.sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind)).slice(0, MAX_STOPS);
}

/** The line of the route: the first stop of each kind, as two compounds in one text are two offers. */
export function routeLine(stops: readonly RouteStop[]): RouteStop[] {
  return ORDER.flatMap((kind) => stops.find((stop) => stop.kind === kind) ?? []);
}

export interface MapView {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Smallest width of the view in map units (12 degrees); the outlines are too coarse to zoom in further. */
const MIN_VIEW_WIDTH = 240;
const VIEW_MARGIN = 1.35;

/** The part of the map, 4:3, that shows all stops except the reader's own country. */
export function mapView(all: readonly RouteStop[]): MapView {
  const stops = all.filter(({ kind }) => kind !== 'origin');
  const xs = stops.map(({ x }) => x);
  const ys = stops.map(({ y }) => y);
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const width = Math.round(
    Math.max(MIN_VIEW_WIDTH, (right - left) * VIEW_MARGIN, ((bottom - top) * VIEW_MARGIN * 4) / 3),
  );
  const height = Math.round((width * 3) / 4);
  const { west, east, north, south } = MAP_REGION;
  return {
    x: clampToMap((left + right - width) / 2, (east - west) * MAP_UNITS_PER_DEGREE - width),
    y: clampToMap((top + bottom - height) / 2, (north - south) * MAP_UNITS_PER_DEGREE - height),
    width,
    height,
  };
}

/** Other known compounds within the view, in map units. */
export function knownNearby(stops: readonly RouteStop[], { compounds }: MapOutlines): { x: number; y: number }[] {
  const { x: left, y: top, width, height } = mapView(stops);
  return compounds.map(toMapPoint).filter(({ x, y }) => {
    const inside = x > left && x < left + width && y > top && y < top + height;
    // Skip one that is a stop itself
    return inside && stops.every((stop) => Math.hypot(stop.x - x, stop.y - y) > width * 0.02);
  });
}

/** Keeps the view inside the map. */
function clampToMap(start: number, max: number): number {
  return Math.round(Math.max(0, Math.min(start, max)));
}

/** Positions of the stop numbers, moved aside where they would overlap. `minDistance`: map units. */
export function spreadMarkers(stops: readonly RouteStop[], minDistance: number): { x: number; y: number }[] {
  const placed: { x: number; y: number }[] = [];
  for (const { x, y } of stops) {
    let spot = { x, y };
    // Try six positions on each ring around the place until one is free
    for (let step = 0; placed.some((other) => Math.hypot(other.x - spot.x, other.y - spot.y) < minDistance); step++) {
      const angle = (step * Math.PI) / 3;
      const reach = minDistance * (1 + Math.floor(step / 6));
      spot = { x: x + Math.cos(angle) * reach * 1.02, y: y + Math.sin(angle) * reach * 1.02 };
    }
    placed.push(spot);
  }
  return placed;
}
