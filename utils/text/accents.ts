/**
 * Accents that change the meaning: Vietnamese "vé" is a ticket, "về" is to return. Folded text has no accents, so that
 * posts typed without them match too. Where a post does use accents, a match is checked against its accented form.
 */
import { FIRST_UNIT, foldedUnit } from './fold-table.ts';
import { fromBytePlanes, toBytePlanes } from './byte-planes.ts';

/** Bits of an accent key. With ten thousand phrases, one key in four hundred is taken. */
const KEY_BITS = 22;

/** Hash (0 to 2^22 - 1) of a phrase with its accents but without separators, and of its payload (`meaning`). */
export function accentKey(source: string, meaning: number, unitTable: Int32Array): number {
  const plain = source.normalize('NFKC').toLowerCase();
  let hash = SEED;
  for (let i = 0; i < plain.length; i++) {
    const c = plain.charCodeAt(i);
    if (foldedUnit(unitTable, c) < FIRST_UNIT) continue;
    hash = Math.imul(hash ^ c, PRIME);
  }
  return keyOf(hash, meaning);
}

const SEED = 0x811c9dc5;
const PRIME = 0x01000193;

function keyOf(hash: number, meaning: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15) ^ Math.imul(meaning, 0x9e3779b1), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 13)) >>> (32 - KEY_BITS);
}

/**
 * Cache entry of a letter: the unit it hashes as (0: none), with this flag when accented. Or one of the codes below.
 */
const ACCENTED = 1 << 16;
const UNKNOWN = -1;
const NEEDS_NORMALIZATION = -2;
/** Units below are cached: Latin letters and signs. Some of them combine with their neighbours. */
const CACHED_UNITS = 0x2c00;

/** Computes `accentKey` and `isUnaccented` in one pass, letter by letter where no letters combine. */
export class AccentReader {
  key = 0;
  isUnaccented = false;
  private readonly unitTable: Int32Array;
  private readonly letters = new Int32Array(CACHED_UNITS).fill(UNKNOWN);

  constructor(unitTable: Int32Array) {
    this.unitTable = unitTable;
  }

  /** Sets `key` and `isUnaccented` for the UTF-16 units from `start` to `end` (exclusive). */
  readSpan(source: string, start: number, end: number, meaning: number): void {
    let hash = SEED;
    let some = 0;
    for (let i = start; i < end; i++) {
      const c = source.charCodeAt(i);
      const letter = c < CACHED_UNITS ? (this.letters[c] as number) : NEEDS_NORMALIZATION;
      const known = letter === UNKNOWN ? this.classify(c) : letter;
      if (known === NEEDS_NORMALIZATION) {
        const words = source.slice(start, end);
        this.key = accentKey(words, meaning, this.unitTable);
        this.isUnaccented = isUnaccented(words);
        return;
      }
      some |= known;
      if ((known & 0xffff) !== 0) hash = Math.imul(hash ^ (known & 0xffff), PRIME);
    }
    this.key = keyOf(hash, meaning);
    this.isUnaccented = (some & ACCENTED) === 0;
  }

  private classify(c: number): number {
    const joins = (c >= 0x300 && c < 0x1e00) || (c >= 0x1f00 && c < 0x2000) || (c >= 0x20d0 && c < 0x2100);
    const letter = joins ? NEEDS_NORMALIZATION : this.classifyNormalized(String.fromCharCode(c).normalize('NFKC'));
    this.letters[c] = letter;
    return letter;
  }

  private classifyNormalized(plain: string): number {
    const lower = plain.toLowerCase();
    let kept = 0;
    for (let i = 0; i < lower.length; i++) {
      const c = lower.charCodeAt(i);
      if (foldedUnit(this.unitTable, c) < FIRST_UNIT) continue;
      if (kept !== 0) return NEEDS_NORMALIZATION;
      kept = c;
    }
    return kept | (isUnaccented(plain) ? 0 : ACCENTED);
  }
}

/** Whether `key` is among `keys`, which are in ascending order. */
export function includesKey(keys: Uint32Array, key: number): boolean {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((keys[middle] as number) < key) low = middle + 1;
    else high = middle;
  }
  return keys[low] === key;
}

/** Keys as they ship: sorted, each as the difference to the one before, in byte planes. */
export function packAccentKeys(keys: Iterable<number>): Uint8Array {
  const sorted = [...new Set(keys)].sort((a, b) => a - b);
  return toBytePlanes(
    sorted.map((key, i) => key - (sorted[i - 1] ?? 0)),
    3,
  );
}

export function unpackAccentKeys(bytes: Uint8Array): Uint32Array {
  const keys = fromBytePlanes(bytes, 3);
  for (let i = 1; i < keys.length; i++) keys[i] = (keys[i] as number) + (keys[i - 1] as number);
  return keys;
}

/** Whether no letter has an accent. */
export function isUnaccented(source: string): boolean {
  const plain = source.normalize('NFKC');
  for (let i = 0; i < plain.length; i++) if (plain.charCodeAt(i) >= 0xc0) return false;
  return true;
}

/** Whether a text is written with accents: at least one Latin letter in fourteen has one. */
export function usesAccents(source: string): boolean {
  let latin = 0;
  let accented = 0;
  for (let i = 0; i < source.length; i++) {
    const c = source.charCodeAt(i);
    if ((c >= 0x41 && c <= 0x5a) || (c >= 0x61 && c <= 0x7a)) latin++;
    else if ((c >= 0xc0 && c <= 0x36f) || (c >= 0x1e00 && c <= 0x1eff)) accented++;
  }
  return accented * 14 >= latin && accented > 0;
}
