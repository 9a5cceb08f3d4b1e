import { describe, expect, it } from 'vitest';
import { candidatesFor, directionOf, languageOf, LANGUAGES } from '../../../utils/i18n/languages.ts';

describe('languages', () => {
  it.each([
    ['en-US', 'en'],
    ['zh-CN', 'zh-Hans'],
    ['zh-Hans-SG', 'zh-Hans'],
    ['zh-TW', 'zh-Hant'],
    ['zh_HK', 'zh-Hant'],
    ['zh-Hant', 'zh-Hant'],
    ['fil-PH', 'tl'],
    ['tl', 'tl'],
    ['pt-BR', 'pt'],
    ['pt_PT', 'pt'],
    ['th-TH', 'th'],
    ['de', null],
    ['', null],
  ])('%s is our %s', (locale, tag) => {
    expect(languageOf(locale)).toBe(tag);
  });

  it('finds each language by its folder and its tag', () => {
    for (const { tag, folder } of LANGUAGES) {
      expect(languageOf(tag)).toBe(tag);
      expect(languageOf(folder)).toBe(tag);
    }
    expect(LANGUAGES).toHaveLength(26);
  });

  it('returns candidates in the given order, once each, with English last', () => {
    expect(candidatesFor(['de', 'th-TH', 'th', 'zh-TW'])).toEqual(['th', 'zh-Hant', 'en']);
  });

  it('knows that Arabic and Urdu are written from right to left', () => {
    expect(LANGUAGES.filter(({ tag }) => directionOf(tag) === 'rtl').map(({ tag }) => tag)).toEqual(['ur', 'ar']);
  });
});
