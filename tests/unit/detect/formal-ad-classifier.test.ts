/** What is read of a formal advertisement, and of which posts. */
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { formalBuckets, formalOdds, NO_FRAUD } from '../../../utils/detect/formal-ad-classifier.ts';
import { readModel } from '../../../utils/detect/model-file.ts';
import { formalAdScore } from '../../../utils/detect/model-wording.ts';
import { extractFeatures } from '../../../utils/detect/extract-features.ts';
import type { JobPost } from '../../../utils/model/job-post.ts';
import { post } from './post.ts';
import { smallKnowledge } from './small-knowledge.ts';

const shipped = readModel(readFileSync('knowledge/fitted/model/model.bin'));
const knowledge = { ...(await smallKnowledge()), model: shipped };

const BITS = 18;
const bucketsOf = (...parts: string[]): number[] => [...formalBuckets(parts, BITS)].sort((a, b) => a - b);
const shared = (a: string, b: string): number => {
  const other = new Set(bucketsOf(b));
  return bucketsOf(a).filter((bucket) => other.has(bucket)).length;
};

describe('formalBuckets', () => {
  test('takes any two numbers for the same, and spaces of any width', () => {
    expect(bucketsOf('Call 12 people')).toEqual(bucketsOf('Call   98765\tpeople'));
  });

  test('counts a feature once', () => {
    const found = bucketsOf('sales sales sales sales');
    expect(new Set(found).size).toBe(found.length);
  });

  test('sees capitals and signs apart from the words', () => {
    const plain = 'we pay weekly and on time';
    expect(bucketsOf(plain.toUpperCase())).not.toEqual(bucketsOf(plain));
    expect(bucketsOf(`${plain}!!`)).not.toEqual(bucketsOf(plain));
    expect(shared(plain, plain.toUpperCase())).toBeGreaterThan(shared(plain, 'two cooks rest here by noon'));
  });

  test('joins no words over the end of a sentence', () => {
    const opening = 'one '.repeat(70);
    expect(shared(`${opening}pay weekly`, `${opening}pay. Weekly`)).toBeLessThan(
      bucketsOf(`${opening}pay weekly`).length,
    );
  });

  test('a text is the same in one part or in several', () => {
    expect(bucketsOf('Data entry clerk ', 'wanted')).toEqual(bucketsOf('Data entry clerk wanted'));
  });

  test('any text gives buckets in range and finite odds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 12_000 }), (any) => {
        expect(formalBuckets([any], BITS).every((bucket) => bucket < 2 ** BITS)).toBe(true);
        expect(Number.isFinite(formalOdds(shipped.formal, [any]))).toBe(true);
      }),
    );
  });
});

describe('which posts are judged', () => {
  const text = `${'We are looking for a data entry clerk to work from home and to be paid weekly. '.repeat(4)}Contact`;
  const fraud = (fields: Partial<JobPost>): number | undefined =>
    extractFeatures(post(fields), knowledge, null).modelOutput?.fraud;

  test('an advertisement in English of some length, not a short message', () => {
    expect(fraud({ text })).toBeGreaterThan(NO_FRAUD);
    const short = extractFeatures(post({ text: 'Clerk wanted for the office.' }), knowledge, null).modelOutput;
    expect(short?.fraud).toBe(NO_FRAUD);
    expect(short && formalAdScore(short)).toBeLessThan(0.001);
  });

  test('none in another language', () => {
    const spanish =
      'Buscamos una persona para la oficina, con contrato y horario de lunes a viernes, y con experiencia. ';
    expect(fraud({ text: spanish.repeat(4) })).toBe(NO_FRAUD);
  });

  test('contacts and company are not read', () => {
    const plain = fraud({ text: `${text} @anna_kitchen`, company: 'Sea View', contacts: ['@anna_kitchen'] });
    expect(fraud({ text: `${text} @boss_hr_kk88`, company: 'Golden Dragon Group', contacts: ['@boss_hr_kk88'] })).toBe(
      plain,
    );
  });
});
