/** The text model: its file, what it reads, and that filler, digits and contacts change nothing. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BLOCK_UNITS, NgramReader, MAX_FEATURES_PER_UNIT } from '../../../utils/detect/ngram-reader.ts';
import { topAttribution } from '../../../utils/detect/top-attribution.ts';
import { classify, storedWord, ZERO_WORD, type Model } from '../../../utils/detect/text-classifier.ts';
import { analyse } from '../../../utils/detect/analyse.ts';
import { packModel, readModel } from '../../../utils/detect/model-file.ts';
import { extractFeatures } from '../../../utils/detect/extract-features.ts';
import type { JobPost } from '../../../utils/model/job-post.ts';
import { fold } from '../../../utils/text/fold.ts';
import { compileFoldTable, foldTableOf } from '../../../tools/knowledge/fold-table.ts';
import { post } from './post.ts';
import { smallKnowledge } from './small-knowledge.ts';

const table = foldTableOf(compileFoldTable());
const shipped = readModel(readFileSync('knowledge/fitted/model/model.bin'));
const knowledge = await smallKnowledge();

const BITS = 14;
/** A weight of 10 steps for lures. */
const FOR_LURES = storedWord(ZERO_WORD + 10);

/** A model with one weight: `words` raise its output for a lure. */
function modelOf(words: string): Model {
  const weights = new Int32Array(2 ** BITS);
  const hashes = new Uint32Array(BLOCK_UNITS * MAX_FEATURES_PER_UNIT);
  const reader = new NgramReader();
  const text = fold(words, table);
  const mark = (count: number): void => {
    for (let i = 0; i < count; i++) weights[(hashes[i] ?? 0) >>> (32 - BITS)] = FOR_LURES;
  };
  mark(reader.read(text, 0, text.length, hashes));
  mark(reader.finish(hashes));
  return {
    bits: BITS,
    weights,
    step: [0.2, 0.2, 0.2],
    bias: [0, 0, 0],
    network: null,
  };
}

const model = modelOf('parrots painted blue');
const read = (text: string) => classify(model, fold(text, table));

describe('model.bin', () => {
  test('is read as it was packed', () => {
    expect(readModel(packModel(model))).toEqual(model);
  });

  test('is refused when it is cut anywhere', () => {
    const bytes = packModel(model);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: bytes.length - 1 }), (length) => {
        expect(() => readModel(bytes.slice(0, length))).toThrow();
      }),
    );
  });

  test.each([
    ['too few weights', { ...model, weights: model.weights.subarray(8) }],
    ['a bias that is no number', { ...model, bias: [0, 0, null] as unknown as Model['bias'] }],
    ['more buckets than a model may have', { ...model, bits: 30 }],
  ])('is refused with %s', (_, broken) => {
    expect(() => readModel(packModel(broken))).toThrow();
  });
});

describe('classify', () => {
  test('gives log-odds of each class and of harm; words that it knows raise them', () => {
    const { lure, jobScam, warning, harm } = read('parrots painted blue');
    expect(lure).toBeGreaterThan(3);
    expect([jobScam, warning]).toEqual([0, 0]);
    expect(harm).toBeCloseTo(Math.log(Math.exp(lure) + Math.exp(jobScam)), 9);
    expect(read('a quiet shop by the sea').lure).toBeLessThan(lure / 2);
  });

  test('gives the bias for a text without letters', () => {
    expect(read('').lure).toBe(0);
    expect(read('!!! ...').lure).toBe(0);
  });

  test('counts a word once, however often it stands there', () => {
    const once = read('a quiet shop; parrots painted blue; by the sea');
    const often = read(`a quiet shop; ${'parrots painted blue; '.repeat(20)}by the sea`);
    expect(Math.abs(often.harm - once.harm)).toBeLessThan(0.6 * Math.abs(once.harm));
  });

  test('reads all numbers alike, and a digit inside a word as a letter', () => {
    expect(read('room 12 for 4,500 parrots')).toEqual(read('room 9873 for 61 parrots'));
    expect(read('pa55port')).toEqual(read('passport'));
  });

  test('finds a few words behind 900 KB of others', () => {
    const filler = 'the sea was calm and the shop was open until late in the evening. '.repeat(14_000);
    const lure = 'parrots painted blue; '.repeat(2);
    const alone = read(filler);
    expect(read(filler + lure).harm).toBeGreaterThan(alone.harm + 0.1);
    expect(read(filler.slice(0, 500_000) + lure + filler.slice(500_000)).harm).toBeGreaterThan(alone.harm + 0.1);
  });
});

