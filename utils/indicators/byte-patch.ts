/**
 * Patches from one version of a file to the next: bytes that stay are not transmitted again. Used for `indicators.listings`.
 * Whether the result is right is decided by its signed length and digest.
 *
 *     'JLP1'  length of the new file(4)  then to the end: skip, copy, insert (numbers as LEB128), the inserted bytes
 */
import { FormatError } from './format-error.ts';

const MAGIC = 0x3150_4c4a;
const HEADER_BYTES = 8;

/** Bytes `from` to `to` (exclusive) of the old file are at `at` in the new file. */
export interface KeptRange {
  from: number;
  to: number;
  at: number;
}

/** @param kept ranges that stay, ascending in both files and not overlapping */
export function makePatch(next: Uint8Array, kept: readonly KeptRange[]): Uint8Array {
  let size = HEADER_BYTES;
  const chunks: Uint8Array[] = [];
  let read = 0;
  const step = (skip: number, copy: number, insert: Uint8Array): void => {
    const head = Uint8Array.from([...encodeLeb128(skip), ...encodeLeb128(copy), ...encodeLeb128(insert.length)]);
    chunks.push(head, insert);
    size += head.length + insert.length;
  };
  // Ranges that are adjacent in both files are merged.
  const ranges: KeptRange[] = [];
  for (const part of kept) {
    const last = ranges.at(-1);
    if (last !== undefined && last.to === part.from && last.at + last.to - last.from === part.at) last.to = part.to;
    else if (part.to > part.from) ranges.push({ ...part });
  }
  const [first] = ranges;
  const start = first?.at ?? next.length;
  if (start > 0) step(0, 0, next.subarray(0, start));
  for (const [place, { from, to, at }] of ranges.entries()) {
    step(from - read, to - from, next.subarray(at + to - from, ranges[place + 1]?.at ?? next.length));
    read = to;
  }
  const out = new Uint8Array(size);
  const view = new DataView(out.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, next.length, true);
  let at = HEADER_BYTES;
  for (const part of chunks) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** Returns the new file. Throws a FormatError when the patch does not fit `base`, or the result exceeds `maxBytes`. */
export function applyPatch(base: Uint8Array, patch: Uint8Array, maxBytes: number): Uint8Array {
  const view = new DataView(patch.buffer, patch.byteOffset, patch.byteLength);
  if (patch.length < HEADER_BYTES || view.getUint32(0, true) !== MAGIC) throw new FormatError('patch: unknown format');
  const length = view.getUint32(4, true);
  if (length > maxBytes) throw new FormatError(`patch: makes ${length} bytes, more than ${maxBytes}`);
  const out = new Uint8Array(length);
  let offset = HEADER_BYTES;
  let readOffset = 0;
  let writeOffset = 0;
  const readNumber = (): number => {
    let value = 0;
    for (let shift = 0; shift < 32; shift += 7) {
      const byte = patch[offset++];
      if (byte === undefined) break;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw new FormatError('patch: broken number');
  };
  while (offset < patch.length) {
    const from = readOffset + readNumber();
    const copy = readNumber();
    const insert = readNumber();
    if (from + copy > base.length || offset + insert > patch.length || writeOffset + copy + insert > length) {
      throw new FormatError('patch: does not fit');
    }
    out.set(base.subarray(from, from + copy), writeOffset);
    out.set(patch.subarray(offset, offset + insert), writeOffset + copy);
    readOffset = from + copy;
    offset += insert;
    writeOffset += copy + insert;
  }
  if (writeOffset !== length) throw new FormatError(`patch: makes ${writeOffset} bytes, not ${length}`);
  return out;
}

function encodeLeb128(value: number): number[] {
  const bytes: number[] = [];
  let left = value;
  for (; left >= 0x80; left = Math.floor(left / 128)) bytes.push((left % 128) | 0x80);
  return [...bytes, left];
}
