/** The finder's words in the form in which a page is looked through for them. */
import type { JobWordPatterns } from './page-words.ts';
import type { FinderKnowledge } from './adapter.ts';

export function jobWordPatterns({ words, places }: Pick<FinderKnowledge, 'words' | 'places'>): JobWordPatterns {
  const all = new Set<string>();
  /** One that two languages share counts twice. */
  const shared = new Set<string>();
  for (const word of Object.values(words).flat()) (all.has(word) ? shared : all).add(word);
  return { words: alternation([...all]), shared: [...shared], places: alternation(places) };
}

function alternation(words: readonly string[]): string {
  const escaped = words.map((word) => word.replaceAll(/[$()*+.?[\\\]^{|}/-]/gu, String.raw`\$&`));
  return escaped.join('|') || '(?!)';
}
