/**
 * The runs of paragraphs of a text that read most like an offer that harms. The fitted weights of their different
 * signals are summed. Mitigating signals count too, so an honest ad full of the same words comes behind a lure.
 */

import { THRESHOLDS } from './thresholds.ts';

/** Offsets of a stretch of the text. */
export interface Span {
  start: number;
  end: number;
}

/** Paragraphs of the longest run, and its letters. */
const MAX_JOINED_PARAGRAPHS = 16;
export const MAX_WINDOW_UNITS = 1_600;

interface WeightedWindow extends Span {
  weight: number;
  /** Hash of the signals of the run: a text may repeat one. */
  contentHash: number;
}

/** What stands in a text, as columns in order of the offsets. */
export class WeightedMarks {
  readonly at: number[] = [];
  /** The signal, as a number below `keys`: in one run it counts once. */
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
 * At most `most` paragraphs and as many runs of several, the heaviest first. None overlaps another of its kind, and
 * none has the same signals as one before. `bounds`: offsets at which the paragraphs begin, and the length of the text.
 * `least`: log-odds that a run must exceed. `joined`: log-odds that each further paragraph of it must add.
 */
export function topWindows(
  bounds: readonly number[],
  marks: WeightedMarks,
  most: number,
  least = 0,
  joined: number = THRESHOLDS.paragraphCost,
): Span[] {
  const first = firstOfEach(bounds, marks);
  return [1, MAX_JOINED_PARAGRAPHS].flatMap((longest) =>
    selectTop(bestWindows(bounds, marks, first, { longest, least, joined }), most),
  );
}

function selectTop(runs: WeightedWindow[], most: number): WeightedWindow[] {
  runs.sort((a, b) => b.weight - a.weight || a.start - b.start);
  const kept: WeightedWindow[] = [];
  const seenContents = new Set<number>();
  for (const run of runs) {
    if (kept.length === most) break;
    if (seenContents.has(run.contentHash) || kept.some(({ start, end }) => run.start < end && start < run.end))
      continue;
    seenContents.add(run.contentHash);
    kept.push(run);
  }
  return kept;
}

/** Number of the first mark of each paragraph. */
function firstOfEach(bounds: readonly number[], { at }: WeightedMarks): Int32Array {
  const first = new Int32Array(bounds.length);
  let paragraph = 0;
  for (let i = 0; i < at.length; i++)
    while ((at[i] as number) >= (bounds[paragraph + 1] as number)) first[++paragraph] = i;
  return first.fill(at.length, paragraph + 1);
}

/** For each paragraph the heaviest run of at most `longest` that begins with it. */
function bestWindows(
  bounds: readonly number[],
  { key, weight, keys }: WeightedMarks,
  first: Int32Array,
  { longest, least, joined }: { longest: number; least: number; joined: number },
): WeightedWindow[] {
  const runs: WeightedWindow[] = [];
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
      const own = sum - joined * (at - begin);
      if (own > best.weight) Object.assign(best, { end, weight: own, contentHash: signalsHash });
    }
    if (best.weight > least && (longest === 1 || best.end > (bounds[begin + 1] as number))) runs.push(best);
  }
  return runs;
}
