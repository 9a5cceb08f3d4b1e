import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumber, dayText } from '../../../utils/indicators/day-number.ts';
import { FormatError } from '../../../utils/indicators/format-error.ts';
import {
  encodeListings,
  memorySource,
  listingAt,
  MAX_TEXT_BYTES,
  openListings,
} from '../../../utils/indicators/listings.ts';
import type { Listing } from '../../../utils/model/indicator.ts';

const day = fc.nat(65_000).map(dayText);
const listing: fc.Arbitrary<Listing> = fc.record(
  {
    publisher: fc.constantFrom('Example NGO', 'มูลนิธิตัวอย่าง', 'Third'),
    category: fc.constantFrom('trafficking', 'job-scam'),
    listedOn: day,
    expiresOn: day,
    disputedSince: day,
    evidence: fc.string({ unit: 'grapheme', maxLength: 40 }),
  },
  { requiredKeys: ['publisher', 'category', 'listedOn', 'evidence'] },
);
const one: Listing = { publisher: 'P', category: 'job-scam', listedOn: '2026-11-25', evidence: 'E' };

describe('listings', () => {
  it('are decoded unchanged, each by its index', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(listing, { maxLength: 20 }), async (listings) => {
        const open = await openListings(memorySource(encodeListings(listings)));
        expect(open.count).toBe(listings.length);
        for (const [index, wanted] of listings.entries()) expect(await listingAt(open, index)).toEqual(wanted);
        await expect(listingAt(open, listings.length)).rejects.toThrow(FormatError);
      }),
    );
  });

  it('are read by a few bytes of a large file on a match', async () => {
    const bytes = encodeListings(Array.from({ length: 20_000 }, (_, at) => ({ ...one, evidence: `E-${at}` })));
    let read = 0;
    const source = {
      size: bytes.length,
      slice: (start: number, end: number) => {
        read += end - start;
        return Promise.resolve(bytes.slice(start, end));
      },
    };
    expect(await listingAt(await openListings(source), 12_345)).toEqual({ ...one, evidence: 'E-12345' });
    expect(read).toBeLessThan(MAX_TEXT_BYTES + 4096 + 200);
  });

  it('throw only a FormatError when any byte is flipped', async () => {
    const good = encodeListings([one, { ...one, evidence: 'other', expiresOn: '2027-01-01' }]);
    for (let at = 0; at < good.length; at++) {
      const bad = good.slice();
      bad[at] = (bad[at] ?? 0) ^ 0xff;
      try {
        const open = await openListings(memorySource(bad));
        for (let index = 0; index < open.count; index++) await listingAt(open, index);
      } catch (error) {
        expect(error).toBeInstanceOf(FormatError);
      }
    }
    for (let length = 0; length < good.length; length++) {
      await expect(openListings(memorySource(good.subarray(0, length)))).rejects.toThrow(FormatError);
    }
  });

  it.each([
    ['a category', 0, 0xff],
    ['a publisher', 1, 0xff],
    ['a first day', 2, 0],
  ])('refuse an entry without %s', async (_, place, value) => {
    const bytes = encodeListings([one]);
    const { records } = await openListings(memorySource(bytes));
    const bad = bytes.slice();
    // The day is a number of two bytes.
    bad.fill(value, records + place, records + place + (place === 2 ? 2 : 1));
    await expect(listingAt(await openListings(memorySource(bad)), 0)).rejects.toThrow(FormatError);
  });

  it('refuse a text that is too long', () => {
    expect(() => encodeListings([{ ...one, evidence: 'x'.repeat(MAX_TEXT_BYTES + 1) }])).toThrow(FormatError);
  });
});

describe('days', () => {
  it.each(['2026-02-30', '2019-12-31', '2200-01-01', '26-1-1', '', '2026-13-01'])('%s is none', (text) => {
    expect(() => dayNumber(text)).toThrow(FormatError);
  });

  it('count from 2020 and back', () => {
    expect(dayNumber('2020-01-01')).toBe(0);
    expect(dayText(dayNumber('2028-02-29'))).toBe('2028-02-29');
  });
});
