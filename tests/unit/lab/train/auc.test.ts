import { describe, expect, test } from 'vitest';
import { auc } from '../../../../tools/lab/train/auc.ts';

describe('auc', () => {
  test('is 1, 0 and a half at the ends and the middle', () => {
    expect(auc([3, 4], [1, 2])).toBe(1);
    expect(auc([1, 2], [3, 4])).toBe(0);
    expect(auc([1, 1], [1, 1, 1])).toBe(0.5);
    expect(auc([], [1])).toBe(0.5);
  });

  test('counts pairs, ties as half', () => {
    // Of six pairs four are right, one is a tie
    expect(auc([2, 4], [1, 2, 3])).toBe(4.5 / 6);
  });
});
