import { describe, expect, it } from 'vitest';
import { CLASSES, classify, wholeText, type Model } from '../../../../utils/detect/text-classifier.ts';
import { fold } from '../../../../utils/text/fold.ts';
import { compileFoldTable, foldTableOf } from '../../../../tools/knowledge/fold-table.ts';
import { FIT_NETWORK } from '../../../../tools/lab/train/fit-network.ts';
import {
  FIT_TEXT,
  fitModel,
  fitText,
  outputFor,
  quantise,
  type TextExample,
} from '../../../../tools/lab/train/fit-text.ts';
import { halvesOf, ngramBuckets } from '../../../../tools/lab/train/ngram-buckets.ts';
import { packModel } from '../../../../utils/detect/model-file.ts';
import { seededRandom } from '../../../../tools/setup/seeded-random.ts';

const table = foldTableOf(compileFoldTable());
const WORDS: Record<string, readonly string[]> = {
  lure: ['ticket', 'paid', 'border', 'typing', 'passport', 'boss'],
  'job-scam': ['deposit', 'tasks', 'crypto', 'refund', 'wallet', 'likes'],
  warning: ['police', 'rescued', 'warned', 'embassy', 'victims', 'news'],
  legit: ['cook', 'shift', 'holiday', 'licence', 'kitchen', 'contract'],
};
const COMMON = ['work', 'hotel', 'today', 'people', 'month', 'city', 'room', 'call'];
const LABELS = Object.keys(WORDS);

function examplesOf(seed: number, count: number): (TextExample & { text: string })[] {
  const random = seededRandom(seed);
  const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)]!;
  return Array.from({ length: count }, (_, index) => {
    const label = LABELS[index % LABELS.length]!;
    const words = Array.from({ length: 12 }, () => pick(random() < 0.4 ? WORDS[label]! : COMMON));
    const text = words.join(' ');
    const folded = fold(text, table);
    return { text, buckets: ngramBuckets(folded, [wholeText(folded)]), label, importance: 1 };
  });
}

describe('fitText', () => {
  const examples = examplesOf(1, 200);
  const model = quantise(fitText(examples));

  it('tells the classes of texts that it did not see', () => {
    const unseen = examplesOf(2, 100);
    const right = unseen.filter(({ buckets, label }) => {
      const { lure, jobScam, warning } = outputFor(model, buckets);
      const odds = [lure, jobScam, warning, 0];
      return [...CLASSES, 'legit'][odds.indexOf(Math.max(...odds))] === label;
    });
    expect(right.length).toBeGreaterThan(85);
  });

  it('gives the same bytes for the same examples and seed, and others for another seed', () => {
    const isSame = (other: Model): boolean => Buffer.compare(packModel(other), packModel(model)) === 0;
    expect(isSame(quantise(fitText(examples)))).toBe(true);
    expect(isSame(quantise(fitText(examples, { ...FIT_TEXT, seed: 7, rounds: 2 })))).toBe(false);
  });

  it('ships a model that gives the same log-odds at run time as in training', () => {
    for (const { text, buckets } of examplesOf(3, 40)) {
      const expected = outputFor(model, buckets);
      const found = classify(model, fold(text, table));
      expect(found.lure).toBeCloseTo(expected.lure, 9);
      expect(found.warning).toBeCloseTo(expected.warning, 9);
    }
  });
});

describe('fitModel', () => {
  const examples = examplesOf(1, 200);
  const FEW = { ...FIT_NETWORK, rounds: 30, batch: 20, rate: 0.02 };
  const model = fitModel(examples, examples, FIT_TEXT, FEW);
  const shareRight = (of: Model): number => {
    const unseen = examplesOf(2, 100);
    const right = unseen.filter(({ buckets, label }) => {
      const { lure, jobScam, warning } = outputFor(of, buckets);
      return [...CLASSES, 'legit'][[lure, jobScam, warning, 0].indexOf(Math.max(lure, jobScam, warning, 0))] === label;
    });
    return right.length / unseen.length;
  };

  it('fits a network that tells the classes by itself', () => {
    const alone: Model = { ...model, step: [0, 0, 0], bias: [0, 0, 0], network: { ...model.network!, share: 1 } };
    expect(shareRight(alone)).toBeGreaterThan(0.8);
    expect(shareRight(model)).toBeGreaterThan(0.85);
  });

  it('ships a model that gives the same log-odds at run time as in training', () => {
    for (const { text, buckets } of examplesOf(3, 40)) {
      const expected = outputFor(model, buckets);
      const found = classify(model, fold(text, table));
      expect(found.lure).toBeCloseTo(expected.lure, 9);
      expect(found.harm).toBeCloseTo(expected.harm, 9);
    }
  });

  it('gives the same bytes for the same examples and seed, and others for another seed', () => {
    const bytes = (of: Model): Buffer => Buffer.from(packModel(of));
    expect(bytes(fitModel(examples, examples, FIT_TEXT, FEW)).equals(bytes(model))).toBe(true);
    expect(bytes(fitModel(examples, examples, FIT_TEXT, { ...FEW, seed: 7 })).equals(bytes(model))).toBe(false);
  });

  it('keeps the buckets of most weight', () => {
    const few = fitModel(examples, examples, { ...FIT_TEXT, kept: 40 }, FEW);
    const used = few.weights.filter((word) => word !== 0).length;
    expect(used).toBeGreaterThan(30);
    expect(used).toBeLessThanOrEqual(40);
  });
});

describe('halvesOf', () => {
  it('parts the spans of a text at the middle of their units', () => {
    expect(
      halvesOf([
        { start: 0, end: 4 },
        { start: 10, end: 16 },
      ]),
    ).toEqual([
      [
        { start: 0, end: 4 },
        { start: 10, end: 11 },
      ],
      [{ start: 11, end: 16 }],
    ]);
  });
});
