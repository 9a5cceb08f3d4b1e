/**
 * What each UTF-16 unit folds to: from `FIRST_UNIT` on the folded unit itself, below it one of the codes here. The table is
 * compiled from Unicode data (tools/knowledge/fold-table.ts) and used in the form in which it ships.
 */

export const DROP = 0;
/** Zero-width characters and direction controls; inside a word they are a sign of evasion. */
export const INVISIBLE = 1;
export const SPACE = 2;
export const STOP = 3;
export const CLAUSE = 4;
export const DOT = 5;
/** Signs inside ordinary words and numbers: hyphen, apostrophe, slash, plus, brackets. */
export const MARK = 6;
/** Emoji and signs that are not part of words. */
export const SYMBOL = 7;
export const EXPAND = 8;
export const HIGH_SURROGATE = 9;
/** Conjoining jamo and kana voicing marks: they join with the unit before. */
export const COMPOSE = 10;
export const FIRST_UNIT = 16;

export interface FoldTable {
  /**
   * By UTF-16 unit, 65,536 entries. Bits 0-15: for a letter the folded unit minus the unit (modulo 65,536), else the
   * code. Bits 16-20: script number. Then `LETTER`, `SPECIAL`, `LANGUAGE_MARKER`. From bit 24: flags of a separator.
   */
  unitTable: Int32Array;
  /** Units that fold to several units. */
  expansion: ReadonlyMap<number, readonly number[]>;
}

export const SCRIPT_SHIFT = 16;
export const LETTER = 1 << 21;
/** Needs more than a table look-up. */
export const SPECIAL = 1 << 22;
/** A letter that marks a language: an ideograph in traditional form, or a letter that only Vietnamese has. */
export const LANGUAGE_MARKER = 1 << 23;
export const FLAG_SHIFT = 24;

/** The folded unit or a code; 0 when `c` is no unit, as behind the end of a text. */
export function foldedUnit(unitTable: Int32Array, c: number): number {
  const word = unitTable[c] as number;
  return (word & LETTER) === 0 ? word & 0xffff : (c + word) & 0xffff;
}

/** `expansions`: for each unit its code, a count and that many folded units. Throws a RangeError for a truncated table. */
export function readFoldTable(unitTable: Int32Array, expansions: Uint16Array): FoldTable {
  if (unitTable.length !== 65536) throw new RangeError('the fold table is truncated');
  const expansion = new Map<number, readonly number[]>();
  for (let i = 0; i + 1 < expansions.length;) {
    const count = expansions[i + 1] ?? 0;
    expansion.set(expansions[i] ?? 0, [...expansions.subarray(i + 2, i + 2 + count)]);
    i += 2 + count;
  }
  return { unitTable, expansion };
}
