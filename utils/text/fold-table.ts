/**
 * What each UTF-16 unit folds to. Values from `FIRST_UNIT` on are the folded unit itself; the small ones say what
 * else to do. The table is compiled from Unicode data (tools/knowledge/fold-table.ts) and shipped as the pairs that
 * differ from "folds to itself", so that no start pays for 65,536 normalisations.
 */
export const DROP = 0;
/** Zero-width and direction controls: nothing to see, and hidden inside a word a sign of evasion. */
export const HIDDEN = 1;
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
  /** Folded unit or one of the codes above, for each UTF-16 unit. */
  unit: Uint16Array;
  /** Units that become several. */
  expansion: ReadonlyMap<number, readonly number[]>;
}

/** What the pairs differ from: letters stay themselves, surrogates are read together, private characters are signs. */
export function defaultUnits(): Uint16Array {
  const unit = new Uint16Array(65536);
  for (let c = 0; c < 65536; c++) unit[c] = c;
  unit.fill(HIGH_SURROGATE, 0xd800, 0xdc00);
  unit.fill(SYMBOL, 0xdc00, 0xf900);
  return unit;
}

/**
 * `columns`: first each unit as its step from the one before, then for each what it folds to, as the step from the unit
 * (modulo 65,536); `expansions`: unit, count, folded units ...
 */
export function decodeFoldTable(columns: Uint16Array, expansions: Uint16Array): FoldTable {
  const unit = defaultUnits();
  const count = columns.length >> 1;
  let at = 0;
  for (let i = 0; i < count; i++) {
    at = (at + (columns[i] as number)) & 0xffff;
    unit[at] = at + (columns[count + i] as number);
  }
  const expansion = new Map<number, readonly number[]>();
  for (let i = 0; i + 1 < expansions.length;) {
    const count = expansions[i + 1] ?? 0;
    expansion.set(expansions[i] ?? 0, [...expansions.subarray(i + 2, i + 2 + count)]);
    i += 2 + count;
  }
  return { unit, expansion };
}
