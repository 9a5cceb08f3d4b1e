/**
 * Which targets of a release make its list, and the steps by which an older list becomes it. The publisher signs, beside
 * each target's own digest, in the target's `custom` member:
 *
 *     indicators.hashes      { pairs }        SHA-256 of the hashes themselves: sorted pairs of high and low half, little-endian
 *     any name that is a step { step: { from: { pairs, listings }, to: { pairs, listings } } }
 *
 * A step is fetched only when it leads from the list at hand to the signed one, and never counts by itself: what it leads to
 * must have the signed digests.
 */
import * as v from 'valibot';
import { HASHES_TARGET, LISTINGS_TARGET } from '../indicators/indicator-list.ts';
import { ChannelError } from './channel-error.ts';
import type { TargetFile } from './metadata.ts';

/** A list, named by what it holds. */
export interface ListDigests {
  /** SHA-256 in hexadecimal. */
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
  /** null when the publisher signs no digest of the hashes: then there are no steps. */
  pairs: string | null;
  deltas: DeltaTarget[];
}

/** More steps than this are not taken one after another: the whole list is fetched. */
export const MAX_DELTAS = 16;

const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u));
const listDigests = v.object({ pairs: sha256, listings: sha256 });
const DeltaSchema = v.object({ custom: v.object({ step: v.object({ from: listDigests, to: listDigests }) }) });
const HashesSchema = v.object({ custom: v.object({ pairs: sha256 }) });

export function isDelta(file: TargetFile): boolean {
  return v.is(DeltaSchema, file);
}

/** null when the release holds no list. Throws a ChannelError `malformed` when it holds half of one. */
export function listTargets(files: ReadonlyMap<string, TargetFile>): ListTargets | null {
  const hashes = files.get(HASHES_TARGET);
  const listings = files.get(LISTINGS_TARGET);
  if (hashes === undefined && listings === undefined) return null;
  if (hashes === undefined || listings === undefined)
    throw new ChannelError('malformed', 'list: half of it is missing');
  const custom = v.safeParse(HashesSchema, hashes);
  const deltas: DeltaTarget[] = [];
  for (const [name, file] of files) {
    const read = v.safeParse(DeltaSchema, file);
    if (read.success) deltas.push({ name, file, ...read.output.custom.step });
  }
  return { hashes, listings, pairs: custom.success ? custom.output.custom.pairs : null, deltas };
}

/** Steps from a list to the signed one, in order; null when there is no such chain, or the whole list is as small. */
export function deltaChain(from: ListDigests, { hashes, listings, pairs, deltas }: ListTargets): DeltaTarget[] | null {
  const chain: DeltaTarget[] = [];
  let at = from;
  let size = 0;
  while (at.pairs !== pairs || at.listings !== listings.hashes.sha256) {
    const next = deltas.find((step) => step.from.pairs === at.pairs && step.from.listings === at.listings);
    if (next === undefined || chain.length === MAX_DELTAS) return null;
    chain.push(next);
    size += next.file.length;
    at = next.to;
  }
  return size < hashes.length + listings.length ? chain : null;
}
