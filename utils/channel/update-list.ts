/** Gets the list of a release: the stored one if unchanged, else by signed deltas, else as a whole. */
import { applyDelta } from '../indicators/list-delta.ts';
import { FormatError } from '../indicators/format-error.ts';
import { HASHES_TARGET, LISTINGS_TARGET } from '../indicators/indicator-list.ts';
import { openSet, type IndicatorSet } from '../indicators/indicator-set.ts';
import { decodeSet, encodeHashes } from '../indicators/encode-hashes.ts';
import { ChannelError } from './channel-error.ts';
import { toHex, type ChannelCrypto } from './channel-crypto.ts';
import { deltaChain, type ListDigests, type ListTargets, type DeltaTarget } from './list-targets.ts';
import type { TargetFile } from './metadata.ts';

/** A list as it is stored on the device. */
export interface ListBytes {
  /** The indexed set of hashes (indicators/indicator-set.ts). */
  set: ArrayBuffer;
  /** The target `indicators.listings`. */
  listings: Uint8Array;
}

/** Largest `indicators.listings` target, in bytes. */
export const MAX_LISTINGS_BYTES = 96 * 1024 * 1024;

export interface ListDeps extends ChannelCrypto {
  /** Returns the target's bytes after checking their signed length and digest. Throws a ChannelError. */
  fetchTarget(name: string, file: TargetFile): Promise<Uint8Array>;
  /** Called with the number of bytes that are about to be fetched. */
  onBytesNeeded(bytes: number): void;
}

interface StoredList {
  set: IndicatorSet;
  bytes: ListBytes;
  digests: ListDigests;
}

/**
 * Returns exactly the signed list; `stored` itself when it is already that list. Throws a ChannelError, `malformed` when the
 * signed list cannot be parsed.
 */
export async function updateList(targets: ListTargets, stored: ListBytes | null, deps: ListDeps): Promise<ListBytes> {
  const old = stored === null ? null : await readStored(stored, deps);
  if (old !== null) {
    if (await isSigned(old, targets, deps)) return old.bytes;
    const chain = deltaChain(old.digests, targets);
    const made = chain === null ? null : await applyDeltas(old, chain, targets, deps);
    if (made !== null) return made;
  }
  return fetchFullList(targets, deps);
}

/** SHA-256, in hexadecimal, of the sorted hash pairs: the digest that the publisher signs. */
export async function digestOfPairs({ pairs }: IndicatorSet, crypto: ChannelCrypto): Promise<string> {
  return toHex(await crypto.sha256(new Uint8Array(pairs.buffer, pairs.byteOffset, pairs.byteLength)));
}

/** Returns null when the stored set is damaged. */
async function readStored(bytes: ListBytes, crypto: ChannelCrypto): Promise<StoredList | null> {
  try {
    return await storedListOf(openSet(bytes.set), bytes, crypto);
  } catch (error) {
    if (error instanceof FormatError) return null;
    throw error;
  }
}

async function storedListOf(set: IndicatorSet, bytes: ListBytes, crypto: ChannelCrypto): Promise<StoredList> {
  const digests = { pairs: await digestOfPairs(set, crypto), listings: toHex(await crypto.sha256(bytes.listings)) };
  return { set, bytes, digests };
}

async function isSigned({ set, digests }: StoredList, targets: ListTargets, crypto: ChannelCrypto): Promise<boolean> {
  if (digests.listings !== targets.listings.hashes.sha256) return false;
  if (targets.pairs !== null) return digests.pairs === targets.pairs;
  return toHex(await crypto.sha256(encodeHashes(set.pairs))) === targets.hashes.hashes.sha256;
}

/** Returns null when a delta is unavailable or gives another list. Connection failures are thrown. */
async function applyDeltas(
  from: StoredList,
  chain: readonly DeltaTarget[],
  targets: ListTargets,
  deps: ListDeps,
): Promise<ListBytes | null> {
  let list = { set: from.set, listings: from.bytes.listings, buffer: from.bytes.set };
  deps.onBytesNeeded(chain.reduce((sum, { file }) => sum + file.length, 0));
  try {
    for (const { name, file } of chain) list = applyDelta(list, await deps.fetchTarget(name, file), MAX_LISTINGS_BYTES);
    const bytes = { set: list.buffer, listings: list.listings };
    return (await isSigned(await storedListOf(list.set, bytes, deps), targets, deps)) ? bytes : null;
  } catch (error) {
    const disconnected = error instanceof ChannelError && (error.fault === 'offline' || error.fault === 'too-slow');
    if (!disconnected && (error instanceof FormatError || error instanceof ChannelError)) return null;
    throw error;
  }
}

async function fetchFullList({ hashes, listings, pairs }: ListTargets, deps: ListDeps): Promise<ListBytes> {
  deps.onBytesNeeded(listings.length + hashes.length);
  const listingBytes = await deps.fetchTarget(LISTINGS_TARGET, listings);
  try {
    const { buffer, set } = decodeSet(await deps.fetchTarget(HASHES_TARGET, hashes));
    if (pairs !== null && (await digestOfPairs(set, deps)) !== pairs) {
      throw new ChannelError('malformed', `${HASHES_TARGET}: does not hold the signed hashes`);
    }
    return { set: buffer, listings: listingBytes };
  } catch (error) {
    if (error instanceof FormatError) throw new ChannelError('malformed', error.message);
    throw error;
  }
}
