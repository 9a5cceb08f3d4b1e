/**
 * What each UTF-16 unit folds to. Values from `FIRST_UNIT` on are the folded unit itself; the small ones say what
 * else to do. The table is compiled from Unicode data (tools/knowledge/fold-table.ts) and shipped as the pairs that
 * differ from "folds to itself", so that no start pays for 65,536 normalisations.
 */
import { CLAUSED, MARKED, SIGNED, SPACED, STOPPED, VEILED } from './folded-text.ts';
import { HAN, LATIN, SCRIPT_MASK, SCRIPT_OF, SCRIPT_RANGES } from './scripts.ts';

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
  /**
   * The same as the folding loop reads it, one load for each unit: bits 0-15 the step to the folded unit (modulo 65,536),
   * 16-20 its script, `LETTER`, `RARE`, `TELLING`, and from bit 24 the flags that a separator raises.
   */
  step: Int32Array;
  /** Units that become several. */
  expansion: ReadonlyMap<number, readonly number[]>;
}

export const SCRIPT_SHIFT = 16;
export const LETTER = 1 << 21;
/** To be looked at more closely. */
export const RARE = 1 << 22;
/** A letter by which the language is told: an ideograph in its traditional form, a letter that only Vietnamese has. */
export const TELLING = 1 << 23;
export const FLAG_SHIFT = 24;

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
  const step = defaultSteps();
  const count = columns.length >> 1;
  let at = 0;
  for (let i = 0; i < count; i++) {
    at = (at + (columns[i] as number)) & 0xffff;
    const by = columns[count + i] as number;
    const folded = (at + by) & 0xffff;
    unit[at] = folded;
    step[at] = by | (folded < FIRST_UNIT ? stepOfCode(at, folded) : stepOfLetter(at, folded));
  }
  const expansion = new Map<number, readonly number[]>();
  for (let i = 0; i + 1 < expansions.length;) {
    const count = expansions[i + 1] ?? 0;
    expansion.set(expansions[i] ?? 0, [...expansions.subarray(i + 2, i + 2 + count)]);
    i += 2 + count;
  }
  return { unit, step, expansion };
}

/** Letters stay themselves: a step of 0. */
function defaultSteps(): Int32Array {
  const step = new Int32Array(65536).fill(LETTER);
  for (const { script, first, last } of SCRIPT_RANGES) step.fill(LETTER | (script << SCRIPT_SHIFT), first, last + 1);
  step.fill(RARE, 0xd800, 0xf900);
  return step;
}

function stepOfLetter(c: number, folded: number): number {
  const script = (SCRIPT_OF[folded] as number) & SCRIPT_MASK;
  const telling = c >= 0xc0 && (script === HAN || (script === LATIN && isVietnamese(c)));
  return LETTER | (script << SCRIPT_SHIFT) | (telling ? TELLING : 0);
}

/** ạ to ỹ, ă, đ, ơ, ư. */
function isVietnamese(c: number): boolean {
  return (
    (c >= 0x1ea0 && c <= 0x1ef9) ||
    (c >= 0x102 && c <= 0x111) ||
    c === 0x1a1 ||
    c === 0x1b0 ||
    c === 0x1a0 ||
    c === 0x1af
  );
}

function stepOfCode(c: number, code: number): number {
  // Signs that may stand for a letter
  if (c === 0x21 || c === 0x24 || c === 0x40) return RARE;
  const flag = FLAG_OF[code];
  return flag === undefined ? RARE : flag << FLAG_SHIFT;
}

const FLAG_OF: readonly (number | undefined)[] = [0, VEILED, SPACED, STOPPED, CLAUSED, undefined, MARKED, SIGNED];
