import { describe, expect, it } from 'vitest';
import { dayNumber, dayOf, dayText, isDay } from '../../../utils/indicators/day-number.ts';

describe('dayNumber', () => {
  it.each([
    ['2020-01-01', 0],
    ['2020-02-29', 59],
    ['2026-11-25', 2520],
    ['2199-06-05', 0xfffe],
  ])('counts %s as day %i, and dayText turns it back', (day, number) => {
    expect(dayNumber(day)).toBe(number);
    expect(dayText(number)).toBe(day);
  });

  it.each([
    ['a day before 2020', '2019-12-31'],
    ['a day after the last one', '2199-06-06'],
    ['February 30', '2026-02-30'],
    ['a month too high', '2026-13-01'],
    ['signs before the day', 'x2026-11-25'],
    ['signs after the day', '2026-11-25T00:00'],
    ['a year of five digits', '12026-11-25'],
    ['a year of six digits with its sign', '+002026-11-25'],
    ['a month of one digit', '2026-1-25'],
    ['a year and a month alone', '2026-11'],
    ['the year alone', '2026'],
    ['nothing', ''],
  ])('refuses %s', (_case, day) => {
    expect(() => dayNumber(day)).toThrow(`not a day: ${day}`);
    expect(isDay(day)).toBe(false);
  });

  it('takes the first and the last day, and isDay says so', () => {
    expect(['2020-01-01', '2199-06-05'].map(isDay)).toEqual([true, true]);
  });
});

describe('dayOf', () => {
  it('gives the day in UTC, up to its last millisecond', () => {
    const midnight = Date.UTC(2026, 10, 26);
    expect(dayOf(midnight - 1)).toBe('2026-11-25');
    expect(dayOf(midnight)).toBe('2026-11-26');
  });
});
