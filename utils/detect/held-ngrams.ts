/**
 * The wording of a cry for help: hashed runs of letters and words (`ngram-reader.ts`), each with a weight. They
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
/** A byte of this value is the weight 0; the others lie up to 127 steps on either side. */
export const HELD_ZERO = 128;

export const HeldNgramsSchema = v.strictObject({
  /** Log-odds of one step of a weight. */
  step: v.pipe(v.number(), v.finite()),
  /**
   * Sparse bytes, one for each bucket, in base64: the bitmap, then the others (`sparse-bytes.ts`). `HeldNgrams` checks
   * it: as a pattern it takes 8 ms of the first verdict of a new worker.
   */
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

  /** Throws an Error when the weights are no base64, or not those of all buckets. */
  constructor({ step, weights }: HeldNgramsData) {
    const signs = atob(weights);
    const bytes = new Uint8Array(signs.length);
    // `Uint8Array.from` with a callback takes 25 ms of the first verdict of a new worker.
    for (let at = 0; at < bytes.length; at++) bytes[at] = signs.codePointAt(at) as number;
    const bitmap = bytes.subarray(0, HELD_BUCKETS / 8);
    this.step = step;
    this.weights = readSparse({ bitmap, others: bytes.subarray(bitmap.length) }, HELD_ZERO);
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