describe('topAttribution', () => {
  test.each([
    ['English', 'parrots painted blue', 'A quiet shop by the sea sells parrots painted blue every evening.'],
    ['Thai', 'นกแก้วสีฟ้า', 'ร้านเงียบริมทะเล ขายนกแก้วสีฟ้าทุกเย็น'],
    ['Chinese', '蓝色鹦鹉', '海边安静的小店，每天晚上卖蓝色鹦鹉和茶叶'],
  ])('are the words that the model knows: %s', (_, words, text) => {
    const folded = fold(text, table);
    const first = topAttribution(modelOf(words), folded, 'lure');
    const start = folded.offsets[first?.start ?? 0] ?? 0;
    const end = folded.offsets[(first?.end ?? 1) - 1] ?? 0;
    const at = text.indexOf(words);
    expect(start).toBeLessThan(at + words.length);
    expect(end).toBeGreaterThanOrEqual(at);
    expect(first?.weight).toBeGreaterThan(0);
  });

  test('gives null where no words raise the log-odds of the outcome', () => {
    expect(topAttribution(model, fold('a quiet shop', table), 'warning')).toBeNull();
  });

  test('stays within one sentence', () => {
    const text = 'A quiet shop. We sell painted parrots. Blue ones come in the evening.';
    const folded = fold(text, table);
    const found = topAttribution(modelOf('painted parrots blue ones'), folded, 'lure');
    const quote = text.slice(folded.offsets[found?.start ?? 0], (folded.offsets[(found?.end ?? 1) - 1] ?? 0) + 1);
    expect(quote).toMatch(/^(?:We sell painted parrots|Blue ones .*evening)$/u);
  });
});

describe('the text model in analyse', () => {
  const text = 'Kitchen help wanted in a small hotel, ask for the cook. Contact';

  test('reads no contacts and no company', () => {
    const wording = (fields: Partial<JobPost>) => extractFeatures(post(fields), knowledge, null).modelOutput;
    const plain = wording({ text: `${text} @anna_kitchen`, company: 'Sea View', contacts: ['@anna_kitchen'] });
    expect(plain).not.toBeNull();
    expect(
      wording({ text: `${text} @boss_hr_kk88`, company: 'Golden Dragon Group', contacts: ['@boss_hr_kk88'] }),
    ).toEqual(plain);
  });

  test('a model that is sure of harm raises a post without a hard fact to danger only from its own threshold', () => {
    const sure: Model = { ...model, bias: [50, 0, 0], weights: new Int32Array(2 ** BITS) };
    const levelFrom = (dangerWithoutFact: number): string =>
      analyse(post({ text }), { ...knowledge, model: sure, levels: { ...knowledge.levels, dangerWithoutFact } }).level;
    expect(levelFrom(0)).toBe('danger');
    expect(levelFrom(1000)).toBe('caution');
    expect(analyse(post({ text }), { ...knowledge, model: sure }).score).toBeGreaterThan(
      analyse(post({ text }), { ...knowledge, model: null }).score,
    );
  });

  test('reads any text without throwing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 6000 }), (any) => {
        const { harm, warning } = classify(shipped, fold(any, table));
        expect(Number.isFinite(harm) && Number.isFinite(warning)).toBe(true);
      }),
    );
  });
});
