/**
 * The map on which a route is drawn: outlines as SVG paths in a flat projection. One unit is a twentieth of a degree. A town
 * is drawn at its latitude and longitude. Made at build by `tools/map/compile-map.ts`.
 */
import * as v from 'valibot';

/** Map units per degree. */
export const MAP_UNITS_PER_DEGREE = 20;

/** Degrees of longitude and latitude: East Africa to Japan, where people are recruited and held. */
export const MAP_REGION = { west: 24, east: 150, north: 54, south: -13 } as const;

const point = v.tuple([v.number(), v.number()]);

export const MapOutlinesSchema = v.strictObject({
  version: v.literal(1),
  scale: v.number(),
  region: v.strictObject({ west: v.number(), east: v.number(), north: v.number(), south: v.number() }),
  countries: v.array(
    v.strictObject({
      /** ISO 3166, or '' for a country without a code. */
      country: v.string(),
      path: v.string(),
      /** Position of its name: latitude and longitude. */
      at: point,
    }),
  ),
  /** Places known for scam compounds: latitude and longitude. */
  compounds: v.array(point),
});
export type MapOutlines = v.InferOutput<typeof MapOutlinesSchema>;

/** Converts latitude and longitude in degrees to map units. */
export function toMapPoint([latitude, longitude]: readonly [number, number]): { x: number; y: number } {
  return {
    x: (longitude - MAP_REGION.west) * MAP_UNITS_PER_DEGREE,
    y: (MAP_REGION.north - latitude) * MAP_UNITS_PER_DEGREE,
  };
}

export function isOnMap([latitude, longitude]: readonly [number, number]): boolean {
  const { west, east, north, south } = MAP_REGION;
  return longitude > west && longitude < east && latitude > south && latitude < north;
}
