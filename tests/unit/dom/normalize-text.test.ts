import { describe, expect, it } from 'vitest';
import { normalizeWords } from '../../../utils/dom/normalize-text.ts';

describe('normalizeWords', () => {
  it.each([
    ['S\u00ada\u034fl\ufe0fa\u200dr\u200cy', 'salary'],
    ['Ｓａｌａｒｙ 𝗽𝗮𝗶𝗱 ⓙⓞⓑ', 'salary paid job'],
    ['\u202eyralaS', 'salary'],
    ['Sаlаry, nо ехреriеnсе, Таxі, αnd', 'salary, no experience, taxi, and'],
    ['Зарплата, IT-специалист, опыт от 2 лет, Εργασία', 'зарплата, it-специалист, опыт от 2 лет, εργασία'],
    ['เงินเดือน นำ', 'เงินเดือน นำ'],
    ['می\u200cخواهیم', 'می\u200cخواهیم'],
  ])('case %#: gives plain lower-case words', (text, plain) => {
    expect(normalizeWords(text)).toBe(plain);
  });
});
