/**
 * The features of the text model: hashes of short runs of letters and of words, read in one pass over folded text.
 *
 * Scripts with spaces give runs of four letters inside a word (an edge counts as a letter), the word, and the word with
 * the one and the two before it; Hangul and Ethiopic, whose letters are syllables, runs of two to four besides. Scripts
 * without spaces give runs of three to five, ideographs and kana of one to three. A number is one sign whatever its
 * digits, so that no phone, price or numbered account is learnt by heart.
 *
 * Chosen by three batches of the corpus held out in turn: all runs of three to five in place of four alone cost a third
 * more time and found no more.
 */
import { BOUNDARY, SENTENCE_BREAK, type FoldedText } from '../text/folded-text.ts';
import { DIGIT, HAN, HANGUL, KANA, SCRIPT_MASK, SCRIPT_OF, SCRIPTS, UNSPACED } from '../text/scripts.ts';

/** Units hashed by one call at most. */
export const BLOCK_UNITS = 256;
/** Most features that reading one unit gives: four of the word before it, three runs of its own. */
export const MAX_FEATURES_PER_UNIT = 8;

const EDGE = 0x20;
const NUMBER = 0x30;

/** Letters that digits inside a word stand for, 0 to 9: "pa55p0rt" reads like "passport". */
const READ_AS = Uint8Array.from('oizeasgtbg', (letter) => letter.charCodeAt(0));

const DIGITS = 0;
/** Which runs a unit ends: four; two to four; three to five; one to three. The last two know no words. */
const SPACED = 1;
const SYLLABLES = 2;
const LETTERS = 3;
const IDEOGRAPHS = 4;

const KIND_OF: Uint8Array = SCRIPT_OF.map((flags) => {
  const script = flags & SCRIPT_MASK;
  if (script === DIGIT) return DIGITS;
  if (script === HAN || script === KANA) return IDEOGRAPHS;
  if (script === HANGUL || script === SCRIPTS.indexOf('ethiopic')) return SYLLABLES;
  return (flags & UNSPACED) === 0 ? SPACED : LETTERS;
});

/** Odd multipliers, one for each place of a run, counted from its end. */
export const K0 = 0x297a2d39;
export const K1 = 0x2c1b3c6d;
export const K2 = 0x165667b1;
export const K3 = 0x27d4eb2f;
export const K4 = 0x68e31da5;
export const WORD = 0x51ed270b;
export const SECOND = 0x05ebca6b;
export const THIRD = 0x1b56c4e9;

/** Reads features from left to right; keeps what a run or a group of words needs from before. */
export class NgramReader {
  /** The units before, newest first; 0 before the edge of a word. */
  private p1 = EDGE;
  private p2 = 0;
  private p3 = 0;
  private p4 = 0;
  /** Hash and length of the word being read; hashes of the two words before in the same sentence. */
  private word = 0;
  private letters = 0;
  private before = 0;
  private earlier = 0;
  private afterDigit = false;

  /** Writes the hashes (32 bits) of units `from` to `to`, at most BLOCK, into `out`; gives their number. */
  read(text: FoldedText, from: number, to: number, out: Uint32Array): number {
    const { units, flags } = text;
    let { p1, p2, p3, p4, word, letters, afterDigit } = this;
    let n = 0;
    for (let i = from; i < to; i++) {
      let unit = units[i] as number;
      let kind = KIND_OF[unit] as number;
      const flag = flags[i] as number;
      if (kind === DIGITS) {
        kind = SPACED;
        if (letters !== 0 && (flag & BOUNDARY) === 0 && !afterDigit) unit = READ_AS[unit & 15] as number;
        else if (afterDigit && (flag & SENTENCE_BREAK) === 0) continue;
        else {
          afterDigit = true;
          unit = NUMBER;
        }
      } else afterDigit = false;
      if (kind <= SYLLABLES) {
        if (letters === 0 || (flag & BOUNDARY) !== 0) {
          if (letters !== 0) n = this.close(out, n, word, lastRun(p1, p2, p3), (flag & SENTENCE_BREAK) !== 0);
          word = letters = 0;
          p1 = EDGE;
          p2 = p3 = p4 = 0;
        }
        word = (Math.imul(word ^ unit, 0x01000193) + 0x3c6ef372) | 0;
        letters++;
      } else if (letters !== 0) {
        n = this.close(out, n, word, lastRun(p1, p2, p3), (flag & SENTENCE_BREAK) !== 0);
        word = letters = 0;
        p1 = EDGE;
        p2 = p3 = p4 = 0;
      }
      const two = Math.imul(unit, K0) ^ Math.imul(p1, K1);
      const three = two ^ Math.imul(p2, K2);
      if (kind === SPACED) {
        if (p3 !== 0) out[n++] = mix(three ^ Math.imul(p3, K3));
      } else if (kind === IDEOGRAPHS) {
        out[n++] = mix(Math.imul(unit, K0));
        out[n++] = mix(two);
        if (p2 !== 0) out[n++] = mix(three);
      } else {
        const four = three ^ Math.imul(p3, K3);
        if (kind === SYLLABLES) out[n++] = mix(two);
        if (p2 !== 0) out[n++] = mix(three);
        if (p3 !== 0) out[n++] = mix(four);
        if (kind === LETTERS && p4 !== 0) out[n++] = mix(four ^ Math.imul(p4, K4));
      }
      p4 = p3;
      p3 = p2;
      p2 = p1;
      p1 = unit;
    }
    this.p1 = p1;
    this.p2 = p2;
    this.p3 = p3;
    this.p4 = p4;
    this.word = word;
    this.letters = letters;
    this.afterDigit = afterDigit;
    return n;
  }

  /** Writes the features that the end of a text closes, gives their number, and forgets the text. */
  finish(out: Uint32Array): number {
    const { letters, word, p1, p2, p3 } = this;
    const n = letters === 0 ? 0 : this.close(out, 0, word, lastRun(p1, p2, p3), true);
    this.p1 = EDGE;
    this.p2 = this.p3 = this.p4 = 0;
    this.word = this.letters = this.before = this.earlier = 0;
    this.afterDigit = false;
    return n;
  }

  /** The features that end with a word: its last run (0: none), itself, and the groups it ends. `stop`: so does a sentence. */
  private close(out: Uint32Array, count: number, word: number, run: number, stop: boolean): number {
    let n = count;
    if (run !== 0) out[n++] = mix(run);
    out[n++] = mix(word ^ WORD);
    if (this.before !== 0) {
      const pair = word ^ Math.imul(this.before, SECOND);
      out[n++] = mix(pair);
      if (this.earlier !== 0) out[n++] = mix(pair ^ Math.imul(this.earlier, THIRD));
    }
    this.earlier = stop ? 0 : this.before;
    this.before = stop ? 0 : word;
    return n;
  }
}

/** Hash of the last three letters of a word and its edge; 0: it has fewer. */
function lastRun(p1: number, p2: number, p3: number): number {
  return p3 === 0 ? 0 : Math.imul(EDGE, K0) ^ Math.imul(p1, K1) ^ Math.imul(p2, K2) ^ Math.imul(p3, K3);
}

/** Spreads a hash so that its top bits are good buckets. */
export function mix(hash: number): number {
  const spread = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return Math.imul(spread ^ (spread >>> 12), 0x297a2d39) >>> 0;
}
