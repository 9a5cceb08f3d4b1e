/**
 * Overreach: to accuse takes two people, so one key cannot undo a withdrawal either. While the list stays as its people signed it,
 * what was taken back stays taken back, and what is disputed stays disputed or goes.
 */
import { decodeWithdrawals, type Withdrawals } from '../indicators/withdrawals.ts';
import { WITHDRAWN } from '../indicators/list.ts';
import { ChannelError } from './channel-error.ts';

/** Both are `withdrawn.json` of one and the same signed list. Throws a ChannelError `overreach`, or a FormatError. */
export function refuseSayingAgain(before: Uint8Array, now: Uint8Array): void {
  const kept: Withdrawals = decodeWithdrawals(now);
  for (const [hash, { as }] of decodeWithdrawals(before)) {
    const still = kept.get(hash)?.as;
    if (still === undefined || (as === 'removed' && still === 'disputed')) {
      throw new ChannelError('overreach', `${WITHDRAWN}: says again what was ${as}: ${hash}`);
    }
  }
}
