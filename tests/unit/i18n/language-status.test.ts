import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { markReviewed, markTranslated } from '../../../tools/languages/translation-record.ts';
import { beginLanguage } from '../../../tools/languages/begin-language.ts';
import { languageStatus, type LanguageStatus } from '../../../tools/languages/language-status.ts';
import { readTexts, writeJson, type TextFiles, type TranslationRecord } from '../../../tools/languages/texts.ts';

let files: TextFiles;
const write = (tag: string, texts: unknown): void => writeJson(join(files.messages, `${tag}.json`), texts);
const statusOf = (tag: string): LanguageStatus => languageStatus(readTexts(files), tag);
const saveRecord = (record: TranslationRecord): void => writeJson(files.record, record);
const markAsTranslated = (tags: string[], ...keys: string[]): void =>
  saveRecord(markTranslated(readTexts(files), tags, keys));
const markAsReviewed = (tag: string, ...groups: string[]): void =>
  saveRecord(markReviewed(readTexts(files), tag, { by: 'Ann Example', on: '2026-11-25' }, groups));

const ENGLISH = {
  'help.call': 'Call {number}',
  'help.open': 'Open it',
  'menu.a': { one: '{count} a', other: '{count} as' },
};

beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'languages-'));
  files = { messages: join(folder, 'messages'), record: join(folder, 'record.json') };
  mkdirSync(files.messages);
  saveRecord({ english: {}, languages: {} });
  write('en', ENGLISH);
  for (const tag of ['th', 'fr']) {
    write(tag, { 'help.call': `${tag} {number}`, 'help.open': tag, 'menu.a': { one: tag, other: tag } });
  }
  markAsTranslated(['th', 'fr']);
});
afterEach(() => rmSync(join(files.record, '..'), { recursive: true }));

describe('languageStatus', () => {
  it('reports nothing once everything is translated, and the record stores that once for all languages', () => {
    expect(statusOf('th')).toMatchObject({ keys: 3, missing: [], changed: [], unknown: [], asEnglish: [] });
    const { english, languages } = readTexts(files).record;
    expect(Object.keys(english)).toEqual(Object.keys(ENGLISH));
    expect(languages).toEqual({});
  });

  it('reports a text that changed in English in each language until it is translated again', () => {
    write('en', { ...ENGLISH, 'help.open': 'Open it now' });
    expect([statusOf('th').changed, statusOf('fr').changed]).toEqual([['help.open'], ['help.open']]);
    markAsTranslated(['th'], 'help.open');
    expect([statusOf('th').changed, statusOf('fr').changed]).toEqual([[], ['help.open']]);
    markAsTranslated(['fr']);
    expect([statusOf('th').changed, statusOf('fr').changed]).toEqual([[], []]);
    expect(readTexts(files).record.languages).toEqual({});
    write('en', ENGLISH);
    expect([statusOf('th').changed, statusOf('fr').changed]).toEqual([['help.open'], ['help.open']]);
  });

  it('reports a changed plural form', () => {
    write('en', { ...ENGLISH, 'menu.a': { one: '{count} a', other: '{count} more' } });
    expect(statusOf('fr').changed).toEqual(['menu.a']);
  });

  it('reports keys that are missing, unknown, or the same as English', () => {
    write('th', { 'help.call': 'Call {number}', 'help.old': 'เก่า', 'menu.a': { one: 'ก', other: 'ก' } });
    expect(statusOf('th')).toMatchObject({
      missing: ['help.open'],
      unknown: ['help.old'],
      asEnglish: ['help.call'],
    });
    expect(() => markAsTranslated(['th'], 'help.open')).toThrow('th has no text for "help.open"');
    expect(() => markAsTranslated(['th'], 'help.shut')).toThrow('English has no key "help.shut"');
  });
});

describe('reviews of a language', () => {
  it('has no reviewer until one is recorded', () => {
    expect(statusOf('th')).toMatchObject({ reviewed: [], unreviewedKeys: 3, reviewers: [] });
    markAsReviewed('th', 'help');
    expect(statusOf('th')).toMatchObject({
      reviewed: ['help'],
      unreviewedKeys: 1,
      reviewers: [{ by: 'Ann Example', on: '2026-11-25' }],
    });
    expect(statusOf('fr').reviewed).toEqual([]);
    expect(() => markAsReviewed('th', 'warnings')).toThrow('there are help menu');
  });

  it.each(['en', 'th'])('marks a group that changed in %s as not reviewed', (tag) => {
    markAsReviewed('th');
    const texts = readTexts(files);
    write(tag, { ...(tag === 'en' ? texts.english : texts.languages.get(tag)), 'help.open': 'anew' });
    expect(statusOf('th')).toMatchObject({ reviewed: ['menu'], reviewedBefore: ['help'], unreviewedKeys: 2 });
  });
});

test('beginLanguage writes the English text under each key in the plural forms of the language', () => {
  const locales = join(files.messages, '..', 'locales');
  const written = beginLanguage('ar', readTexts(files).english, files.messages, locales);
  expect(written).toEqual([join(files.messages, 'ar.json'), join(locales, 'ar', 'messages.json')]);
  const begun = JSON.parse(readFileSync(join(files.messages, 'ar.json'), 'utf8')) as Record<string, object>;
  expect(Object.keys(begun['menu.a'] ?? {}).sort()).toEqual(['few', 'many', 'one', 'other', 'two', 'zero']);
  expect(statusOf('ar').asEnglish).toHaveLength(3);
  expect(() => beginLanguage('ar', readTexts(files).english, files.messages, locales)).toThrow('there already');
  expect(() => beginLanguage('xx', readTexts(files).english, files.messages, locales)).toThrow('languages.ts');
});

test('readTexts names a record or a file that cannot be read', () => {
  writeJson(files.record, { english: { 'help.call': 'no digest' }, languages: {} });
  expect(() => readTexts(files)).toThrow(`${files.record}: english.help.call`);
  writeFileSync(files.record, '{');
  expect(() => readTexts(files)).toThrow(files.record);
  write('xx', {});
  expect(() => readTexts(files)).toThrow('names no language "xx"');
});
