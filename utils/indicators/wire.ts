/**
 * The set of hashes as it travels (target `indicators.hashes`), within 1.2 % of the least that sorted 64-bit hashes need
 * (Elias-Fano coding; a million entries: 5.76 MB).
 *
 * With n entries, let b be the number of bits of n. The first b bits of each hash, ascending, are a bitmap of n + 2^b bits
 * in which bit (value + place in the list) is set; the other 32 - b bits of the high half follow, packed; then the
 * low halves as they are. All numbers little-endian, bits from the lowest up, each part filled with zeros to a byte.
 *
 *     'JLH1'  count(4)  bitmap  rest of the high halves  low halves(4 each)
 */
import { FormatError } from './format-error.ts';
import { isAscending, MAX_ENTRIES } from './set.ts';

const MAGIC = 0x3148_4c4a;
const HEADER = 8;

interface Layout {
  bits: number;
  rest: number;
  low: number;
  size: number;
}

function layoutOf(count: number): Layout {
  const bits = 32 - Math.clz32(count);
  const rest = HEADER + Math.ceil((count + 2 ** bits) / 8);
  const low = rest + Math.ceil((count * (32 - bits)) / 8);
  return { bits, rest, low, size: low + 4 * count };
}

/** From ascending pairs of high and low halves. */
export function encodeHashes(pairs: Uint32Array): Uint8Array {
  const count = pairs.length / 2;
  if (count > MAX_ENTRIES) throw new FormatError(`${count} entries are more than ${MAX_ENTRIES}`);
  const { bits, rest, low, size } = layoutOf(count);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, count, true);
  const width = 32 - bits;
  for (let entry = 0; entry < count; entry++) {
    const high = pairs[2 * entry] ?? 0;
    const place = (bits === 0 ? 0 : high >>> width) + entry;
    const byte = HEADER + (place >>> 3);
    bytes[byte] = (bytes[byte] ?? 0) | (1 << (place & 7));
    writeBits(bytes, rest, entry * width, width, width === 32 ? high : high & (2 ** width - 1));
    view.setUint32(low + 4 * entry, pairs[2 * entry + 1] ?? 0, true);
  }
  return bytes;
}

/** Throws a FormatError on anything but what `encodeHashes` makes: one set has one form. */
export function decodeHashes(bytes: Uint8Array): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEADER || view.getUint32(0, true) !== MAGIC) throw new FormatError('hashes: unknown format');
  const count = view.getUint32(4, true);
  if (count > MAX_ENTRIES) throw new FormatError(`hashes: ${count} entries are more than ${MAX_ENTRIES}`);
  const { bits, rest, low, size } = layoutOf(count);
  if (bytes.length !== size) throw new FormatError(`hashes: ${bytes.length} bytes where ${count} entries need ${size}`);
  const width = 32 - bits;
  const pairs = new Uint32Array(2 * count);
  let entry = 0;
  for (let byte = HEADER; byte < rest; byte++) {
    for (let set = bytes[byte] ?? 0; set !== 0; set &= set - 1) {
      const first = 8 * (byte - HEADER) + (31 - Math.clz32(set & -set)) - entry;
      if (entry >= count || first >= 2 ** bits) throw new FormatError('hashes: bitmap names more than the entries');
      const high = readBits(bytes, rest, entry * width, width);
      pairs[2 * entry] = (bits === 0 ? 0 : first * 2 ** width) + high;
      pairs[2 * entry + 1] = view.getUint32(low + 4 * entry, true);
      entry++;
    }
  }
  if (entry !== count) throw new FormatError('hashes: bitmap names fewer than the entries');
  const used = (count * width) & 7;
  if (used !== 0 && (bytes[low - 1] ?? 0) >>> used !== 0) throw new FormatError('hashes: filling is not zero');
  if (!isAscending(pairs)) throw new FormatError('hashes: not ascending');
  return pairs;
}

function writeBits(bytes: Uint8Array, base: number, at: number, width: number, value: number): void {
  for (let done = 0; done < width;) {
    const byte = base + ((at + done) >>> 3);
    const shift = (at + done) & 7;
    const take = Math.min(8 - shift, width - done);
    bytes[byte] = (bytes[byte] ?? 0) | (((value >>> done) & (2 ** take - 1)) << shift);
    done += take;
  }
}

function readBits(bytes: Uint8Array, base: number, at: number, width: number): number {
  let value = 0;
  for (let done = 0; done < width;) {
    const shift = (at + done) & 7;
    const take = Math.min(8 - shift, width - done);
    const part = ((bytes[base + ((at + done) >>> 3)] ?? 0) >>> shift) & (2 ** take - 1);
    value += part * 2 ** done;
    done += take;
  }
  return value;
}
