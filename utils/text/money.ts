/**
 * Reads amounts of pay: a number, a currency and a period, converted to US dollars a month. Words for money come from the
 * phrase matches; currency signs ($, ฿) are read from the original beside the number.
 */
import * as v from 'valibot';
import type { UnitSpan } from '../model/span.ts';
import { BOUNDARY, CLAUSE_BREAK, SENTENCE_BREAK, type FoldedText } from './folded-text.ts';
import { NumberWordReader } from './number-words.ts';

const rate = v.pipe(v.number(), v.minValue(0));

export const PaySchema = v.strictObject({
  version: v.literal(1),
  /** US dollars for one unit, by ISO 4217 code. */
  rates: v.record(v.string(), rate),
  signs: v.array(v.tuple([v.string(), v.string()])),
  /** How many of a period are in a month of work: 26 days, 4.33 weeks and so on. */
  perMonth: v.record(v.string(), rate),
  /** Folded words for numbers, and what they mean. */
  numbers: v.array(v.tuple([v.string(), v.pipe(v.number(), v.minValue(1))])),
  norms: v.strictObject({ source: v.string(), abroad: rate, unknown: rate, countries: v.record(v.string(), rate) }),
});
export type Pay = v.InferOutput<typeof PaySchema>;

/** A money word: `currency` `USD`, `times` `1000`, `amount` `5000000` (a whole number in words), `per` `month`. */
export interface MoneyWord extends UnitSpan {
  kind: string;
  value: string;
}

/** An amount; the span covers the number and its currency. */
export interface Amount extends UnitSpan {
  /** ISO 4217. */
  currency: string;
  /** Key of `Pay.perMonth`; null: the text names no period. */
  period: string | null;
  usdPerMonth: number;
}

/** Currency of posts that name none, by the language of the post (BCP 47). */
const HOME_CURRENCY: Readonly<Record<string, string>> = {
  th: 'THB',
  vi: 'VND',
  id: 'IDR',
  ms: 'MYR',
  tl: 'PHP',
  ja: 'JPY',
  ko: 'KRW',
  'zh-Hans': 'CNY',
  'zh-Hant': 'TWD',
  hi: 'INR',
  bn: 'BDT',
  ur: 'PKR',
  ne: 'NPR',
  sw: 'KES',
  am: 'ETB',
  my: 'MMK',
  km: 'USD',
  lo: 'LAK',
  ru: 'RUB',
  pt: 'BRL',
};

const MAX_AMOUNTS = 200;
/** A number in words with a larger multiplier is money without a further word: "ba mươi triệu". "十万" may be anything. */
const MAX_PLAIN_TIMES = 10_000;

/** One field of a post: its original, its folded units, and the money words in it, in order. */
export interface MoneySource {
  source: string;
  text: FoldedText;
  units: UnitSpan;
  words: readonly MoneyWord[];
}

/**
 * The amounts of one field, at most 200: those in digits in order, then those in words.
 * @param language main language of the post (BCP 47)
 * @param isLast whether the amounts after this one are not needed
 */
export function readAmounts(
  field: MoneySource,
  pay: Pay,
  language: string,
  isLast: (amount: Amount) => boolean = () => false,
): Amount[] {
  const amounts: Amount[] = [];
  const { source, text } = field;
  const { start, end } = field.units;
  const { digitBounds } = text;
  for (let run = 0; run < digitBounds.length; run += 2) {
    const first = digitBounds[run] as number;
    const last = digitBounds[run + 1] as number;
    if (first < start) continue;
    if (first >= end) break;
    for (let from = first, to = first; from < last && amounts.length < MAX_AMOUNTS; from = to) {
      to = from + 1;
      while (to < last && joinsDigits(text, source, to)) to++;
      const amount = readAmount(field, { start: from, end: to, number: null }, pay, language);
      if (amount === null) continue;
      amounts.push(amount);
      if (isLast(amount)) return amounts;
    }
  }
  for (const number of numbersInWords(field, pay)) {
    if (amounts.length >= MAX_AMOUNTS) break;
    const amount = readAmount(field, number, pay, language);
    if (amount !== null) amounts.push(amount);
  }
  return amounts;
}

