import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { compileMap } from '../../../tools/map/compile-map.ts';
import { outlinePath } from '../../../tools/map/outline.ts';
import { isOnMap, MapOutlinesSchema, toMapPoint, type MapOutlines } from '../../../utils/check/map-outlines.ts';

let map: MapOutlines;
beforeAll(async () => {
  map = v.parse(MapOutlinesSchema, await compileMap());
});

/** Whether a point lies in a path of straight steps, by how often a ray crosses its edges. */
function isInside(path: string, { x, y }: { x: number; y: number }): boolean {
  let inside = false;
  for (const [, startX, startY, steps] of path.matchAll(/M(-?\d+) (-?\d+)l([^z]*)z/gu)) {
    const numbers = (steps ?? '').match(/-?\d+/gu)?.map(Number) ?? [];
    const points = [{ x: Number(startX), y: Number(startY) }];
    for (let at = 0; at + 1 < numbers.length; at += 2) {
      const last = points.at(-1)!;
      points.push({ x: last.x + numbers[at]!, y: last.y + numbers[at + 1]! });
    }
    for (const [index, a] of points.entries()) {
      const b = points[(index + 1) % points.length]!;
      if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
    }
  }
  return inside;
}

const outline = (country: string) => map.countries.find((one) => one.country === country)!;

test.each([
  ['TH', [13.76, 100.5]],
  ['KH', [11.56, 104.92]],
  ['MM', [21.0, 96.0]],
  ['LA', [19.9, 102.1]],
  ['KE', [-1.29, 36.82]],
  ['PH', [15.3, 120.7]],
] as const)('%s has its towns inside', (country, at) => {
  expect(isInside(outline(country).path, toMapPoint(at))).toBe(true);
  expect(isInside(outline('IN').path, toMapPoint(at))).toBe(false);
});

test('every place of places.yaml lies on the map', () => {
  const { places } = parse(readFileSync('knowledge/places.yaml', 'utf8')) as {
    places: Record<string, { at?: [number, number] }>;
  };
  const off = Object.entries(places).filter(([, { at }]) => at !== undefined && !isOnMap(at));
  expect(off.map(([id]) => id)).toEqual([]);
});

test('compounds are drawn at their coordinates', () => {
  const { places } = parse(readFileSync('knowledge/places.yaml', 'utf8')) as {
    places: Record<string, { kind: string; country: string; at?: [number, number] }>;
  };
  const known = Object.values(places).filter(({ kind }) => kind === 'compound');
  expect(map.compounds).toEqual(known.map(({ at }) => at));
  // A border town may fall a step outside a coarse outline, and one exclave is too small to be drawn.
  for (const { country, at } of known.filter(({ country }) => country !== 'TL')) {
    const { x, y } = toMapPoint(at!);
    const near = [0, 8, -8].flatMap((dx) => [0, 8, -8].map((dy) => ({ x: x + dx, y: y + dy })));
    expect(
      near.some((point) => isInside(outline(country).path, point)),
      `${country} ${String(at)}`,
    ).toBe(true);
  }
});

test('the compiled map is small', () => {
  expect(JSON.stringify(map).length).toBeLessThan(160_000);
});

test('steps in one direction are drawn as one, and corners stay', () => {
  const square = [
    [100, 10],
    [101, 10],
    [102, 10],
    [102, 11],
    [102, 12],
    [100, 12],
    [100, 10],
  ] as const;
  const path = outlinePath(square);
  expect(path.match(/-?\d+/gu)?.slice(2).map(Number)).toEqual([40, 0, 0, -40, -40, 0, 0, 40]);
  for (const country of map.countries) {
    for (const [, steps] of country.path.matchAll(/l([^z]*)z/gu)) {
      const numbers = (steps ?? '').match(/-?\d+/gu)?.map(Number) ?? [];
      for (let at = 2; at + 1 < numbers.length; at += 2) {
        const [beforeX, beforeY, x, y] = numbers.slice(at - 2, at + 2) as [number, number, number, number];
        expect(beforeX * y === beforeY * x && beforeX * x + beforeY * y > 0).toBe(false);
      }
    }
  }
});
