/**
 * Texts too long to be one post: a lure may stand behind 900 KB of filler, and a whole book says every word of one by
 * chance. The text is folded and matched once; the places where most different signals stand close together are then
 * read as posts of their own, and the worst of them counts.
 */
import { idOf, kindBits, kindOf, matchPhrases, PAYLOAD_KINDS, type Finds } from '../text/automaton.ts';
import { densestRuns, LONGEST, type Stretch } from './densest.ts';
import type { Knowledge } from './knowledge.ts';
import { readLanguages } from './language.ts';
import { lettersOf } from './piece.ts';
import type { FieldRange, PostText } from './reading.ts';
import { rulesOf } from './rules.ts';

/** Longest text that is read in one piece, in UTF-16 units. */
export const LONG = 8_000;
/** Places that are read: that many alone, and the first of them with what stands around, so many letters of it. */
const MOST_RUNS = 24;
const MOST_AROUND = 0;
const AROUND = 4_000;
/** Letters by which a window grows to take in the whole of its first and last line. */
const MOST_OF_LINE = 400;
/** What makes a place of a long text worth reading. */
const TELLING = kindBits('signal', 'place', 'channel');

export interface Part extends Stretch {
  /** It stands in an article that warns. */
  warned: boolean;
}

/** Letters on either side of a part in which words of a warning speak for it too. */
const ARTICLE = 6_000;
/**
 * How many of them it takes, and for how many letters one: articles that warn have three to thirty in a thousand letters,
 * honest ads one below the other (`knowledge/corpus`) fewer than one. An ideograph or syllable counts for several.
 */
const LEAST_WARNINGS = 3;
const LETTERS_A_WARNING = 1_300;

/** Parts of a post's text worth reading, the beginning first; `seam`: offset that no part may cross, or null. */
export function partsOf(post: PostText, knowledge: Knowledge, seam: number | null): Part[] {
  const range = post.fields.find(({ field }) => field === 'text');
  if (range === undefined) return [];
  const { length } = range.source;
  const languages = readLanguages(post.text, knowledge, null);
  const raw = matchPhrases(knowledge.graph, post.text, languages.active, null, TELLING);
  const warnings = warningsAmong(raw, post, range, knowledge);
  const offset = (find: number): number => {
    const from = raw.from[find] as number;
    return from < range.from || from >= range.to ? -1 : (post.text.at[from] as number);
  };
  const runs = densestRuns(range.source, raw, offset, rulesOf(knowledge), MOST_RUNS);
  const windows = runs
    .slice(0, MOST_AROUND)
    .map(({ start, end }) => clip((start + end - AROUND) / 2, AROUND, range.source, seam));
  const letters = lettersOf(post.text) / post.text.length;
  const beginning = clip(0, LONGEST, range.source, seam);
  return [beginning, ...runs.map((run) => besideSeam(run, seam)), ...windows].map(({ start, end }) => {
    const from = Math.max(0, start - ARTICLE);
    const to = Math.min(length, end + ARTICLE);
    const near = warnings.filter((at) => at >= from && at < to).length;
    return { start, end, warned: near >= LEAST_WARNINGS && near * LETTERS_A_WARNING >= letters * (to - from) };
  });
}

/** Offsets at which words of warnings and news stand; those that overlap are one. */
function warningsAmong(raw: Finds, post: PostText, range: FieldRange, knowledge: Knowledge): number[] {
  const { guards } = rulesOf(knowledge);
  const offsets: number[] = [];
  let last = range.from;
  for (let i = 0; i < raw.length; i++) {
    const value = raw.value[i] as number;
    if (PAYLOAD_KINDS[kindOf(value)] !== 'signal' || guards[idOf(value)] !== 1) continue;
    const from = raw.from[i] as number;
    if (from < last || from >= range.to) continue;
    last = raw.to[i] as number;
    offsets.push(post.text.at[from] as number);
  }
  return offsets;
}

/** The window inside the text, on one side of the seam, and out to the ends of its lines where these are near. */
function clip(from: number, size: number, source: string, seam: number | null): Stretch {
  const length = source.length;
  let start = Math.min(Math.max(0, Math.round(from)), Math.max(0, length - size));
  let end = Math.min(length, start + size);
  const lineStart = source.lastIndexOf('\n', start) + 1;
  if (start - lineStart <= MOST_OF_LINE) start = lineStart;
  const lineEnd = source.indexOf('\n', end);
  if (lineEnd >= 0 && lineEnd - end <= MOST_OF_LINE) end = lineEnd;
  return besideSeam({ start, end }, seam);
}

/** The larger part of what lies across the seam. */
function besideSeam({ start, end }: Stretch, seam: number | null): Stretch {
  if (seam === null || end <= seam || start >= seam) return { start, end };
  return seam - start > end - seam ? { start, end: seam } : { start: seam, end };
}
