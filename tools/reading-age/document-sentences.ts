/** The sentences of a Markdown document: paragraphs and list items, without code blocks, tables, headings and comments. */
import { countSyllables, type Sentence } from './measure-reading-age.ts';

/** Replaced by one word each, as a reader reads them: code, links and addresses. */
const REPLACEMENTS: readonly [RegExp, string][] = [
  [/<!--[^]*?-->/gu, ''],
  [/^( *)(```|~~~)[^]*?^\1\2/gmu, ''],
  [/^---\n[^]*?^---$/mu, ''],
  [/`[^`]+`/gu, 'code'],
  [/^\s*\|.*$/gmu, '\n'],
  [/^#{1,6} .*$/gmu, '\n'],
  [/<[^>\n]+>/gu, ''],
  [/!?\[([^\]]*)\]\([^)]*\)/gu, '$1'],
  [/https?:\/\/\S+/gu, 'address'],
  [/\*\*|__/gu, ''],
];
const LIST_ITEM = /\n(?=\s*(?:[-*+]|\d+\.) )/u;
const LIST_MARK = /^\s*(?:[-*+]|\d+\.) +/u;
const SENTENCE_END = /(?<=[.?!:][)"”]?)\s+(?=[\p{Lu}\p{N}"“(]|code)/u;

/** @param path used as the key of each sentence */
export function documentSentences(path: string, markdown: string): Sentence[] {
  const prose = REPLACEMENTS.reduce((text, [pattern, by]) => text.replaceAll(new RegExp(pattern, 'gmu'), by), markdown);
  return prose
    .split(/\n\s*\n/u)
    .flatMap((paragraph) => `\n${paragraph}`.split(LIST_ITEM))
    .flatMap((item) => item.replace(LIST_MARK, '').replaceAll(/\s+/gu, ' ').trim().split(SENTENCE_END))
    .filter((text) => /\p{L}.*\s/u.test(text))
    .map((text) => ({ key: path, text, ...countSyllables(text) }));
}

export interface SentenceLengths {
  /** Mean number of words in a sentence. */
  mean: number;
  /** Words of the sentence that nine of ten do not exceed. */
  p90: number;
  longest: number;
}

export function sentenceLengths(sentences: readonly Sentence[]): SentenceLengths {
  const lengths = sentences.map(({ words }) => words).sort((a, b) => a - b);
  if (lengths.length === 0) return { mean: 0, p90: 0, longest: 0 };
  return {
    mean: lengths.reduce((sum, each) => sum + each, 0) / lengths.length,
    p90: lengths[Math.ceil(lengths.length * 0.9) - 1] ?? 0,
    longest: lengths.at(-1) ?? 0,
  };
}
