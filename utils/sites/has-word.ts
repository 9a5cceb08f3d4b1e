/** Whether a text in lower case has a word of the finder's lists. */

/** A short word stands in others by chance, `plat` in `platform`: it must stand alone. UTF-16 units. */
const SHORT = 5;
/** Scripts that set spaces between words, and write no case or number into a syllable of its own. */
const SPACED_SCRIPT = /^[\p{sc=Latin}\p{sc=Cyrillic}\p{sc=Greek}]+$/u;
const LETTER = /[\p{L}\p{M}]/u;

const mustStandAloneCache = new Map<string, boolean>();

function mustStandAlone(word: string): boolean {
  let must = mustStandAloneCache.get(word);
  if (must === undefined) {
    must = word.length <= SHORT && SPACED_SCRIPT.test(word);
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