/** Where a number stands; `number`: its value, null for digits that are not read yet. */
interface WrittenNumber extends UnitSpan {
  number: number | null;
}

const numberReaders = new WeakMap<Pay, NumberWordReader>();

/** Numbers in words right before a multiplier, and words for whole amounts. */
function numbersInWords({ text, units, words }: MoneySource, pay: Pay): WrittenNumber[] {
  let reader = numberReaders.get(pay);
  if (reader === undefined) numberReaders.set(pay, (reader = new NumberWordReader(pay.numbers)));
  const found: WrittenNumber[] = [];
  for (const { kind, value, start, end } of words) {
    if (start < units.start || end > units.end) continue;
    if (kind === 'amount') found.push({ start, end, number: Number(value) });
    if (kind !== 'times') continue;
    const number = reader.readBefore(text, units.start, start);
    if (number !== null) found.push({ start: number.start, end: start, number: number.number });
  }
  return found;
}

/** The amount that the number is part of. Null when it is no pay or not between 20 and 60,000 dollars a month. */
function readAmount(field: MoneySource, written: WrittenNumber, pay: Pay, language: string): Amount | null {
  const { source, text, words } = field;
  const { start, end: to } = written;
  let word = firstWordNear(words, start);
  const isNear = word < words.length && (words[word] as MoneyWord).start <= to + MAX_WORD_DISTANCE;
  let currency = currencyBeside(source, text.offsets[start] ?? 0, text.offsets[to - 1] ?? 0, pay);
  if (!isNear && currency === null) return null;
  const number = written.number ?? parseNumber(digitsAsWritten(text, source, start, to));
  if (number === null || number <= 0 || number > 1e10) return null;
  let period: string | null = null;
  let times = 1;
  let last = to;
  for (; word < words.length; word++) {
    const { start: begin, end, kind, value } = words[word] as MoneyWord;
    if (begin > to + MAX_WORD_DISTANCE) break;
    const after = begin >= last ? wordGap(text, last, begin) : -1;
    const before = end <= start ? wordGap(text, end, start) : -1;
    if (kind === 'times' && times === 1 && after >= 0 && after <= 1 && begin - to <= 1 && !isArea(source, text, end)) {
      times = Number(value);
      last = Math.max(last, end);
    } else if (
      kind === 'currency' &&
      currency === null &&
      ((after >= 0 && after <= 2) || (before >= 0 && before <= 1))
    ) {
      currency = value;
      if (after >= 0) last = Math.max(last, end);
    } else if (kind === 'per' && period === null && ((after >= 0 && after <= 3) || (before >= 0 && before <= 3))) {
      period = value;
    }
  }
  const hasMoneyWord = currency !== null || times > (written.number === null ? 1 : MAX_PLAIN_TIMES);
  if (!hasMoneyWord && period === null) return null;
  currency ??= HOME_CURRENCY[language] ?? null;
  if (currency === null || last > field.units.end) return null;
  const usd = number * times * (pay.rates[currency] ?? 0);
  const usdPerMonth = usd * (pay.perMonth[period ?? 'month'] ?? 1);
  if (usdPerMonth < 20 || usdPerMonth > 60_000) return null;
  return { start, end: last, currency, period, usdPerMonth };
}

/** Square metres: "22m2" and "22 m²" are no millions. */
function isArea(source: string, text: FoldedText, end: number): boolean {
  const next = source[(text.offsets[end - 1] ?? 0) + 1];
  return next === '2' || next === '²';
}

/** A number continues over ",", ".", an apostrophe or a no-break space, not over words, dashes or line ends. */
function joinsDigits(text: FoldedText, source: string, i: number): boolean {
  if (((text.flags[i] ?? 0) & BOUNDARY) === 0) return true;
  const between = source.slice((text.offsets[i - 1] ?? 0) + 1, text.offsets[i]);
  return between === ',' || between === '.' || between === '\u00a0' || between === "'";
}

