import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { LANGUAGES } from '../../../utils/i18n/languages.ts';
import {
  createTranslator,
  loadBundle,
  messagesForPage,
  type Messages,
  type PluralMessage,
} from '../../../utils/i18n/messages.ts';

const FOLDER = 'public/messages';
const read = (tag: string): Messages => JSON.parse(readFileSync(`${FOLDER}/${tag}.json`, 'utf8')) as Messages;
const english = read('en');
const tags = readdirSync(FOLDER).map((name) => name.replace('.json', ''));
const textsOf = (message: string | PluralMessage): string[] =>
  typeof message === 'string' ? [message] : Object.values(message);
const placeholdersOf = (message: string | PluralMessage): string =>
  [...new Set(textsOf(message).flatMap((text) => text.match(/\{\w+\}/gu) ?? []))].sort().join(' ');

describe('English', () => {
  const sentences = Object.entries(english).flatMap(([key, message]) =>
    textsOf(message).flatMap((text) => text.split(/(?<=[.?!:])\s+/u).map((sentence) => [key, sentence] as const)),
  );

  test('says one idea a sentence, in 14 words at most', () => {
    const long = sentences.filter(([, sentence]) => sentence.split(/\s+/u).length > 14);
    expect(long).toEqual([]);
  });

  test('never shouts, blames or promises', () => {
    const wrong = sentences.filter(([, sentence]) => /scam!|victim|you should have|\bis safe\b|!/iu.test(sentence));
    expect(wrong).toEqual([]);
  });
});

describe('what has a name elsewhere has words here', () => {
  const has = (key: string): boolean => Object.hasOwn(english, key);

  test('every signal', () => {
    const { signals } = parse(readFileSync('knowledge/signals.yaml', 'utf8')) as { signals: Record<string, unknown> };
    const missing = Object.keys(signals).flatMap((id) => [`reason.${id}`, `why.${id}`].filter((key) => !has(key)));
    expect(missing).toEqual([]);
  });

  test.each([
    ['utils/channel/channel-error.ts', /ChannelFault =([\s\S]*?)\n\n/u, 'problem.'],
    ['utils/report/seal-report.ts', /readonly key: ([^;]*);/u, 'problem.'],
    ['utils/report/send-report.ts', /OutboxReason = ([^;]*);/u, 'report-state.'],
    ['utils/report/redact-post.ts', /TakenKind = ([^;]*);/u, 'report.taken.'],
    ['utils/model/indicator.ts', /CATEGORIES = \[([^\]]*)\]/u, 'listing.category.'],
    ['utils/report/report-document.ts', /REPORT_FIELDS = \[([^\]]*)\]/u, 'field.'],
    ['utils/background/badge.ts', /()[\s\S]*/u, ''],
  ])('every name in %s', (file, part, prefix) => {
    const source = readFileSync(file, 'utf8');
    const within = prefix === '' ? source : (part.exec(source)?.[1] ?? '');
    const names =
      prefix === ''
        ? [...within.matchAll(/'(badge\.[a-z-]+)'/gu)].map((match) => match[1] ?? '')
        : [...within.matchAll(/'([a-zA-Z-]+)'/gu)].map((match) => `${prefix}${match[1]}`);
    expect(names.length).toBeGreaterThan(2);
    expect(names.filter((name) => !has(name))).toEqual([]);
  });
});

describe.each(tags.filter((tag) => tag !== 'en'))('%s', (tag) => {
  const messages = read(tag);

  test('is one of our languages, and the browser has a description of it', () => {
    const language = LANGUAGES.find((known) => known.tag === tag);
    expect(existsSync(`public/_locales/${language?.folder}/messages.json`)).toBe(true);
  });

  test('has every message, and none that English lacks', () => {
    const translated = Object.keys(messages).filter((key) => !key.startsWith('intl.'));
    expect(translated.sort()).toEqual(Object.keys(english).sort());
  });

  test('names the same values', () => {
    const different = Object.keys(english).filter((key) => {
      const [theirs, ours] = [messages[key], english[key]];
      return theirs !== undefined && ours !== undefined && placeholdersOf(theirs) !== placeholdersOf(ours);
    });
    expect(different).toEqual([]);
  });

  test('writes each plural that the language has', () => {
    const categories = new Intl.PluralRules(tag).resolvedOptions().pluralCategories;
    const lacking = Object.entries(messages).filter(
      ([, message]) => typeof message !== 'string' && categories.some((category) => message[category] === undefined),
    );
    expect(lacking.map(([key]) => key)).toEqual([]);
  });
});

describe('words', () => {
  const words = createTranslator({
    language: 'en',
    messages: { ...english, counted: { one: '{count} post by {who}', other: '{count} posts by {who}' } },
  });

  test('the plural follows the number, and numbers are written as the language writes them', () => {
    expect(words.find('counted', 'word.danger', { count: 1, who: 'A' })).toBe('1 post by A');
    expect(words.find('counted', 'word.danger', { count: 12_000, who: 'B' })).toBe('12,000 posts by B');
  });

  test('what a value holds is never read as a message', () => {
    expect(words.find('counted', 'word.danger', { count: 2, who: '{count}' })).toBe('2 posts by {count}');
  });

  test('an unknown key falls back, also one that every object has', () => {
    expect(words.find('reason.unheard-of', 'reason.other')).toBe(english['reason.other']);
    expect(words.find('constructor', 'reason.other')).toBe(english['reason.other']);
  });

  test('days and times', () => {
    expect(words.day('2026-11-03')).toBe('3 Nov 2026');
    expect(words.day('not a day')).toBe('not a day');
    const now = Date.parse('2026-11-25T12:00:00Z');
    expect(words.ago('2026-11-25T11:58:00Z', now)).toBe('2 minutes ago');
    expect(words.ago('2026-11-25T02:00:00Z', now)).toBe('10 hours ago');
    expect(words.ago('2026-11-20T12:00:00Z', now)).toBe('5 days ago');
    expect(words.region('KH')).toBe('Cambodia');
  });
});

describe('a bundle', () => {
  const files: Record<string, Messages> = { en: { a: 'A', b: 'B' }, th: { a: 'ก' } };
  const readFile = async (tag: string): Promise<Messages | null> => files[tag] ?? null;

  test('is the first language that has messages, with English under it', async () => {
    expect(await loadBundle(['vi', 'th', 'en'], readFile)).toEqual({ language: 'th', messages: { a: 'ก', b: 'B' } });
    expect(await loadBundle(['vi', 'en'], readFile)).toEqual({ language: 'en', messages: { a: 'A', b: 'B' } });
  });

  test('English first stays English', async () => {
    expect((await loadBundle(['en', 'th'], readFile)).language).toBe('en');
  });

  test('only what is drawn in a page goes there', () => {
    const { messages } = messagesForPage({ language: 'en', messages: english });
    expect(messages).toHaveProperty(['warning.help']);
    expect(messages).toHaveProperty(['reason.travel-paid']);
    expect(Object.keys(messages).filter((key) => /^(?:report|popup|help|list|problem)\./u.test(key))).toEqual([]);
  });
});

test('a value between Arabic words keeps its own direction', () => {
  const number = '+855-979-117-117';
  expect(createTranslator({ language: 'ar', messages: read('ar') }).t('help.call', { number })).toContain(
    `\u2068${number}\u2069`,
  );
  expect(createTranslator({ language: 'en', messages: english }).t('help.call', { number })).toBe(`Call ${number}`);
});
