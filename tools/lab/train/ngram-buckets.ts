/** The features of a text as training sees them: the same hashes as at run time, each once. */
import { BLOCK_UNITS, NgramReader, MAX_FEATURES_PER_UNIT } from '../../../utils/detect/ngram-reader.ts';
import { WINDOW_UNITS, type UnitSpan } from '../../../utils/detect/text-classifier.ts';
import type { FoldedText } from '../../../utils/text/folded-text.ts';

/** Number of buckets, as exponent of 2: with 16, languages of few rows lose to collisions (mean AUC 0.83 to 0.81). */
export const BUCKET_BITS = 17;

/** Different buckets of the first window of a text. */
export function ngramBuckets(text: FoldedText, runs: readonly UnitSpan[]): Uint32Array {
  const reader = new NgramReader();
  const hashes = new Uint32Array(BLOCK_UNITS * MAX_FEATURES_PER_UNIT);
  const buckets = new Set<number>();
  const take = (count: number): void => {
    for (let i = 0; i < count; i++) buckets.add((hashes[i] ?? 0) >>> (32 - BUCKET_BITS));
  };
  let left = WINDOW_UNITS;
  for (const run of runs) {
    for (let from = run.start; from < run.end && left > 0;) {
      const to = Math.min(run.end, from + BLOCK_UNITS, from + left);
      take(reader.read(text, from, to, hashes));
      left -= to - from;
      from = to;
    }
    take(reader.finish(hashes));
  }
  return Uint32Array.from(buckets);
}
