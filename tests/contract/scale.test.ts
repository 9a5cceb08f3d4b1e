/** The page on scale says what the command finds: the same from the same code, on any machine. */
import { expect, it } from 'vitest';
import { INSTALLS, RELEASES_A_DAY, simulateScale } from '../../tools/lab/bench/scale.ts';
import { scalePagePart, scaleTables } from '../../tools/lab/bench/scale/report.ts';

it(
  'docs/reports/scale.md shows the figures of the command, and they are consistent',
  { timeout: 120_000 },
  async () => {
    const measured = await simulateScale();
    // The formatter may have padded the tables.
    const plain = (text: string): string => text.replaceAll(/[ -]+/gu, ' ');
    expect(plain(scalePagePart()), 'run: npm run -s bench -- scale --write').toBe(plain(scaleTables(measured)));

    const { recorded, demand, origin, spread, herd, first } = measured;
    expect(recorded.entries).toBe(204_440);
    expect(Object.values(recorded.deltas).every((bytes) => bytes > 0 && bytes < recorded.hashes / 10)).toBe(true);
    expect(first.bytes).toBeGreaterThan(recorded.hashes + recorded.listings);
    expect(demand.map(({ releasesADay }) => releasesADay)).toEqual([...RELEASES_A_DAY]);
    // A phone on a bad line needs kilobytes a day, while releases are no more than the chain of deltas holds.
    for (const { releasesADay, bytes, whole } of demand) {
      if (releasesADay <= 1) expect([bytes < 64_000, whole]).toEqual([true, 0]);
    }
    for (const installs of INSTALLS) {
      const loads = origin.filter((each) => each.installs === installs && each.releasesADay === 1);
      const [none, ninety, more] = loads.map(({ requestsADay }) => requestsADay);
      expect((ninety ?? 0) / (none ?? 1)).toBeCloseTo(0.1, 6);
      expect((more ?? 0) / (none ?? 1)).toBeCloseTo(0.01, 6);
    }
    expect(spread.open50).toBeLessThan(spread.open99);
    // The alarm's longest wait, and the minute that a cache may hold the timestamp.
    expect(spread.open99).toBeLessThanOrEqual(7.5 * 60 + 5);
    expect(spread.all99).toBeGreaterThan(spread.open99);
    expect(herd.withJitter).toBeLessThan(0.01);
    expect(herd.without).toBe(1);
  },
);
