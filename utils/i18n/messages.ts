/**
 * Messages of the interface: one flat JSON file for each language in `public/messages`. A text has placeholders such as
 * `{count}`. A text that depends on a number has one form for each plural category of `Intl.PluralRules`.
 *
 * The script that draws in a page cannot fetch from the package, so the background sends it the messages.
 */
import type en from '../../public/messages/en.json';
import { lazy } from '../model/lazy.ts';
import { createIntlFallback, type AgoUnit } from './intl-fallback.ts';
import { directionOf, type Direction } from './languages.ts';
import type { Messages, PluralMessage } from './message-types.ts';
import { RIGHT_TO_LEFT } from './right-to-left.ts';

export type MessageKey = keyof typeof en;

/** A language's messages, with the English text for every missing key. */
export interface MessageBundle {
  /** BCP 47 tag. */
  language: string;
  messages: Messages;
}

export type Values = Readonly<Record<string, string | number>>;

export interface Translator {
  language: string;
  direction: Direction;
  /** The text for a key. Numbers are formatted for the language; `count` or `posts` selects the plural form. */
  t: (key: MessageKey, values?: Values) => string;
  /** For keys made from data, such as `reason.<id>`: the fallback's text when the key is unknown. */
  find: (key: string, fallback: MessageKey, values?: Values) => string;
  /** `2026-11-03` or an ISO time as `3 Nov 2026`; other text unchanged. */
  day: (iso: string) => string;
  /** `3 hours ago`. @param now milliseconds since 1970 */
  ago: (iso: string, now: number) => string;
  /** `45%`, as the language writes it. @param part 0 to 1 */
  percent: (part: number) => string;
  /** A country's name, from its ISO 3166 code. */
  region: (country: string) => string;
  /** A language's name, from its BCP 47 tag. */
  languageName: (tag: string) => string;
  /** Sorts names as the language does. */
  collator: Intl.Collator;
}

export function createTranslator({ language, messages }: MessageBundle): Translator {
  // British English puts the day before the month; most readers are not in the United States.
  const locale = language === 'en' ? 'en-GB' : language;
  // Made when they are first used: together they take longer than a warning takes to draw.
  const plural = lazy(() => new Intl.PluralRules(locale));
  const number = lazy(() => new Intl.NumberFormat(locale));
  const percent = lazy(() => new Intl.NumberFormat(locale, { style: 'percent' }));
  const dayFormat = lazy(
    () => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }),
  );
  const languages = lazy(() => new Intl.DisplayNames(locale, { type: 'language' }));
  const regions = lazy(() => new Intl.DisplayNames(locale, { type: 'region' }));
  const relative = lazy(() => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
  const collator = lazy(() => new Intl.Collator(locale));
  const fallback = lazy(() =>
    createIntlFallback(messages, fill, Intl.DateTimeFormat.supportedLocalesOf(locale).length > 0),
  );

  const direction = directionOf(language);
  const fill = (message: string | PluralMessage, values: Values): string => {
    const text =
      typeof message === 'string' ? message : (message[plural().select(pluralCount(values))] ?? message.other);
    return text.replaceAll(/\{(\w+)\}/gu, (hole, name: string) => {
      const value = values[name];
      if (value === undefined) return hole;
      if (typeof value === 'number') return number().format(value);
      return direction === 'rtl' || RIGHT_TO_LEFT.test(value) ? isolateDirection(value) : value;
    });
  };
  const before = (count: number, unit: AgoUnit): string =>
    fallback().ago(count, unit) ?? relative().format(-count, unit);
  return {
    language,
    direction,
    t: (key, values = {}) => fill(messages[key] ?? key, values),
    find: (key, fallback, values = {}) =>
      fill((Object.hasOwn(messages, key) ? messages[key] : messages[fallback]) ?? fallback, values),
    percent: (part) => percent().format(part),
    region: (country) => fallback().region(country) ?? regions().of(country) ?? country,
    languageName: (tag) => fallback().languageName(tag) ?? languages().of(tag) ?? tag,
    get collator() {
      return collator();
    },
    day(iso) {
      const at = Date.parse(iso);
      return Number.isNaN(at) ? iso : (fallback().day(at) ?? dayFormat().format(at));
    },
    ago(iso, now) {
      const minutes = Math.round((now - Date.parse(iso)) / 60_000);
      if (Number.isNaN(minutes)) return iso;
      if (minutes < 60) return before(minutes, 'minute');
      if (minutes < 48 * 60) return before(Math.round(minutes / 60), 'hour');
      return before(Math.round(minutes / 1440), 'day');
    },
  };
}

/**
 * Adds bidi isolates. Without them a telephone number in Arabic text appears with its parts reversed, and the number after an
 * Arabic name in English text before that name.
 */
function isolateDirection(value: string): string {
  return value === '' ? '' : `\u2068${value}\u2069`;
}

function pluralCount(values: Values): number {
  const amount = values['count'] ?? values['posts'];
  return typeof amount === 'number' ? amount : 0;
}

/** Reads a language's messages; null without such a file. */
export type ReadMessages = (tag: string) => Promise<Messages | null>;

/** Reads each language once. After a failure, or where nothing was read, the next call tries again. */
export function readOnce(read: ReadMessages): ReadMessages {
  const reads = new Map<string, Promise<Messages | null>>();
  return (tag) => {
    const known = reads.get(tag);
    if (known !== undefined) return known;
    const reading = (async () => {
      let messages: Messages | null = null;
      try {
        messages = await read(tag);
      } finally {
        if (messages === null) reads.delete(tag);
      }
      return messages;
    })();
    reads.set(tag, reading);
    return reading;
  };
}

/** The first of the languages that has messages, completed with English. */
export async function loadBundle(candidates: readonly string[], read: ReadMessages): Promise<MessageBundle> {
  const english = (await read('en')) ?? {};
  for (const tag of candidates) {
    if (tag === 'en') break;
    const messages = await read(tag);
    if (messages !== null) return { language: tag, messages: { ...english, ...messages } };
  }
  return { language: 'en', messages: english };
}

/** Keys of the messages that warnings in a page use; the page's process gets no others. */
const PAGE_MESSAGE_KEYS =
  /^(?:level|word|warning|listing|register|next|reason|why|guard|feedback|picture\.menu|intl\.(?:day|month))(?:\.|$)/u;

export function messagesForPage({ language, messages }: MessageBundle): MessageBundle {
  return {
    language,
    messages: Object.fromEntries(Object.entries(messages).filter(([key]) => PAGE_MESSAGE_KEYS.test(key))),
  };
}
