/** Withdrawals only grow under one list: listing needs two people, so one key must not undo a withdrawal. */
import { decodeWithdrawals, type Withdrawals } from '../indicators/withdrawals.ts';
import { WITHDRAWN_TARGET } from '../indicators/indicator-list.ts';
import { ChannelError } from './channel-error.ts';

/**
 * Checks that a removed indicator stays removed, and that a disputed one stays disputed or is removed. Both arguments are
 * `withdrawn.json` of the same targets version. Throws a ChannelError `overreach`, or a FormatError.
 * @param current undefined when the withdrawals role no longer names the file: then it withdraws nothing
 */
export function checkWithdrawalsMonotonic(before: Uint8Array, current: Uint8Array | undefined): void {
  const withdrawals: Withdrawals = current === undefined ? new Map() : decodeWithdrawals(current);
  for (const [hash, { as }] of decodeWithdrawals(before)) {
    const kind = withdrawals.get(hash)?.as;
    if (kind === undefined || (as === 'removed' && kind === 'disputed')) {
      throw new ChannelError('overreach', `${WITHDRAWN_TARGET}: lists again what was ${as}: ${hash}`);
    }
  }
}
