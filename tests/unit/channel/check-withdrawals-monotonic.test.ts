import { describe, expect, it } from 'vitest';
import { checkWithdrawalsMonotonic } from '../../../utils/channel/check-withdrawals-monotonic.ts';
import { encodeWithdrawals } from '../../../utils/indicators/withdrawals.ts';

const fault = (name: string, detail = '') =>
  expect.objectContaining({ fault: name, detail: expect.stringContaining(detail) });

describe('checkWithdrawalsMonotonic', () => {
  const hash = '0123456789abcdef';
  const file = (as?: 'removed' | 'disputed'): Uint8Array =>
    encodeWithdrawals(new Map(as === undefined ? [] : [[hash, { on: '2026-11-25', as }]]));

  it.each([
    [undefined, 'removed', true],
    ['removed', 'removed', true],
    ['disputed', 'disputed', true],
    ['disputed', 'removed', true],
    ['removed', 'disputed', false],
    ['removed', undefined, false],
    ['disputed', undefined, false],
  ] as const)('lets a withdrawal change from %s to %s: %s', (before, current, isAllowed) => {
    const check = (): void => checkWithdrawalsMonotonic(file(before), file(current));
    if (isAllowed) expect(check).not.toThrow();
    else expect(check).toThrow(fault('overreach', `lists again what was ${before}: ${hash}`));
  });

  it('takes a file that is gone for one that withdraws nothing', () => {
    expect(() => checkWithdrawalsMonotonic(file(), undefined)).not.toThrow();
    expect(() => checkWithdrawalsMonotonic(file('disputed'), undefined)).toThrow(fault('overreach'));
  });
});
