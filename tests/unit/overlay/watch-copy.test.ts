import { describe, expect, it } from 'vitest';
import type { JudgedPost } from '../../../utils/contracts/page-summary.ts';
import { containsListed } from '../../../utils/overlay/watch-copy.ts';

const found = [
  {
    verdict: {
      kind: 'listed',
      reasons: [
        { id: 'listed', quote: '+855 12 345 678' },
        { id: 'chat-only', quote: 'Telegram only' },
      ],
    },
  },
] as unknown as JudgedPost[];

describe('containsListed', () => {
  it.each([
    ['+855 12 345 678', true],
    ['call 85512345678 now', true],
    ['12-345-678', true],
    ['Telegram only', false],
    ['678', false],
    ['', false],
  ])('decides for the copied words %j', (words, holds) => {
    expect(containsListed(words, found)).toBe(holds);
  });

  it('gives false for words that no list contains', () => {
    const lure = [
      { verdict: { kind: 'lure', reasons: [{ id: 'chat-only', quote: '@bkk_dream' }] } },
    ] as unknown as JudgedPost[];
    expect(containsListed('@bkk_dream', lure)).toBe(false);
  });
});
