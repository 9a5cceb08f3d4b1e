import { describe, expect, test } from 'vitest';
import { knownNearby, routeStops, spreadMarkers, mapView, routeLine } from '../../../components/check/route-stops.ts';
import type { FoundPlace } from '../../../utils/check/text-facts.ts';
import { MAP_REGION, MAP_UNITS_PER_DEGREE, toMapPoint, type MapOutlines } from '../../../utils/check/map-outlines.ts';

const place = (
  id: string,
  kind: FoundPlace['kind'],
  country: string,
  coordinates: [number, number] | null,
): FoundPlace => ({
  id,
  kind,
  country,
  coordinates,
  start: 0,
  end: 4,
});
const BANGKOK = place('bangkok', 'hub', 'TH', [13.76, 100.5]);
const MAE_SOT = place('mae-sot', 'border', 'TH', [16.71, 98.57]);
const MYAWADDY = place('myawaddy', 'compound', 'MM', [16.69, 98.51]);
const SIHANOUKVILLE = place('sihanoukville', 'compound', 'KH', [10.61, 103.53]);
const THAILAND = place('thailand', 'region', 'TH', [15.9, 101]);
const outlines: MapOutlines = {
  version: 1,
  scale: MAP_UNITS_PER_DEGREE,
  region: MAP_REGION,
  countries: [{ country: 'KE', path: '', at: [0.5, 37.9] }],
  compounds: [
    [16.69, 98.51],
    [16.81, 98.9],
    [10.61, 103.53],
  ],
};

describe('routeStops', () => {
  test('orders the stops from home to the compound, whatever the order of the text', () => {
    const stops = routeStops([MYAWADDY, BANGKOK, MAE_SOT], 'KE', outlines);
    expect(stops.map(({ kind }) => kind)).toEqual(['origin', 'hub', 'border', 'compound']);
  });

  test('leaves out a country beside its own town, and regions', () => {
    const stops = routeStops([THAILAND, BANGKOK, MYAWADDY, place('asia', 'region', 'XX', null)], '', null);
    expect(stops.map(({ kind }) => kind)).toEqual(['hub', 'compound']);
  });

  test('gives no stops for one city alone', () => {
    expect(routeStops([BANGKOK], 'KE', outlines)).toEqual([]);
    expect(routeStops([], 'KE', outlines)).toEqual([]);
  });

  test('ends the line at the first of two compounds', () => {
    const stops = routeStops([BANGKOK, MYAWADDY, SIHANOUKVILLE], '', null);
    expect(stops).toHaveLength(3);
    expect(routeLine(stops).map(({ country }) => country)).toEqual(['TH', 'MM']);
  });
});

describe('mapView', () => {
  test('shows every stop but home, 4:3, inside the map', () => {
    const stops = routeStops([MYAWADDY, BANGKOK, SIHANOUKVILLE], 'KE', outlines);
    const view = mapView(stops);
    expect(view.width / view.height).toBeCloseTo(4 / 3, 1);
    for (const { x, y, kind } of stops) {
      const inside = x >= view.x && x <= view.x + view.width && y >= view.y && y <= view.y + view.height;
      expect(inside).toBe(kind !== 'origin');
    }
    expect(view.x).toBeGreaterThanOrEqual(0);
  });

  test('knownNearby gives the known compounds in view that are no stop', () => {
    const known = knownNearby(routeStops([BANGKOK, MYAWADDY], '', null), outlines);
    expect(known).toEqual([toMapPoint([16.81, 98.9])]);
  });

  test('spreadMarkers keeps numbers apart, however near the places', () => {
    const stops = routeStops([MYAWADDY, MAE_SOT, BANGKOK, SIHANOUKVILLE], '', null);
    const spots = spreadMarkers([...stops, ...stops, ...stops], 20);
    for (const [index, a] of spots.entries()) {
      for (const b of spots.slice(index + 1)) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThanOrEqual(20);
    }
  });
});
