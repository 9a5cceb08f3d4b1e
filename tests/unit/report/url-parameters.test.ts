import { describe, expect, it } from 'vitest';
import { looksLikeSecret } from '../../../utils/report/url-parameters.ts';

describe('looksLikeSecret', () => {
  it.each(['a1b2c3d4e5f6a7b8c9d0', 'ABCDEFGHIJKLMNOPQRS1', 'tok.9f8e~7d6c/5b4a=39%28-1'])(
    'takes %s for a key',
    (value) => {
      expect(looksLikeSecret(value)).toBe(true);
    },
  );

  it.each([
    ['19 signs', 'a1b2c3d4e5f6a7b8c9d'],
    ['digits alone', '12345678901234567890'],
    ['letters alone', 'warehouse-operatives-needed'],
    ['a space within', 'a1b2c3d4e5 f6a7b8c9d0e1'],
    ['a space at the start', ' a1b2c3d4e5f6a7b8c9d0'],
    ['a space at the end', 'a1b2c3d4e5f6a7b8c9d0 '],
  ])('leaves %s', (_case, value) => {
    expect(looksLikeSecret(value)).toBe(false);
  });
});
