/** Withdraws indicators at once with one withdrawals key and the online key. */
import { dayOf } from '../../../utils/indicators/day-number.ts';
import { hashOf, hashText } from '../../../utils/indicators/hash.ts';
import type { Withdrawal } from '../../../utils/indicators/withdrawals.ts';
import type { Indicator } from '../../../utils/model/indicator.ts';
import { Refusal } from '../../refusal.ts';
import { readList, readSignedList } from '../list/list-file.ts';
import { readPublishedHashes } from './list-release.ts';
import { readListedHashes } from './listed-hashes.ts';
import { openWorkspace, publishRelease, type ReleaseSummary, type SigningOptions } from './publish-release.ts';
import { signWithdrawals } from './signed-targets.ts';
import {
  combineWithdrawals,
  correctFutureDays,
  readPublishedWithdrawals,
  readWithdrawn,
  writeWithdrawn,
} from '../list/withdrawn-file.ts';

export interface WithdrawOptions extends SigningOptions {
  /** `on`: the day of the desk's decision, `YYYY-MM-DD`; absent for one that is made now. */
  indicators: readonly (Indicator & { on?: string })[];
  as: 'removed' | 'disputed';
}

/** Throws a Refusal when an indicator is neither on the list nor published, or no withdrawals key can sign here. */
export async function withdrawIndicators({ indicators, as, ...options }: WithdrawOptions): Promise<ReleaseSummary> {
  const { dir, now } = options;
  const workspace = await openWorkspace(options);
  const listed = await readListedHashes(dir, workspace.published);
  const entries = new Map([...(await readSignedList(dir)), ...(await readList(dir))]);
  const withdrawn = await readWithdrawn(dir);
  correctFutureDays(withdrawn, entries, now);
  const published = await readPublishedWithdrawals(dir, workspace.published);
  for (const indicator of indicators) {
    const hash = hashText(hashOf(indicator));
    if (!listed.has(hash)) throw new Refusal(`${indicator.value} is not on the list.`, 'Nothing was withdrawn.');
    if (as === 'disputed' && published.get(hash)?.as === 'removed') {
      throw new Refusal(
        `${indicator.value} is withdrawn already, and one key cannot list it again, not even as disputed.`,
        'Sign the list again for that (channel sign). Nothing was changed.',
      );
    }
    const { kind, value, on: decidedOn } = indicator;
    const before = withdrawn.get(hash);
    const earliest = before?.as === as ? before.on : (entries.get(hash)?.listedOn ?? '');
    const today = dayOf(now);
    const on = as === 'removed' ? dayOfRemoval(decidedOn, earliest, today) : dayOfDispute(decidedOn, before, today);
    withdrawn.set(hash, { kind, value, on, as });
  }
  const { targets } = workspace.published;
  if (targets === null)
    throw new Refusal(
      'Nothing was signed yet, so there is nothing to withdraw from.',
      'channel remove takes a row out of list.csv.',
    );
  // Under one signed list withdrawals may only grow, or readers refuse the release.
  const withdrawals = await signWithdrawals(workspace, combineWithdrawals(published, withdrawn), targets.signed);
  if (withdrawals === null) {
    throw new Refusal(
      'No withdrawals key here can be opened, so nothing was withdrawn.',
      'Name the folder of one with --keys FOLDER, or ask somebody who holds one.',
    );
  }
  // Written first: a command that is killed after the release would leave a list that holds the name at the next signature.
  const beforeWriting = async (): Promise<void> => writeWithdrawn(dir, withdrawn);
  const release = await publishRelease(workspace, { targets: null, withdrawals, withdrawn, files: [], beforeWriting });
  return { ...release, entries: (await readPublishedHashes(dir, workspace.published)).size };
}

/**
 * The desk's file names each withdrawal every day: that is no new one, and keeps the day of its decision. It is never dated
 * before `earliest`, its listing or the last withdrawal: a listing of before would count as a later one.
 */
function dayOfRemoval(decidedOn: string | undefined, earliest: string, today: string): string {
  const day = decidedOn !== undefined && decidedOn < today ? decidedOn : today;
  return day < earliest ? earliest : day;
}

/** Marked again by hand, it is disputed since the first time. */
function dayOfDispute(decidedOn: string | undefined, before: Withdrawal | undefined, today: string): string {
  const since = decidedOn ?? (before?.as === 'disputed' ? before.on : today);
  return since < today ? since : today;
}
