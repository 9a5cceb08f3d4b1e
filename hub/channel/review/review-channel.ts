/** Compares list.csv of a channel with the list that is published. */
import { readChannelConfig } from '../channel-folder.ts';
import { readSignedList, readWholeList } from '../list/list-file.ts';
import { readPublishedList } from '../signing/list-release.ts';
import { lookAlikeIndex } from '../list/look-alike-index.ts';
import { hashCollisions, readProtectedNames } from '../list/protected-names.ts';
import { readPublishedMetadata } from '../signing/published-metadata.ts';
import { readFormerListings, reviewChanges, type Review } from './review-changes.ts';
import { reviewWithdrawals, withdrawnLine } from './review-withdrawals.ts';
import { Refusal } from '../../refusal.ts';
import { leavingRegisters } from '../../register/register-folder.ts';
import { entriesToSign, readPublishedWithdrawals, readWithdrawn } from '../list/withdrawn-file.ts';

/** Throws a Refusal when an entry has the hash of a protected name. */
export async function reviewChannel(dir: string): Promise<Review> {
  await readChannelConfig(dir);
  const withdrawn = await readWithdrawn(dir);
  const listed = await readWholeList(dir);
  const entries = entriesToSign(listed, withdrawn);
  const names = await readProtectedNames();
  const collisions = hashCollisions(names, entries.values());
  if (collisions.length > 0) throw new Refusal(...collisions, 'Remove these from the list: they are never signed.');
  const published = await readPublishedMetadata(dir);
  const former = await readFormerListings(await readPublishedList(dir, published));
  const withdrawals = reviewWithdrawals(entries, await readPublishedWithdrawals(dir, published), withdrawn);
  const review = reviewChanges(entries, former, await readSignedList(dir), lookAlikeIndex(names), withdrawals);
  const leftOut = Array.from(listed).filter(([hash]) => !entries.has(hash) && !former.has(hash));
  const registers = await leavingRegisters(dir, Object.keys(published.targets?.signed.targets ?? {}));
  return {
    ...review,
    registers,
    leftOut: leftOut.map(([hash, entry]) => withdrawnLine(entry, withdrawn.get(hash)?.on ?? '')),
  };
}
