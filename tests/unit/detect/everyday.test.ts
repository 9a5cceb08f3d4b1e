/**
 * Posts that offer no work: what a feed is full of. They are in-sample (the weights were fitted to them), so this holds
 * that nothing broke. How unseen ones fare is measured by `npm run -s train`.
 */
import { describe, expect, it } from 'vitest';
import { readRows } from '../../../tools/eval/rows.ts';
import { KNOWLEDGE_FOLDER } from '../../../tools/knowledge/compile-knowledge.ts';
import { analyse, conclude } from '../../../utils/detect/analyse.ts';
import type { Level } from '../../../utils/model/verdict.ts';
import { post } from './post.ts';
import { knowledge } from './project-knowledge.ts';

const rows = await readRows(`${KNOWLEDGE_FOLDER}/corpus/everyday.jsonl`);
const levelOf = (text: string): Level => conclude(analyse(post({ text }), knowledge), [], '2026-11-25').level;

describe('everyday posts', () => {
  it('get no warning but for a few, and never danger', () => {
    const levels = rows.map((row) => conclude(analyse(row.post, knowledge), [], '2026-11-25').level);
    expect(levels.filter((level) => level !== 'none').length / rows.length).toBeLessThan(0.03);
    expect(levels.filter((level) => level === 'danger').length / rows.length).toBeLessThan(0.003);
  });

  it.each([
    [
      'a visa run',
      'Visa run to Poipet yesterday: van at 5:30, visa on arrival 40 USD, casino hotel buffet, back by four.',
    ],
    ['a room', 'Room in Phnom Penh, 260 USD a month, pick up the keys from me, Telegram @room_pp'],
    [
      'a tour',
      'Bangkok and Pattaya tour, 4 nights in a hotel, airport pickup, visa on arrival, from 400 USD, message me for dates',
    ],
    ['an Indonesian question about pay', 'gaji 12jt di jakarta cukup ga ya buat keluarga?'],
    ['a Korean question about pay', '월 500 벌면 저축 얼마나 해야 하나요'],
    ['a Japanese question about rent', '月収60万で家賃20万は高いですか'],
    ['an Urdu question about pay', '2 لاکھ تنخواہ میں کراچی میں گزارہ ہو جاتا ہے؟'],
    ['an English question about pay', '2k dollars a month clean, can I live in Lisbon?'],
    ['the price of a used telephone', '1k dollars for a used iphone is crazy'],
  ])('%s is no offer of work', (_, text) => {
    expect(levelOf(text)).toBe('none');
  });

  it.each([
    ['a nurse', 'My sister is a nurse in Phnom Penh now. We go through Poipet on a tourist visa and stay two weeks.'],
    [
      'a teacher',
      'Crossing at Poipet with a tourist visa, 36 dollars, then the bus to Sihanoukville. My brother is a teacher there.',
    ],
  ])('a journey to %s is never danger: one word of work offers none', (_, text) => {
    expect(levelOf(text)).not.toBe('danger');
  });

  it('a journey that hires and pays is danger', () => {
    const text =
      'Hiring for Sihanoukville, tourist visa first, salary 1,200 dollars. Our driver picks you up at Bangkok airport.';
    expect(levelOf(text)).toBe('danger');
  });

  it('the same way with work at its end is one', () => {
    const text =
      'Typists wanted in Poipet: van at 5:30, visa on arrival, ticket paid, passport is enough, Telegram @work_pp';
    expect(levelOf(text)).not.toBe('none');
  });

  it.each([
    [
      'Nepali',
      'Laos ma kaam cha, typing jannu parcha, ticket ra visa company le dincha, passport pathau, Telegram @laos_kaam',
    ],
    [
      'Bengali',
      'Cambodia te kaj ache, ticket ar visa company dibe, typing parle hobe, passport pathan, Telegram @kaj_kh',
    ],
  ])('an offer in %s as people type it is one', (_, text) => {
    expect(levelOf(text)).not.toBe('none');
  });
});
