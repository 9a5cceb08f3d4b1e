/** The features of a text as training sees them: the same hashes as at run time, each once. */
import { BLOCK, GramReader, MOST_OF_UNIT } from '../../utils/detect/classifier-grams.ts';
import { WINDOW, type Run } from '../../utils/detect/classifier.ts';
import type { FoldedText } from '../../utils/text/folded-text.ts';

/** Number of buckets, as exponent of 2: with 16, languages of few rows lose to collisions (mean AUC 0.83 to 0.81). */
export const BITS = 17;

/** Different buckets of the first window of a text. */
export function featuresOf(text: FoldedText, runs: readonly Run[]): Uint32Array {
  const reader = new GramReader();
  const hashes = new Uint32Array(BLOCK * MOST_OF_UNIT);
  const buckets = new Set<number>();
  const take = (count: number): void => {
    for (let i = 0; i < count; i++) buckets.add((hashes[i] ?? 0) >>> (32 - BITS));
  };
  let left = WINDOW;
  for (const run of runs) {
    for (let from = run.from; from < run.to && left > 0;) {
      const to = Math.min(run.to, from + BLOCK, from + left);
      take(reader.read(text, from, to, hashes));
      left -= to - from;
      from = to;
    }
    take(reader.finish(hashes));
  }
  return Uint32Array.from(buckets);
}
