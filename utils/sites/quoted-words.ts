/**
 * The words of a picture in its alternative text. Facebook and Instagram describe pictures in the reader's language and quote
 * the words on them: "May be an image of text that says '...'". The quotation marks are the same in few languages, so
 * every kind is known, and the sentence around them is not read.
 */

/** Opening and closing marks. */
const QUOTATION_MARKS: readonly string[] = ["''", '""', '‘’', '“”', '„“', '„”', '«»', '‹›', '「」', '『』', '《》'];
/** A shorter quotation is a name. */
const MIN_LETTERS = 8;
/** Letters of the sentence around the quotation; more is a text of its own. */
const MAX_FRAME_LETTERS = 160;

/** The quoted words, or '' for an alternative text that quotes none. */
export function quotedWords(alternativeText: string): string {
  let words = '';
  for (const [open = '', close = ''] of QUOTATION_MARKS) {
    const start = openingAt(alternativeText, open);
    const end = closingAt(alternativeText, close);
    if (start < 0 || end <= start + 1) continue;
    const quoted = alternativeText.slice(start + 1, end);
    const frame = alternativeText.slice(0, start) + alternativeText.slice(end + 1);
    if (letters(quoted) < MIN_LETTERS || letters(frame) > MAX_FRAME_LETTERS || letters(frame) === 0) continue;
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
