/**
 * Overreach: to accuse takes two people, so one key cannot undo a withdrawal either. While the list stays as its people signed it,
 * what was taken back stays taken back, and what is disputed stays disputed or goes.
 */
import { decodeWithdrawals, type Withdrawals } from '../indicators/withdrawals.ts';
import { WITHDRAWN_TARGET } from '../indicators/indicator-list.ts';
import { ChannelError } from './channel-error.ts';

/** Both are `withdrawn.json` of one and the same signed list. Throws a ChannelError `overreach`, or a FormatError. */
export function checkWithdrawalsMonotonic(before: Uint8Array, current: Uint8Array): void {
  const kept: Withdrawals = decodeWithdrawals(current);
  for (const [hash, { as }] of decodeWithdrawals(before)) {
    const kind = kept.get(hash)?.as;
    if (kind === undefined || (as === 'removed' && kind === 'disputed')) {
      throw new ChannelError('overreach', `${WITHDRAWN_TARGET}: says again what was ${as}: ${hash}`);
    }
  }
}
