/**
 * Leaves out spellings that say nothing more: one that holds a shorter spelling of the same sign, on the same word edges,
 * fires never without it. Writers list "no experience" and "no experience needed" alike; only the first has to ship.
 */

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

/** @param anywhere the language sets no spaces: a spelling fires wherever its letters stand */
export function prune<T extends Spelling>(spellings: readonly T[], anywhere: (spelling: T) => boolean): T[] {
  const known = new Map<string, T[]>();
  const different: T[] = [];
  for (const spelling of spellings) {
    const key = `${spelling.meaning}\n${spelling.letters}`;
    const same = known.get(key) ?? [];
    if (same.some((each) => each.openStart === spelling.openStart && each.openEnd === spelling.openEnd)) continue;
    known.set(key, [...same, spelling]);
    different.push(spelling);
  }
  const openStarts = new Set(different.filter(({ openStart }) => openStart).map(({ meaning }) => meaning));
  return different.filter((spelling) => {
    const free = anywhere(spelling) || openStarts.has(spelling.meaning);
    return !isCovered(spelling, known, anywhere(spelling), free);
  });
}

/** @param free a shorter spelling may begin inside a word */
function isCovered<T extends Spelling>(
  spelling: T,
  known: ReadonlyMap<string, T[]>,
  anywhere: boolean,
  free: boolean,
): boolean {
  const { letters, meaning, wordStart } = spelling;
  for (let from = 0; from < letters.length; from++) {
    if (!free && wordStart[from] !== true) continue;
    for (let to = from + 1; to <= letters.length; to++) {
      if (from === 0 && to === letters.length) continue;
      const shorter = known.get(`${meaning}\n${letters.slice(from, to)}`) ?? [];
      const covers = (each: T): boolean =>
        anywhere ||
        ((each.openStart || wordStart[from] === true) &&
          // Where the longer one is open at its end, a word may go on behind it.
          (each.openEnd || (wordStart[to] === true && !(to === letters.length && spelling.openEnd))));
      if (shorter.some(covers)) return true;
    }
  }
  return false;
}
