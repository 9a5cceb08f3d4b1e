/** A list of many invented names in every compared form: signed as a channel, and as other packages keep theirs. */
import { createHash } from 'node:crypto';
import { FiltersEngine } from '@ghostery/adblocker';
import { encodeListings } from '../../../../utils/indicators/listings.ts';
import { hashInto } from '../../../../utils/indicators/hash.ts';
import { HASHES_TARGET, LISTINGS_TARGET } from '../../../../utils/indicators/indicator-list.ts';
import { diffSets, encodeSetDelta } from '../../../../utils/indicators/set-delta.ts';
import { sortHashPairs } from '../../../../utils/indicators/indicator-set.ts';
import { encodeHashes } from '../../../../utils/indicators/encode-hashes.ts';
import { encodeWithdrawals } from '../../../../utils/indicators/withdrawals.ts';
import type { Brand } from '../../../../utils/brand/brand.ts';
import { createModelsRepository } from '../../../setup/models-repository.ts';
import { domainNames } from './names.ts';

/** Names for look-ups that miss. */
const OTHERS = 70_000;
/** Evidence references: many entries come from one case. */
const CASES = 5_000;
const DAYS = { root: 365, targets: 90, withdrawals: 30, snapshot: 7, timestamp: 7 };
const KEYS = {
  root: { count: 3, threshold: 2 },
  targets: { count: 2, threshold: 2 },
  withdrawals: { count: 1, threshold: 1 },
  online: { count: 1, threshold: 1 },
};

export interface Material {
  names: string[];
  others: string[];
  /** The encoded hashes. */
  hashes: Uint8Array;
  listings: Uint8Array;
  /** The encoded delta of the hashes: half a percent of the entries removed, and as many added. */
  delta: Uint8Array;
  changed: { removed: number; added: number };
  channel: Map<string, Uint8Array>;
  brand: Brand;
  ghostery: Uint8Array;
}

export function makeMaterial(entries: number, now: number): Material {
  const names = domainNames(entries, 'listed');
  const pairs = pairsOf(names);
  const listings = encodeListings(
    Array.from({ length: entries }, (_, at) => ({
      publisher: 'Example Shelter',
      category: at % 3 === 0 ? 'trafficking' : 'job-scam',
      listedOn: '2026-11-01',
      evidence: `case ${at % CASES}`,
    })),
  );
  const hashes = encodeHashes(pairs);
  const half = entries / 200;
  const later = pairsOf([...names.slice(half), ...domainNames(half, 'later')]);
  const delta = diffSets(pairs, later);
  const repository = createModelsRepository({
    publisher: 'Example Shelter',
    recipients: [],
    now,
    days: DAYS,
    keys: KEYS,
  });
  const digest = createHash('sha256').update(bytesOf(pairs)).digest('hex');
  repository.release(
    [
      { name: HASHES_TARGET, bytes: hashes, custom: { pairs: digest } },
      { name: LISTINGS_TARGET, bytes: listings },
    ],
    encodeWithdrawals(new Map()),
  );
  return {
    names,
    others: domainNames(OTHERS, 'other'),
    hashes,
    listings,
    delta: encodeSetDelta(delta),
    changed: { removed: delta.removed.length, added: delta.added.length / 2 },
    channel: repository.host,
    brand: {
      id: 'bench',
      name: 'JobLantern',
      publisher: 'Example Shelter',
      channel: null,
      relay: null,
      mail: null,
      dispute: null,
      demo: true,
      root: JSON.parse(Buffer.from(repository.host.get('1.root.json') ?? []).toString()) as unknown,
    },
    ghostery: FiltersEngine.parse(names.map((name) => `||${name}^`).join('\n'), {
      loadCosmeticFilters: false,
    }).serialize(),
  };
}

function pairsOf(names: readonly string[]): Uint32Array {
  const pairs = new Uint32Array(2 * names.length);
  for (const [at, value] of names.entries()) hashInto(pairs.subarray(2 * at, 2 * at + 2), { kind: 'domain', value });
  return sortHashPairs(pairs).pairs;
}

function bytesOf({ buffer, byteOffset, byteLength }: Uint32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
