/** Facts from the pay: dollars for simple work abroad, and far more than such work brings there. */
import { addFact, type FactList } from './facts.ts';
import type { Knowledge } from './knowledge.ts';
import type { Find } from './find-phrases.ts';
import type { PostText } from './post-text.ts';
import { rulesOf, type Rules } from './rules.ts';
import { readAmounts, type Amount, type MoneyWord, type Pay } from '../text/money.ts';

const PAY_FIELDS: ReadonlySet<string> = new Set(['title', 'salary', 'text']);

export function findPay(post: PostText, finds: readonly Find[], knowledge: Knowledge, language: string): Amount[] {
  const words = moneyWords(finds, rulesOf(knowledge));
  if (post.text.digitBounds.length === 0 && words.length === 0) return [];
  return post.fields.flatMap(({ field, source, from, to }) =>
    to > from && PAY_FIELDS.has(field)
      ? readAmounts({ source, text: post.text, units: { start: from, end: to }, words }, knowledge.pay, language)
      : [],
  );
}

function moneyWords(finds: readonly Find[], { money }: Rules): MoneyWord[] {
  const words: MoneyWord[] = [];
  for (const { kind, id, from, to } of finds) {
    const meaning = kind === 'money' ? money[id] : undefined;
    if (meaning !== undefined) words.push({ start: from, end: to, kind: meaning.kind, value: meaning.value });
  }
  return words;
}

/** `countries`: countries of work abroad; ISO 3166 alpha-2. The norm of the first one counts. */
export function addPayFacts(
  into: FactList,
  amounts: readonly Amount[],
  countries: readonly string[],
  { norms }: Pay,
): void {
  const [country] = countries;
  if (country === undefined || amounts.length === 0) return;
  const limit = norms.countries[country] ?? norms.abroad;
  const high = amounts.find((amount) => amount.usdPerMonth >= limit && amount.usdPerMonth < 20_000);
  if (high !== undefined) addFact(into, 'pay-high', { from: high.start, to: high.end });
  const dollars = amounts.find((amount) => amount.currency === 'USD');
  if (dollars !== undefined) addFact(into, 'pay-dollars', { from: dollars.start, to: dollars.end });
}
