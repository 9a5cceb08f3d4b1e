/**
 * One sync of a channel: the client workflow of TUF 1.0 (specification section 5). It ends with a complete release to store.
 * This module stores nothing. When a sync is interrupted or refused, the caller still has the old release. Files that did not
 * change are not fetched again.
 */
import { FormatError } from '../indicators/format-error.ts';
import { HASHES_TARGET, LISTINGS_TARGET, WITHDRAWN_TARGET } from '../indicators/indicator-list.ts';
import { ChannelError } from './channel-error.ts';
import { checkWithdrawalsMonotonic } from './check-withdrawals-monotonic.ts';
import { fetchMetadata, type FetchedMetadata } from './fetch-metadata.ts';
import { fetchTargets, verifiedStoredTarget, type FetchedTargets } from './fetch-targets.ts';
import { openStoredRelease, parseListings, type OpenChannel } from './open-release.ts';
import { trustedStateOf } from './restore-metadata.ts';
import { toStoredRelease, type ChannelState } from './stored-release.ts';
import { createSyncSession, type SyncSession, type UpdateDeps } from './sync-session.ts';
import { trustedTargets, type TrustedMetadata } from './trusted-metadata.ts';

export interface UpdateResult {
  /** To be stored in one transaction. */
  state: ChannelState;
  opened: OpenChannel;
  /** Names of the target files that are new, changed or gone since `UpdateDeps.state`. */
  changedTargets: string[];
}

/** Throws a ChannelError when the channel cannot be reached or is refused. Other errors come from `deps`. */
export async function updateChannel(deps: UpdateDeps): Promise<UpdateResult> {
  const session = createSyncSession(deps);
  const metadata = await fetchMetadata(session);
  const targets = await fetchTargets(metadata.trusted, session);
  await checkListingThreshold(metadata, targets, session);
  const state = stateOf(metadata.trusted, targets, session);
  const opened = await openStoredRelease(state.trusted, toStoredRelease(state), session);
  await parseListings(opened);
  await runCheck(session, new Map(Object.entries(targets.files)));
  return { state, opened, changedTargets: changedNames(session.state, state) };
}

/** Under an unchanged list withdrawals may only grow: to list takes the threshold of the targets role. */
async function checkListingThreshold(
  { stored, trusted }: FetchedMetadata,
  { files: { [WITHDRAWN_TARGET]: current } }: FetchedTargets,
  session: SyncSession,
): Promise<void> {
  if (stored.targets === null || stored.targets.signed.version !== trusted.targets?.signed.version) return;
  const signed = trustedTargets(stored).get(WITHDRAWN_TARGET);
  const before = signed === undefined ? null : await verifiedStoredTarget(WITHDRAWN_TARGET, signed, session);
  if (before === null || session.isTargetWanted?.(WITHDRAWN_TARGET) === false) return;
  try {
    checkWithdrawalsMonotonic(before, current);
  } catch (error) {
    if (error instanceof FormatError) throw new ChannelError('malformed', error.message);
    throw error;
  }
}

async function runCheck(session: SyncSession, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  try {
    await session.check?.(files);
  } catch (error) {
    throw new ChannelError('malformed', (error as Error).message);
  }
}

function stateOf(trusted: TrustedMetadata, { files, list }: FetchedTargets, { pinned }: SyncSession): ChannelState {
  const { timestamp, snapshot, targets, withdrawals } = trusted;
  if (timestamp === null || snapshot === null || targets === null) throw new TypeError('a release without its roles');
  return {
    pinned,
    trusted: trustedStateOf(trusted, trusted),
    newerRoots: [],
    roots: trusted.roots.slice(1).map(({ bytes }) => bytes),
    timestamp: timestamp.bytes,
    snapshot: snapshot.bytes,
    targets: targets.bytes,
    withdrawals: withdrawals?.bytes ?? null,
    files,
    list,
  };
}

function changedNames(before: ChannelState | null, after: ChannelState): string[] {
  const names = new Set([...Object.keys(before?.files ?? {}), ...Object.keys(after.files)]);
  const changed = Array.from(names).filter((name) => before?.files[name] !== after.files[name]);
  return (before?.list ?? null) === after.list ? changed : [...changed, HASHES_TARGET, LISTINGS_TARGET];
}
