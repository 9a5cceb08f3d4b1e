/**
 * The targets of a release that form its list, and the deltas from older lists. Beside each target's own digest, the publisher
 * signs these `custom` members (TUF 4.5):
 *
 *     indicators.hashes  { pairs }   SHA-256 of the sorted hashes: pairs of high and low half, little-endian
 *     delta.N            { delta: { from: { pairs, listings }, to: { pairs, listings } } }
 *
 * A client fetches a delta only when it leads from the stored list to the signed one. The result of deltas must have the
 * signed digests; a delta is never trusted by itself.
 */
import * as v from 'valibot';
import { HASHES_TARGET, LISTINGS_TARGET } from '../indicators/indicator-list.ts';
import { ChannelError } from './channel-error.ts';
import type { TargetFile } from './metadata.ts';

/** Identifies a list by its content: SHA-256 digests in hexadecimal. */
export interface ListDigests {
  pairs: string;
  listings: string;
}

export interface DeltaTarget {
  name: string;
  file: TargetFile;
  from: ListDigests;
  to: ListDigests;
}

export interface ListTargets {
  hashes: TargetFile;
  listings: TargetFile;
  /** null when the publisher signs no digest of the hashes. Such a list has no deltas. */
  pairs: string | null;
  deltas: DeltaTarget[];
}

/** Longest chain of deltas. A client that is further behind fetches the whole list. */
export const MAX_DELTAS = 16;

/** Prefix of the names of delta targets. */
export const DELTA_PREFIX = 'delta.';

const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u));
const listDigests = v.object({ pairs: sha256, listings: sha256 });
const DeltaSchema = v.object({ custom: v.object({ delta: v.object({ from: listDigests, to: listDigests }) }) });
const HashesSchema = v.object({ custom: v.object({ pairs: sha256 }) });

export function isDelta(file: TargetFile): boolean {
  return v.is(DeltaSchema, file);
}

/** Returns null when the release holds no list. Throws a ChannelError `malformed` when one of its two targets is missing. */
export function listTargets(files: ReadonlyMap<string, TargetFile>): ListTargets | null {
  const hashes = files.get(HASHES_TARGET);
  const listings = files.get(LISTINGS_TARGET);
  if (hashes === undefined && listings === undefined) return null;
  if (hashes === undefined || listings === undefined) {
    throw new ChannelError('malformed', `list: ${hashes === undefined ? HASHES_TARGET : LISTINGS_TARGET} is missing`);
  }
  const custom = v.safeParse(HashesSchema, hashes);
  const deltas: DeltaTarget[] = [];
  for (const [name, file] of files) {
    const parsed = v.safeParse(DeltaSchema, file);
    if (parsed.success) deltas.push({ name, file, ...parsed.output.custom.delta });
  }
  return { hashes, listings, pairs: custom.success ? custom.output.custom.pairs : null, deltas };
}

/** Returns the deltas from a list to the signed one, in order. Null without a chain, or when the whole list is smaller. */
export function deltaChain(from: ListDigests, { hashes, listings, pairs, deltas }: ListTargets): DeltaTarget[] | null {
  const chain: DeltaTarget[] = [];
  let current = from;
  let size = 0;
  while (current.pairs !== pairs || current.listings !== listings.hashes.sha256) {
    const { pairs: fromPairs, listings: fromListings } = current;
    const next = deltas.find((delta) => delta.from.pairs === fromPairs && delta.from.listings === fromListings);
    if (next === undefined || chain.length === MAX_DELTAS) return null;
    chain.push(next);
    size += next.file.length;
    current = next.to;
  }
  return size < hashes.length + listings.length ? chain : null;
}
