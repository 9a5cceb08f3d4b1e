/** Canonical form of telephone numbers: E.164, from digits of any script. */
import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min';

/** Code point of the digit zero in scripts that recruiters' posts use. */
const ZERO_DIGITS = [0x660, 0x6f0, 0x966, 0x9e6, 0xb66, 0xbe6, 0xe50, 0xed0, 0x1040, 0x17e0];

/** Converts decimal digits to ASCII: `๐๘๑` and `٠٨١` -> `081`; full-width digits too. */
export function asciiDigits(text: string): string {
  return text.normalize('NFKC').replaceAll(/\p{Nd}/gu, (mark) => {
    const code = mark.codePointAt(0) ?? 0;
    const zero = ZERO_DIGITS.find((first) => code >= first && code < first + 10);
    return zero === undefined ? mark : String(code - zero);
  });
}

/**
 * `+66 81-234-5678`, `0066 81...` or `tel:+66...` -> `+66812345678`. A number without country code needs `country`, else the result
 * is null. Only the length is checked against the numbering plan, because people also list unassigned numbers.
 */
export function canonicalPhone(raw: string, country?: CountryCode): string | null {
  const text = asciiDigits(raw)
    .replace(/^\s*tel:/iu, '')
    .trim()
    .replace(/^(?:00|\+\s*00)(?=\s*[1-9])/u, '+');
  // The library throws internally for these, which is slow.
  if (country === undefined && !/^[+＋]/u.test(text)) return null;
  const number = parsePhoneNumberFromString(text, country);
  return number?.isPossible() === true ? number.number : null;
}
