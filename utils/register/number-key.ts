/** The key of a licence number: the same for all ways to write it. */
import { NUMBER_FORMS, NUMBER_LABELS } from './number-forms.ts';
import { asciiDigitsInPlace } from './ascii-digits-in-place.ts';

/** Longest written number, in UTF-16 units. */
const MAX_NUMBER_UNITS = 80;

/**
 * Returns the key of a complete number of a country, or null. `written` may lack the office's name: `1234` is a number of BMET.
 * @param country ISO 3166
 */
export function numberKey(country: string, written: string): string | null {
  if (written.length > MAX_NUMBER_UNITS) return null;
  const text = asciiDigitsInPlace(written.trim());
  return keyIn(country, text) ?? keyIn(country, `${NUMBER_LABELS[country] ?? ''}${text}`);
}

function keyIn(country: string, text: string): string | null {
  for (const form of NUMBER_FORMS) {
    if (form.country !== country || form.partial === true) continue;
    form.pattern.lastIndex = 0;
    const match = form.pattern.exec(text);
    // The pattern is shared: a search elsewhere must begin at the start.
    form.pattern.lastIndex = 0;
    const key = match === null ? null : form.key(match);
    if (key !== null) return key;
  }
  return null;
}
