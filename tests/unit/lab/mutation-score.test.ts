import { describe, expect, it } from 'vitest';
import { mutationScore, mutationTable } from '../../../tools/lab/mutate/mutation-score.ts';

describe('mutationScore', () => {
  it('counts survivors and code that no test runs against the score', () => {
    expect(mutationScore({ caught: 6, survived: 2, uncovered: 2 })).toBe(60);
    expect(mutationScore({ caught: 0, survived: 0, uncovered: 0 })).toBe(100);
  });
});

describe('mutationTable', () => {
  it('replaces the row of a path and keeps the rows of others, in order', () => {
    const one = mutationTable('', 'utils/text', '2026-11-27', { caught: 1, survived: 1, uncovered: 0 });
    const two = mutationTable(one, 'utils/desk', '2026-11-27', { caught: 1, survived: 0, uncovered: 0 });
    const three = mutationTable(two, 'utils/text', '2026-11-28', { caught: 3, survived: 1, uncovered: 0 });
    expect(three.split('\n').slice(2)).toEqual([
      '| `utils/desk` | 100.0 % | 1 | 0 | 0 | 2026-11-27 |',
      '| `utils/text` | 75.0 % | 3 | 1 | 0 | 2026-11-28 |',
    ]);
  });
});
