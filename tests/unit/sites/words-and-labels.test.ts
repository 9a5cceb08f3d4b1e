import { describe, expect, it } from 'vitest';
import { adaptersFor, isSwitchedOff, matchesHost } from '../../../utils/sites/adapters-for.ts';
import type { SiteAdapter } from '../../../utils/sites/adapter.ts';
import { hasAnyWord, hasWord } from '../../../utils/sites/has-word.ts';
import { countLabelledLines, isLabel, labelledValue, splitLabelledLines } from '../../../utils/sites/labels.ts';
import { mentionsMoney } from '../../../utils/sites/mentions-money.ts';

describe('hasWord', () => {
  it.each([
    ['the plat is', 'plat', true],
    ['plat', 'plat', true],
    ['a platform', 'plat', false],
    ['an aplat', 'plat', false],
    ['platform and plat', 'plat', true],
    ['plat-form', 'plat', true],
    ['plat\u0301', 'plat', false],
    ['a plattform', 'platt', false],
    ['a platform', 'platfo', true],
    ['зпалата', 'пала', false],
    ['αμισθός', 'μισθ', false],
    ['รับสมัครงาน', 'งาน', true],
    ['招聘会', '招聘', true],
    ['c++ and more', 'c++', true],
    ['none', 'word', false],
  ])('"%s" holds "%s": %s', (text, word, holds) => {
    expect(hasWord(text, word)).toBe(holds);
    // The second question is answered from what is remembered of the word.
    expect(hasWord(text, word)).toBe(holds);
  });

  it('is true for any of several words, and false for none', () => {
    expect(hasAnyWord('a plat', ['x', 'plat'])).toBe(true);
    expect(hasAnyWord('a plat', ['x', 'y'])).toBe(false);
    expect(hasAnyWord('a plat', [])).toBe(false);
  });
});

describe('labelled lines', () => {
  const value = (text: string): string => labelledValue(splitLabelledLines(text), ['company', '給与']);

  it.each([
    ['Company: Golden Lake', 'Golden Lake'],
    ['COMPANY ： Golden Lake', 'Golden Lake'],
    ['Company\n: Golden Lake', 'Golden Lake'],
    ['Company\nGolden Lake', 'Golden Lake'],
    ['Company :\nGolden Lake', 'Golden Lake'],
    ['Company\n:Golden Lake', 'Golden Lake'],
    ['company (s): Golden Lake', 'Golden Lake'],
    ['companies near: Golden Lake', ''],
    ['Company: Golden Lake | Bangkok', 'Golden Lake'],
    ['Company: Golden Lake; Bangkok', 'Golden Lake'],
    ['Company: G\nCompany: Golden', 'Golden'],
    ['Company: 12345', ''],
    [`Company: ${'x'.repeat(90)}`, 'x'.repeat(90)],
    [`Company: ${'x'.repeat(91)}`, ''],
    ['Our company: Golden', ''],
    ['Company', ''],
    ['【給与】 月給21万円', '月給21万円'],
    ['x【給与】：月給21万円', '月給21万円'],
    ['nothing', ''],
  ])('%j gives "%s"', (text, expected) => {
    expect(value(text)).toBe(expected);
  });

  it('are counted where their label, or a short line, is a job word', () => {
    const words = ['salary', 'requirements'];
    const count = (...lines: string[]): number => countLabelledLines(lines, words);
    expect(count('Salary: 300', 'Requirements', 'Monthly salary: 300')).toBe(3);
    expect(count('Salary:', 'salary')).toBe(2);
    expect(count('The salary is paid in the first week of it: 300')).toBe(0);
    expect(count('Requirements for a person who works here with us')).toBe(0);
    expect(count('x: salary')).toBe(1);
    expect(isLabel('salary 1234567890a', words)).toBe(true);
    expect(isLabel('salary 1234567890ab', words)).toBe(false);
  });
});

describe('mentionsMoney', () => {
  it.each([
    '$300',
    '€ 300',
    '300฿',
    '300 ₫',
    'USD 300',
    '300 usd',
    'US$ 300',
    'Rp. 5000',
    '30万',
    '30 万円',
    '15 triệu',
    '300 บาท',
    '50k',
    '3 lakh',
    '300 zł',
    '3000 руб',
    'ETB 300',
  ])('finds an amount in "%s"', (text) => {
    expect(mentionsMoney(text)).toBe(true);
  });

  it.each(['300', 'sold 300', '300 kilos', 'xusd 300', '300 usdx', 'dollar', 'pay well', '3 trees', 'farm 7'])(
    'finds none in "%s"',
    (text) => {
      expect(mentionsMoney(text)).toBe(false);
    },
  );
});

describe('adapters of a host', () => {
  const adapter = (id: string, hosts: string[], verified: string): SiteAdapter =>
    ({ id, hosts, verified }) as unknown as SiteAdapter;
  const adapters = [
    adapter('good', ['*.board.example', 'jobs.example'], '2026-11-01'),
    adapter('unverified', ['board.example'], 'none'),
    adapter('off', ['off.example'], 'off'),
  ];

  it('are those that are verified', () => {
    const ids = (host: string): string[] => adaptersFor(adapters, host).map(({ id }) => id);
    expect(ids('board.example')).toEqual(['good']);
    expect(ids('th.board.example')).toEqual(['good']);
    expect(ids('jobs.example')).toEqual(['good']);
    expect(ids('www.jobs.example')).toEqual([]);
    expect(ids('off.example')).toEqual([]);
  });

  it('switch off the hosts that they name as such, and no other', () => {
    expect(isSwitchedOff(adapters, 'off.example')).toBe(true);
    for (const host of ['board.example', 'x.off.example', '']) expect(isSwitchedOff(adapters, host), host).toBe(false);
    expect(matchesHost('*.x.example', 'x.example')).toBe(true);
    expect(matchesHost('*x.example', 'x.example')).toBe(false);
  });
});
