/** A file is called after what it exports: one of its exported names shares a word with the file's name. */
import { basename, extname } from 'node:path';
import { isTestFile, type ParsedFile } from './source-file.ts';

/** Endings that do not change which word is meant: `reads`, `reading`, `reader`. */
const ENDINGS = /(?<=[a-z]{3})(?:ing|ed|es|s|er|or|e)$/u;

export function fileNameFault(path: string, { exports }: Pick<ParsedFile, 'exports'>): string[] {
  const name = basename(path, extname(path));
  const named = exports.filter((each) => each !== 'default');
  if (isTestFile(path) || path.endsWith('.d.ts') || name === 'index' || named.length === 0) return [];
  const words = wordsOf(name);
  if (named.some((each) => wordsOf(each).some((word) => words.some((own) => isSameWord(word, own))))) return [];
  return [`${path}: is not called after what it exports (${named.slice(0, 4).join(', ')})`];
}

function wordsOf(name: string): string[] {
  const parts = name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/gu, ' ').split(/[^A-Za-z0-9]+/u);
  return parts
    .map((part) => part.toLowerCase().replace(/ies$/u, 'y').replace(ENDINGS, ''))
    .filter((part) => part !== '');
}

/** Equal, or one is the beginning of the other and has four letters or more. */
function isSameWord(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  return short === long || (short.length >= 4 && long.startsWith(short));
}
