import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { addIntlNames } from '../../../tools/languages/intl-names.ts';
import { createIntlFallback } from '../../../utils/i18n/intl-fallback.ts';
import { createTranslator, messagesForPage } from '../../../utils/i18n/messages.ts';
import type { Messages } from '../../../utils/i18n/message-types.ts';

const read = (tag: string): Messages => JSON.parse(readFileSync(`public/messages/${tag}.json`, 'utf8')) as Messages;
const fill = (message: unknown, values: Readonly<Record<string, string | number>>): string =>
  (typeof message === 'string' ? message : (message as { other: string }).other).replaceAll(
    /\{(\w+)\}/gu,
    (_, name: string) => String(values[name]),
  );

// Languages that Chromium's data lack: its `Intl.DateTimeFormat.supportedLocalesOf` is empty for them.
describe('createIntlFallback', () => {
  test.each(['my', 'km', 'lo', 'ne', 'si'])('has texts for days, times and countries in %s', (tag) => {
    const messages = read(tag);
    expect(addIntlNames(tag, messages)).toEqual(messages);
    const gaps = createIntlFallback(messages, fill, false);
    for (const text of [gaps.day(Date.UTC(2026, 10, 3)), gaps.ago(3, 'hour')]) {
      expect(text).toContain('3');
      expect(text).not.toMatch(/[A-Za-z{}]/u);
    }
    for (const country of ['KH', 'MM', 'TH', 'LA', 'LK']) expect(gaps.region(country)).not.toMatch(/[A-Za-z]/u);
    expect(gaps.languageName('th')).not.toMatch(/[A-Za-z]/u);
    const inPage = Object.keys(messagesForPage({ language: tag, messages }).messages).filter((key) =>
      key.startsWith('intl.'),
    );
    expect(inPage).toHaveLength(13);
  });

  test('leaves the text to the browser when it supports the language or the messages lack one', () => {
    expect(createIntlFallback(read('my'), fill, true).region('KH')).toBeNull();
    expect(createIntlFallback(read('th'), fill, false).day(0)).toBeNull();
    expect(createTranslator({ language: 'th', messages: read('th') }).region('KH')).toBe('กัมพูชา');
  });
});
