import { describe, expect, it } from 'vitest';
import {
  describeScore,
  mutationScore,
  mutationTable,
  type MutantCount,
  type MutationResult,
} from '../../../tools/lab/mutate/mutation-score.ts';

const result = (path: string, day: string, counts: MutantCount): MutationResult => ({ path, day, counts });

describe('mutationScore', () => {
  it('counts survivors and code that no test runs against the score', () => {
    expect(mutationScore({ caught: 6, survived: 2, uncovered: 2 })).toBe(60);
    expect(mutationScore({ caught: 0, survived: 0, uncovered: 0 })).toBe(100);
  });
});

describe('mutationTable', () => {
  it('replaces the row of a path and keeps the rows of others, in order', () => {
    const one = mutationTable('', result('utils/text', '2026-11-27', { caught: 1, survived: 1, uncovered: 0 }));
    const two = mutationTable(one, result('utils/desk', '2026-11-27', { caught: 1, survived: 0, uncovered: 0 }));
    const three = mutationTable(two, result('utils/text', '2026-11-28', { caught: 3, survived: 1, uncovered: 0 }));
    expect(three.split('\n').slice(2)).toEqual([
      '| `utils/desk` | 100.0 % | 1 | 0 | 0 | 2026-11-27 |',
      '| `utils/text` | 75.0 % | 3 | 1 | 0 | 2026-11-28 |',
    ]);
  });
});

describe('describeScore', () => {
  const counts = { caught: 80, survived: 15, uncovered: 5 };

  it('gives a sample its size, its seed and the Wilson bounds of the score', () => {
    const sampled = { ...result('utils/desk', '2026-11-28', counts), sample: { from: 1240, seed: 7 } };
    expect(describeScore(sampled)).toBe('80.0 % (71.1 to 86.7 %; sample of 100 of 1240 mutants, seed 7)');
  });

  it('gives no bounds where every mutant ran', () => {
    expect(describeScore(result('utils/desk', '2026-11-28', counts))).toBe('80.0 %');
  });
});
