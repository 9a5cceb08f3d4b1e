/**
 * Pay as posts write it: an amount, a currency, a period, brought to US dollars a month.
 * Words for money come with the phrase finds; signs ($, ฿) are read from the original beside the number.
 */
import * as v from 'valibot';
import { BOUNDARY, CLAUSE_BREAK, SENTENCE_BREAK, type FoldedText } from './folded-text.ts';

const rate = v.pipe(v.number(), v.minValue(0));

export const PaySchema = v.strictObject({
  version: v.literal(1),
  /** US dollars for one unit, by ISO 4217 code. */
  rates: v.record(v.string(), rate),
  signs: v.array(v.tuple([v.string(), v.string()])),
  /** How many of a period make a month of work. */
  perMonth: v.record(v.string(), rate),
  norms: v.strictObject({ source: v.string(), abroad: rate, unknown: rate, countries: v.record(v.string(), rate) }),
});
export type Pay = v.InferOutput<typeof PaySchema>;

/** A money word and its place in units: `currency` `USD`, `times` `1000`, `per` `month`. */
export interface MoneyWord {
  start: number;
  end: number;
  kind: string;
  value: string;
}

export interface Amount {
  /** Units, `to` exclusive: the number and its currency. */
  start: number;
  end: number;
  currency: string;
  /** null: no period was said. */
  period: string | null;
  usdPerMonth: number;
}

/** Currency that a language's posts mean when they name none. */
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

/** Adds the amounts between `start` and `end` (units) of one field whose original is `source`; `words` in order. */
export function readAmounts(
  text: FoldedText,
  source: string,
  start: number,
  end: number,
  words: readonly MoneyWord[],
  pay: Pay,
  language: string,
  amounts: Amount[],
): void {
  const maxAmounts = amounts.length + MAX_AMOUNTS;
  const { digitBounds } = text;
  for (let run = 0; run < digitBounds.length; run += 2) {
    const first = digitBounds[run] as number;
    const last = digitBounds[run + 1] as number;
    if (first < start) continue;
    if (first >= end) return;
    for (let from = first, to = first; from < last && amounts.length < maxAmounts; from = to) {
      to = from + 1;
      while (to < last && joinsDigits(text, source, to)) to++;
      const amount = readAmount(text, source, from, to, end, words, pay, language);
      if (amount !== null) amounts.push(amount);
    }
  }
}

function readAmount(
  text: FoldedText,
  source: string,
  start: number,
  to: number,
  fieldEnd: number,
  words: readonly MoneyWord[],
  pay: Pay,
  language: string,
): Amount | null {
  let word = firstWordNear(words, start);
  const isNear = word < words.length && (words[word] as MoneyWord).start <= to + MAX_WORD_DISTANCE;
  let currency = currencyBeside(source, text.offsets[start] ?? 0, text.offsets[to - 1] ?? 0, pay);
  if (!isNear && currency === null) return null;
  const number = parseNumber(digitsAsWritten(text, source, start, to));
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
  const hasMoneyWord = currency !== null || times > 1;
  if (!hasMoneyWord && period === null) return null;
  currency ??= HOME_CURRENCY[language] ?? null;
  if (currency === null || last > fieldEnd) return null;
  const usd = number * times * (pay.rates[currency] ?? 0);
  const usdPerMonth = usd * (pay.perMonth[period ?? 'month'] ?? 1);
  if (usdPerMonth < 20 || usdPerMonth > 60_000) return null;
  return { start, end: last, currency, period, usdPerMonth };
}

/** "22m2" and "22 m²" are no millions. */
function isArea(source: string, text: FoldedText, end: number): boolean {
  const next = source[(text.offsets[end - 1] ?? 0) + 1];
  return next === '2' || next === '²';
}

/** Digits go on over "," or "." and a space of thin kind, not over words, dashes or line ends. */
function joinsDigits(text: FoldedText, source: string, i: number): boolean {
  if (((text.flags[i] ?? 0) & BOUNDARY) === 0) return true;
  const between = source.slice((text.offsets[i - 1] ?? 0) + 1, text.offsets[i]);
  return between === ',' || between === '.' || between === '\u00a0' || between === "'";
}

/** Digits of any script as ASCII, with the "," and "." that stood between them. */
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

/** "1,10,000", "1.500", "2.5": a last group of one or two digits behind one sign is a fraction. */
function parseNumber(digits: string): number | null {
  const fraction = /^(\d+)[.,](\d{1,2})$/u.exec(digits);
  const number = fraction === null ? Number(digits.replaceAll(/[.,]/gu, '')) : Number(`${fraction[1]}.${fraction[2]}`);
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

/** Spaces that part an amount from its sign in well-set text. */
const WIDE_SPACES = '\u00a0\u2009\u202f\u3000';

/** Every letter that a currency sign has, and the spaces before one: most numbers have none of them beside. */
function currencySignUnits(pay: Pay): ReadonlySet<number> {
  let letters = signUnitCache.get(pay);
  if (letters === undefined) {
    const all = pay.signs.map(([sign]) => sign).join(WIDE_SPACES);
    signUnitCache.set(pay, (letters = new Set(Array.from({ length: all.length }, (_, i) => all.charCodeAt(i)))));
  }
  return letters;
}

/** Units within which a money word belongs to a number. */
const MAX_WORD_DISTANCE = 40;

/** Index of the first money word that begins at most `MAX_WORD_DISTANCE` units before; the list is sorted by beginning. */
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

/** Word edges between two places, or -1 when a sentence or clause ends between them. */
function wordGap(text: FoldedText, from: number, to: number): number {
  let edges = 0;
  for (let i = from; i <= to && i < text.length; i++) {
    const flag = text.flags[i] ?? 0;
    if ((flag & (SENTENCE_BREAK | CLAUSE_BREAK)) !== 0) return -1;
    if ((flag & BOUNDARY) !== 0) edges++;
  }
  return edges + Math.max(0, to - from - edges * 6) / 6;
}
