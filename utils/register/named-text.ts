/** A text as words that may be part of an agency's name, with the places where a name must end. */
import { isLegalForm, nameWords } from '../indicators/canonical-company.ts';
import type { Span } from '../model/span.ts';
import { agencyWords, ATTACHED_WORDS } from './agency-name.ts';

/** One word of the text. */
export interface NameToken extends Span {
  raw: string;
  /** As in a name's key; '' for words that do not count. */
  word: string;
  /** A line break, a sign or another script before it ends a name. */
  breaksBefore: boolean;
}

export interface NamedText {
  source: string;
  tokens: readonly NameToken[];
  /** All words joined, and the offset of each token in it. */
  joined: string;
  offsets: readonly number[];
}

const MAX_SEARCHED_UNITS = 20_000;
const TOKEN = new RegExp(
  String.raw`${ATTACHED_WORDS.source}|(?:(?!${ATTACHED_WORDS.source})[\p{L}\p{M}\p{N}])+(?:['’](?:\p{L}|\p{M})+)*`,
  'gu',
);
/** Signs between the words of one name. */
const INSIDE_NAMES = /^(?:\s*[.&'’`/-]?\s*|\s*\)\s*\.?\s*)$/u;
/** Signs before a legal form: `Example (Pvt.) Ltd`, `Example Co., Ltd`. */
const BEFORE_LEGAL_FORM = /^\s*[.)]*\s*[,(]?\s*$/u;

/** @param numbers spans of licence numbers: they are part of no name */
export function readNamedText(whole: string, numbers: readonly Span[] = []): NamedText {
  let source = whole.slice(0, MAX_SEARCHED_UNITS);
  for (const { start, end } of numbers) {
    source = source.slice(0, start) + '\n'.repeat(Math.min(end, source.length) - start) + source.slice(end);
  }
  const tokens: NameToken[] = [];
  const offsets: number[] = [];
  let joined = '';
  let end = 0;
  for (const match of source.matchAll(TOKEN)) {
    const [raw] = match;
    const between = source.slice(end, match.index);
    const before = tokens.at(-1);
    const word = agencyWords(raw).join('');
    const breaksBefore = before === undefined || breaks(between, before.raw, raw);
    tokens.push({ raw, word, start: match.index, end: match.index + raw.length, breaksBefore });
    offsets.push(joined.length);
    joined += word;
    end = match.index + raw.length;
  }
  return { source, tokens, joined, offsets };
}

function breaks(between: string, before: string, next: string): boolean {
  if (between.includes('\n')) return true;
  if (isFormWord(next) && BEFORE_LEGAL_FORM.test(between)) return false;
  if (!INSIDE_NAMES.test(between)) return true;
  // A sentence ends: "...in Dubai. Gulf Star"; an initial or a short form does not: "St. Mary", "PT. Example".
  if (/[.]\s/u.test(between) && !/^\p{L}{1,2}$/u.test(before) && !isFormWord(before)) return true;
  return isLatin(before) !== isLatin(next) && !/^\p{N}/u.test(next);
}

const isLatin = (text: string): boolean => /^[\p{Script=Latin}\p{N}]/u.test(text);

/** Whether a word of the text is a legal form. `cổ` is no `Co.`: forms of one word have no accents. */
export function isFormWord(raw: string): boolean {
  if (/^(?:p|m|s)$/iu.test(raw)) return true;
  if (/^[\p{Script=Latin}\p{M}]+$/u.test(raw) && !/^[a-z]+$/iu.test(raw)) return false;
  return isLegalForm(nameWords(raw));
}
