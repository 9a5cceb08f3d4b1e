/** Dates as offices write them, in three calendars. */
import NepaliDateModule from 'nepali-date-converter';
import { asciiDigitsInPlace } from '../../utils/register/ascii-digits-in-place.ts';
import type { Mapping } from './mapping.ts';

/** The package is CommonJS: under Node its class is the member `default`. */
const NepaliDate = ((NepaliDateModule as unknown as { default?: unknown }).default ??
  NepaliDateModule) as typeof NepaliDateModule;

const ENGLISH_MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);
/** The Buddhist year is ahead of the Gregorian by this number. */
const BUDDHIST_YEARS = 543;

/** Between the first and the last day of a validity. */
const RANGE = /\s+(?:to|until|till|–|-|hingga|sampai|s\/d|ถึง|đến|देखि)\s+/iu;

/** Returns `YYYY-MM-DD`, of a range its end; null for an empty cell; undefined for what is no date. */
export function readDate(raw: string, { dates, calendar, months = [] }: Mapping): string | null | undefined {
  const text = asciiDigitsInPlace(raw).trim().split(RANGE).at(-1) ?? '';
  if (/^(?:-|–|n\/?a|nil|none)?$/iu.test(text)) return null;
  const parts = text.replace(/[T ]\d{1,2}:\d{2}.*$/u, '').match(/\d+|[\p{L}\p{M}.]{2,}/gu) ?? [];
  const names = [ENGLISH_MONTHS, months.map((month) => month.toLowerCase())];
  const monthOf = (part: string): number =>
    Math.max(...names.map((list) => list.findIndex((month) => isMonth(month, part.toLowerCase())))) + 1;
  const word = parts.find((part) => monthOf(part) > 0);
  const numbers = parts.filter((part) => /^\d+$/u.test(part));
  const ordered = orderParts(numbers, word === undefined ? null : monthOf(word), dates);
  if (ordered === null) return undefined;
  const { month, day } = ordered;
  const year =
    ordered.year < 100
      ? ordered.year + (calendar === 'gregorian' ? 2000 : calendar === 'buddhist' ? 2500 : 2000)
      : ordered.year;
  if (calendar === 'nepali') return nepaliDay(year, month, day);
  return gregorianDay(calendar === 'buddhist' ? year - BUDDHIST_YEARS : year, month, day);
}

function isMonth(month: string, part: string): boolean {
  const short = part.replace(/\.$/u, '');
  return month !== '' && short.length >= 3 && (month === part || month.startsWith(short));
}

/** A year of four digits stands where it stands, whatever the usual order. */
function orderParts(
  numbers: readonly string[],
  namedMonth: number | null,
  order: Mapping['dates'],
): { year: number; month: number; day: number } | null {
  const [a, b, c] = numbers.map(Number);
  if (namedMonth !== null) {
    if (a === undefined || b === undefined || numbers.length !== 2) return null;
    return numbers[0]?.length === 4 ? { year: a, month: namedMonth, day: b } : { year: b, month: namedMonth, day: a };
  }
  if (a === undefined || b === undefined || c === undefined || numbers.length !== 3) return null;
  if (numbers[0]?.length === 4 || order === 'YMD') return { year: a, month: b, day: c };
  return order === 'MDY' ? { year: c, month: a, day: b } : { year: c, month: b, day: a };
}

function gregorianDay(year: number, month: number, day: number): string | undefined {
  const text = [String(year).padStart(4, '0'), ...[month, day].map((part) => String(part).padStart(2, '0'))].join('-');
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text ? undefined : text;
}

function nepaliDay(year: number, month: number, day: number): string | undefined {
  try {
    const { year: y, month: m, date } = new NepaliDate(year, month - 1, day).getAD();
    return gregorianDay(y, m + 1, date);
  } catch {
    return undefined;
  }
}
