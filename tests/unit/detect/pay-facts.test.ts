/** Facts from the pay of work abroad. */
import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../utils/detect/fact.ts';
import { addPayFacts, findPay, showsAllOfPay } from '../../../utils/detect/pay-facts.ts';
import { extractFeatures } from '../../../utils/detect/extract-features.ts';
import type { JobPost } from '../../../utils/model/job-post.ts';
import type { Amount, Pay } from '../../../utils/text/money.ts';
import { post } from './post.ts';
import { smallKnowledge } from './small-knowledge.ts';

const knowledge = await smallKnowledge();
const SIGNALS = ['pay-high', 'pay-dollars'];
const pay = { norms: { abroad: 2_000, countries: { KH: 1_000 } } } as unknown as Pay;
const amount = (usdPerMonth: number, currency = 'THB', start = 0): Amount =>
  ({ usdPerMonth, currency, start, end: start + 5 }) as Amount;

function factsOf(amounts: readonly Amount[], countries: readonly string[]): string[] {
  const facts: Fact[] = [];
  const rules = { numberOf: (id: string) => SIGNALS.indexOf(id) } as Parameters<typeof addPayFacts>[0]['rules'];
  addPayFacts({ facts, rules }, amounts, countries, pay);
  return facts.map(({ signal, from, to }) => `${SIGNALS[signal]} ${from}-${to}`);
}

describe('pay abroad', () => {
  it('is high from what such work brings in the first country', () => {
    expect(factsOf([amount(1_000)], ['KH', 'TH'])).toEqual(['pay-high 0-5']);
    expect(factsOf([amount(999)], ['KH'])).toEqual([]);
    expect(factsOf([amount(1_999)], ['TH', 'KH'])).toEqual([]);
    expect(factsOf([amount(2_000)], ['TH'])).toEqual(['pay-high 0-5']);
  });

  it('is the first amount that is high, and none that nobody pays', () => {
    expect(factsOf([amount(500), amount(3_000, 'THB', 10), amount(4_000, 'THB', 20)], ['TH'])).toEqual([
      'pay-high 10-15',
    ]);
    expect(factsOf([amount(20_000)], ['TH'])).toEqual([]);
    expect(factsOf([amount(19_999)], ['TH'])).toEqual(['pay-high 0-5']);
  });

  it('in dollars is a fact of its own', () => {
    expect(factsOf([amount(500), amount(600, 'USD', 10), amount(700, 'USD', 20)], ['TH'])).toEqual([
      'pay-dollars 10-15',
    ]);
    expect(factsOf([amount(3_000, 'USD')], ['TH'])).toEqual(['pay-high 0-5', 'pay-dollars 0-5']);
  });

  it('is no fact without a country or an amount', () => {
    expect(factsOf([amount(3_000, 'USD')], [])).toEqual([]);
    expect(factsOf([], ['KH'])).toEqual([]);
  });
});

describe('the amounts of a post', () => {
  const amountsOf = (of: Partial<JobPost>) => {
    const { text, phrases } = extractFeatures(post(of), knowledge, 'en');
    return findPay(text, phrases, knowledge, 'en').map(({ usdPerMonth, currency }) => `${currency} ${usdPerMonth}`);
  };

  it('are those of title, pay and text', () => {
    expect(amountsOf({ text: 'Salary 1500 usd a month' })).toEqual(['USD 1500']);
    expect(amountsOf({ title: 'Cook, 900 usd a month', salary: '$1200 a month' })).toEqual(['USD 900', 'USD 1200']);
    expect(amountsOf({ company: '1500 usd a month', poster: '1500 usd a month', location: '1500 usd' })).toEqual([]);
    expect(amountsOf({ text: 'Salary in usd' })).toEqual([]);
  });

  it('are read until one is high and one in dollars', () => {
    const { text, phrases } = extractFeatures(
      post({ text: 'Cook 20000 baht, chef 90000 baht, host 500 usd, maid 600 usd a month' }),
      knowledge,
      'en',
    );
    const read = findPay(text, phrases, knowledge, 'en', showsAllOfPay(['TH'], knowledge.pay));
    expect(read.map(({ currency }) => currency)).toEqual(['THB', 'THB', 'USD']);
    const high = showsAllOfPay(['KH'], pay);
    expect([amount(999, 'USD'), amount(20_000), amount(1_000)].map(high)).toEqual([false, false, true]);
  });
});
