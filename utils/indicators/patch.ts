/**
 * A file made from its former version: steps forward through the old bytes, so that what stays does not travel again. Used for
 * `indicators.listings`; whether the outcome is right is told by its signed length and digest.
 *
 *     'JLP1'  length of the new file(4)  then steps to the end: skip, copy, insert (numbers as LEB128), the inserted bytes
 */
import { FormatError } from './format-error.ts';

const MAGIC = 0x3150_4c4a;
const HEADER = 8;

/** Bytes from `from` to `to` (exclusive) of the old file stand at `at` in the new one. */
export interface Kept {
  from: number;
  to: number;
  at: number;
}

/** @param kept parts that stay, ascending in both files and not overlapping */
export function makePatch(now: Uint8Array, kept: readonly Kept[]): Uint8Array {
  let size = HEADER;
  const parts: Uint8Array[] = [];
  let read = 0;
  const step = (skip: number, copy: number, insert: Uint8Array): void => {
    const head = Uint8Array.from([...leb(skip), ...leb(copy), ...leb(insert.length)]);
    parts.push(head, insert);
    size += head.length + insert.length;
  };
  // Neighbours in both files become one step.
  const runs: Kept[] = [];
  for (const part of kept) {
    const last = runs.at(-1);
    if (last !== undefined && last.to === part.from && last.at + last.to - last.from === part.at) last.to = part.to;
    else if (part.to > part.from) runs.push({ ...part });
  }
  const [first] = runs;
  const start = first?.at ?? now.length;
  if (start > 0) step(0, 0, now.subarray(0, start));
  for (const [place, { from, to, at }] of runs.entries()) {
    step(from - read, to - from, now.subarray(at + to - from, runs[place + 1]?.at ?? now.length));
    read = to;
  }
  const out = new Uint8Array(size);
  const view = new DataView(out.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, now.length, true);
  let at = HEADER;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** The new file. Throws a FormatError when the patch does not fit the old one, or makes more than `most` bytes. */
export function applyPatch(old: Uint8Array, patch: Uint8Array, most: number): Uint8Array {
  const view = new DataView(patch.buffer, patch.byteOffset, patch.byteLength);
  if (patch.length < HEADER || view.getUint32(0, true) !== MAGIC) throw new FormatError('patch: unknown format');
  const length = view.getUint32(4, true);
  if (length > most) throw new FormatError(`patch: makes ${length} bytes, more than ${most}`);
  const out = new Uint8Array(length);
  let at = HEADER;
  let read = 0;
  let write = 0;
  const number = (): number => {
    let value = 0;
    for (let shift = 0; shift < 32; shift += 7) {
      const byte = patch[at++];
      if (byte === undefined) break;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw new FormatError('patch: broken number');
  };
  while (at < patch.length) {
    const from = read + number();
    const copy = number();
    const insert = number();
    if (from + copy > old.length || at + insert > patch.length || write + copy + insert > length) {
      throw new FormatError('patch: does not fit');
    }
    out.set(old.subarray(from, from + copy), write);
    out.set(patch.subarray(at, at + insert), write + copy);
    read = from + copy;
    at += insert;
    write += copy + insert;
  }
  if (write !== length) throw new FormatError(`patch: makes ${write} bytes, not ${length}`);
  return out;
}

function leb(value: number): number[] {
  const bytes: number[] = [];
  let left = value;
  for (; left >= 0x80; left = Math.floor(left / 128)) bytes.push((left % 128) | 0x80);
  return [...bytes, left];
}
