/**
 * The words of a picture in its alternative text. Facebook and Instagram describe pictures in the reader's language. They
 * quote the words on them: "May be an image of text that says '...'". The sentences are data
 * (`knowledge/alternative-texts.yaml`). A quotation in an unknown sentence is read as well, by its marks.
 */
import type { AlternativeText, AlternativeTexts } from './adapter.ts';

/** Opening and closing marks. */
const QUOTATION_MARKS: readonly string[] = ["''", '""', '‘’', '“”', '„“', '„”', '«»', '‹›', '「」', '『』', '《》'];
/** In an unknown sentence a shorter quotation is a name. */
const MIN_LETTERS = 8;
/** Letters of an unknown sentence around the quotation; more is a text of its own. */
const MAX_FRAME_LETTERS = 160;
/** Marks of direction and of word ends, which differ from page to page. */
const INVISIBLE = /[\u200B-\u200F\u202A-\u202E\u2060\u2066-\u2069]/gu;

/** The quoted words, or '' for an alternative text that quotes none. @param texts the site's sentences, by language */
export function quotedWords(alternativeText: string, texts: AlternativeTexts = {}): string {
  const visible = alternativeText.replaceAll(INVISIBLE, '');
  for (const { quotes } of Object.values(texts))
    for (const sentence of quotes) {
      const words = wordsIn(visible, sentence);
      if (words !== '') return words;
    }
  return wordsInMarks(alternativeText, MIN_LETTERS, MAX_FRAME_LETTERS);
}

/** False for a picture that the site describes, without naming words on it. */
export function mayShowWords(alternativeText: string, texts: AlternativeTexts = {}): boolean {
  const described = Object.values(texts).filter(({ describes }) => containsAny(alternativeText, describes));
  return described.length === 0 || described.some(({ words }) => containsAny(alternativeText, words));
}

function containsAny(alternativeText: string, parts: AlternativeText['words']): boolean {
  const text = alternativeText.replaceAll(INVISIBLE, '').toLowerCase();
  return parts.some((part) => text.includes(part.toLowerCase()));
}

/** The words at `{}` of a sentence, without their marks; '' when the text does not hold the sentence. */
function wordsIn(text: string, sentence: string): string {
  const [before = '', after = ''] = sentence.split('{}').map((part) => part.trim());
  const from = text.indexOf(before);
  const to = after === '' ? text.length : text.lastIndexOf(after);
  if (from < 0 || to < from + before.length) return '';
  const words = text.slice(from + before.length, to).trim();
  return wordsInMarks(words, 1, before === '' ? words.length : 0) || words;
}

/** The longest quotation by its marks. @param maxFrame letters that may stand around it */
function wordsInMarks(text: string, minLetters: number, maxFrame: number): string {
  let words = '';
  for (const [open = '', close = ''] of QUOTATION_MARKS) {
    const start = openingAt(text, open);
    const end = closingAt(text, close);
    if (start < 0 || end <= start + 1) continue;
    const quoted = text.slice(start + 1, end);
    const frame = letters(text.slice(0, start) + text.slice(end + 1));
    // A text that is one quotation, and nothing else, was not written by the site.
    if (letters(quoted) < minLetters || frame > maxFrame || (frame === 0 && minLetters > 1)) continue;
    if (quoted.length > words.length) words = quoted;
  }
  return words.trim();
}

/** The first mark with no letter before it: not the apostrophe of "don't". */
function openingAt(text: string, mark: string): number {
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1))
    if (!isSpacedLetter(text[at - 1] ?? ' ')) return at;
  return -1;
}

/** The last mark with no letter behind it. */
function closingAt(text: string, mark: string): number {
  for (let at = text.lastIndexOf(mark); at > 0; at = text.lastIndexOf(mark, at - 1))
    if (!isSpacedLetter(text[at + 1] ?? ' ')) return at;
  return -1;
}

/** A letter of a script that puts spaces between words and uses apostrophes inside them. */
function isSpacedLetter(sign: string): boolean {
  return /[\p{sc=Latin}\p{sc=Cyrillic}\p{N}]/u.test(sign);
}

function letters(text: string): number {
  return text.match(/[\p{L}\p{M}\p{N}]/gu)?.length ?? 0;
}
