/**
 * Finds phrases that only match when digits and signs are read as letters: "K3mboja", "p@ssport". Only the surroundings
 * of such places are read again, and only phrases with such a letter count. Ordinary posts take no longer.
 */
import { foldInto } from '../text/fold.ts';
import { SUBSTITUTED, type FoldedText } from '../text/folded-text.ts';
import type { LeetReading } from '../text/leet.ts';
import type { Knowledge } from './knowledge.ts';
import { findPhrases, type FoundPhrase } from './find-phrases.ts';
import { unitAt, type FieldRange, type PostText } from './post-text.ts';

/** Letters read on either side of a disguised one. */
const CONTEXT_UNITS = 48;
/** A span with this many disguised letters is read as leet throughout, including words of two letters. */
const MIN_DISGUISED_FOR_ALL = 3;
/** Shorter phrases are codes and counts by chance ("t5"). */
const MIN_PHRASE_UNITS = 3;

/** UTF-16 offsets into a field, and how many letters there may be disguised. */
interface DisguisedSpan {
  start: number;
  end: number;
  count: number;
}

export interface DisguiseSearch {
  knowledge: Knowledge;
  /** By language, 1 where the post is written in it. */
  active: Uint8Array;
  /** Bit set of the kinds that count (`kindMask`); absent: all. */
  kinds?: number | undefined;
}

/** Phrases that are not in `phrases` because digits or signs stand for letters. */
export function findDisguised(post: PostText, phrases: readonly FoundPhrase[], search: DisguiseSearch): FoundPhrase[] {
  const found: FoundPhrase[] = [];
  for (const range of post.fields) {
    for (const span of disguisedSpans(post, range)) {
      for (const reading of readingsOf(range.source.slice(span.start, span.end), span.count)) {
        for (const phrase of rereadSpan(post, range, span, reading, search)) {
          if (!isAmong(phrases, phrase) && !isAmong(found, phrase)) found.push(phrase);
        }
      }
    }
  }
  return found;
}

const isAmong = (phrases: readonly FoundPhrase[], { kind, id, from }: FoundPhrase): boolean =>
  phrases.some((each) => each.from === from && each.id === id && each.kind === kind);

/** The spans of a field to read again; spans that touch are merged. */
function disguisedSpans(post: PostText, range: FieldRange): DisguisedSpan[] {
  const list: DisguisedSpan[] = [];
  for (const unit of post.text.substitutionCandidates) {
    if (unit < range.from || unit >= range.to) continue;
    const at = post.text.offsets[unit] ?? 0;
    const start = Math.max(0, at - CONTEXT_UNITS);
    const end = Math.min(range.source.length, at + CONTEXT_UNITS);
    const last = list.at(-1);
    if (last !== undefined && start <= last.end) {
      last.end = end;
      last.count++;
    } else list.push({ start, end, count: 1 });
  }
  return list;
}

/** `1`, `!` and `|` may stand for either letter. */
function readingsOf(source: string, count: number): LeetReading[] {
  const first = count < MIN_DISGUISED_FOR_ALL ? 'i' : 'all';
  return /[a-z][1!|]|[1!|][a-z]/iu.test(source) ? [first, 'l'] : [first];
}

function rereadSpan(
  post: PostText,
  range: FieldRange,
  { start, end }: DisguisedSpan,
  reading: LeetReading,
  { knowledge, active, kinds }: DisguiseSearch,
): FoundPhrase[] {
  const source = range.source.slice(start, end);
  const text = knowledge.scratch.disguisedSpan;
  text.clear();
  foldInto(text, source, knowledge.fold, reading);
  const minEnds = nextSubstituted(text, knowledge.scratch.minEndsFor(text.length));
  if (minEnds === null) return [];
  const part: PostText = { text, fields: [{ field: range.field, source, from: 0, to: text.length }] };
  const last = Math.max(range.from, range.to - 1);
  return findPhrases(part, knowledge, active, { minEnds, kinds })
    .filter((phrase) => phrase.isDisguised && phrase.to - phrase.from >= MIN_PHRASE_UNITS)
    .map((phrase) => {
      // Signs read as letters are units of their own here: back to the units of the post by offset
      const from = Math.min(last, unitAt(post, range, start + (text.offsets[phrase.from] ?? 0)));
      const to = unitAt(post, range, start + (text.offsets[phrase.to - 1] ?? 0) + 1);
      return { ...phrase, from, to: Math.max(from + 1, to) };
    });
}

/** Fills `into`: for each unit, the next unit that was substituted, or -1. Returns null when there is none. */
function nextSubstituted({ length, flags }: FoldedText, into: Int32Array): Int32Array | null {
  let next = -1;
  for (let i = length - 1; i >= 0; i--) {
    if (((flags[i] as number) & SUBSTITUTED) !== 0) next = i;
    into[i] = next;
  }
  return next < 0 ? null : into;
}
