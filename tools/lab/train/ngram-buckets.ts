/** The features of a text as training sees them: the same hashes as at run time, each once. */
import { BLOCK_UNITS, NgramReader, MAX_FEATURES_PER_UNIT } from '../../../utils/detect/ngram-reader.ts';
import { WINDOW_UNITS } from '../../../utils/detect/text-classifier.ts';
import type { UnitSpan } from '../../../utils/model/span.ts';
import type { FoldedText } from '../../../utils/text/folded-text.ts';

/** Number of buckets, as exponent of 2; each script group has a quarter. Held-out recall: 2^20 loses 2 points, 2^24 gains none. */
export const BUCKET_BITS = 21;

/** Different buckets of the first window of a text. */
export function ngramBuckets(text: FoldedText, spans: readonly UnitSpan[]): Uint32Array {
  const reader = new NgramReader();
  const hashes = new Uint32Array(BLOCK_UNITS * MAX_FEATURES_PER_UNIT);
  const buckets = new Set<number>();
  const take = (count: number): void => {
    for (let i = 0; i < count; i++) buckets.add((hashes[i] as number) >>> (32 - BUCKET_BITS));
  };
  let left = WINDOW_UNITS;
  for (const span of spans) {
    for (let start = span.start; start < span.end && left > 0;) {
      const end = Math.min(span.end, start + BLOCK_UNITS, start + left);
      take(reader.read(text, start, end, hashes));
      left -= end - start;
      start = end;
    }
    take(reader.finish(hashes));
  }
  return Uint32Array.from(buckets);
}

/** The spans of the first and of the second half of a text. */
export function halvesOf(spans: readonly UnitSpan[]): [UnitSpan[], UnitSpan[]] {
  let left = spans.reduce((sum, { start, end }) => sum + end - start, 0) >> 1;
  const halves: [UnitSpan[], UnitSpan[]] = [[], []];
  for (const { start, end } of spans) {
    const middle = Math.min(end, start + left);
    if (start < middle) halves[0].push({ start, end: middle });
    if (middle < end) halves[1].push({ start: middle, end });
    left -= middle - start;
  }
  return halves;
}

/** The spans of each quarter of a text. */
export function quartersOf(spans: readonly UnitSpan[]): UnitSpan[][] {
  return halvesOf(spans).flatMap((half) => halvesOf(half));
}
