/**
 * The wording of a cry for help: hashed n-grams of letters and words (`ngram-reader.ts`), each with a weight. They
 * complement the word stems of `held.ts`: stems show what happens, these how people word it. `npm run -s fit-held` fits
 * both.
 */
import * as v from 'valibot';
import type { FoldedText } from '../text/folded-text.ts';
import { readSparse } from '../text/sparse-bytes.ts';
import { BLOCK_UNITS, MAX_FEATURES_PER_UNIT, NgramReader } from './ngram-reader.ts';

/** Number of buckets, as exponent of 2. With 16, 3 points fewer of the unseen cries are found. */
export const HELD_BUCKET_BITS = 18;
export const HELD_BUCKETS = 2 ** HELD_BUCKET_BITS;
/** A byte of this value is the weight 0; the others lie up to 7 steps on either side. */
export const HELD_ZERO = 128;
/** Code of the letter that stands for the weight 0: `h`, so that the weights are `a` to `o`. */
export const HELD_ZERO_LETTER = 0x68;

export const HeldNgramsSchema = v.strictObject({
  /** Log-odds of one step of a weight. */
  step: v.pipe(v.number(), v.finite()),
  /** Base64 of a bitmap of the buckets: which have a weight. `HeldNgrams` checks it: a pattern costs the first verdict 8 ms. */
  used: v.string(),
  /** A letter for each of these, in order. Gzip packs them an eighth smaller than base64 of bytes. */
  weights: v.string(),
});
export type HeldNgramsData = v.InferOutput<typeof HeldNgramsSchema>;

/** Reads the different buckets of one text at a time. */
export class HeldBuckets {
  private readonly reader = new NgramReader();
  private readonly hashes = new Uint32Array(BLOCK_UNITS * MAX_FEATURES_PER_UNIT);
  private readonly seen = new Uint8Array(HELD_BUCKETS);

  /** The different buckets of the first `length` units, in the order of the text. */
  of(text: FoldedText, length: number): number[] {
    const buckets: number[] = [];
    for (let start = 0; start < length; start += BLOCK_UNITS)
      this.take(this.reader.read(text, start, Math.min(length, start + BLOCK_UNITS), this.hashes), buckets);
    this.take(this.reader.finish(this.hashes), buckets);
    for (const bucket of buckets) this.seen[bucket] = 0;
    return buckets;
  }

  private take(count: number, buckets: number[]): void {
    for (let i = 0; i < count; i++) {
      const bucket = (this.hashes[i] as number) >>> (32 - HELD_BUCKET_BITS);
      if (this.seen[bucket] !== 0) continue;
      this.seen[bucket] = 1;
      buckets.push(bucket);
    }
  }
}

export class HeldNgrams {
  private readonly step: number;
  private readonly weights: Uint8Array;
  private readonly buckets = new HeldBuckets();

  /** Throws an Error when the bitmap is no base64 or not of all buckets, or the weights are not those of its buckets. */
  constructor({ step, used, weights }: HeldNgramsData) {
    this.step = step;
    this.weights = readSparse(
      { bitmap: bytesOf(atob(used), 0), others: bytesOf(weights, HELD_ZERO - HELD_ZERO_LETTER) },
      HELD_ZERO,
    );
    if (this.weights.length !== HELD_BUCKETS) throw new RangeError(`weights of ${this.weights.length} buckets`);
  }

  /** What the wording adds to the log-odds of a cry for help. */
  logOdds(text: FoldedText, length: number): number {
    const buckets = this.buckets.of(text, length);
    let sum = 0;
    for (const bucket of buckets) sum += (this.weights[bucket] as number) - HELD_ZERO;
    return (sum * this.step) / Math.sqrt(Math.max(1, buckets.length));
  }
}

/** The code of each character, moved by `shift`. Throws a RangeError at one that is no byte then. */
function bytesOf(text: string, shift: number): Uint8Array {
  // `Uint8Array.from` with a callback takes 25 ms of the first verdict of a new worker.
  const bytes = new Uint8Array(text.length);
  let all = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = text.charCodeAt(at) + shift;
    all |= byte;
    bytes[at] = byte;
  }
  if (all > 255) throw new RangeError('a weight is beyond its range');
  return bytes;
}
