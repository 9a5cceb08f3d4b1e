/**
 * Transfer format of a set of hashes (target `indicators.hashes`), within 1.2 % of the minimum size (a million entries: 5.76 MB).
 * The high halves are coded as in encode-ascending.ts, the low halves follow as they are. Numbers are little-endian.
 *
 *     'JLH1'  count(4)  high halves  low halves(4 each)
 */
import { encodedSize, decodeAscending, encodeAscending } from './encode-ascending.ts';
import { FormatError } from './format-error.ts';
import { emptySet, buildIndex, isStrictlyAscending, MAX_ENTRIES, type IndicatorSet } from './indicator-set.ts';

const MAGIC = 0x3148_4c4a;
const HEADER_BYTES = 8;

/** Encodes ascending pairs of high and low halves. */
export function encodeHashes(pairs: Uint32Array): Uint8Array {
  const count = pairs.length / 2;
  if (count > MAX_ENTRIES) throw new FormatError(`${count} entries are more than ${MAX_ENTRIES}`);
  const low = HEADER_BYTES + encodedSize(count, 32);
  const bytes = new Uint8Array(low + 4 * count);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, count, true);
  encodeAscending(bytes.subarray(HEADER_BYTES, low), count, 32, (entry) => pairs[2 * entry] ?? 0);
  for (let entry = 0; entry < count; entry++) view.setUint32(low + 4 * entry, pairs[2 * entry + 1] ?? 0, true);
  return bytes;
}

/** Throws a FormatError for anything that `encodeHashes` does not write: one set has exactly one encoding. */
export function decodeHashes(bytes: Uint8Array): Uint32Array {
  const pairs = new Uint32Array(2 * entryCountOf(bytes));
  decodeInto(pairs, bytes);
  return pairs;
}

/** Decodes to an indexed set. Throws as `decodeHashes`. */
export function decodeSet(bytes: Uint8Array): { buffer: ArrayBuffer; set: IndicatorSet } {
  const made = emptySet(entryCountOf(bytes));
  decodeInto(made.set.pairs, bytes);
  buildIndex(made.set);
  return made;
}

function entryCountOf(bytes: Uint8Array): number {
  const view = viewOf(bytes);
  if (bytes.length < HEADER_BYTES || view.getUint32(0, true) !== MAGIC) throw new FormatError('hashes: unknown format');
  const count = view.getUint32(4, true);
  if (count > MAX_ENTRIES) throw new FormatError(`hashes: ${count} entries are more than ${MAX_ENTRIES}`);
  const size = HEADER_BYTES + encodedSize(count, 32) + 4 * count;
  if (bytes.length !== size) throw new FormatError(`hashes: ${bytes.length} bytes where ${count} entries need ${size}`);
  return count;
}

function decodeInto(pairs: Uint32Array, bytes: Uint8Array): void {
  const count = pairs.length / 2;
  const low = HEADER_BYTES + encodedSize(count, 32);
  const view = viewOf(bytes);
  decodeAscending(bytes.subarray(HEADER_BYTES, low), count, 32, (entry, high) => {
    pairs[2 * entry] = high;
    pairs[2 * entry + 1] = view.getUint32(low + 4 * entry, true);
  });
  if (!isStrictlyAscending(pairs)) throw new FormatError('hashes: not ascending');
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
