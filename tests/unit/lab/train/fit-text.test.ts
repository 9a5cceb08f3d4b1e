/** Training: the same examples give the same bytes, and what ships says what was fitted. */
import { describe, expect, test } from 'vitest';
import { classify, wholeText } from '../../../../utils/detect/text-classifier.ts';
import { fold } from '../../../../utils/text/fold.ts';
import { compileFoldTable, foldTableOf } from '../../../../tools/knowledge/fold-table.ts';
import { packModel } from '../../../../tools/lab/train/pack-model.ts';
import { calibrate } from '../../../../tools/lab/train/calibrate.ts';
import { ngramBuckets } from '../../../../tools/lab/train/ngram-buckets.ts';
import { fitFormal, type FormalExample } from '../../../../tools/lab/train/fit-formal.ts';
import {
  fitText,
  FIT,
  classOdds,
  quantise,
  type Outcome,
  type TextExample,
} from '../../../../tools/lab/train/fit-text.ts';
import { randomGenerator } from '../../../../tools/lab/train/random-generator.ts';

const table = foldTableOf(compileFoldTable());
const PLAIN = { factor: [1, 1, 1, 1], add: [0, 0, 0, 0] };
const FORMAL = fitFormal([]);
const THRESHOLDS = { cautionAlone: 3, most: 2 };
const OPTIONS = { ...FIT, rounds: 6 };

const WORDS: Record<Outcome, string[]> = {
  lure: ['ticket', 'paid', 'border', 'typing', 'passport', 'boss'],
  'job-scam': ['deposit', 'tasks', 'crypto', 'refund', 'wallet', 'likes'],
  warning: ['police', 'rescued', 'warned', 'embassy', 'victims', 'news'],
  legit: ['cook', 'shift', 'holiday', 'licence', 'kitchen', 'contract'],
};
const COMMON = ['work', 'hotel', 'today', 'people', 'month', 'city', 'room', 'call'];

function textOf(outcome: Outcome, random: () => number): string {
  const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? '';
  return Array.from({ length: 12 }, () => (random() < 0.4 ? pick(WORDS[outcome]) : pick(COMMON))).join(' ');
}

function examplesOf(seed: number, count: number): (TextExample & { text: string })[] {
  const random = randomGenerator(seed);
  const outcomes = Object.keys(WORDS) as Outcome[];
  return Array.from({ length: count }, (_, index) => {
    const outcome = outcomes[index % 4] as Outcome;
    const text = textOf(outcome, random);
    const folded = fold(text, table);
    return { text, buckets: ngramBuckets(folded, [wholeText(folded)]), outcome, importance: 1 };
  });
}

describe('fitText', () => {
  const examples = examplesOf(1, 200);
  const fitted = fitText(examples, OPTIONS);

  test('tells the outcomes of texts that it did not see', () => {
    const outcomes = Object.keys(WORDS);
    const unseen = examplesOf(2, 100);
    const right = unseen.filter(({ buckets, outcome }) => {
      const odds = [...classOdds(fitted, buckets).slice(0, 3), 0];
      return outcomes[odds.indexOf(Math.max(...odds))] === outcome;
    });
    expect(right.length).toBeGreaterThan(85);
  });

  test('the same examples and seed give the same bytes; another seed others', () => {
    const bytes = (options: typeof FIT): Uint8Array =>
      packModel(quantise(fitText(examples, options), PLAIN, THRESHOLDS, FORMAL));
    expect(bytes(OPTIONS)).toEqual(bytes(OPTIONS));
    expect(bytes({ ...OPTIONS, seed: 7 })).not.toEqual(bytes(OPTIONS));
  });

  test('what ships says at run time what was fitted', () => {
    const model = quantise(fitted, PLAIN, THRESHOLDS, FORMAL);
    const differences = examplesOf(3, 40).map(({ text, buckets }) => {
      const [lure = 0, scam = 0, warning = 0] = classOdds(fitted, buckets);
      const margin = Math.log((Math.exp(lure) + Math.exp(scam)) / (Math.exp(warning) + 1));
      return Math.abs(classify(model, fold(text, table)).margin - margin);
    });
    // Margins run from -6 to 6; a weight is shipped in 16 steps either way
    expect(differences.reduce((sum, each) => sum + each, 0) / differences.length).toBeLessThan(0.2);
    expect(Math.max(...differences)).toBeLessThan(1);
  });
});

describe('calibrate', () => {
  test('brings odds that are three times too sure back', () => {
    const random = randomGenerator(5);
    const examples: (TextExample & FormalExample)[] = [];
    const odds: number[][] = [];
    for (let i = 0; i < 4000; i++) {
      const true_ = (random() - 0.5) * 6;
      const lure = random() < 1 / (1 + Math.exp(-true_));
      const none = new Uint32Array();
      examples.push({ buckets: none, formal: none, outcome: lure ? 'lure' : 'legit', fraud: lure, importance: 1 });
      odds.push([3 * true_, -30, -30, 3 * true_]);
    }
    const { factor, add } = calibrate(examples, odds);
    expect(factor[0]).toBeCloseTo(1 / 3, 1);
    expect(factor[3]).toBeCloseTo(1 / 3, 1);
    expect(Math.abs(add[0] ?? 9)).toBeLessThan(0.2);
  });
});
