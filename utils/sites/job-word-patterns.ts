/** Makes regular expressions from the job words of the finder. */
import type { JobWordPatterns } from './page-words.ts';
import type { FinderKnowledge } from './adapter.ts';

export function jobWordPatterns({ words, places }: Pick<FinderKnowledge, 'words' | 'places'>): JobWordPatterns {
  const all = new Set<string>();
  /** Words that several languages share; they count twice. */
  const shared = new Set<string>();
  for (const word of Object.values(words).flat()) (all.has(word) ? shared : all).add(word);
  return { words: alternation([...all]), shared: [...shared], places: alternation(places) };
}

function alternation(words: readonly string[]): string {
  const escaped = words.map((word) => word.replaceAll(/[$()*+.?[\\\]^{|}/-]/gu, String.raw`\$&`));
  return escaped.join('|') || '(?!)';
}
