/**
 * What each UTF-16 unit folds to. Values from `FIRST_UNIT` on are the folded unit itself; the small ones say what
 * else to do. The table is compiled from Unicode data (tools/knowledge/fold-table.ts), shipped as it is read and read
 * where it lies: laying it out cost each start of a worker 4 ms.
 */

export const DROP = 0;
/** Zero-width and direction controls: nothing to see, and hidden inside a word a sign of evasion. */
export const INVISIBLE = 1;
export const SPACE = 2;
export const STOP = 3;
export const CLAUSE = 4;
export const DOT = 5;
/** Signs that stand inside ordinary words and numbers: hyphen, apostrophe, slash, plus, brackets. */
export const MARK = 6;
/** Emoji and signs that do not belong in a word. */
export const SYMBOL = 7;
export const EXPAND = 8;
export const HIGH_SURROGATE = 9;
/** Conjoining jamo and kana voicing marks: join with the unit before. */
export const COMPOSE = 10;
export const FIRST_UNIT = 16;

export interface FoldTable {
  /**
   * One load for each unit: bits 0-15 of a letter the step to what it folds to (modulo 65,536), else the code; 16-20 the
   * script of the letter; `LETTER`, `SPECIAL`, `PRIVATE_PARAMETERS`; from bit 24 the flags that a separator raises.
   */
  unitTable: Int32Array;
  /** Units that become several. */
  expansion: ReadonlyMap<number, readonly number[]>;
}

export const SCRIPT_SHIFT = 16;
export const LETTER = 1 << 21;
/** To be looked at more closely. */
export const SPECIAL = 1 << 22;
/** A letter by which the language is told: an ideograph in its traditional form, a letter that only Vietnamese has. */
export const LANGUAGE_MARKER = 1 << 23;
export const FLAG_SHIFT = 24;

/** The folded unit or one of the codes above; 0 for what is no unit, as behind the end of a text. */
export function foldedUnit(unitTable: Int32Array, c: number): number {
  const word = unitTable[c] as number;
  return (word & LETTER) === 0 ? word & 0xffff : (c + word) & 0xffff;
}

/** `expansions`: unit, count, folded units ... Throws a RangeError when the table is cut off. */
export function readFoldTable(step: Int32Array, expansions: Uint16Array): FoldTable {
  if (step.length !== 65536) throw new RangeError('the fold table is cut off');
  const expansion = new Map<number, readonly number[]>();
  for (let i = 0; i + 1 < expansions.length;) {
    const count = expansions[i + 1] ?? 0;
    expansion.set(expansions[i] ?? 0, [...expansions.subarray(i + 2, i + 2 + count)]);
    i += 2 + count;
  }
  return { unitTable: step, expansion };
}
