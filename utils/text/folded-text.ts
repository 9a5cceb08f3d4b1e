/**
 * Folded text: letters and digits only, one unit each. Flags keep what separated a unit from the one before it.
 *
 * "no  experience", "no-experience" and "n o e x p…" spelt to its end fold to the same units. They differ in flags
 * only. One phrase therefore matches all three, and the flags tell whether a match lies on word edges. `offsets[i]` is
 * where unit i starts in the original, so that every match can be quoted exactly.
 */

// Flags of a unit. The first five say what stands between it and the unit before it.

/** White space. */
export const SPACE_BREAK = 1;
/** A sign inside words and numbers: hyphen, apostrophe, slash, plus, bracket. */
export const MARK_BREAK = 2;
/** A comma, colon or the like. */
export const CLAUSE_BREAK = 4;
/** A full stop, a line break or the like. */
export const SENTENCE_BREAK = 8;
/** Emoji or a sign that is not part of words. */
export const SYMBOL_BREAK = 16;
/** A zero-width character or a direction control precedes the unit. It is no word edge. */
export const ZERO_WIDTH = 32;
/** The unit is not the letter as written. A confusable letter, or a digit or sign for a letter, was replaced. */
export const SUBSTITUTED = 64;
/** The script changes at this unit. */
export const SCRIPT_CHANGE = 128;

/** Something separates this unit from the one before. */
export const BOUNDARY = SPACE_BREAK | MARK_BREAK | CLAUSE_BREAK | SENTENCE_BREAK | SYMBOL_BREAK;
/** A phrase may start at this unit, or end before it. */
export const EDGE = BOUNDARY | SCRIPT_CHANGE;

export const MAX_SUBSTITUTION_CANDIDATES = 200;

export class FoldedText {
  units: Uint16Array;
  offsets: Uint32Array;
  flags: Uint8Array;
  length = 0;
  /** By script number (`SCRIPTS`): how many units. */
  readonly scripts = new Uint32Array(64);
  /** The same before the text that is being appended. */
  readonly scriptsBefore = new Uint32Array(64);
  /** Number of ideographs in a traditional form. */
  traditionalIdeographs = 0;
  /** Number of letters that only Vietnamese has. */
  vietnameseLetters = 0;
  /** Units beside a digit or sign that may stand for a letter; the first `MAX_SUBSTITUTION_CANDIDATES` only. */
  readonly substitutionCandidates: number[] = [];
  /** Runs of digits, separators ignored: pairs of the first unit and the unit behind the last. */
  readonly digitBounds: number[] = [];

  constructor(capacity: number) {
    this.units = new Uint16Array(capacity);
    this.offsets = new Uint32Array(capacity);
    this.flags = new Uint8Array(capacity);
  }

  /** Empties the text and keeps its memory. */
  clear(): void {
    this.length = 0;
    this.scripts.fill(0);
    this.traditionalIdeographs = 0;
    this.vietnameseLetters = 0;
    this.substitutionCandidates.length = 0;
    this.digitBounds.length = 0;
  }

  /** Makes room for `more` further units. */
  reserve(more: number): void {
    const needed = this.length + more;
    if (needed <= this.units.length) return;
    const size = Math.max(needed, this.units.length * 2);
    this.units = copyInto(this.units, new Uint16Array(size));
    this.offsets = copyInto(this.offsets, new Uint32Array(size));
    this.flags = copyInto(this.flags, new Uint8Array(size));
  }
}

function copyInto<T extends Uint8Array | Uint16Array | Uint32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
