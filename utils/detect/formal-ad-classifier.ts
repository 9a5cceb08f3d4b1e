/**
 * Whether a formal advertisement in English is worded and set out like the ordinary frauds among them (EMSCAD): a linear
 * layer of its own, few int8 weights among many buckets. It orders posts and raises none.
 *
 * Frauds of this kind share turns of phrase and a hand: they shout, run sentences together, skip spaces, list nothing. So it
 * reads the text as written, not folded: runs of five letters inside a word (an edge counts as a letter); the word, and it
 * with the one and the two before it in the sentence, once more for the opening of the advertisement; and runs of up to
 * five shapes, of which a word has one by its capitals, a number one, and every other sign its own.
 */
import { K0, K1, K2, K3, K4, mix, SECOND, THIRD, WORD } from './ngram-reader.ts';

export interface Formal {
  /** 2^bits buckets. */
  bits: number;
  weights: Int8Array;
  /** Log-odds are `bias + step * sum / sqrt(different features)`. */
  step: number;
  bias: number;
}

/** What a text too short to be a formal advertisement, or in another language, gets. */
export const NO_FRAUD = -10;
/** Length of the shortest that is judged, and of what is read of one. */
export const SHORTEST_FORMAL = 100;
const LONGEST = 8192;
/** Words and signs that are the opening. */
const OPENING = 64;
/** Features that one character ends at most: three of words, two of the opening, five of shapes, a run. */
const MAX_FEATURES_PER_CHARACTER = 11;

const GAP = 0;
const SMALL = 1;
const CAPITAL = 2;
const DIGIT = 3;
const SIGN = 4;
const STOP = 5;

const KINDS = Uint8Array.from({ length: 128 }, (_, code) => {
  const sign = String.fromCharCode(code);
  if (code <= 0x20 || code === 0x7f) return GAP;
  if (/[a-z]/u.test(sign)) return SMALL;
  if (/[A-Z]/u.test(sign)) return CAPITAL;
  if (/\d/u.test(sign)) return DIGIT;
  return /[.!?]/u.test(sign) ? STOP : SIGN;
});

function kindOf(code: number): number {
  if (code < 128) return KINDS[code] as number;
  if (code >= 0xc0 && code < 0x250 && code !== 0xd7 && code !== 0xf7) return SMALL;
  return code === 0xa0 || (code >= 0x2000 && code <= 0x200b) ? GAP : SIGN;
}

/** Shapes lie above all characters, so that no run of shapes is one of letters. */
const SHAPE = 0x10000;
const SHAPE_SMALL = SHAPE + SMALL;
const SHAPE_CAPITAL = SHAPE + CAPITAL;
const SHAPE_DIGIT = SHAPE + DIGIT;
const SHAPE_SHOUTED = SHAPE + 6;
const SHAPE_INITIAL = SHAPE + 7;
const SHAPE_MIXED = SHAPE + 8;
const NUMBER = 0x30;
const EDGE = 0x20;
const OPENS = 0x7feb352d;

/** Collects the different buckets of one text. */
class FormalReader {
  readonly buckets = new Uint32Array(LONGEST * MAX_FEATURES_PER_CHARACTER);
  count = 0;
  private readonly seen: Uint32Array;
  private readonly shift: number;
  private tokens = 0;
  private before = 0;
  private earlier = 0;
  /** Shapes before, newest first; 0 for none. */
  private s1 = 0;
  private s2 = 0;
  private s3 = 0;
  private s4 = 0;

  constructor(bits: number) {
    this.seen = new Uint32Array((2 ** bits) >>> 5);
    this.shift = 32 - bits;
  }

  read(parts: readonly string[]): void {
    this.clear();
    let left = LONGEST;
    for (const part of parts) {
      const end = Math.min(part.length, left);
      left -= end;
      for (let at = 0; at < end;) {
        const kind = kindOf(part.charCodeAt(at));
        if (kind === GAP) at++;
        else if (kind === SMALL || kind === CAPITAL) at = this.readWord(part, at, end);
        else if (kind === DIGIT) {
          while (at < end && kindOf(part.charCodeAt(at)) === DIGIT) at++;
          this.addToken(SHAPE_DIGIT, NUMBER);
        } else {
          if (kind === STOP) this.before = this.earlier = 0;
          this.addToken(SHAPE + part.charCodeAt(at++), 0);
        }
      }
    }
  }

