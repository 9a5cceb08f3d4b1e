/** Finds licence numbers in a text: those of a known form, and bare ones behind a word for a licence. */
import type { Span } from '../model/span.ts';
import { asciiDigitsInPlace } from './ascii-digits-in-place.ts';
import { GENERAL_FORM, NUMBER_FORMS } from './number-forms.ts';

export interface LicenceNumber extends Span {
  /** ISO 3166; null for a bare number, which may be of any country. */
  country: string | null;
  /** Key of the number, or the number as written where `country` is null. */
  key: string;
  /** The key is the beginning of a number. */
  partial: boolean;
}

/** More numbers are a list of agencies, not a post of one. */
const MAX_NUMBERS = 20;
/** UTF-16 units of a text that are searched. */
const MAX_SEARCHED_UNITS = 20_000;

/** In the order of the text, without overlaps. */
export function findLicenceNumbers(source: string): LicenceNumber[] {
  const text = asciiDigitsInPlace(source.slice(0, MAX_SEARCHED_UNITS));
  if (!/\d/u.test(text)) return [];
  const found: LicenceNumber[] = [];
  const add = (number: LicenceNumber): void => {
    const overlaps = found.some(({ start, end }) => number.start < end && start < number.end);
    if (!overlaps && found.length < MAX_NUMBERS) found.push(number);
  };
  for (const { country, pattern, key, partial = false } of NUMBER_FORMS) {
    for (const match of text.matchAll(pattern)) {
      const own = key(match);
      if (own !== null) add({ country, key: own, partial, ...spanOf(match, match[0]) });
    }
  }
  for (const match of text.matchAll(GENERAL_FORM)) {
    const written = match[1] ?? '';
    add({ country: null, key: written, partial: false, ...spanOf(match, match[0]) });
  }
  return found.toSorted((a, b) => a.start - b.start);
}

function spanOf({ index }: RegExpExecArray | RegExpMatchArray, text: string): Span {
  const start = index ?? 0;
  return { start, end: start + text.trimEnd().length };
}
