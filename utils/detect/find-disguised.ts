/**
 * Finds phrases that only match when digits and signs are read as letters: "K3mboja", "p@ssport". Only the surroundings
 * of such places are read again, and only phrases with such a letter count. Ordinary posts take no longer.
 */
import { foldInto } from '../text/fold.ts';
import { SUBSTITUTED, type FoldedText } from '../text/folded-text.ts';
import type { LeetReading as LetterReading } from '../text/leet.ts';
import type { Knowledge } from './knowledge.ts';
import { findPhrases, type Find } from './find-phrases.ts';
import { unitAt, type FieldRange, type PostText } from './post-text.ts';

/** Letters read on either side of a disguised one. */
const CONTEXT_UNITS = 48;
/** Disguised letters of a stretch from which on all of it is read as leet, also words of two letters. */
const MIN_DISGUISED_FOR_ALL = 3;
/** Shorter ones are codes and counts by chance ("t5"). */
const MIN_FIND_UNITS = 3;

/** Offsets of a stretch of a field, and how many letters in it may be disguised. */
interface DisguisedSpan {
  start: number;
  end: number;
  count: number;
}

/** What is searched for, and how. */
export interface DisguiseSearch {
  knowledge: Knowledge;
  /** By language, 1 where the post is written in it. */
  active: Uint8Array;
  /** Bit set of the kinds that count (`kindMask`); absent: all. */
  kinds?: number | undefined;
}

/** Phrases that `finds` lacks because digits or signs stand for letters. */
export function findDisguised(post: PostText, finds: readonly Find[], search: DisguiseSearch): Find[] {
  const found: Find[] = [];
  for (const range of post.fields) {
    for (const span of disguisedSpans(post, range)) {
      for (const reading of readingsOf(range.source.slice(span.start, span.end), span.count)) {
        for (const find of rereadSpan(post, range, span, reading, search)) {
          if (!isAmong(finds, find) && !isAmong(found, find)) found.push(find);
        }
      }
    }
  }
  return found;
}

const isAmong = (finds: readonly Find[], { kind, id, from }: Find): boolean =>
  finds.some((each) => each.from === from && each.id === id && each.kind === kind);

/** The stretches of a field to read again, those that touch made one. */
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
function readingsOf(source: string, count: number): LetterReading[] {
  const first = count < MIN_DISGUISED_FOR_ALL ? 'i' : 'all';
  return /[a-z][1!|]|[1!|][a-z]/iu.test(source) ? [first, 'l'] : [first];
}

function rereadSpan(
  post: PostText,
  range: FieldRange,
  { start, end }: DisguisedSpan,
  reading: LetterReading,
  { knowledge, active, kinds }: DisguiseSearch,
): Find[] {
  const source = range.source.slice(start, end);
  const text = knowledge.scratch.disguisedSpan;
  text.clear();
  foldInto(text, source, knowledge.fold, reading);
  const minEnds = nextSubstituted(text, knowledge.scratch.minEndsFor(text.length));
  if (minEnds === null) return [];
  const part: PostText = { text, fields: [{ field: range.field, source, from: 0, to: text.length }] };
  const last = Math.max(range.from, range.to - 1);
  return findPhrases(part, knowledge, active, { minEnds, kinds })
    .filter((find) => find.masked && find.to - find.from >= MIN_FIND_UNITS)
    .map((find) => {
      // Signs read as letters are units of their own here: back to the units of the post by offset
      const from = Math.min(last, unitAt(post, range, start + (text.offsets[find.from] ?? 0)));
      const to = unitAt(post, range, start + (text.offsets[find.to - 1] ?? 0) + 1);
      return { ...find, from, to: Math.max(from + 1, to) };
    });
}

/** Fills `through`: for each unit the next one that stands for another sign, or -1; null: there is none. */
function nextSubstituted({ length, flags }: FoldedText, through: Int32Array): Int32Array | null {
  let next = -1;
  for (let i = length - 1; i >= 0; i--) {
    if (((flags[i] as number) & SUBSTITUTED) !== 0) next = i;
    through[i] = next;
  }
  return next < 0 ? null : through;
}
