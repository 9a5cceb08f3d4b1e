import { expect, test } from 'vitest';
import { isTrustedClick, MIN_VISIBLE_MS } from '../../../utils/overlay/trusted-click.ts';

test.each([
  [true, MIN_VISIBLE_MS, true],
  [true, MIN_VISIBLE_MS - 1, false],
  [true, 0, false],
  [false, 60_000, false],
])('a click by a person: %s, seen for %d ms: %s', (isTrusted, seenFor, counts) => {
  expect(isTrustedClick({ isTrusted }, seenFor)).toBe(counts);
});
