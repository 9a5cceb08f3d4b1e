/**
 * The features of the text model: hashes of n-grams of letters and of words, read in one pass over folded text.
 *
 * Scripts with spaces give n-grams of four letters inside a word (an edge counts as a letter) and the word. They also give
 * the word with the one and the two before it. Hangul and Ethiopic, whose letters are syllables, give n-grams of two to
 * four besides. Scripts without spaces give n-grams of three to five, ideographs and kana of one to three. There
 * the beginning of the text counts as a letter, and so does the end of a word in another script. A number is one sign
 * whatever its digits, so the model cannot memorise a phone, price or numbered account.
 *
 * The top two bits of a hash are the script group of the feature (`SCRIPT_GROUPS`). A model can be stored and loaded by
 * group.
 *
 * Chosen by three batches of the corpus held out in turn: all n-grams of three to five in place of four alone cost a third
 * more time and found no more.
 */
import { BOUNDARY as boundary, SENTENCE_BREAK as sentenceBreak, type FoldedText } from '../text/folded-text.ts';
import { DIGIT, HAN, HANGUL, KANA, SCRIPT_MASK, SCRIPT_OF, SCRIPTS, UNSPACED } from '../text/scripts.ts';

// Own copies: V8 folds the constants of a module, but reads imported ones from memory at each use
const BOUNDARY = boundary;
const SENTENCE_BREAK = sentenceBreak;

/** Most units that one call of `read` takes. */
export const BLOCK_UNITS = 256;
/** Most features that reading one unit gives: four of the word before it, three n-grams of its own. */
export const MAX_FEATURES_PER_UNIT = 8;

/** Units that stand for the edge of a word, and for any number. */
const EDGE = 0x20;
const NUMBER = 0x30;

/** Letters that digits inside a word stand for, 0 to 9: "pa55p0rt" reads like "passport". */
const READ_AS = Uint8Array.from('oizeasgtbg', (letter) => letter.charCodeAt(0));

const DIGITS = 0;
/** Kinds of letters, by the lengths of their n-grams: four; two to four; three to five; one to three. The last two have no words. */
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

/** Script groups by number: Latin letters and digits; East Asian; Southeast Asian; all others. */
export const SCRIPT_GROUPS = ['latin', 'east', 'southeast', 'others'] as const;
/** Bits of a hash that hold the script group, at the top. */
const GROUP_BITS = 2;
const GROUP_SHIFT = 32 - GROUP_BITS;
/** The same for other modules: see `MULTIPLIERS`. */
export const SCRIPT_GROUP_BITS = GROUP_BITS;

const GROUP_OF_SCRIPT: Readonly<Partial<Record<(typeof SCRIPTS)[number], number>>> = {
  latin: 0,
  digit: 0,
  han: 1,
  kana: 1,
  hangul: 1,
  thai: 2,
  lao: 2,
  myanmar: 2,
  khmer: 2,
};

/** By folded unit: index into `SCRIPT_GROUPS`. */
const SCRIPT_GROUP_OF: Uint8Array = SCRIPT_OF.map(
  (flags) => GROUP_OF_SCRIPT[SCRIPTS[flags & SCRIPT_MASK] ?? 'none'] ?? 3,
);
/** The same for other modules: see `MULTIPLIERS`. */
export const scriptGroupOf = (unit: number): number => SCRIPT_GROUP_OF[unit] as number;

/** By folded unit: its kind in the lowest three bits, its script group in the two above. */
const CLASS_OF: Uint8Array = KIND_OF.map((kind, unit) => kind | ((SCRIPT_GROUP_OF[unit] as number) << 3));
const KIND_MASK = 7;
/** Moves the script group of a class to the top of a hash. */
const CLASS_SHIFT = GROUP_SHIFT - 3;
const GROUP_MASK = -1 << GROUP_SHIFT;

/** Name of the file that holds the weights of one script group. */
export const shardName = (group: number): string => `model-${SCRIPT_GROUPS[group]}.bin.gz`;

