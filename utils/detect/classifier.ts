/**
 * The text model: hashed n-grams of folded text, linear, int8: how much a text reads like an offer that harms. One piece
 * of evidence among others; it may raise to caution, never to danger by itself.
 *
 * Features are runs of two to five folded units (a word edge counts as a unit of its own), words and pairs of words. The
 * odds are the sum of the features' weights over the square root of their number.
 */
import { BOUNDARY, type FoldedText } from '../text/folded-text.ts';
import { SCRIPT_OF, UNSPACED } from '../text/scripts.ts';

export interface Model {
  /** Weights by bucket. */
  weights: Int8Array;
  /** Number of buckets, a power of two, as its exponent. */
  bits: number;
  /** What one step of a weight is worth. */
  scale: number;
  bias: number;
}

const EDGE_UNIT = 0x20;
const MIX = 0x9e3779b1;

/**
 * Buckets of all features of a text, in order; their number is at most five for each unit.
 * Scripts without spaces: runs of 2 to 4; others: runs of 3 to 5 with edges, words and pairs of words.
 */
export function featuresOf(text: FoldedText, bits: number): Uint32Array {
  const shift = 32 - bits;
  const { units, flags, length } = text;
  const out = new Uint32Array(length * 8 + 8);
  let count = 0;
  // The last four units, newest first
  let a = EDGE_UNIT;
  let b = 0;
  let c = 0;
  let d = 0;
  let word = 0;
  let before = 0;
  for (let i = 0; i < length; i++) {
    const unit = units[i] as number;
    const unspaced = ((SCRIPT_OF[unit] as number) & UNSPACED) !== 0;
    const edge = !unspaced && a !== EDGE_UNIT && ((flags[i] as number) & BOUNDARY) !== 0;
    if (edge && word !== 0) {
      out[count++] = Math.imul(word ^ 0x51ed270b, MIX) >>> shift;
      if (before !== 0) out[count++] = Math.imul(word ^ Math.imul(before, 0x85ebca6b), MIX) >>> shift;
      before = word;
      word = 0;
    }
    if (!unspaced) word = Math.imul(word ^ unit, 0x01000193) + 0x9e3779b9;
    // An edge is a unit of its own
    for (let next = edge ? EDGE_UNIT : unit; ; next = unit) {
      const two = Math.imul(Math.imul(a, 0x01000193) ^ next, MIX);
      const three = Math.imul(two ^ Math.imul(b, 0x85ebca6b), MIX);
      const four = Math.imul(three ^ Math.imul(c, 0xc2b2ae35), MIX);
      out[count++] = (three ^ (three >>> 15)) >>> shift;
      out[count++] = (four ^ (four >>> 15)) >>> shift;
      if (unspaced) out[count++] = (two ^ 0x2545f491) >>> shift;
      else {
        const five = Math.imul(four ^ Math.imul(d, 0x27d4eb2f), MIX);
        out[count++] = (five ^ (five >>> 15)) >>> shift;
      }
      d = c;
      c = b;
      b = a;
      a = next;
      if (next === unit) break;
    }
  }
  return out.subarray(0, count);
}

/** Most that the model may say either way, in log-odds: it reads style as much as content. */
const LIMIT = 2;

/** Log-odds of "an offer that harms" against "honest, or a warning", between -2 and 2; 0 for a text without features. */
export function modelOdds(model: Model, text: FoldedText): number {
  const { weights } = model;
  const features = featuresOf(text, model.bits);
  if (features.length === 0) return 0;
  let sum = 0;
  for (let i = 0; i < features.length; i++) sum += weights[features[i] as number] as number;
  const odds = model.bias + (sum * model.scale) / Math.sqrt(features.length);
  return Math.max(-LIMIT, Math.min(LIMIT, odds));
}
