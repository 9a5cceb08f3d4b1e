/** Facts from the pay: dollars for simple work abroad, and far more than such work brings there. */
import { addFact, type FactList } from './facts.ts';
import type { Knowledge } from './knowledge.ts';
import type { FoundPhrase } from './find-phrases.ts';
import type { PostText } from './post-text.ts';
import { rulesOf, type Rules } from './rules.ts';
import { readAmounts, type Amount, type MoneyWord, type Pay } from '../text/money.ts';

const PAY_FIELDS: ReadonlySet<string> = new Set(['title', 'salary', 'text']);

/** `isLast`: see `readAmounts`. */
export function findPay(
  post: PostText,
  phrases: readonly FoundPhrase[],
  knowledge: Knowledge,
  language: string,
  isLast?: (amount: Amount) => boolean,
): Amount[] {
  const words = moneyWords(phrases, rulesOf(knowledge));
  if (post.text.digitBounds.length === 0 && words.length === 0) return [];
  return post.fields.flatMap(({ field, source, from, to }) =>
    to > from && PAY_FIELDS.has(field)
      ? readAmounts(
          { source, text: post.text, units: { start: from, end: to }, words },
          knowledge.pay,
          language,
          isLast,
        )
      : [],
  );
}

function moneyWords(phrases: readonly FoundPhrase[], { money }: Rules): MoneyWord[] {
  const words: MoneyWord[] = [];
  for (const { kind, id, from, to } of phrases) {
    const meaning = kind === 'money' ? money[id] : undefined;
    if (meaning !== undefined) words.push({ start: from, end: to, kind: meaning.kind, value: meaning.value });
  }
  return words;
}

/** Whether the amounts so far give both facts of `addPayFacts`: long ads list pay line by line. */
export function showsAllOfPay(countries: readonly string[], { norms }: Pay): (amount: Amount) => boolean {
  const limit = highPay(countries[0] ?? '', norms);
  let [high, dollars] = [false, false];
  return (amount) => {
    high ||= isHigh(amount, limit);
    dollars ||= amount.currency === 'USD';
    return high && dollars;
  };
}

const highPay = (country: string, norms: Pay['norms']): number => norms.countries[country] ?? norms.abroad;

const isHigh = ({ usdPerMonth }: Amount, limit: number): boolean => usdPerMonth >= limit && usdPerMonth < 20_000;

/** `countries`: countries of work abroad; ISO 3166 alpha-2. The norm of the first one counts. */
export function addPayFacts(
  into: FactList,
  amounts: readonly Amount[],
  countries: readonly string[],
  { norms }: Pay,
): void {
  const [country] = countries;
  if (country === undefined || amounts.length === 0) return;
  const limit = highPay(country, norms);
  const high = amounts.find((amount) => isHigh(amount, limit));
  if (high !== undefined) addFact(into, 'pay-high', { from: high.start, to: high.end });
  const dollars = amounts.find((amount) => amount.currency === 'USD');
  if (dollars !== undefined) addFact(into, 'pay-dollars', { from: dollars.start, to: dollars.end });
}
