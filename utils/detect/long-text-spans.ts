/**
 * Texts too long to be one post. A lure may stand behind 900 KB of filler, and a whole book holds every word of one by
 * chance. The text is folded and matched once. Then some paragraphs and windows are judged as posts, and the worst
 * counts. They are those with the highest weight of facts (`top-windows.ts`) and with the highest log-odds of the text
 * model.
 */
import type { Span } from '../model/span.ts';
import { matchLanguageSpans } from '../text/phrase-matcher.ts';
import type { PhraseMatches } from '../text/phrase-matches.ts';
import { payloadId, kindMask, payloadKind, PAYLOAD_KINDS } from '../text/payload.ts';
import { findCommonWords } from '../text/common-words.ts';
import { paragraphBounds } from '../text/paragraph-bounds.ts';
import { topWindows, MAX_WINDOW_UNITS, WeightedMarks } from './top-windows.ts';
import type { Knowledge } from './knowledge.ts';
import { weightedLength } from './read-wording.ts';
import { modelWindows } from './model-windows.ts';
import type { FieldRange, PostText } from './post-text.ts';
import { rulesOf, type Rules } from './rules.ts';
import { languageSegments } from './language-segments.ts';
import { THRESHOLDS } from './thresholds.ts';

/** Longest text that is read in one pass, in UTF-16 units. */
export const MAX_SINGLE_PASS_UNITS = 8_000;
/** Single paragraphs that are read, and windows of several. */
const MAX_WINDOWS = 18;
/** Most UTF-16 units by which the first span is extended to the end of its last line. */
const MAX_LINE_EXTENSION = 400;
/** What makes a place of a long text worth reading. */
const MARKED_KINDS = kindMask('signal', 'place', 'channel');

export interface LongTextSpan extends Span {
  /** It is part of an awareness text. */
  isInAwarenessArticle: boolean;
}

/** Parts of a post's text worth reading, the beginning first; `seam`: offset that no part may cross, or null. */
export function longTextSpans(post: PostText, knowledge: Knowledge, seam: number | null): LongTextSpan[] {
  const range = post.fields.find(({ field }) => field === 'text');
  if (range === undefined) return [];
  const { length } = range.source;
  const bounds = paragraphBounds(range.source);
  const words = findCommonWords(knowledge.commonWords, knowledge.scratch, post.text);
  const raw = matchLanguageSpans(
    { graph: knowledge.graph, scratch: knowledge.scratch, text: post.text, kinds: MARKED_KINDS },
    languageSegments(post, range, bounds, knowledge, words),
  );
  const warnings = awarenessOffsets(raw, post, range, knowledge);
  const windows = topWindows(bounds, marksOf(raw, post, range, rulesOf(knowledge)), MAX_WINDOWS);
  const worded = knowledge.model === null ? [] : modelWindows(post, range, bounds, knowledge.model, MAX_WINDOWS);
  const letters = weightedLength(post.text) / post.text.length;
  const beginning = { start: 0, end: endOfLine(range.source, MAX_WINDOW_UNITS) };
  return [beginning, ...windows, ...worded].map((span) => {
    const { start, end } = clipAtSeam(span, seam);
    const from = Math.max(0, start - THRESHOLDS.articleUnits);
    const to = Math.min(length, end + THRESHOLDS.articleUnits);
    const near = warnings.filter((at) => at >= from && at < to).length;
    return {
      start,
      end,
      isInAwarenessArticle:
        near >= THRESHOLDS.minArticlePhrases && near * THRESHOLDS.maxLettersPerArticlePhrase >= letters * (to - from),
    };
  });
}

function marksOf(
  phrases: PhraseMatches,
  { text }: PostText,
  { from, to }: FieldRange,
  { signals, features }: Rules,
): WeightedMarks {
  const marks = new WeightedMarks(signals.length + 2);
  for (let i = 0; i < phrases.length; i++) {
    const unit = phrases.starts[i] as number;
    if (unit < from || unit >= to) continue;
    const value = phrases.payloads[i] as number;
    const kind = PAYLOAD_KINDS[payloadKind(value)];
    const at = text.offsets[unit] as number;
    if (kind === 'signal') marks.add(at, payloadId(value), features.weights[payloadId(value)] as number);
    else if (kind === 'place') marks.add(at, signals.length, THRESHOLDS.placeOdds);
    else marks.add(at, signals.length + 1, THRESHOLDS.channelOdds);
  }
  return marks;
}

/** Offsets of awareness phrases; those that overlap are one. */
function awarenessOffsets(raw: PhraseMatches, post: PostText, range: FieldRange, knowledge: Knowledge): number[] {
  const { awareness } = rulesOf(knowledge);
  const offsets: number[] = [];
  let last = range.from;
  for (let i = 0; i < raw.length; i++) {
    const value = raw.payloads[i] as number;
    if (PAYLOAD_KINDS[payloadKind(value)] !== 'signal' || awareness[payloadId(value)] !== 1) continue;
    const from = raw.starts[i] as number;
    if (from < last || from >= range.to) continue;
    last = raw.ends[i] as number;
    offsets.push(post.text.offsets[from] as number);
  }
  return offsets;
}

/** End of the line around offset `from`, or `from` when that line is longer than `MAX_LINE_EXTENSION`. */
function endOfLine(source: string, from: number): number {
  const end = source.indexOf('\n', from);
  return end >= 0 && end - from <= MAX_LINE_EXTENSION ? end : Math.min(source.length, from);
}

/** A span that crosses the seam is cut there; its larger part is kept. */
function clipAtSeam({ start, end }: Span, seam: number | null): Span {
  if (seam === null || end <= seam || start >= seam) return { start, end };
  return seam - start > end - seam ? { start, end: seam } : { start: seam, end };
}
