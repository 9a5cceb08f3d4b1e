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

  it.each([
    ['월 천만원 벌 수 있어요', 'ko', 10e6 * rate('KRW')],
    ['월급 오백만 원', 'ko', 5e6 * rate('KRW')],
    ['월 천오백만', 'ko', 15e6 * rate('KRW')],
    ['月薪十萬台幣', 'zh-Hant', 100_000 * rate('TWD')],
    ['三万一个月', 'zh-Hans', 30_000 * rate('CNY')],
    ['月薪两万', 'zh-Hans', 20_000 * rate('CNY')],
    ['一个月十五万泰铢', 'zh-Hans', 150_000 * rate('THB')],
    ['月五十万円', 'ja', 500_000 * rate('JPY')],
    ['เดือนละสามหมื่นบาท', 'th', 30_000 * rate('THB')],
    ['lương ba mươi triệu', 'vi', 30e6 * rate('VND')],
    ['gaji lima belas juta sebulan', 'id', 15e6 * rate('IDR')],
    ['two thousand dollars a month', 'en', 2000],
    ['एक लाख रुपये महीना', 'hi', 100_000 * rate('INR')],
  ])('reads the words of %s', (text, language, usd) => {
    expect(payOf(text, language).map((amount) => amount.usd)).toContain(Math.round(usd));
  });

  it.each([
    ['천만 관객이 본 영화', 'ko'],
    ['수천만의 이유', 'ko'],
    ['千万不要去', 'zh-Hans'],
    ['万一出事', 'zh-Hans'],
    ['十万火急，三万人看过', 'zh-Hans'],
    ['a thousand reasons', 'en'],
  ])('reads no pay in %s', (text, language) => {
    expect(payOf(text, language)).toEqual([]);
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
