import { describe, expect, it } from 'vitest';
import { FormatError } from '../../../utils/indicators/format-error.ts';
import { hashOf, hashText } from '../../../utils/indicators/hash.ts';
import {
  countEntries,
  HASHES_TARGET,
  LISTINGS_TARGET,
  lookUp,
  openList,
  WITHDRAWN_TARGET,
} from '../../../utils/indicators/indicator-list.ts';
import { encodeListings, memorySource } from '../../../utils/indicators/listings.ts';
import { sortHashPairs } from '../../../utils/indicators/indicator-set.ts';
import { decodeSet, encodeHashes } from '../../../utils/indicators/encode-hashes.ts';
import { decodeWithdrawals, encodeWithdrawals, type Withdrawal } from '../../../utils/indicators/withdrawals.ts';
import type { Indicator, Listing, Mention } from '../../../utils/model/indicator.ts';

const LISTED: Indicator[] = [
  { kind: 'telegram', value: 'gold_hr88' },
  { kind: 'phone', value: '+66812345678' },
  { kind: 'domain', value: 'bad-jobs.example' },
];

function files(withdrawn?: [Indicator, Withdrawal][]): Map<string, Uint8Array> {
  const { pairs, order } = sortHashPairs(Uint32Array.from(LISTED.flatMap((indicator) => [...hashOf(indicator)])));
  const listings = [...order].map((at): Listing => ({
    publisher: 'Example NGO',
    category: 'trafficking',
    listedOn: '2026-11-01',
    evidence: LISTED[at]?.value ?? '',
  }));
  const made = new Map([
    [HASHES_TARGET, encodeHashes(pairs)],
    [LISTINGS_TARGET, encodeListings(listings)],
  ]);
  if (withdrawn !== undefined) {
    made.set(
      WITHDRAWN_TARGET,
      encodeWithdrawals(new Map(withdrawn.map(([indicator, what]) => [hashText(hashOf(indicator)), what]))),
    );
  }
  return made;
}

const mention = (kind: Mention['kind'], value: string): Mention => ({ kind, value, field: 'text', start: 3, end: 9 });

const opened = (made: Map<string, Uint8Array>) =>
  openList(
    memorySource(new Uint8Array(decodeSet(made.get(HASHES_TARGET)!).buffer)),
    memorySource(made.get(LISTINGS_TARGET)!),
    async () => made.get(WITHDRAWN_TARGET) ?? null,
  );

async function ask(made: Map<string, Uint8Array>, ...mentions: Mention[]) {
  const list = await opened(made);
  return { hits: await lookUp(list, mentions), entries: await countEntries(list) };
}

describe('a list', () => {
  it('returns the listing of each listed mention, in order, and nothing for the others', async () => {
    const gold = mention('telegram', 'gold_hr88');
    const bad = mention('domain', 'bad-jobs.example');
    const { hits, entries } = await ask(
      files(),
      bad,
      mention('telegram', 'somebody'),
      gold,
      mention('line', 'gold_hr88'),
    );
    expect(entries).toBe(3);
    expect(hits.map(({ mention }) => mention)).toEqual([bad, gold]);
    expect(hits[1]?.listing).toEqual({
      publisher: 'Example NGO',
      category: 'trafficking',
      listedOn: '2026-11-01',
      evidence: 'gold_hr88',
    });
  });

  it('finds a number in every app', async () => {
    const { hits } = await ask(files(), mention('whatsapp', '+66812345678'));
    expect(hits).toHaveLength(1);
  });

  it('omits removed entries, and gives the day since which an entry is disputed', async () => {
    const withdrawn: [Indicator, Withdrawal][] = [
      [
        { kind: 'telegram', value: 'gold_hr88' },
        { on: '2026-11-20', as: 'removed' },
      ],
      [
        { kind: 'domain', value: 'bad-jobs.example' },
        { on: '2026-11-21', as: 'disputed' },
      ],
      [
        { kind: 'line', value: 'never-listed' },
        { on: '2026-11-21', as: 'removed' },
      ],
    ];
    const { hits, entries } = await ask(
      files(withdrawn),
      mention('telegram', 'gold_hr88'),
      mention('domain', 'bad-jobs.example'),
      mention('line', 'never-listed'),
    );
    expect(entries).toBe(2);
    expect(hits.map(({ mention, listing }) => [mention.value, listing.disputedSince])).toEqual([
      ['bad-jobs.example', '2026-11-21'],
    ]);
  });

  it('is refused with the listings of another list', async () => {
    const other = files();
    other.set(LISTINGS_TARGET, encodeListings([]));
    await expect((await opened(other)).listings()).rejects.toThrow(FormatError);
  });
});

describe('withdrawals', () => {
  it.each([
    '{"format":1}',
    '{"format":2,"withdrawn":[]}',
    '{"format":1,"withdrawn":[{"hash":"0","on":"2026-11-21","as":"removed"}]}',
    '{"format":1,"withdrawn":[{"hash":"0123456789abcdef","on":"2026-11-21","as":"added"}]}',
    '{"format":1,"withdrawn":[],"added":[]}',
    'no json',
  ])('refuse %s', (text) => {
    expect(() => decodeWithdrawals(new TextEncoder().encode(text))).toThrow(FormatError);
  });
});
