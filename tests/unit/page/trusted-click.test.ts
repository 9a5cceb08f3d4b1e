import { expect, test } from 'vitest';
import { isTrustedClick, LEAST_SEEN } from '../../../utils/page/trusted-click.ts';

test.each([
  [true, LEAST_SEEN, true],
  [true, LEAST_SEEN - 1, false],
  [true, 0, false],
  [false, 60_000, false],
])('a click by a person: %s, seen for %d ms: %s', (isTrusted, seenFor, counts) => {
  expect(isTrustedClick({ isTrusted }, seenFor)).toBe(counts);
});
