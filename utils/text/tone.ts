/**
 * Accents that carry the meaning: Vietnamese "vé" is a ticket, "về" is to return. Folded text has no accents, so that
 * posts typed without them are read too; where the writer did set them, a find is checked against its accented form.
 */
import { FIRST_UNIT } from './fold-table.ts';

/** Hash of the letters with their accents, separators left out: 1 to 65,535. */
export function toneHash(source: string, unitOf: Uint16Array): number {
  const plain = source.normalize('NFKC').toLowerCase();
  let hash = 0x811c9dc5;
  for (let i = 0; i < plain.length; i++) {
    const c = plain.charCodeAt(i);
    if ((unitOf[c] ?? 0) < FIRST_UNIT) continue;
    hash = Math.imul(hash ^ c, 0x01000193);
  }
  const folded = (hash ^ (hash >>> 16)) & 0xffff;
  return folded === 0 ? 1 : folded;
}

/** Whether all letters are plain ones. */
export function isBare(source: string): boolean {
  const plain = source.normalize('NFKC');
  for (let i = 0; i < plain.length; i++) if (plain.charCodeAt(i) >= 0xc0) return false;
  return true;
}

/** Whether a text is written with accents at all: at least one letter in fourteen. */
export function isAccented(source: string): boolean {
  let latin = 0;
  let accented = 0;
  for (let i = 0; i < source.length; i++) {
    const c = source.charCodeAt(i);
    if ((c >= 0x41 && c <= 0x5a) || (c >= 0x61 && c <= 0x7a)) latin++;
    else if ((c >= 0xc0 && c <= 0x36f) || (c >= 0x1e00 && c <= 0x1eff)) accented++;
  }
  return accented * 14 >= latin && accented > 0;
}
