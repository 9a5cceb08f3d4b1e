/**
 * Leaves out spellings that say nothing more: one that holds a shorter spelling of the same sign, on the same word edges,
 * fires never without it. Writers list "no experience" and "no experience needed" alike; only the first has to ship.
 */
import { COMBINING, continuesSyllable, SCRIPT_OF } from '../../utils/text/scripts.ts';

export interface Spelling {
  /** Same for spellings that mean the same: kind, sign and language. */
  meaning: string;
  /** Folded letters. */
  letters: string;
  /** `wordStart[i]`: a word begins at letter i; the end of the text counts as one. */
  wordStart: readonly boolean[];
  openStart: boolean;
  openEnd: boolean;
}

export interface PruneResult<T> {
  kept: T[];
  /** Whether a kept or left-out spelling of the same sign fires wherever this one stands; itself counts as one. */
  covers(spelling: T): boolean;
}

/** @param unspaced the language sets no spaces: a spelling fires wherever its letters stand, but inside a syllable */
export function prune<T extends Spelling>(spellings: readonly T[], unspaced: (spelling: T) => boolean): PruneResult<T> {
  const known = new Map<string, T[]>();
  const distinct: T[] = [];
  for (const spelling of spellings) {
    const key = `${spelling.meaning}\n${spelling.letters}`;
    const same = known.get(key) ?? [];
    if (same.some((each) => each.openStart === spelling.openStart && each.openEnd === spelling.openEnd)) continue;
    known.set(key, [...same, spelling]);
    distinct.push(spelling);
  }
  const openStarts = new Set(distinct.filter(({ openStart }) => openStart).map(({ meaning }) => meaning));
  const isCovered = (spelling: T, whole: boolean): boolean => {
    const { letters, meaning, wordStart } = spelling;
    const free = unspaced(spelling) || openStarts.has(meaning);
    for (let from = 0; from < letters.length; from++) {
      if (!free && wordStart[from] !== true) continue;
      for (let to = from + 1; to <= letters.length; to++) {
        if (!whole && from === 0 && to === letters.length) continue;
        const shorter = known.get(`${meaning}\n${letters.slice(from, to)}`) ?? [];
        if (shorter.some((each) => isMatchedWithin(each, spelling, from, to, unspaced(spelling)))) return true;
      }
    }
    return false;
  };
  return {
    kept: distinct.filter((spelling) => !isCovered(spelling, false)),
    covers: (spelling) => isCovered(spelling, true),
  };
}

/** Whether `shorter` fires on letters `from` to `to` of the longer spelling. */
function isMatchedWithin(shorter: Spelling, longer: Spelling, from: number, to: number, anywhere: boolean): boolean {
  // Yet no syllable is cut: a sign that sits on the letter before, or the vowel that leads on to the next
  if (anywhere)
    return !(from > 0 && continuesSyllable(longer.letters.charCodeAt(from - 1))) && !isCombiningAt(longer.letters, to);
  if (!shorter.openStart && longer.wordStart[from] !== true) return false;
  // Where the longer one is open at an end, a word may go on there.
  if (!shorter.openStart && from === 0 && longer.openStart) return false;
  return shorter.openEnd || (longer.wordStart[to] === true && !(to === longer.letters.length && longer.openEnd));
}

const isCombiningAt = (letters: string, at: number): boolean =>
  at < letters.length && ((SCRIPT_OF[letters.charCodeAt(at)] as number) & COMBINING) !== 0;
