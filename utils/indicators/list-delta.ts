/**
 * A delta from one list to the next (a target file): changes of the hashes, then changes of the listings.
 *
 *     'JLT1'  bytes of the first part(4)  changes of the hashes (set-delta.ts)  changes of the listings (byte-patch.ts)
 */
import { FormatError } from './format-error.ts';
import { layoutOf, RECORD_BYTES } from './listings.ts';
import { applyPatch, makePatch, type KeptRange } from './byte-patch.ts';
import type { IndicatorSet } from './indicator-set.ts';
import { applySetDelta, decodeSetDelta, diffSets, encodeSetDelta, type SetDelta } from './set-delta.ts';

const MAGIC = 0x3154_4c4a;
const HEADER = 8;

/** The two files of a list: ascending hash pairs, and the listings file. */
export interface ListFiles {
  pairs: Uint32Array;
  listings: Uint8Array;
}

export function makeDelta(before: ListFiles, after: ListFiles): Uint8Array {
  const delta = diffSets(before.pairs, after.pairs);
  const hashes = encodeSetDelta(delta);
  const patch = makePatch(after.listings, keptListings(before.listings, after.listings, delta, after.pairs));
  const bytes = new Uint8Array(HEADER + hashes.length + patch.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, hashes.length, true);
  bytes.set(hashes, HEADER);
  bytes.set(patch, HEADER + hashes.length);
  return bytes;
}

/**
 * Applies a delta. The caller compares the result with the signed digests.
 * Throws a FormatError when the delta does not start from this list. @param maxListingsBytes largest new listings file
 */
export function applyDelta(
  base: { set: IndicatorSet; listings: Uint8Array },
  bytes: Uint8Array,
  maxListingsBytes: number,
): { buffer: ArrayBuffer; set: IndicatorSet; listings: Uint8Array } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEADER || view.getUint32(0, true) !== MAGIC) throw new FormatError('step: unknown format');
  const end = HEADER + view.getUint32(4, true);
  if (end > bytes.length) throw new FormatError('step: cut off');
  const made = applySetDelta(base.set, decodeSetDelta(bytes.subarray(HEADER, end)));
  return { ...made, listings: applyPatch(base.listings, bytes.subarray(end), maxListingsBytes) };
}

/** Finds records of unchanged entries and evidence texts that kept their offsets. */
function keptListings(before: Uint8Array, after: Uint8Array, delta: SetDelta, pairs: Uint32Array): KeptRange[] {
  const old = layoutOf(before);
  const now = layoutOf(after);
  const kept: KeptRange[] = [];
  const { removed, added } = delta;
  let oldEntry = 0;
  let removedAt = 0;
  let addedAt = 0;
  for (let entry = 0; entry < now.count; entry++) {
    if (added[addedAt] === pairs[2 * entry] && added[addedAt + 1] === pairs[2 * entry + 1] && addedAt < added.length) {
      addedAt += 2;
      continue;
    }
    for (; removed[removedAt] === oldEntry; removedAt++) oldEntry++;
    const from = old.records + RECORD_BYTES * oldEntry++;
    const at = now.records + RECORD_BYTES * entry;
    if (equalBytes(before, from, after, at, RECORD_BYTES)) kept.push({ from, to: from + RECORD_BYTES, at });
  }
  const pool = before.length - old.evidence;
  if (pool <= after.length - now.evidence && equalBytes(before, old.evidence, after, now.evidence, pool)) {
    kept.push({ from: old.evidence, to: before.length, at: now.evidence });
  }
  return kept;
}

function equalBytes(a: Uint8Array, from: number, b: Uint8Array, at: number, length: number): boolean {
  for (let byte = 0; byte < length; byte++) if (a[from + byte] !== b[at + byte]) return false;
  return true;
}
