/**
 * Texts too long to be one post: a lure may stand behind 900 KB of filler, and a whole book says every word of one by
 * chance. The text is folded and matched once; the paragraphs, and runs of them, that weigh most (`densest.ts`) are then
 * read as posts of their own, and the worst of them counts.
 */
import {
  payloadId,
  kindMask,
  payloadKind,
  matchLanguageSpans,
  PAYLOAD_KINDS,
  type PhraseMatches,
} from '../text/phrase-matcher.ts';
import { paragraphBounds } from '../text/paragraph-bounds.ts';
import { densestRuns, LONGEST, Notes, type Stretch } from './densest.ts';
import type { Knowledge } from './knowledge.ts';
import { lettersOf } from './piece.ts';
import type { FieldRange, PostText } from './reading.ts';
import { rulesOf, type Rules } from './rules.ts';
import { segmentsOf } from './segments.ts';

/** Longest text that is read in one piece, in UTF-16 units. */
export const LONG = 8_000;
/** Paragraphs that are read, and runs of several. */
const MOST_RUNS = 18;
/** Letters by which the beginning grows to take in the whole of its last line. */
const MOST_OF_LINE = 400;
/** What makes a place of a long text worth reading. */
const TELLING = kindMask('signal', 'place', 'channel');

export interface Part extends Stretch {
  /** It stands in an article that warns. */
  warned: boolean;
}

/** Letters on either side of a part in which words of a warning speak for it too. */
const ARTICLE = 6_000;
/**
 * How many of them it takes, and for how many letters one: the warnings of `knowledge/corpus` have six to thirty in
 * a thousand letters, its honest ads one below the other fewer than one. An ideograph or syllable counts for several.
 */
const LEAST_WARNINGS = 3;
const LETTERS_A_WARNING = 1_300;

/** Parts of a post's text worth reading, the beginning first; `seam`: offset that no part may cross, or null. */
export function partsOf(post: PostText, knowledge: Knowledge, seam: number | null): Part[] {
  const range = post.fields.find(({ field }) => field === 'text');
  if (range === undefined) return [];
  const { length } = range.source;
  const bounds = paragraphBounds(range.source);
  const raw = matchLanguageSpans(knowledge.graph, post.text, segmentsOf(post, range, bounds, knowledge), TELLING);
  const warnings = warningsAmong(raw, post, range, knowledge);
  const runs = densestRuns(bounds, notesOf(raw, post, range, rulesOf(knowledge)), MOST_RUNS);
  const letters = lettersOf(post.text) / post.text.length;
  const beginning = { start: 0, end: endOfLine(range.source, LONGEST) };
  return [beginning, ...runs].map((stretch) => {
    const { start, end } = besideSeam(stretch, seam);
    const from = Math.max(0, start - ARTICLE);
    const to = Math.min(length, end + ARTICLE);
    const near = warnings.filter((at) => at >= from && at < to).length;
    return { start, end, warned: near >= LEAST_WARNINGS && near * LETTERS_A_WARNING >= letters * (to - from) };
  });
}

/** What a named place and a way to answer weigh; what they mean is known when the run is read. */
const PLACE = 0.8;
const CHANNEL = 0.4;

function notesOf(
  finds: PhraseMatches,
  { text }: PostText,
  { from, to }: FieldRange,
  { signals, features }: Rules,
): Notes {
  const notes = new Notes(signals.length + 2);
  for (let i = 0; i < finds.length; i++) {
    const unit = finds.from[i] as number;
    if (unit < from || unit >= to) continue;
    const value = finds.value[i] as number;
    const kind = PAYLOAD_KINDS[payloadKind(value)];
    const at = text.offsets[unit] as number;
    if (kind === 'signal') notes.add(at, payloadId(value), features.weights[payloadId(value)] as number);
    else if (kind === 'place') notes.add(at, signals.length, PLACE);
    else notes.add(at, signals.length + 1, CHANNEL);
  }
  return notes;
}

/** Offsets at which words of warnings and news stand; those that overlap are one. */
function warningsAmong(raw: PhraseMatches, post: PostText, range: FieldRange, knowledge: Knowledge): number[] {
  const { guards } = rulesOf(knowledge);
  const offsets: number[] = [];
  let last = range.from;
  for (let i = 0; i < raw.length; i++) {
    const value = raw.value[i] as number;
    if (PAYLOAD_KINDS[payloadKind(value)] !== 'signal' || guards[payloadId(value)] !== 1) continue;
    const from = raw.from[i] as number;
    if (from < last || from >= range.to) continue;
    last = raw.to[i] as number;
    offsets.push(post.text.offsets[from] as number);
  }
  return offsets;
}

/** Where a line that reaches beyond `from` ends, if it is near. */
function endOfLine(source: string, from: number): number {
  const end = source.indexOf('\n', from);
  return end >= 0 && end - from <= MOST_OF_LINE ? end : Math.min(source.length, from);
}

/** The larger part of what lies across the seam. */
function besideSeam({ start, end }: Stretch, seam: number | null): Stretch {
  if (seam === null || end <= seam || start >= seam) return { start, end };
  return seam - start > end - seam ? { start, end: seam } : { start: seam, end };
}
