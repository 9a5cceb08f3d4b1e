import { describe, expect, it } from 'vitest';
import { findPhrases } from '../../../utils/detect/find-phrases.ts';
import { findPay } from '../../../utils/detect/pay-facts.ts';
import { readPost } from '../../../utils/detect/post-text.ts';
import { detectLanguages } from '../../../utils/detect/detect-languages.ts';
import { smallKnowledge } from '../detect/small-knowledge.ts';
import { post } from '../detect/post.ts';

const knowledge = await smallKnowledge();

function payOf(text: string, language = 'en'): { currency: string; usd: number }[] {
  const read = readPost(post({ text }), knowledge.fold);
  const { active } = detectLanguages(read.text, knowledge, null);
  return findPay(read, findPhrases(read, knowledge, active), knowledge, language).map(({ currency, usdPerMonth }) => ({
    currency,
    usd: Math.round(usdPerMonth),
  }));
}

describe('readAmounts', () => {
  const rate = (currency: string): number => knowledge.pay.rates[currency] ?? 0;

  it.each([
    ['pay 1,200 dollars a month', 'USD', 1200],
    ['$1500 per month', 'USD', 1500],
    ['THB 60,000 per month', 'THB', 60_000 * rate('THB')],
    ['28,000 บาทต่อเดือน', 'THB', 28_000 * rate('THB')],
    ['lương 18 triệu đồng một tháng', 'VND', 18_000_000 * rate('VND')],
    ['gaji 15 juta rupiah per bulan', 'IDR', 15_000_000 * rate('IDR')],
    ['月薪1.5万元', 'CNY', 15_000 * rate('CNY')],
    ['RM 4,800 per month', 'MYR', 4800 * rate('MYR')],
    ['US$80 per day', 'USD', 80 * 26],
    ['USD 1,234.56 per month', 'USD', 1235],
    ['USD 1,200.00 per month', 'USD', 1200],
    ['€1.234,56 per month', 'EUR', 1234.56 * rate('EUR')],
    ['INR 1,10,000.50 per month', 'INR', 110_000.5 * rate('INR')],
    ['Rp 15.000.000,00 per bulan', 'IDR', 15_000_000 * rate('IDR')],
    ['१,००० डॉलर', 'USD', 1000],
  ])('reads %s', (text, currency, usd) => {
    expect(payOf(text)).toContainEqual({ currency, usd: Math.round(usd) });
  });

  it('uses the currency of the language when the text names none', () => {
    expect(payOf('lương 18 triệu một tháng', 'vi')).toContainEqual({
      currency: 'VND',
      usd: Math.round(18e6 * rate('VND')),
    });
  });

  it('does not read square metres as millions', () => {
    expect(payOf('phòng 22m2, phòng 25m²', 'vi')).toEqual([]);
  });

  it('does not read years, ages and telephone numbers as pay', () => {
    expect(payOf('since 2009, age 18-35, call 0812345678, 600 colleagues')).toEqual([]);
  });
});