/** The digits as ASCII, with the "," and "." between them. */
function digitsAsWritten(text: FoldedText, source: string, from: number, to: number): string {
  let digits = '';
  for (let i = from; i < to; i++) {
    if (i > from && ((text.flags[i] ?? 0) & BOUNDARY) !== 0) {
      const sign = source[(text.offsets[i - 1] ?? 0) + 1] ?? '';
      if (sign === ',' || sign === '.') digits += sign;
    }
    digits += String.fromCharCode(text.units[i] ?? 0);
  }
  return digits;
}

/**
 * Reads "1,10,000", "1.500", "2.5", "1,234.56" and "1.234,56". One or two digits after the last sign are a fraction when
 * that sign occurs once.
 */
function parseNumber(digits: string): number | null {
  // Most numbers have no sign
  const isPlain = !digits.includes('.') && !digits.includes(',');
  const fraction = isPlain
    ? null
    : /^(\d+|\d{1,3}(?:,\d{2,3})+(?=\.)|\d{1,3}(?:\.\d{3})+(?=,))[.,](\d{1,2})$/u.exec(digits);
  const whole = isPlain ? digits : (fraction?.[1] ?? digits).replaceAll(/[.,]/gu, '');
  const number = Number(fraction === null ? whole : `${whole}.${fraction[2]}`);
  return Number.isFinite(number) ? number : null;
}

function currencyBeside(source: string, from: number, to: number, pay: Pay): string | null {
  const letters = currencySignUnits(pay);
  if (
    !letters.has(source.charCodeAt(from - 1)) &&
    !letters.has(source.charCodeAt(from - 2)) &&
    !letters.has(source.charCodeAt(to + 1)) &&
    !letters.has(source.charCodeAt(to + 2))
  )
    return null;
  const before = source.slice(Math.max(0, from - 4), from).trimEnd();
  const after = source.slice(to + 1, to + 4).trimStart();
  let best: readonly [string, string] | null = null;
  for (const pair of pay.signs) {
    if ((before.endsWith(pair[0]) || after.startsWith(pair[0])) && pair[0].length > (best?.[0].length ?? 0))
      best = pair;
  }
  return best?.[1] ?? null;
}

const signUnitCache = new WeakMap<Pay, ReadonlySet<number>>();

/** Spaces between an amount and its sign in typeset text. */
const WIDE_SPACES = '\u00a0\u2009\u202f\u3000';

/** Code units of all currency signs and of the spaces beside them: a cheap test, as most numbers have none. */
function currencySignUnits(pay: Pay): ReadonlySet<number> {
  let letters = signUnitCache.get(pay);
  if (letters === undefined) {
    const all = pay.signs.map(([sign]) => sign).join(WIDE_SPACES);
    signUnitCache.set(pay, (letters = new Set(Array.from({ length: all.length }, (_, i) => all.charCodeAt(i)))));
  }
  return letters;
}

/** A money word belongs to a number at most this many units away. */
const MAX_WORD_DISTANCE = 40;

/** Index of the first money word that starts at most `MAX_WORD_DISTANCE` units before; the list is sorted by start. */
function firstWordNear(words: readonly MoneyWord[], from: number): number {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((words[middle] as MoneyWord).start < from - MAX_WORD_DISTANCE) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Distance in words between two units, or -1 when a sentence or clause ends between them; long words count more. */
function wordGap(text: FoldedText, from: number, to: number): number {
  let edges = 0;
  for (let i = from; i <= to && i < text.length; i++) {
    const flag = text.flags[i] ?? 0;
    if ((flag & (SENTENCE_BREAK | CLAUSE_BREAK)) !== 0) return -1;
    if ((flag & BOUNDARY) !== 0) edges++;
  }
  return edges + Math.max(0, to - from - edges * 6) / 6;
}
