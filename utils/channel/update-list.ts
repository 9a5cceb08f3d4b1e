/** The list of a release: as it is stored, by the signed steps from there, or whole. */
import { applyDelta } from '../indicators/delta.ts';
import { FormatError } from '../indicators/format-error.ts';
import { HASHES, LISTINGS } from '../indicators/list.ts';
import { openSet, type IndicatorSet } from '../indicators/set.ts';
import { decodeSet, encodeHashes } from '../indicators/wire.ts';
import { ChannelError } from './channel-error.ts';
import { toHex, type ChannelCrypto } from './crypto.ts';
import { chainFrom, type ListName, type ListTargets, type Step } from './list-targets.ts';
import type { TargetFile } from './metadata.ts';

/** A list as it is kept between starts. */
export interface ListBytes {
  /** The hashes ready to be asked (indicators/set.ts). */
  set: ArrayBuffer;
  /** The target `indicators.listings`. */
  listings: Uint8Array;
}

/** The most that listings may take, in bytes. */
export const MAX_LISTINGS = 96 * 1024 * 1024;

export interface ListWorld extends ChannelCrypto {
  /** The target's bytes, of the signed length and digest. Throws a ChannelError. */
  fetchTarget(name: string, file: TargetFile): Promise<Uint8Array>;
  /** So many bytes are about to be asked for. */
  need(bytes: number): void;
}

interface Known {
  set: IndicatorSet;
  bytes: ListBytes;
  name: ListName;
}

/**
 * The very list that was signed; `stored` itself when it is that already. Throws a ChannelError, `malformed` when what was
 * signed cannot be read.
 */
export async function updateList(targets: ListTargets, stored: ListBytes | null, world: ListWorld): Promise<ListBytes> {
  const old = stored === null ? null : await readStored(stored, world);
  if (old !== null) {
    if (await isSigned(old, targets, world)) return old.bytes;
    const chain = chainFrom(old.name, targets);
    const made = chain === null ? null : await walk(old, chain, targets, world);
    if (made !== null) return made;
  }
  return fetchWhole(targets, world);
}

/** SHA-256 in hexadecimal of the hashes themselves, as the publisher signs it. */
export async function digestOfPairs({ pairs }: IndicatorSet, crypto: ChannelCrypto): Promise<string> {
  return toHex(await crypto.sha256(new Uint8Array(pairs.buffer, pairs.byteOffset, pairs.byteLength)));
}

/** null when it is damaged so that it cannot be read. */
async function readStored(bytes: ListBytes, crypto: ChannelCrypto): Promise<Known | null> {
  try {
    return await known(openSet(bytes.set), bytes, crypto);
  } catch (error) {
    if (error instanceof FormatError) return null;
    throw error;
  }
}

async function known(set: IndicatorSet, bytes: ListBytes, crypto: ChannelCrypto): Promise<Known> {
  const name = { pairs: await digestOfPairs(set, crypto), listings: toHex(await crypto.sha256(bytes.listings)) };
  return { set, bytes, name };
}

async function isSigned({ set, name }: Known, targets: ListTargets, crypto: ChannelCrypto): Promise<boolean> {
  if (name.listings !== targets.listings.hashes.sha256) return false;
  if (targets.pairs !== null) return name.pairs === targets.pairs;
  return toHex(await crypto.sha256(encodeHashes(set.pairs))) === targets.hashes.hashes.sha256;
}

/** null when the steps cannot be had or lead elsewhere: then they are forgotten. Only a broken line is not their fault. */
async function walk(
  from: Known,
  chain: readonly Step[],
  targets: ListTargets,
  world: ListWorld,
): Promise<ListBytes | null> {
  let at = { set: from.set, listings: from.bytes.listings, buffer: from.bytes.set };
  world.need(chain.reduce((sum, { file }) => sum + file.length, 0));
  try {
    for (const { name, file } of chain) at = applyDelta(at, await world.fetchTarget(name, file), MAX_LISTINGS);
    const bytes = { set: at.buffer, listings: at.listings };
    return (await isSigned(await known(at.set, bytes, world), targets, world)) ? bytes : null;
  } catch (error) {
    const broken = error instanceof ChannelError && (error.key === 'offline' || error.key === 'too-slow');
    if (!broken && (error instanceof FormatError || error instanceof ChannelError)) return null;
    throw error;
  }
}

async function fetchWhole({ hashes, listings, pairs }: ListTargets, world: ListWorld): Promise<ListBytes> {
  world.need(listings.length + hashes.length);
  const said = await world.fetchTarget(LISTINGS, listings);
  try {
    const { buffer, set } = decodeSet(await world.fetchTarget(HASHES, hashes));
    if (pairs !== null && (await digestOfPairs(set, world)) !== pairs) {
      throw new ChannelError('malformed', `${HASHES}: holds other hashes than were signed`);
    }
    return { set: buffer, listings: said };
  } catch (error) {
    if (error instanceof FormatError) throw new ChannelError('malformed', error.message);
    throw error;
  }
}
