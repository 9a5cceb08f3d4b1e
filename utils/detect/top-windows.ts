/**
 * Finds the windows (runs of paragraphs) of a text that read most like an offer that harms. A window weighs the sum of
 * the fitted weights of its different signals. Mitigating signals count too, so an honest ad with the same words ranks
 * lower than a lure.
 */
import type { Span } from '../model/span.ts';
import { THRESHOLDS } from './thresholds.ts';

/** Most paragraphs of a window, and its most UTF-16 units. */
const MAX_JOINED_PARAGRAPHS = 16;
export const MAX_WINDOW_UNITS = 1_600;

interface WeightedWindow extends Span {
  weight: number;
  /** Hash of its signals, by which repetitions are recognised. */
  contentHash: number;
}

/** Signals of a text with their weights, as columns in order of the UTF-16 offsets `at`. */
export class WeightedMarks {
  readonly at: number[] = [];
  /** Number of the signal, below `keys`. It counts once in a window. */
  readonly key: number[] = [];
  readonly weight: number[] = [];
  readonly keys: number;

  constructor(keys: number) {
    this.keys = keys;
  }

  add(at: number, key: number, weight: number): void {
    this.at.push(at);
    this.key.push(key);
    this.weight.push(weight);
  }
}

/**
 * At most `maxWindows` single paragraphs and as many runs of several, the heaviest first. None overlaps another of its
 * kind, and none has the same signals as one before.
 * @param bounds UTF-16 offsets at which the paragraphs begin, and the length of the text
 * @param minOdds log-odds that a window must exceed
 * @param costPerPart log-odds that each further paragraph of a window must add
 */
export function topWindows(
  bounds: readonly number[],
  marks: WeightedMarks,
  maxWindows: number,
  minOdds = 0,
  costPerPart: number = THRESHOLDS.paragraphCost,
): Span[] {
  const first = firstOfEach(bounds, marks);
  return [1, MAX_JOINED_PARAGRAPHS].flatMap((longest) =>
    selectTop(bestWindows(bounds, marks, first, { longest, minOdds, costPerPart }), maxWindows),
  );
}

function selectTop(windows: WeightedWindow[], maxWindows: number): WeightedWindow[] {
  windows.sort((a, b) => b.weight - a.weight || a.start - b.start);
  const kept: WeightedWindow[] = [];
  const seenContents = new Set<number>();
  for (const window of windows) {
    if (kept.length === maxWindows) break;
    if (seenContents.has(window.contentHash) || kept.some(({ start, end }) => window.start < end && start < window.end))
      continue;
    seenContents.add(window.contentHash);
    kept.push(window);
  }
  return kept;
}

/** Index of the first mark of each paragraph. */
function firstOfEach(bounds: readonly number[], { at }: WeightedMarks): Int32Array {
  const first = new Int32Array(bounds.length);
  let paragraph = 0;
  for (let i = 0; i < at.length; i++)
    while ((at[i] as number) >= (bounds[paragraph + 1] as number)) first[++paragraph] = i;
  return first.fill(at.length, paragraph + 1);
}

/** For each paragraph the heaviest window of at most `longest` that begins with it. */
function bestWindows(
  bounds: readonly number[],
  { key, weight, keys }: WeightedMarks,
  first: Int32Array,
  { longest, minOdds, costPerPart }: { longest: number; minOdds: number; costPerPart: number },
): WeightedWindow[] {
  const windows: WeightedWindow[] = [];
  const seenBy = new Int32Array(keys).fill(-1);
  for (let begin = 0; begin + 1 < bounds.length; begin++) {
    if (first[begin] === first[begin + 1]) continue;
    const start = bounds[begin] as number;
    const best: WeightedWindow = { start, end: start, weight: 0, contentHash: 0 };
    let sum = 0;
    let signalsHash = 0;
    for (let at = begin; at + 1 < bounds.length && at < begin + longest; at++) {
      const end = bounds[at + 1] as number;
      if (at > begin && end - start > MAX_WINDOW_UNITS) break;
      for (let i = first[at] as number; i < (first[at + 1] as number); i++) {
        const each = key[i] as number;
        if (seenBy[each] === begin) continue;
        seenBy[each] = begin;
        sum += weight[i] as number;
        signalsHash = (signalsHash + Math.imul(each + 1, 0x9e3779b1)) | 0;
      }
      const own = sum - costPerPart * (at - begin);
      if (own > best.weight) Object.assign(best, { end, weight: own, contentHash: signalsHash });
    }
    if (best.weight > minOdds && (longest === 1 || best.end > (bounds[begin + 1] as number))) windows.push(best);
  }
  return windows;
}
