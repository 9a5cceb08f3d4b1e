/** What the pay says: dollars for simple work abroad, and far more than such work brings there. */
import { findsOf, type Fact } from './facts.ts';
import type { Knowledge } from './knowledge.ts';
import type { Find } from './phrases.ts';
import type { PostText } from './reading.ts';
import { readAmounts, type Amount, type MoneyWord } from '../text/money.ts';

const PAY_FIELDS: ReadonlySet<string> = new Set(['title', 'salary', 'text']);

export function readPay(post: PostText, finds: readonly Find[], knowledge: Knowledge, language: string): Amount[] {
  const words: MoneyWord[] = findsOf(finds, 'money').map((find) => ({
    from: find.from,
    to: find.to,
    id: knowledge.meta.money[find.id] ?? '',
  }));
  return post.fields
    .filter((range) => PAY_FIELDS.has(range.field) && range.to > range.from)
    .flatMap((range) => readAmounts(post.text, range.source, range.from, range.to, words, knowledge.pay, language));
}

export function payFacts(amounts: readonly Amount[], countries: readonly string[], knowledge: Knowledge): Fact[] {
  const facts: Fact[] = [];
  const [country] = countries;
  const { norms } = knowledge.pay;
  const limit = country === undefined ? norms.unknown : (norms.countries[country] ?? norms.abroad);
  const high = amounts.find((amount) => amount.usdMonth >= limit && amount.usdMonth < 20_000);
  if (high !== undefined && country !== undefined) facts.push(at('pay-high', high));
  const dollars = amounts.find((amount) => amount.currency === 'USD');
  if (dollars !== undefined && country !== undefined) facts.push(at('pay-dollars', dollars));
  return facts;
}

function at(id: string, amount: Amount): Fact {
  return { id, from: amount.from, to: amount.to, language: null, masked: false };
}