/** Odd multipliers, one for each place of an n-gram, counted from its end. */
const K0 = 0x297a2d39;
const K1 = 0x2c1b3c6d;
const K2 = 0x165667b1;
const K3 = 0x27d4eb2f;
const K4 = 0x68e31da5;
const WORD = 0x51ed270b;
const SECOND = 0x05ebca6b;
const THIRD = 0x1b56c4e9;
/** For other modules: V8 reads what is exported from memory at each use. */
export const MULTIPLIERS = { ngrams: [K0, K1, K2, K3, K4], word: WORD, groups: [SECOND, THIRD] } as const;

/** Reads features from left to right; keeps what an n-gram or a group of words needs from before. */
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

  /**
   * Writes the hashes (32 bits) of units `from` to `to` (exclusive; at most `BLOCK_UNITS`) into `out` after the first
   * `count`. Returns the new count.
   */
  read(text: FoldedText, from: number, to: number, out: Uint32Array, count = 0): number {
    const { units, flags } = text;
    let { p1, p2, p3, word, letters, afterDigit } = this;
    let n = count;
    for (let i = from; i < to; i++) {
      let unit = units[i] as number;
      let unitClass = CLASS_OF[unit] as number;
      const flag = flags[i] as number;
      if (unitClass === DIGITS) {
        unitClass = SPACED;
        if (letters !== 0 && (flag & BOUNDARY) === 0 && !afterDigit) unit = READ_AS[unit & 15] as number;
        else if (afterDigit && (flag & SENTENCE_BREAK) === 0) continue;
        else {
          afterDigit = true;
          unit = NUMBER;
        }
      } else afterDigit = false;
      const kind = unitClass & KIND_MASK;
      const isWord = kind <= SYLLABLES;
      if (letters !== 0 && (!isWord || (flag & BOUNDARY) !== 0)) {
        this.p1 = p1;
        this.p2 = p2;
        this.p3 = p3;
        this.word = word;
        n = this.close(out, n, (flag & SENTENCE_BREAK) !== 0);
        letters = 0;
        p1 = EDGE;
        p2 = p3 = this.p4 = 0;
      }
      if (!isWord) {
        let end = i + 1;
        while (end < to && CLASS_OF[units[end] as number] === unitClass) end++;
        this.p1 = p1;
        this.p2 = p2;
        this.p3 = p3;
        n = kind === IDEOGRAPHS ? this.readIdeographs(units, i, end, out, n) : this.readLetters(units, i, end, out, n);
        ({ p1, p2, p3 } = this);
        i = end - 1;
        continue;
      }
      if (letters === 0) {
        word = 0;
        p1 = EDGE;
        p2 = p3 = this.p4 = 0;
      }
      const group = (unitClass << CLASS_SHIFT) & GROUP_MASK;
      word = nextWordHash(word, unit);
      letters = 1;
      if (kind === SYLLABLES) {
        const two = Math.imul(unit, K0) ^ Math.imul(p1, K1);
        const three = two ^ Math.imul(p2, K2);
        out[n++] = featureHash(two, group);
        if (p2 !== 0) out[n++] = featureHash(three, group);
        if (p3 !== 0) out[n++] = featureHash(three ^ Math.imul(p3, K3), group);
        p3 = p2;
        p2 = p1;
        p1 = unit;
        continue;
      }
      // Overwritten by the next where the word is still too short: a branch would be guessed wrong at each word
      out[n] = fourHash(unit, p1, p2, p3, group);
      n += p3 === 0 ? 0 : 1;
      p3 = p2;
      p2 = p1;
      p1 = unit;
      // The rest of the word, as far as its letters are of one kind
      for (let next = i + 1; next < to; next++) {
        unit = units[next] as number;
        if ((CLASS_OF[unit] as number) !== unitClass || ((flags[next] as number) & BOUNDARY) !== 0) break;
        i = next;
        afterDigit = false;
        word = nextWordHash(word, unit);
        out[n] = fourHash(unit, p1, p2, p3, group);
        n += p3 === 0 ? 0 : 1;
        p3 = p2;
        p2 = p1;
        p1 = unit;
      }
    }
    this.p1 = p1;
    this.p2 = p2;
    this.p3 = p3;
    this.word = word;
    this.letters = letters;
    this.afterDigit = afterDigit;
    return n;
  }

  /** Runs of one to three of ideographs or kana; appends to the first `count` hashes, as `readLetters` does. */
  private readIdeographs(units: Uint16Array, from: number, to: number, out: Uint32Array, count: number): number {
    const group = groupBitsOf(units[from] as number);
    let { p1, p2, p3 } = this;
    let n = count;
    for (let i = from; i < to; i++) {
      const unit = units[i] as number;
      const two = Math.imul(unit, K0) ^ Math.imul(p1, K1);
      out[n++] = featureHash(Math.imul(unit, K0), group);
      out[n++] = featureHash(two, group);
      out[n] = featureHash(two ^ Math.imul(p2, K2), group);
      n += p2 === 0 ? 0 : 1;
      this.p4 = p3;
      p3 = p2;
      p2 = p1;
      p1 = unit;
    }
    this.p1 = p1;
    this.p2 = p2;
    this.p3 = p3;
    return n;
  }

  /** Runs of three to five letters of a script without spaces. */
  private readLetters(units: Uint16Array, from: number, to: number, out: Uint32Array, count: number): number {
    const group = groupBitsOf(units[from] as number);
    let { p1, p2, p3, p4 } = this;
    let n = count;
    for (let i = from; i < to; i++) {
      const unit = units[i] as number;
      const three = Math.imul(unit, K0) ^ Math.imul(p1, K1) ^ Math.imul(p2, K2);
      const four = three ^ Math.imul(p3, K3);
      if (p2 !== 0) out[n++] = featureHash(three, group);
      if (p3 !== 0) out[n++] = featureHash(four, group);
      if (p4 !== 0) out[n++] = featureHash(four ^ Math.imul(p4, K4), group);
      p4 = p3;
      p3 = p2;
      p2 = p1;
      p1 = unit;
    }
    this.p1 = p1;
    this.p2 = p2;
    this.p3 = p3;
    this.p4 = p4;
    return n;
  }

  /** Writes the features that the end of a text closes, as `read` does, and forgets the text. */
  finish(out: Uint32Array, count = 0): number {
    const n = this.letters === 0 ? count : this.close(out, count, true);
    this.p1 = EDGE;
    this.p2 = this.p3 = this.p4 = 0;
    this.word = this.letters = this.before = this.earlier = 0;
    this.afterDigit = false;
    return n;
  }

  /** The features that end with the word being read: its last n-gram, itself, and the groups it ends. */
  private close(out: Uint32Array, count: number, endsSentence: boolean): number {
    const { p1, p2, p3, word } = this;
    const group = groupBitsOf(p1);
    let n = count;
    if (p3 !== 0) {
      const ngram = Math.imul(EDGE, K0) ^ Math.imul(p1, K1) ^ Math.imul(p2, K2) ^ Math.imul(p3, K3);
      out[n++] = featureHash(ngram, group);
    }
    out[n++] = featureHash(word ^ WORD, group);
    if (this.before !== 0) {
      const pair = word ^ Math.imul(this.before, SECOND);
      out[n++] = featureHash(pair, group);
      if (this.earlier !== 0) out[n++] = featureHash(pair ^ Math.imul(this.earlier, THIRD), group);
    }
    this.earlier = endsSentence ? 0 : this.before;
    this.before = endsSentence ? 0 : word;
    return n;
  }
}

/** Spreads a hash so that its top bits are good buckets, and puts the script group above them; as a signed number. */
function featureHash(hash: number, group: number): number {
  const spread = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (Math.imul(spread ^ (spread >>> 12), 0x297a2d39) >>> GROUP_BITS) | group;
}

/** Hash of an n-gram of four letters. */
function fourHash(unit: number, p1: number, p2: number, p3: number, group: number): number {
  return featureHash(Math.imul(unit, K0) ^ Math.imul(p1, K1) ^ Math.imul(p2, K2) ^ Math.imul(p3, K3), group);
}

const nextWordHash = (word: number, unit: number): number => (Math.imul(word ^ unit, 0x01000193) + 0x3c6ef372) | 0;

const groupBitsOf = (unit: number): number => (SCRIPT_GROUP_OF[unit] as number) << GROUP_SHIFT;
