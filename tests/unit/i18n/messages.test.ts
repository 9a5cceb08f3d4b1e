import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, test, vi } from 'vitest';
import { parse } from 'yaml';
import { LANGUAGES } from '../../../utils/i18n/languages.ts';
import { createTranslator, loadBundle, messagesForPage, readOnce } from '../../../utils/i18n/messages.ts';
import type { Messages, PluralMessage } from '../../../utils/i18n/message-types.ts';

const FOLDER = 'public/messages';
const read = (tag: string): Messages => JSON.parse(readFileSync(`${FOLDER}/${tag}.json`, 'utf8')) as Messages;
const english = read('en');
const tags = readdirSync(FOLDER).map((name) => name.replace('.json', ''));
const textsOf = (message: string | PluralMessage): string[] =>
  typeof message === 'string' ? [message] : Object.values(message);
const placeholdersOf = (message: string | PluralMessage): string =>
  [...new Set(textsOf(message).flatMap((text) => text.match(/\{\w+\}/gu) ?? []))].sort().join(' ');

describe('English messages', () => {
  const sentences = Object.entries(english).flatMap(([key, message]) =>
    textsOf(message).flatMap((text) => text.split(/(?<=[.?!:])\s+/u).map((sentence) => [key, sentence] as const)),
  );

  it('has at most 14 words in a sentence', () => {
    const long = sentences.filter(([, sentence]) => sentence.split(/\s+/u).length > 14);
    expect(long).toEqual([]);
  });

  it('never shouts, blames or promises', () => {
    const wrong = sentences.filter(([, sentence]) => /scam!|victim|you should have|\bis safe\b|!/iu.test(sentence));
    expect(wrong).toEqual([]);
  });
});

describe('messages for ids of the knowledge', () => {
  const has = (key: string): boolean => Object.hasOwn(english, key);

  it('exist for every signal', () => {
    const { signals } = parse(readFileSync('knowledge/signals.yaml', 'utf8')) as { signals: Record<string, unknown> };
    const missing = Object.keys(signals).flatMap((id) => [`reason.${id}`, `why.${id}`].filter((key) => !has(key)));
    expect(missing).toEqual([]);
  });

  it.each([
    ['utils/channel/channel-error.ts', /ChannelFault =([\s\S]*?)\n\n/u, 'problem.'],
    ['utils/report/seal-report.ts', /readonly key: ([^;]*);/u, 'problem.'],
    ['utils/report/send-report.ts', /OutboxReason = ([^;]*);/u, 'report-state.'],
    ['utils/report/redact-post.ts', /RedactedKind = ([^;]*);/u, 'report.taken.'],
    ['utils/model/indicator.ts', /CATEGORIES = \[([^\]]*)\]/u, 'listing.category.'],
    ['utils/report/report-document.ts', /REPORT_FIELDS = \[([^\]]*)\]/u, 'field.'],
    ['utils/background/badge.ts', /()[\s\S]*/u, ''],
  ])('exist for every name in %s', (file, part, prefix) => {
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

  it('is a known language with a description for the browser', () => {
    const language = LANGUAGES.find((known) => known.tag === tag);
    expect(existsSync(`public/_locales/${language?.folder}/messages.json`)).toBe(true);
  });

  it('has exactly the keys of English', () => {
    const translated = Object.keys(messages).filter((key) => !key.startsWith('intl.'));
    expect(translated.sort()).toEqual(Object.keys(english).sort());
  });

  it('has the same placeholders as English', () => {
    const different = Object.keys(english).filter((key) => {
      const [theirs, ours] = [messages[key], english[key]];
      return theirs !== undefined && ours !== undefined && placeholdersOf(theirs) !== placeholdersOf(ours);
    });
    expect(different).toEqual([]);
  });

  it('has each plural form of the language', () => {
    const categories = new Intl.PluralRules(tag).resolvedOptions().pluralCategories;
    const lacking = Object.entries(messages).filter(
      ([, message]) => typeof message !== 'string' && categories.some((category) => message[category] === undefined),
    );
    expect(lacking.map(([key]) => key)).toEqual([]);
  });
});

