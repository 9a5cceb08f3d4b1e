import { describe, expect, it } from 'vitest';
import { characterErrors } from '../../../tools/lab/bench/pictures/character-errors.ts';

describe('characterErrors', () => {
  it('is the edit distance divided by the length of the true text', () => {
    expect(characterErrors('visa free', 'visa free')).toBe(0);
    expect(characterErrors('visa free', 'v1sa fre')).toBeCloseTo(2 / 9);
    expect(characterErrors('visa', '')).toBe(1);
  });

  it('leaves out emoji, and counts any white space as one space', () => {
    expect(characterErrors('✈️ free\nticket', 'free  ticket')).toBe(0);
  });
});