  private clear(): void {
    for (let i = 0; i < this.count; i++) this.seen[(this.buckets[i] as number) >>> 5] = 0;
    this.count = this.tokens = this.before = this.earlier = 0;
    this.s1 = this.s2 = this.s3 = this.s4 = 0;
  }

  private add(hash: number): void {
    const bucket = mix(hash) >>> this.shift;
    const group = this.seen[bucket >>> 5] as number;
    const bit = 1 << (bucket & 31);
    if ((group & bit) !== 0) return;
    this.seen[bucket >>> 5] = group | bit;
    this.buckets[this.count++] = bucket;
  }

  /** The word at an offset; gives where it ends. */
  private readWord(part: string, start: number, end: number): number {
    let p1 = EDGE;
    let p2 = 0;
    let p3 = 0;
    let p4 = 0;
    let word = 0;
    let capitals = 0;
    let at = start;
    for (; at < end; at++) {
      let unit = part.charCodeAt(at);
      const kind = kindOf(unit);
      if (kind === CAPITAL) {
        capitals++;
        unit |= 0x20;
      } else if (kind !== SMALL) break;
      word = (Math.imul(word ^ unit, 0x01000193) + 0x3c6ef372) | 0;
      if (p4 !== 0) this.addRun(unit, p1, p2, p3, p4);
      p4 = p3;
      p3 = p2;
      p2 = p1;
      p1 = unit;
    }
    if (p4 !== 0) this.addRun(EDGE, p1, p2, p3, p4);
    const first = kindOf(part.charCodeAt(start)) === CAPITAL;
    this.addToken(shapeOf(at - start, capitals, first), word);
    return at;
  }

  private addRun(unit: number, p1: number, p2: number, p3: number, p4: number): void {
    this.add(Math.imul(unit, K0) ^ Math.imul(p1, K1) ^ Math.imul(p2, K2) ^ Math.imul(p3, K3) ^ Math.imul(p4, K4));
  }

  /** `word`: 0 for a sign. */
  private addToken(shape: number, word: number): void {
    if (word !== 0) this.addWord(word);
    this.tokens++;
    const { s1, s2, s3, s4 } = this;
    const two = Math.imul(shape, K0) ^ Math.imul(s1, K1);
    const three = two ^ Math.imul(s2, K2);
    const four = three ^ Math.imul(s3, K3);
    this.add(Math.imul(shape, K0));
    if (s1 !== 0) this.add(two);
    if (s2 !== 0) this.add(three);
    if (s3 !== 0) this.add(four);
    if (s4 !== 0) this.add(four ^ Math.imul(s4, K4));
    this.s4 = s3;
    this.s3 = s2;
    this.s2 = s1;
    this.s1 = shape;
  }

  private addWord(word: number): void {
    const opens = this.tokens < OPENING;
    this.add(word ^ WORD);
    if (opens) this.add(word ^ OPENS);
    if (this.before !== 0) {
      const pair = word ^ Math.imul(this.before, SECOND);
      this.add(pair);
      if (opens) this.add(pair ^ OPENS);
      if (this.earlier !== 0) this.add(pair ^ Math.imul(this.earlier, THIRD));
    }
    this.earlier = this.before;
    this.before = word;
  }
}

function shapeOf(letters: number, capitals: number, first: boolean): number {
  if (capitals === letters) return letters === 1 ? SHAPE_INITIAL : SHAPE_SHOUTED;
  if (!first) return SHAPE_SMALL;
  return capitals === 1 ? SHAPE_CAPITAL : SHAPE_MIXED;
}

const readers = new Map<number, FormalReader>();

/** Different buckets of a text in parts; valid until the next call. */
export function formalBuckets(parts: readonly string[], bits: number): Uint32Array {
  let reader = readers.get(bits);
  if (reader === undefined) readers.set(bits, (reader = new FormalReader(bits)));
  reader.read(parts);
  return reader.buckets.subarray(0, reader.count);
}

/** Log-odds that an advertisement is a fraud. */
export function formalOdds({ bits, weights, step, bias }: Formal, parts: readonly string[]): number {
  const buckets = formalBuckets(parts, bits);
  let sum = 0;
  for (const bucket of buckets) sum += weights[bucket] as number;
  return bias + (step * sum) / Math.sqrt(Math.max(1, buckets.length));
}
