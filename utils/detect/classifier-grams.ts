/**
 * The features of the text model: hashes of short runs of letters and of words, read in one pass over folded text.
 *
 * Words of spaced scripts give runs of 3 to 5 letters (an edge counts as a letter), the word and the pair with the word
 * before; Hangul and Ethiopic, whose letters are syllables, runs of 2 to 4; scripts without spaces runs of 3 to 5 over
 * the spaces, ideographs and kana 1 to 3. A number is one sign whatever its digits, so that no handle, phone or price
 * is learnt by heart.
 */
import { BOUNDARY, STOPPED, type FoldedText } from '../text/folded-text.ts';
import { DIGIT, HAN, HANGUL, KANA, SCRIPT_MASK, SCRIPT_OF, SCRIPTS, UNSPACED } from '../text/scripts.ts';

/** Units hashed by one call at most. */
export const BLOCK = 256;
/** Most features of one unit: the three runs of the edge before it, a word, a pair, its own three runs. */
export const MOST_OF_UNIT = 8;

const EDGE = 0x20;
const NUMBER = 0x30;
const ETHIOPIC = SCRIPTS.indexOf('ethiopic');

const SKIP = 0;
const ALONE = 4;
const ORDER = 3;

/** Per unit: its shortest run (1 to 3) and whether it stands alone (`ALONE`, no words); 0: a digit. */
const KIND_OF: Uint8Array = kindTable();

function kindTable(): Uint8Array {
  return SCRIPT_OF.map((flags) => {
    const script = flags & SCRIPT_MASK;
    if (script === DIGIT) return SKIP;
    const order = script === HAN || script === KANA ? 1 : script === HANGUL || script === ETHIOPIC ? 2 : 3;
    return order | ((flags & UNSPACED) === 0 ? 0 : ALONE);
  });
}

/** Reads features from left to right; keeps what a run or a pair of words needs from before. */
export class GramReader {
  private p1 = EDGE;
  private p2 = 0;
  private p3 = 0;
  private p4 = 0;
  /** Hash and length of the word being read, hash of the word before. */
  private word = 0;
  private letters = 0;
  private before = 0;
  private afterDigit = false;

  /** Forgets what stood before: the next unit begins a text. */
  reset(): void {
    this.p1 = EDGE;
    this.p2 = this.p3 = this.p4 = 0;
    this.word = this.letters = this.before = 0;
    this.afterDigit = false;
  }

  /** Writes the hashes (32 bits) of units `from` to `to`, at most BLOCK, into `out`; gives their number. */
  read(text: FoldedText, from: number, to: number, out: Uint32Array): number {
    const { units, flags } = text;
    let { p1, p2, p3, p4, word, letters, before, afterDigit } = this;
    let n = 0;
    for (let i = from; i < to; i++) {
      let unit = units[i] as number;
      let kind = KIND_OF[unit] as number;
      const flag = flags[i] as number;
      if (kind === SKIP) {
        if (afterDigit && (flag & STOPPED) === 0) continue;
        afterDigit = true;
        unit = NUMBER;
        kind = ORDER;
      } else afterDigit = false;
      const alone = (kind & ALONE) !== 0;
      if (letters !== 0 && (alone || (flag & BOUNDARY) !== 0)) {
        n = close(out, n, p1, p2, p3, p4);
        if (letters > 3) out[n++] = mix(word ^ 0x51ed270b);
        if (before !== 0) out[n++] = mix(word ^ Math.imul(before, 0x85ebca6b));
        before = (flag & STOPPED) === 0 ? word : 0;
        word = letters = 0;
        p1 = EDGE;
        p2 = p3 = p4 = 0;
      }
      if (!alone) {
        if (letters === 0) {
          p1 = EDGE;
          p2 = p3 = p4 = 0;
        }
        word = Math.imul(word ^ unit, 0x01000193) + 0x3c6ef372;
        letters++;
      }
      const order = kind & ORDER;
      const two = (Math.imul(p1, 0x2c1b3c6d) ^ Math.imul(unit, 0x297a2d39)) | 0;
      const three = two ^ Math.imul(p2, 0x165667b1);
      if (order === 3) {
        if (p2 !== 0) out[n++] = mix(three);
        if (p3 !== 0) {
          const four = three ^ Math.imul(p3, 0x27d4eb2f);
          out[n++] = mix(four);
          if (p4 !== 0) out[n++] = mix(four ^ Math.imul(p4, 0x68e31da4 | 1));
        }
      } else {
        if (order === 1) out[n++] = mix(Math.imul(unit, 0x297a2d39));
        out[n++] = mix(two);
        if (p2 !== 0) out[n++] = mix(three);
        if (order === 2 && p3 !== 0) out[n++] = mix(three ^ Math.imul(p3, 0x27d4eb2f));
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
    this.before = before;
    this.afterDigit = afterDigit;
    return n;
  }

  /** Writes the features that the end of a text closes; gives their number. */
  finish(out: Uint32Array): number {
    const { word, letters, before } = this;
    if (letters === 0) return 0;
    let n = close(out, 0, this.p1, this.p2, this.p3, this.p4);
    if (letters > 3) out[n++] = mix(word ^ 0x51ed270b);
    if (before !== 0) out[n++] = mix(word ^ Math.imul(before, 0x85ebca6b));
    this.reset();
    return n;
  }
}

/** The runs that end with the edge of a word. */
function close(out: Uint32Array, n: number, p1: number, p2: number, p3: number, p4: number): number {
  if (p2 === 0) return n;
  const three = Math.imul(p1, 0x2c1b3c6d) ^ Math.imul(EDGE, 0x297a2d39) ^ Math.imul(p2, 0x165667b1);
  out[n++] = mix(three);
  if (p3 === 0) return n;
  const four = three ^ Math.imul(p3, 0x27d4eb2f);
  out[n++] = mix(four);
  if (p4 !== 0) out[n++] = mix(four ^ Math.imul(p4, 0x68e31da5));
  return n;
}

/** Spreads a hash so that its top bits are good buckets. */
function mix(hash: number): number {
  const spread = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return Math.imul(spread ^ (spread >>> 12), 0x297a2d39) >>> 0;
}
