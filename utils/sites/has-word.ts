/** Searches lower-case text for words of the finder's lists. */

/** Words up to this length must stand alone, because they occur inside others: `plat` in `platform`. UTF-16 units. */
const MAX_SHORT_UNITS = 5;
/** Scripts with spaces between words, and endings written as letters of the word. */
const SPACED_SCRIPT = /^[\p{sc=Latin}\p{sc=Cyrillic}\p{sc=Greek}]+$/u;
const LETTER = /[\p{L}\p{M}]/u;

const mustStandAloneCache = new Map<string, boolean>();

function mustStandAlone(word: string): boolean {
  let must = mustStandAloneCache.get(word);
  if (must === undefined) {
    must = word.length <= MAX_SHORT_UNITS && SPACED_SCRIPT.test(word);
    mustStandAloneCache.set(word, must);
  }
  return must;
}

export function hasWord(lower: string, word: string): boolean {
  let at = lower.indexOf(word);
  if (at < 0 || !mustStandAlone(word)) return at >= 0;
  for (; at >= 0; at = lower.indexOf(word, at + 1)) {
    const end = at + word.length;
    if (!LETTER.test(lower[at - 1] ?? '') && !LETTER.test(lower[end] ?? '')) return true;
  }
  return false;
}

export function hasAnyWord(lower: string, words: readonly string[]): boolean {
  return words.some((word) => hasWord(lower, word));
}
