/** The finder's words in the form in which a page is looked through for them. */
import type { WordList } from '../page/page-words.ts';
import type { FinderKnowledge } from './adapter.ts';

export function wordListOf({ words, places }: Pick<FinderKnowledge, 'words' | 'places'>): WordList {
  const all = new Set<string>();
  /** One that two languages share counts twice. */
  const shared = new Set<string>();
  for (const word of Object.values(words).flat()) (all.has(word) ? shared : all).add(word);
  return { words: anyOf([...all]), shared: [...shared], places: anyOf(places) };
}

function anyOf(words: readonly string[]): string {
  const escaped = words.map((word) => word.replaceAll(/[$()*+.?[\\\]^{|}/-]/gu, String.raw`\$&`));
  return escaped.join('|') || '(?!)';
}
