/**
 * Leaves out redundant spellings. A spelling that contains a shorter one of the same meaning, on the same word edges, never
 * matches without it. Of "no experience" and "no experience needed" only the first ships.
 */
import { COMBINING, continuesSyllable, SCRIPT_OF } from '../../utils/text/scripts.ts';

export interface Spelling {
  /** Equal for spellings of one meaning: kind, id and language. */
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
  /** Whether a spelling of the same meaning, itself included, matches wherever this one does. */
  covers(spelling: T): boolean;
}

/** Spellings of one meaning, by their letters. */
interface MeaningGroup<T> {
  byLetters: Map<string, T[]>;
  /** First letters, and lengths in UTF-16 units: what can start or end nowhere else is not looked up. */
  firstUnits: Set<number>;
  lengths: Set<number>;
  hasOpenStart: boolean;
  hasOpenEnd: boolean;
}

/** @param isUnspaced whether the spelling's script sets no spaces: then it matches wherever no syllable is cut */
export function prune<T extends Spelling>(
  spellings: readonly T[],
  isUnspaced: (spelling: T) => boolean,
): PruneResult<T> {
  const groups = new Map<string, MeaningGroup<T>>();
  const distinct = spellings.filter((spelling) => addToGroup(spelling, groups));
  const isCovered = (spelling: T, countItself: boolean): boolean => {
    const { letters, meaning, wordStart } = spelling;
    const group = groups.get(meaning);
    if (group === undefined) return false;
    const unspaced = isUnspaced(spelling);
    const startsAnywhere = unspaced || group.hasOpenStart;
    const endsAnywhere = unspaced || group.hasOpenEnd;
    for (let from = 0; from < letters.length; from++) {
      if (!startsAnywhere && wordStart[from] !== true) continue;
      if (!group.firstUnits.has(letters.charCodeAt(from))) continue;
      for (let to = from + 1; to <= letters.length; to++) {
        if ((!endsAnywhere && wordStart[to] !== true) || !group.lengths.has(to - from)) continue;
        if (!countItself && from === 0 && to === letters.length) continue;
        const shorter = group.byLetters.get(letters.slice(from, to));
        if (shorter?.some((each) => isMatchedWithin(each, spelling, from, to, unspaced)) === true) return true;
      }
    }
    return false;
  };
  return {
    kept: distinct.filter((spelling) => !isCovered(spelling, false)),
    covers: (spelling) => isCovered(spelling, true),
  };
}

/** False when the same spelling is there already. */
function addToGroup<T extends Spelling>(spelling: T, groups: Map<string, MeaningGroup<T>>): boolean {
  const { letters, meaning, openStart, openEnd } = spelling;
  let group = groups.get(meaning);
  if (group === undefined) {
    const none = { hasOpenStart: false, hasOpenEnd: false };
    groups.set(meaning, (group = { byLetters: new Map(), firstUnits: new Set(), lengths: new Set(), ...none }));
  }
  const same = group.byLetters.get(letters);
  if (same?.some((each) => each.openStart === openStart && each.openEnd === openEnd) === true) return false;
  if (same === undefined) group.byLetters.set(letters, [spelling]);
  else same.push(spelling);
  group.firstUnits.add(letters.charCodeAt(0));
  group.lengths.add(letters.length);
  group.hasOpenStart ||= openStart;
  group.hasOpenEnd ||= openEnd;
  return true;
}

/** Whether `shorter` matches on letters `from` to `to` of the longer spelling. */
function isMatchedWithin(shorter: Spelling, longer: Spelling, from: number, to: number, anywhere: boolean): boolean {
  // A match does not cut a syllable. It does not end before a combining sign, or after a vowel that leads to the next letter.
  if (anywhere)
    return !(from > 0 && continuesSyllable(longer.letters.charCodeAt(from - 1))) && !isCombiningAt(longer.letters, to);
  if (!shorter.openStart && longer.wordStart[from] !== true) return false;
  // Where the longer spelling has an open end, the word may continue there.
  if (!shorter.openStart && from === 0 && longer.openStart) return false;
  return shorter.openEnd || (longer.wordStart[to] === true && !(to === longer.letters.length && longer.openEnd));
}

const isCombiningAt = (letters: string, at: number): boolean =>
  at < letters.length && ((SCRIPT_OF[letters.charCodeAt(at)] as number) & COMBINING) !== 0;
