/**
 * Splits a long text into segments and detects the languages of each. In a segment only phrases of its languages count.
 * So a post in one language is found after a book in another.
 */
import type { LanguageSpan } from '../text/phrase-matcher.ts';
import { ANY_LANGUAGE, SERVICE_LANGUAGE } from '../text/payload.ts';
import { lineBounds } from '../text/paragraph-bounds.ts';
import { countByLanguage, type FoundWords } from '../text/common-words.ts';
import type { Knowledge } from './knowledge.ts';
import {
  languageNumbers,
  languagesByScript,
  likelyLanguages,
  MAX_UNDISTINGUISHED_LANGUAGES,
  type Languages,
} from './detect-languages.ts';
import { unitAt, type FieldRange, type PostText } from './post-text.ts';

/** Letters of the shortest segment that shows its language, and those beyond which it takes in no further paragraph. */
const MIN_SEGMENT_LETTERS = 80;
const MAX_SEGMENT_LETTERS = 500;
/** Everyday words from which on a language is known. A segment with fewer is read in those of the whole text, too. */
const MIN_LANGUAGE_WORDS = 3;
/** Letters of the shortest post whose paragraphs are looked at. */
const MIN_TEXT_LETTERS = 600;

/** `bounds`: offsets at which the paragraphs of the field begin, and its length. */
export function languageSegments(
  post: PostText,
  range: FieldRange,
  bounds: readonly number[],
  knowledge: Knowledge,
  words: FoundWords,
): LanguageSpan[] {
  const numbers = languageNumbers(knowledge);
  const scripts = languagesByScript(post.text, numbers);
  const { always, points: whole, partPoints: points } = numbers;
  whole.fill(0);
  const segments: LanguageSpan[] = [];
  const undetermined: LanguageSpan[] = [];
  let from = range.from;
  let word = 0;
  for (const offset of segmentEnds(bounds)) {
    const to = unitAt(post, range, offset);
    word = countByLanguage(words, points, { start: from, end: to }, word);
    const segment = { start: from, end: to, languages: shownBy(points, scripts, always) };
    segments.push(segment);
    let most = 0;
    for (let language = 0; language < points.length; language++) {
      const count = points[language] as number;
      whole[language] = (whole[language] as number) + count;
      if (count > most) most = count;
    }
    if (most < MIN_LANGUAGE_WORDS) undetermined.push(segment);
    from = to;
  }
  const all = shownBy(whole, scripts, always);
  for (const segment of undetermined) segment.languages |= all;
  return segments;
}

/** A bit for each language that the words of a part show. */
function shownBy(points: Float64Array, scripts: readonly (readonly number[])[], always: number): number {
  let bits = (1 << ANY_LANGUAGE) | (1 << SERVICE_LANGUAGE);
  for (const among of scripts) bits |= likelyLanguages(among, always, points);
  return bits;
}

/** Adds the languages that paragraphs of a post show by themselves. */
export function addSegmentLanguages({ active, words }: Languages, post: PostText, knowledge: Knowledge): void {
  const range = post.fields.find(({ field }) => field === 'text');
  if (range === undefined || range.source.length < MIN_TEXT_LETTERS) return;
  if (!mayShowMore({ active, words }, post, knowledge)) return;
  const bounds = lineBounds(range.source);
  if (bounds.length < 3) return;
  for (const { languages } of languageSegments(post, range, bounds, knowledge, words))
    for (let bits = languages; bits !== 0; bits &= bits - 1) active[31 - Math.clz32(bits & -bits)] = 1;
}

/** Whether a language that is not active may be shown by a part: one of its words stands in the text, or it needs none. */
function mayShowMore(
  { active, words }: Pick<Languages, 'active' | 'words'>,
  { text }: PostText,
  knowledge: Knowledge,
): boolean {
  const numbers = languageNumbers(knowledge);
  let worded = numbers.always;
  for (const bits of words.languages) worded |= bits;
  for (const among of languagesByScript(text, numbers))
    for (const language of among)
      if (
        active[language] === 0 &&
        (among.length <= MAX_UNDISTINGUISHED_LANGUAGES || ((worded >>> language) & 1) === 1)
      )
        return true;
  return false;
}

/** Where the segments end: short paragraphs are joined. */
function segmentEnds(bounds: readonly number[]): number[] {
  const ends: number[] = [];
  let start = 0;
  for (let i = 1; i < bounds.length; i++) {
    const end = bounds[i] as number;
    const next = bounds[i + 1];
    if (next !== undefined && (end - start < MIN_SEGMENT_LETTERS || next - start <= MAX_SEGMENT_LETTERS)) continue;
    ends.push(end);
    start = end;
  }
  return ends;
}
