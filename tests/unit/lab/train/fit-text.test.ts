import { describe, expect, it } from 'vitest';
import { CLASSES, classify, wholeText, type Model } from '../../../../utils/detect/text-classifier.ts';
import { fold } from '../../../../utils/text/fold.ts';
import { compileFoldTable, foldTableOf } from '../../../../tools/knowledge/fold-table.ts';
import { FIT_TEXT, fitText, outputFor, quantise, type TextExample } from '../../../../tools/lab/train/fit-text.ts';
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
