/**
 * Folded text: only letters and digits, one unit each, with what stood between them kept as flags.
 *
 * Nothing is lost by leaving separators out: "no  experience", "no-experience" and "n o e x p e r i e n c e" fold to the
 * same units and differ in flags only, so one phrase finds all three and its first and last flag tell whether it stands
 * on word edges. `at[i]` is where unit i begins in the original, so every find can be quoted exactly.
 */

/** What stood before a unit. */
export const SPACE_BREAK = 1;
export const MARK_BREAK = 2;
export const CLAUSE_BREAK = 4;
export const SENTENCE_BREAK = 8;
/** Emoji or a sign that does not belong in words. */
export const SYMBOL_BREAK = 16;
/** A zero-width or direction control stood before: no word edge. */
export const ZERO_WIDTH = 32;
/** The unit was read as another letter than written (look-alike or digit for a letter). */
export const SUBSTITUTED = 64;
/** The writing system changed here. */
export const SCRIPT_CHANGE = 128;

/** Something stood between this unit and the one before. */
export const BOUNDARY = SPACE_BREAK | MARK_BREAK | CLAUSE_BREAK | SENTENCE_BREAK | SYMBOL_BREAK;
/** A phrase may begin here, or end before here. */
export const EDGE = BOUNDARY | SCRIPT_CHANGE;

export const MAX_SUBSTITUTION_CANDIDATES = 200;

export class FoldedText {
  units: Uint16Array;
  offsets: Uint32Array;
  flags: Uint8Array;
  length = 0;
  /** Units per script, see `SCRIPTS`. */
  readonly scripts = new Uint32Array(64);
  /** Ideographs written in a traditional form. */
  traditionalIdeographs = 0;
  /** Letters that only Vietnamese has. */
  vietnameseLetters = 0;
  /** Units beside a digit or sign that may stand for a letter, the first `MAX_SUBSTITUTION_CANDIDATES` of them. */
  readonly substitutionCandidates: number[] = [];
  /** Stretches of digits, whatever stands between them: first unit and the one behind the last, flat. */
  readonly digitBounds: number[] = [];

  constructor(capacity: number) {
    this.units = new Uint16Array(capacity);
    this.offsets = new Uint32Array(capacity);
    this.flags = new Uint8Array(capacity);
  }

  /** Empties it, to be filled anew without asking for memory again. */
  clear(): void {
    this.length = 0;
    this.scripts.fill(0);
    this.traditionalIdeographs = 0;
    this.vietnameseLetters = 0;
    this.substitutionCandidates.length = 0;
    this.digitBounds.length = 0;
  }

  /** Makes room for `more` units. */
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
