/**
 * Makes `public/map.json`. It has the places known for compounds, and country outlines. These are public-domain data of
 * Natural Earth (npm `world-atlas`, 1:50 million). It is made again only when data or code changed.
 */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { isOnMap, MAP_REGION, MAP_UNITS_PER_DEGREE, type MapOutlines } from '../../utils/check/map-outlines.ts';
import { readPlaces } from '../knowledge/places.ts';
import { digestOf, isFresh, writeStamp } from '../setup/stamp.ts';
import { COUNTRY_CODES } from './country-codes.ts';
import { ringArea, outlinePath, ringCentre, type Ring } from './outline.ts';

export const MAP_FILE = 'public/map.json';
const KNOWLEDGE = 'knowledge';
const DATA = 'node_modules/world-atlas/countries-50m.json';

/** Brings `public/map.json` up to date. */
export async function ensureMap(): Promise<void> {
  const digest = await digestOf([
    'tools/map',
    'utils/check/map-outlines.ts',
    `${KNOWLEDGE}/places.yaml`,
    'node_modules/world-atlas/package.json',
  ]);
  if (await isFresh(MAP_FILE, digest)) return;
  await writeFile(`${MAP_FILE}.part`, JSON.stringify(await compileMap()));
  await rename(`${MAP_FILE}.part`, MAP_FILE);
  await writeStamp(MAP_FILE, digest);
}

export async function compileMap(): Promise<MapOutlines> {
  const topology = JSON.parse(await readFile(DATA, 'utf8')) as Topology<{ countries: GeometryCollection }>;
  const countries = feature(topology, topology.objects.countries).features.flatMap(({ id, geometry }) => {
    if (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon') return [];
    const polygons = (geometry.type === 'Polygon'
      ? [geometry.coordinates]
      : geometry.coordinates) as unknown as Ring[][];
    const path = polygons.flat().map(outlinePath).join('');
    if (path === '') return [];
    const largest = polygons.map(([outer]) => outer ?? []).toSorted((a, b) => ringArea(b) - ringArea(a))[0] ?? [];
    return [{ country: COUNTRY_CODES[String(id)] ?? '', path, at: ringCentre(largest) }];
  });
  const { places } = await readPlaces(KNOWLEDGE);
  const compounds = places.flatMap(({ kind, at }) =>
    kind === 'compound' && at !== undefined && isOnMap(at) ? [at] : [],
  );
  return { version: 1, scale: MAP_UNITS_PER_DEGREE, region: MAP_REGION, countries, compounds };
}
