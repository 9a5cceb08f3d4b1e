/** Dates, relative times, countries and languages from Node's `Intl` data, for languages that Chromium's data lack. */
import { LANGUAGES } from '../../utils/i18n/languages.ts';
import type { Messages, PluralMessage } from '../../utils/i18n/message-types.ts';

/** Prefix of keys that only these languages have. */
export const INTL_PREFIX = 'intl.';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');
/** Region codes that are no countries. */
const NO_COUNTRY = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ']);

/** Adds the missing `Intl` texts at the end of a language's messages; existing texts stay unchanged. */
export function addIntlNames(tag: string, messages: Messages): Messages {
  return { ...messages, ...dayNames(tag), ...relativeTimes(tag), ...regionNames(tag), ...languages(tag), ...messages };
}

function dayNames(tag: string): Messages {
  // Gregorian calendar and Latin digits, as in the texts around them.
  const format = new Intl.DateTimeFormat(`${tag}-u-nu-latn-ca-gregory`, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const partsOf = (month: number): Intl.DateTimeFormatPart[] => format.formatToParts(Date.UTC(2026, month, 3));
  const pattern = partsOf(0).map(({ type, value }) => (type === 'literal' ? value : `{${type}}`));
  const months = Array.from({ length: 12 }, (_, month): [string, string] => [
    `intl.month.${month + 1}`,
    partsOf(month).find(({ type }) => type === 'month')?.value ?? '',
  ]);
  return { 'intl.day': pattern.join(''), ...Object.fromEntries(months) };
}

function relativeTimes(tag: string): Messages {
  const format = new Intl.RelativeTimeFormat(`${tag}-u-nu-latn`);
  const plural = new Intl.PluralRules(tag);
  const texts = (['minute', 'hour', 'day'] as const).map((unit): [string, PluralMessage] => {
    const forms = [1, 3].map((count) => [
      plural.select(count),
      format
        .formatToParts(-count, unit)
        .map(({ type, value }) => (type === 'integer' ? '{count}' : value))
        .join(''),
    ]);
    return [`intl.ago.${unit}`, Object.fromEntries(forms) as PluralMessage];
  });
  return Object.fromEntries(texts);
}

function regionNames(tag: string): Messages {
  const names = new Intl.DisplayNames(tag, { type: 'region', fallback: 'none' });
  const codes = LETTERS.flatMap((first) => LETTERS.map((second) => `${first}${second}`));
  return namesOf(
    'intl.region',
    codes.filter((code) => !NO_COUNTRY.has(code)),
    (code) => names.of(code),
  );
}

function languages(tag: string): Messages {
  const names = new Intl.DisplayNames(tag, { type: 'language', fallback: 'none' });
  return namesOf(
    'intl.language',
    LANGUAGES.map((language) => language.tag),
    (code) => names.of(code),
  );
}

function namesOf(prefix: string, codes: readonly string[], nameOf: (code: string) => string | undefined): Messages {
  return Object.fromEntries(
    codes.flatMap((code) => {
      const name = nameOf(code);
      return name === undefined ? [] : [[`${prefix}.${code}`, name]];
    }),
  );
}
