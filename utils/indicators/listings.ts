/**
 * The listing of each entry of a list (target `indicators.listings`), in the order of the hashes. Records are read by
 * `slice` on a match, so the file need not be in memory.
 *
 *     0   'JLL1'
 *     4   count
 *     8   bytes of names
 *     12  bytes of evidence
 *     16  names: number of categories (1), their texts; number of publishers (1), their texts
 *     ..  records, 12 bytes each: category (1), publisher (1), listed (2), expires (2), disputed (2), evidence (4)
 *     ..  evidence texts
 *
 * A text is its length in bytes (2) and UTF-8. A day is its number (day-number.ts) plus one; 0 means none. `evidence` is an offset
 * into the evidence texts. Numbers are little-endian. The file names its categories and publishers, so later lists may add some.
 */
import type { Listing } from '../model/indicator.ts';
import { dayNumber, dayText } from './day-number.ts';
import { FormatError } from './format-error.ts';
import { decodeUtf8, encodeUtf8 } from './utf8.ts';

/** Bytes that are read in parts: a stored Blob, or an array (`memorySource`). */
export interface ByteSource {
  size: number;
  slice(start: number, end: number): Promise<Uint8Array>;
}

export interface Listings {
  count: number;
  categories: readonly string[];
  publishers: readonly string[];
  records: number;
  evidence: number;
  source: ByteSource;
}

const MAGIC = 0x314c_4c4a;
const HEADER_BYTES = 16;
/** Size of a record in bytes. */
export const RECORD_BYTES = 12;
/** Longest text in bytes. */
export const MAX_TEXT_BYTES = 500;
const MAX_NAMES_BYTES = 64 * 1024;
/** Enough for header and names of almost every list, in bytes. */
const HEAD_BYTES = 4096;

export function memorySource(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, slice: (start, end) => Promise.resolve(bytes.subarray(start, end)) };
}

/**
 * Encodes listings in the order of their hashes. Throws a FormatError when a text is too long or there are more than 255 names.
 * @param before the former file. Its evidence texts keep their offsets while half of their bytes are in use: unchanged
 * records keep their bytes.
 */
export function encodeListings(listings: readonly Listing[], before?: Uint8Array): Uint8Array {
  const categories = [...new Set(listings.map(({ category }) => category))].sort();
  const publishers = [...new Set(listings.map(({ publisher }) => publisher))].sort();
  const names = concatBytes([...encodeNames(categories), ...encodeNames(publishers)]);
  const pool =
    before === undefined ? null : reusableEvidence(before, new Set(listings.map(({ evidence }) => evidence)));
  const offsets = new Map<string, number>(pool?.offsets);
  const texts: Uint8Array[] = pool === null ? [] : [pool.bytes];
  let end = pool?.bytes.length ?? 0;
  for (const { evidence } of listings) {
    if (offsets.has(evidence)) continue;
    const text = encodeText(evidence);
    offsets.set(evidence, end);
    texts.push(text);
    end += text.length;
  }
  const records = HEADER_BYTES + names.length;
  const bytes = new Uint8Array(records + RECORD_BYTES * listings.length + end);
  const view = new DataView(bytes.buffer);
  for (const [at, value] of [MAGIC, listings.length, names.length, end].entries()) view.setUint32(4 * at, value, true);
  bytes.set(names, HEADER_BYTES);
  for (const [index, listing] of listings.entries()) {
    const at = records + RECORD_BYTES * index;
    view.setUint8(at, categories.indexOf(listing.category));
    view.setUint8(at + 1, publishers.indexOf(listing.publisher));
    view.setUint16(at + 2, dayNumber(listing.listedOn) + 1, true);
    view.setUint16(at + 4, listing.expiresOn === undefined ? 0 : dayNumber(listing.expiresOn) + 1, true);
    view.setUint16(at + 6, listing.disputedSince === undefined ? 0 : dayNumber(listing.disputedSince) + 1, true);
    view.setUint32(at + 8, offsets.get(listing.evidence) ?? 0, true);
  }
  bytes.set(concatBytes(texts), records + RECORD_BYTES * listings.length);
  return bytes;
}

/** Returns the evidence texts of a file with their offsets; null when fewer than half of their bytes are wanted. */
function reusableEvidence(
  file: Uint8Array,
  wanted: ReadonlySet<string>,
): { bytes: Uint8Array; offsets: Map<string, number> } | null {
  const bytes = file.subarray(layoutOf(file).evidence);
  const offsets = new Map<string, number>();
  let used = 0;
  for (let at = 0; at < bytes.length;) {
    const { text, end } = decodeText(bytes, at);
    offsets.set(text, at);
    if (wanted.has(text)) used += end - at;
    at = end;
  }
  return 2 * used >= bytes.length ? { bytes, offsets } : null;
}

