/** The windows of whole paragraphs of a long text with the highest log-odds of harm by the text model. */
import type { Span } from '../model/span.ts';
import { unitAt, type FieldRange, type PostText } from './post-text.ts';
import { classify, type Model } from './text-classifier.ts';

/** Folded units; a shorter window is extended by the next paragraph. */
const MIN_WINDOW_UNITS = 40;
/** Most windows with equal log-odds that are kept: they are repetitions. */
const MAX_EQUAL = 1;

interface ScoredWindow extends Span {
  odds: number;
}

/**
 * At most `maxWindows` windows that do not overlap, highest log-odds first.
 * @param bounds offsets at which the paragraphs of the field begin, and its length
 */
export function modelWindows(
  { text }: PostText,
  range: FieldRange,
  bounds: readonly number[],
  model: Model,
  maxWindows: number,
): Span[] {
  const units = unitBounds({ text, fields: [] }, range, bounds);
  const windows: ScoredWindow[] = [];
  for (let first = 0; first + 1 < bounds.length; first++) {
    let last = first + 1;
    while (last + 1 < bounds.length && units[last]! - units[first]! < MIN_WINDOW_UNITS) last++;
    if (units[last] === units[first]) continue;
    const { harm } = classify(model, text, [{ start: units[first]!, end: units[last]! }], -Infinity);
    windows.push({ start: bounds[first]!, end: bounds[last]!, odds: harm });
  }
  windows.sort((a, b) => b.odds - a.odds || a.start - b.start);
  const kept: ScoredWindow[] = [];
  for (const window of windows) {
    if (kept.length === maxWindows) break;
    const equal = kept.filter(({ odds }) => odds === window.odds).length;
    if (equal < MAX_EQUAL && !kept.some(({ start, end }) => window.start < end && start < window.end))
      kept.push(window);
  }
  return kept;
}

/** First unit at or behind each offset. */
function unitBounds(post: PostText, range: FieldRange, bounds: readonly number[]): number[] {
  return bounds.map((offset) => unitAt(post, range, offset));
}
