import { describe, expect, it } from 'vitest';
import { isTrustedClick, MIN_VISIBLE_MS } from '../../../utils/overlay/trusted-click.ts';

describe('isTrustedClick', () => {
  it.each([
    [true, MIN_VISIBLE_MS, true],
    [true, MIN_VISIBLE_MS - 1, false],
    [true, 0, false],
    [false, 60_000, false],
  ])('gives for isTrusted %s and %d ms of visibility: %s', (isTrusted, seenFor, counts) => {
    expect(isTrustedClick({ isTrusted }, seenFor)).toBe(counts);
  });
});