describe('createTranslator', () => {
  const words = createTranslator({
    language: 'en',
    messages: { ...english, counted: { one: '{count} post by {who}', other: '{count} posts by {who}' } },
  });

  it('selects the plural form and formats numbers for the language', () => {
    expect(words.find('counted', 'word.danger', { count: 1, who: 'A' })).toBe('1 post by A');
    expect(words.find('counted', 'word.danger', { count: 12_000, who: 'B' })).toBe('12,000 posts by B');
  });

  it('never parses a value as a message', () => {
    expect(words.find('counted', 'word.danger', { count: 2, who: '{count}' })).toBe('2 posts by {count}');
  });

  it('uses the fallback for an unknown key, also for a property of every object', () => {
    expect(words.find('reason.unheard-of', 'reason.other')).toBe(english['reason.other']);
    expect(words.find('constructor', 'reason.other')).toBe(english['reason.other']);
  });

  it('formats days and relative times', () => {
    expect(words.day('2026-11-03')).toBe('3 Nov 2026');
    expect(words.day('not a day')).toBe('not a day');
    const now = Date.parse('2026-11-25T12:00:00Z');
    expect(words.ago('2026-11-25T11:58:00Z', now)).toBe('2 minutes ago');
    expect(words.ago('2026-11-25T02:00:00Z', now)).toBe('10 hours ago');
    expect(words.ago('2026-11-20T12:00:00Z', now)).toBe('5 days ago');
    expect(words.region('KH')).toBe('Cambodia');
  });
});

describe('loadBundle and messagesForPage', () => {
  const files: Record<string, Messages> = { en: { a: 'A', b: 'B' }, th: { a: 'ก' } };
  const readFile = async (tag: string): Promise<Messages | null> => files[tag] ?? null;

  it('loads the first language that has messages and completes it with English', async () => {
    expect(await loadBundle(['vi', 'th', 'en'], readFile)).toEqual({ language: 'th', messages: { a: 'ก', b: 'B' } });
    expect(await loadBundle(['vi', 'en'], readFile)).toEqual({ language: 'en', messages: { a: 'A', b: 'B' } });
  });

  it('loads English when it comes first', async () => {
    expect((await loadBundle(['en', 'th'], readFile)).language).toBe('en');
  });

  it('sends a page only the messages that warnings use', () => {
    const { messages } = messagesForPage({ language: 'en', messages: english });
    expect(messages).toHaveProperty(['warning.help']);
    expect(messages).toHaveProperty(['reason.travel-paid']);
    expect(Object.keys(messages).filter((key) => /^(?:report|popup|help|list|problem)\./u.test(key))).toEqual([]);
  });
});

test('createTranslator isolates a value in Arabic text', () => {
  const number = '+855-979-117-117';
  expect(createTranslator({ language: 'ar', messages: read('ar') }).t('help.call', { number })).toContain(
    `\u2068${number}\u2069`,
  );
  expect(createTranslator({ language: 'en', messages: english }).t('help.call', { number })).toBe(`Call ${number}`);
});

describe('readOnce', () => {
  it('reads a language once, and again where nothing was read', async () => {
    const tagsRead: string[] = [];
    const answers = [null, { a: 'A' }, { a: 'B' }];
    const read = readOnce(async (tag) => (tagsRead.push(tag), answers.shift() ?? null));
    expect(await read('en')).toBeNull();
    expect(await Promise.all([read('en'), read('en')])).toEqual([{ a: 'A' }, { a: 'A' }]);
    expect(await read('ar')).toEqual({ a: 'B' });
    expect(tagsRead).toEqual(['en', 'en', 'ar']);
  });

  it('reads again after a failure', async () => {
    let isBroken = true;
    const read = readOnce(async () => {
      if (isBroken) throw new Error('broken');
      return { a: 'A' };
    });
    await expect(read('en')).rejects.toThrow('broken');
    isBroken = false;
    expect(await read('en')).toEqual({ a: 'A' });
  });
});

describe('createTranslator', () => {
  it('makes no formatter before a text needs it: a warning would wait for all of them', () => {
    const names = ['PluralRules', 'NumberFormat', 'DateTimeFormat', 'DisplayNames', 'RelativeTimeFormat', 'Collator'];
    const made: string[] = [];
    for (const name of names) {
      const original = Intl[name as 'NumberFormat'];
      const construct = (target: object, values: unknown[]): object => {
        made.push(name);
        return Reflect.construct(target as typeof original, values) as object;
      };
      vi.stubGlobal(
        'Intl',
        new Proxy(Intl, {
          get: (target, key) =>
            key === name ? new Proxy(original, { construct }) : (Reflect.get(target, key) as unknown),
        }),
      );
    }
    const { t, percent } = createTranslator({ language: 'en', messages: { 'warning.title': 'Careful' } });
    expect(t('warning.title' as never)).toBe('Careful');
    expect(made).toEqual([]);
    expect(percent(0.5)).toBe('50%');
    expect(made).toEqual(['NumberFormat']);
    vi.unstubAllGlobals();
  });
});

test('createTranslator isolates an Arabic name in English text: the number after it stays there', () => {
  const { t } = createTranslator({ language: 'en', messages: english });
  const [name, number] = ['شركة الميناء', '4711'];
  expect(t('register.agency', { name, number })).toBe(`In the register: \u2068${name}\u2069, 4711.`);
});
