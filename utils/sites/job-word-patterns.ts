/** Makes regular expressions from the job words of the finder. */
import { plainForm } from '../dom/plain-readings.ts';
import type { JobWordPatterns } from './page-words.ts';
import type { FinderKnowledge } from './adapter.ts';

/** Shorter words without their accents occur in other words. UTF-16 units. */
const MIN_PLAIN_UNITS = 6;

export function jobWordPatterns({ words, places }: Pick<FinderKnowledge, 'words' | 'places'>): JobWordPatterns {
  const all = new Set<string>();
  /** Words that several languages share; they count twice. */
  const shared = new Set<string>();
  for (const word of Object.values(words).flat()) (all.has(word) ? shared : all).add(word);
  return { words: alternation([...all, ...plainForms(all)]), shared: [...shared], places: alternation(places) };
}

/** What words with accents become without them, where that is no word itself: many write so (`tuyen dung`). */
export function plainForms(words: ReadonlySet<string>): string[] {
  const plain = [...words].filter(hasAccent).map(plainForm);
  return [...new Set(plain)].filter((word) => word.length >= MIN_PLAIN_UNITS && !words.has(word));
}

function hasAccent(word: string): boolean {
  return /^[\p{sc=Latin}\s-]+$/u.test(word) && /[^a-z\s-]/u.test(word);
}

function alternation(words: readonly string[]): string {
  const escaped = words.map((word) => word.replaceAll(/[$()*+.?[\\\]^{|}/-]/gu, String.raw`\$&`));
  return escaped.join('|') || '(?!)';
}