/** Returns the offsets of records and evidence texts. Throws a FormatError for another format. */
export function layoutOf(file: Uint8Array): { count: number; records: number; evidence: number } {
  const head = viewOf(file);
  if (file.length < HEADER_BYTES || head.getUint32(0, true) !== MAGIC)
    throw new FormatError('listings: unknown format');
  const count = head.getUint32(4, true);
  const records = HEADER_BYTES + head.getUint32(8, true);
  const evidence = records + RECORD_BYTES * count;
  if (evidence + head.getUint32(12, true) !== file.length) {
    throw new FormatError(`listings: ${file.length} bytes do not hold ${count} entries`);
  }
  return { count, records, evidence };
}

/** Reads the head only, usually with one read. Throws a FormatError when the lengths do not match. */
export async function openListings(source: ByteSource): Promise<Listings> {
  const first = await source.slice(0, Math.min(HEAD_BYTES, source.size));
  const head = viewOf(first);
  if (head.byteLength < HEADER_BYTES || head.getUint32(0, true) !== MAGIC)
    throw new FormatError('listings: unknown format');
  const [count, names, evidence] = [head.getUint32(4, true), head.getUint32(8, true), head.getUint32(12, true)];
  const records = HEADER_BYTES + names;
  if (names > MAX_NAMES_BYTES || source.size !== records + RECORD_BYTES * count + evidence) {
    throw new FormatError(`listings: ${source.size} bytes do not hold ${count} entries`);
  }
  const table =
    records <= first.length ? first.subarray(HEADER_BYTES, records) : await source.slice(HEADER_BYTES, records);
  const categories = decodeNames(table, 0);
  const publishers = decodeNames(table, categories.end);
  if (publishers.end !== table.length) throw new FormatError('listings: names are longer than they say');
  return {
    count,
    categories: categories.names,
    publishers: publishers.names,
    records,
    evidence: records + RECORD_BYTES * count,
    source,
  };
}

/** Reads the listing of an entry. Throws a FormatError when the record is malformed. */
export async function listingAt(listings: Listings, index: number): Promise<Listing> {
  if (!(index >= 0 && index < listings.count)) throw new FormatError(`listings: no entry ${index}`);
  const at = listings.records + RECORD_BYTES * index;
  const record = viewOf(await listings.source.slice(at, at + RECORD_BYTES));
  const category = listings.categories[record.getUint8(0)];
  const publisher = listings.publishers[record.getUint8(1)];
  const [listed, expires, disputed] = [2, 4, 6].map((place) => record.getUint16(place, true));
  if (category === undefined || publisher === undefined || listed === undefined || listed === 0) {
    throw new FormatError(`listings: entry ${index} is malformed`);
  }
  const start = listings.evidence + record.getUint32(8, true);
  const text = await listings.source.slice(start, Math.min(start + 2 + MAX_TEXT_BYTES, listings.source.size));
  return {
    publisher,
    category,
    listedOn: dayText(listed - 1),
    ...(expires === undefined || expires === 0 ? {} : { expiresOn: dayText(expires - 1) }),
    ...(disputed === undefined || disputed === 0 ? {} : { disputedSince: dayText(disputed - 1) }),
    evidence: decodeText(text, 0).text,
  };
}

function encodeNames(names: readonly string[]): Uint8Array[] {
  if (names.length > 255) throw new FormatError(`${names.length} names are more than 255`);
  return [Uint8Array.of(names.length), ...names.map(encodeText)];
}

function decodeNames(bytes: Uint8Array, from: number): { names: string[]; end: number } {
  const names: string[] = [];
  let end = from + 1;
  for (let left = bytes[from] ?? 0; left > 0; left--) {
    const read = decodeText(bytes, end);
    names.push(read.text);
    end = read.end;
  }
  return { names, end };
}

function encodeText(text: string): Uint8Array {
  const bytes = encodeUtf8(text);
  if (bytes.length > MAX_TEXT_BYTES)
    throw new FormatError(`text over ${MAX_TEXT_BYTES} bytes: ${text.slice(0, 40)}...`);
  return concatBytes([Uint8Array.of(bytes.length & 0xff, bytes.length >> 8), bytes]);
}

function decodeText(bytes: Uint8Array, at: number): { text: string; end: number } {
  const start = at + 2;
  const end = start + (bytes[at] ?? 0) + 256 * (bytes[at + 1] ?? 0);
  if (end > bytes.length) throw new FormatError('listings: text runs over its end');
  return { text: decodeUtf8(bytes.subarray(start, end)), end };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function concatBytes(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
