/** Builds the list's target files: its two files and the deltas from older lists. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TargetFile } from '@tufjs/models';
import { DELTA_PREFIX, isDelta, MAX_DELTAS, type ListDigests } from '../../../utils/channel/list-targets.ts';
import { makeDelta, type ListFiles } from '../../../utils/indicators/list-delta.ts';
import { hashOf, hashText } from '../../../utils/indicators/hash.ts';
import { HASHES_TARGET, LISTINGS_TARGET } from '../../../utils/indicators/indicator-list.ts';
import { encodeListings } from '../../../utils/indicators/listings.ts';
import { decodeHashes, encodeHashes } from '../../../utils/indicators/encode-hashes.ts';
import { isThere } from '../../is-there.ts';
import { Refusal } from '../../refusal.ts';
import { channelPaths } from '../channel-folder.ts';
import type { Entries } from '../list/list-file.ts';
import { PUT_BACK, type PublishedMetadata } from './published-metadata.ts';
import { sha256Hex, type OutputFile } from './sign-for-role.ts';

export interface ListRelease {
  /** Target files to sign and write. */
  files: OutputFile[];
  /** Deltas of former releases that stay published. */
  keptDeltas: Record<string, TargetFile>;
}

export type TargetFiles = Readonly<Record<string, TargetFile>>;

/**
 * Deterministic: another machine gets the same bytes from the same entries and the same former list.
 * @param release.before the published list; null for the first
 * @param release.targets its signed target files
 * @param release.version version of the targets metadata that will name the files
 */
export function buildListRelease(
  entries: Entries,
  publisher: string,
  { before, targets, version }: { before: ListFiles | null; targets: TargetFiles; version: number },
): ListRelease {
  const sorted = Array.from(entries).sort(([a], [b]) => (a < b ? -1 : 1));
  const pairs = new Uint32Array(2 * sorted.length);
  for (const [at, [, entry]] of sorted.entries()) pairs.set(hashOf(entry), 2 * at);
  const listings = sorted.map(([, entry]) => ({ ...entry, publisher }));
  const after = { pairs, listings: encodeListings(listings, before?.listings) };
  const list = [
    { name: HASHES_TARGET, bytes: encodeHashes(pairs), custom: { pairs: digestsOf(after).pairs } },
    { name: LISTINGS_TARGET, bytes: after.listings },
  ];
  const whole = list.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const delta = before === null ? null : deltaBetween(before, after, `${DELTA_PREFIX}${version}`);
  const room = delta === null ? whole : whole - delta.bytes.length;
  return {
    files: delta === null ? list : [...list, delta],
    keptDeltas: before === null ? {} : newestDeltas(targets, delta === null ? MAX_DELTAS : MAX_DELTAS - 1, room),
  };
}

/**
 * Returns null when no list is published. Throws a Refusal when a file of it is missing or damaged: a review against nothing
 * would show no removal.
 */
export async function readPublishedList(dir: string, { targets }: PublishedMetadata): Promise<ListFiles | null> {
  const named: TargetFiles = targets?.signed.targets ?? {};
  if (named[HASHES_TARGET] === undefined) return null;
  const read = async (name: string): Promise<Buffer> => {
    const sha256 = named[name]?.hashes['sha256'];
    const path = join(channelPaths(dir).public, 'targets', `${sha256}.${name}`);
    if (!isThere(path))
      throw new Refusal(`${path} is missing: it is a part of the list as it was last signed.`, PUT_BACK);
    const bytes = await readFile(path);
    if (sha256Hex(bytes) !== sha256) throw new Refusal(`${path} is damaged.`, PUT_BACK);
    return bytes;
  };
  return { pairs: decodeHashes(await read(HASHES_TARGET)), listings: await read(LISTINGS_TARGET) };
}

/** The published entries, by their hashes in hexadecimal; none while their file is lost or damaged. */
export async function readPublishedHashes(dir: string, { targets }: PublishedMetadata): Promise<Set<string>> {
  const sha256 = targets?.signed.targets[HASHES_TARGET]?.hashes['sha256'];
  const path = join(channelPaths(dir).public, 'targets', `${sha256}.${HASHES_TARGET}`);
  const bytes = isThere(path) ? await readFile(path) : null;
  if (bytes === null || sha256Hex(bytes) !== sha256) return new Set();
  const pairs = decodeHashes(bytes);
  return new Set(Array.from({ length: pairs.length / 2 }, (_, at) => hashText(pairs.subarray(2 * at, 2 * at + 2))));
}

/** Returns null when the lists are equal. */
function deltaBetween(before: ListFiles, after: ListFiles, name: string): OutputFile | null {
  const [from, to] = [digestsOf(before), digestsOf(after)];
  if (from.pairs === to.pairs && from.listings === to.listings) return null;
  return { name, bytes: makeDelta(before, after), custom: { delta: { from, to } } };
}

function digestsOf({ pairs, listings }: ListFiles): ListDigests {
  const bytes = new Uint8Array(pairs.buffer, pairs.byteOffset, pairs.byteLength);
  return { pairs: createHash('sha256').update(bytes).digest('hex'), listings: sha256Hex(listings) };
}

/** Keeps the newest deltas, at most `most` of them and `room` bytes in all. */
function newestDeltas(targets: TargetFiles, most: number, room: number): Record<string, TargetFile> {
  const versionOf = (name: string): number => Number(name.split('.')[1]);
  const steps = Object.entries(targets)
    .filter(([, target]) => isDelta(target.toJSON() as unknown as Parameters<typeof isDelta>[0]))
    .sort(([a], [b]) => versionOf(b) - versionOf(a))
    .slice(0, most);
  let left = room;
  return Object.fromEntries(steps.filter(([, { length }]) => (left -= length) >= 0));
}
