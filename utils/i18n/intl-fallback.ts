/**
 * Dates, relative times, and names of countries and languages, for languages that Chromium's `Intl` lacks: Burmese,
 * Khmer, Lao, Nepali, Sinhala. Their message files contain the texts under `intl.`. Where the browser supports the
 * language, as Firefox does, its own texts are used.
 */
import type { Messages, PluralMessage } from './message-types.ts';

export type AgoUnit = 'minute' | 'hour' | 'day';

export interface IntlFallback {
  /** Each method returns null where the browser's own text is used. @param at milliseconds since 1970 */
  day(at: number): string | null;
  ago(count: number, unit: AgoUnit): string | null;
  region(country: string): string | null;
  languageName(tag: string): string | null;
}

/** @param isSupported whether the browser's `Intl` supports the language */
export function createIntlFallback(
  messages: Messages,
  fill: (message: string | PluralMessage, values: Readonly<Record<string, string | number>>) => string,
  isSupported: boolean,
): IntlFallback {
  const textOf = (key: string): string | PluralMessage | null =>
    isSupported || !Object.hasOwn(messages, key) ? null : (messages[key] ?? null);
  const named = (key: string): string | null => {
    const text = textOf(key);
    return typeof text === 'string' ? text : null;
  };
  return {
    day(at) {
      const date = new Date(at);
      const pattern = named('intl.day');
      const month = named(`intl.month.${date.getUTCMonth() + 1}`);
      if (pattern === null || month === null) return null;
      return fill(pattern, { day: String(date.getUTCDate()), month, year: String(date.getUTCFullYear()) });
    },
    ago(count, unit) {
      const text = textOf(`intl.ago.${unit}`);
      return text === null ? null : fill(text, { count });
    },
    region: (country) => named(`intl.region.${country}`),
    languageName: (tag) => named(`intl.language.${tag}`),
  };
}
