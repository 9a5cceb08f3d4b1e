/** The list as it is published: its two files with what is signed of them, and the steps by which readers of older lists reach it. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TargetFile } from '@tufjs/models';
import { isStep, MAX_STEPS, type ListName } from '../../utils/channel/list-targets.ts';
import { makeDelta, type ListFiles } from '../../utils/indicators/delta.ts';
import { hashOf } from '../../utils/indicators/hash.ts';
import { HASHES, LISTINGS } from '../../utils/indicators/list.ts';
import { encodeListings } from '../../utils/indicators/listings.ts';
import { decodeHashes, encodeHashes } from '../../utils/indicators/wire.ts';
import { pathsOf } from './folder.ts';
import type { Entries } from './list-file.ts';
import type { Published } from './published.ts';
import { sha256Hex, type Written } from './signer.ts';

export interface ListRelease {
  /** To be signed and written. */
  files: Written[];
  /** Steps of former releases that still lead here. */
  kept: Record<string, TargetFile>;
}

export type TargetFiles = Readonly<Record<string, TargetFile>>;

/**
 * The same bytes from the same entries and the same former list, so that another machine can make them again and compare.
 * @param before the list as it was published last, and `targets`, its files as they were signed
 * @param version of the targets metadata that will name the files
 */
export function releaseList(
  entries: Entries,
  publisher: string,
  { before, targets, version }: { before: ListFiles | null; targets: TargetFiles; version: number },
): ListRelease {
  const sorted = Array.from(entries).sort(([a], [b]) => (a < b ? -1 : 1));
  const pairs = new Uint32Array(2 * sorted.length);
  for (const [at, [, entry]] of sorted.entries()) pairs.set(hashOf(entry), 2 * at);
  const said = sorted.map(([, entry]) => ({ ...entry, publisher }));
  const after = { pairs, listings: encodeListings(said, before?.listings) };
  const list = [
    { name: HASHES, bytes: encodeHashes(pairs), custom: { pairs: nameOf(after).pairs } },
    { name: LISTINGS, bytes: after.listings },
  ];
  const whole = list.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const step = before === null ? null : stepBetween(before, after, `step.${version}`);
  const room = step === null ? whole : whole - step.bytes.length;
  return {
    files: step === null ? list : [...list, step],
    kept: before === null ? {} : newestSteps(targets, step === null ? MAX_STEPS : MAX_STEPS - 1, room),
  };
}

/** null when nothing was published, or its files are not here: then readers fetch the whole list. */
export async function readPublishedList(dir: string, published: Published): Promise<ListFiles | null> {
  const targets: TargetFiles = published.targets?.signed.targets ?? {};
  const read = async (name: string): Promise<Buffer | null> => {
    const path = join(pathsOf(dir).public, 'targets', `${targets[name]?.hashes['sha256']}.${name}`);
    return existsSync(path) ? readFile(path) : null;
  };
  const [hashes, listings] = await Promise.all([read(HASHES), read(LISTINGS)]);
  return hashes === null || listings === null ? null : { pairs: decodeHashes(hashes), listings };
}

/** null when the two lists are the same. */
function stepBetween(before: ListFiles, after: ListFiles, name: string): Written | null {
  const [from, to] = [nameOf(before), nameOf(after)];
  if (from.pairs === to.pairs && from.listings === to.listings) return null;
  return { name, bytes: makeDelta(before, after), custom: { step: { from, to } } };
}

function nameOf({ pairs, listings }: ListFiles): ListName {
  const bytes = new Uint8Array(pairs.buffer, pairs.byteOffset, pairs.byteLength);
  return { pairs: createHash('sha256').update(bytes).digest('hex'), listings: sha256Hex(listings) };
}

/** The newest `most` steps that take no more than `room` bytes together; a reader further behind fetches the whole list. */
function newestSteps(targets: TargetFiles, most: number, room: number): Record<string, TargetFile> {
  const versionOf = (name: string): number => Number(name.split('.')[1]);
  const steps = Object.entries(targets)
    .filter(([, target]) => isStep(target.toJSON() as unknown as Parameters<typeof isStep>[0]))
    .sort(([a], [b]) => versionOf(b) - versionOf(a))
    .slice(0, most);
  let left = room;
  return Object.fromEntries(steps.filter(([, { length }]) => (left -= length) >= 0));
}
