/**
 * Hangul written as separate jamo ("ㅎㅏㄴㄱㅜㄱ"). Folding joins each consonant with the vowel after it. Here a consonant
 * left over after an open syllable becomes the final of that syllable. ㅋㅋ, ㅎㅎ and ㅇㅇ (laughter, assent) stay.
 */
import { BOUNDARY, type FoldedText } from './folded-text.ts';
import { shiftPositions } from './collapse-repeats.ts';

const FIRST_LEAD = 0x1100;
const LAST_LEAD = 0x1112;
const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;
const FINALS = 28;
/** By leading consonant: its number as a final consonant, or 0. */
const FINAL_OF = [1, 2, 4, 7, 0, 8, 16, 17, 0, 19, 20, 21, 22, 0, 23, 24, 25, 26, 27];
/** Pairs of finals that form one double final. */
const DOUBLE_FINAL: ReadonlyMap<number, number> = new Map(
  (
    [
      [1, 19, 3],
      [4, 22, 5],
      [4, 27, 6],
      [8, 1, 9],
      [8, 16, 10],
      [8, 17, 11],
      [8, 19, 12],
      [8, 25, 13],
      [8, 26, 14],
      [8, 27, 15],
      [17, 19, 18],
    ] as const
  ).map(([first, second, both]) => [first * FINALS + second, both]),
);
/** ㅇ, ㅋ, ㅎ: typed after any word, for assent or laughter. */
const LAUGHTER_LEADS: readonly number[] = [0x110b, 0x110f, 0x1112];

/** Joins final consonants with their syllables from unit `start` on; `source`: the original of these units. */
export function joinFinals(text: FoldedText, source: string, start: number): void {
  const { units, offsets, flags } = text;
  let k = start;
  const removed: number[] = [];
  for (let i = start; i < text.length; i++) {
    const taken = isLead(units[i] as number) && k > start ? joinFinal(text, source, i, k - 1) : 0;
    if (taken > 0) {
      for (const end = i + taken; i < end; i++) removed.push(i);
      i--;
      continue;
    }
    if (k < i) {
      units[k] = units[i] as number;
      offsets[k] = offsets[i] as number;
      flags[k] = flags[i] as number;
    }
    k++;
  }
  if (removed.length === 0) return;
  text.length = k;
  units[k] = 0;
  flags[k] = 0;
  shiftPositions(text.substitutionCandidates, removed);
  shiftPositions(text.digitBounds, removed);
}

/** Joins the consonants at unit `i` with the syllable at `to`; returns how many it joined. */
function joinFinal(text: FoldedText, source: string, i: number, to: number): number {
  const { units } = text;
  const lead = units[i] as number;
  const open = units[to] as number;
  if (!isSyllable(open) || (open - FIRST_SYLLABLE) % FINALS !== 0 || !isAdjacent(text, i)) return 0;
  const next = isAdjacent(text, i + 1) ? (units[i + 1] as number) : 0;
  const final = FINAL_OF[lead - FIRST_LEAD] as number;
  if (final === 0 || next === lead) return 0;
  // A syllable written as one character keeps its form, unless its final was split off before another syllable
  if (isSyllable(source.charCodeAt(text.offsets[to] as number)) && (!isSyllable(next) || LAUGHTER_LEADS.includes(lead)))
    return 0;
  const second = isLead(next) ? (FINAL_OF[next - FIRST_LEAD] as number) : 0;
  const both = second === 0 ? undefined : DOUBLE_FINAL.get(final * FINALS + second);
  units[to] = open + (both ?? final);
  return both === undefined ? 1 : 2;
}

/** Offset behind the jamo that form the syllable, from `end` on and at most `limit`. */
export function syllableEnd(source: string, unit: number, begin: number, end: number, limit: number): number {
  if (!isSyllable(unit) || (unit - FIRST_SYLLABLE) % FINALS === 0 || source.charCodeAt(begin) === unit) return end;
  let last = end;
  while (last < limit && isJamo(source.charCodeAt(last))) last++;
  return last;
}

const isLead = (unit: number): boolean => unit >= FIRST_LEAD && unit <= LAST_LEAD;
const isSyllable = (unit: number): boolean => unit >= FIRST_SYLLABLE && unit <= LAST_SYLLABLE;
/** Compatibility jamo, full and half width, as keyboards type them. */
const isJamo = (c: number): boolean => (c >= 0x3131 && c <= 0x314e) || (c >= 0xffa1 && c <= 0xffbe) || isLead(c);

function isAdjacent({ flags, length }: FoldedText, i: number): boolean {
  return i < length && ((flags[i] as number) & BOUNDARY) === 0;
}
