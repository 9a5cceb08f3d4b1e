/** Signs one release over what the host has and what this folder signed and did not publish. Neither puts the other out of force. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Metadata, MetadataKind, Snapshot, Timestamp, type Targets } from '@tufjs/models';
import type { ChannelState } from '../../../utils/channel/stored-release.ts';
import { WITHDRAWALS_ROLE } from '../../../utils/channel/trusted-metadata.ts';
import { WITHDRAWN_TARGET } from '../../../utils/indicators/indicator-list.ts';
import type { Withdrawals } from '../../../utils/indicators/withdrawals.ts';
import { Refusal } from '../../refusal.ts';
import { channelPaths } from '../channel-folder.ts';
import { isFastForward } from './fast-forward.ts';
import { openWorkspace, publishRelease, type ReleaseSummary, type SigningOptions } from '../signing/publish-release.ts';
import { TARGETS_FILE, WITHDRAWALS_FILE, type PublishedMetadata } from '../signing/published-metadata.ts';
import { metaFileOf } from '../signing/sign-for-role.ts';
import {
  isStillAuthorized,
  signWithdrawals,
  type SignedTargets,
  type SignedWithdrawals,
  type SigningWorkspace,
} from '../signing/signed-targets.ts';
import { readWithdrawn, combineWithdrawals } from '../list/withdrawn-file.ts';

/** A release of the host. Every list that was signed comes with withdrawals, if only with none. */
export interface HostRelease extends ChannelState {
  withdrawals: Uint8Array;
  /** The file that the withdrawals name. */
  withdrawn: Uint8Array;
}

/** Metadata of a folder whose list was signed. */
export type ListRelease = { [Part in keyof PublishedMetadata]: NonNullable<PublishedMetadata[Part]> };

export interface TwoReleases {
  /** The host's release, verified. */
  host: HostRelease;
  /** The release in this folder. */
  mine: ListRelease;
  /** Withdrawals of the host's release. */
  theirs: Withdrawals;
  /** Withdrawals of the release in this folder. */
  own: Withdrawals;
  /** Whether this folder had the host's withdrawals before it signed its own. */
  areTheirsKnown: boolean;
  /** Whether the root here names other online keys than the host's root. Readers then count from the start. */
  areOnlineKeysReplaced: boolean;
}

/** Whether every name of `others` is withdrawn or disputed in `withdrawals` too, and not more weakly. */
export function holdsAll(withdrawals: Withdrawals, others: Withdrawals): boolean {
  return Array.from(others).every(([hash, { as }]) => {
    const kind = withdrawals.get(hash)?.as;
    return kind === 'removed' || kind === as;
  });
}

/**
 * Throws a Refusal, and writes nothing, when a key for it is not here.
 * @param beforeWriting see `ReleaseParts`
 */
export async function mergeRelease(
  options: SigningOptions,
  both: TwoReleases,
  beforeWriting?: () => Promise<void>,
): Promise<Omit<ReleaseSummary, 'entries'>> {
  const { targets } = both.mine;
  const workspace = { ...(await openWorkspace(options)), published: newestVersions(both) };
  try {
    return await publishRelease(workspace, {
      targets: await storedFile(options.dir, targets, TARGETS_FILE),
      withdrawals: await mergeWithdrawals(workspace, both, targets.signed),
      withdrawn: await readWithdrawn(options.dir),
      files: [],
      ...(beforeWriting === undefined ? {} : { beforeWriting }),
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(
      ...error.lines,
      'The host has something that this folder lacks, and this folder signed something that the host lacks.',
      'One signature must hold both. Nothing was taken over: run "pull" with --keys and the folder of that key.',
    );
  }
}

/**
 * What the next snapshot and timestamp follow. No reader may have seen a higher version. No cache may hold that version either,
 * signed by an online key that was replaced: readers begin to count anew, and caches do not.
 */
function newestVersions({ host, mine, areOnlineKeysReplaced }: TwoReleases): PublishedMetadata {
  const snapshot = Metadata.fromJSON(MetadataKind.Snapshot, toJson(host.snapshot));
  const timestamp = Metadata.fromJSON(MetadataKind.Timestamp, toJson(host.timestamp));
  const newest = <T extends Snapshot | Timestamp>(a: Metadata<T>, b: Metadata<T>): Metadata<T> =>
    a.signed.version > b.signed.version ? a : b;
  const isAbsurd =
    isFastForward(snapshot.signed.version, mine.snapshot.signed.version) ||
    isFastForward(timestamp.signed.version, mine.timestamp.signed.version);
  if (areOnlineKeysReplaced && isAbsurd) return mine;
  return { ...mine, snapshot: newest(mine.snapshot, snapshot), timestamp: newest(mine.timestamp, timestamp) };
}

async function mergeWithdrawals(
  workspace: SigningWorkspace,
  { host, mine, theirs, own, areTheirsKnown }: TwoReleases,
  targets: Targets,
): Promise<SignedWithdrawals> {
  const ours = mine.withdrawals;
  const before = Metadata.fromJSON(MetadataKind.Targets, toJson(host.withdrawals));
  const [hostVersion, ownVersion] = [before.signed.version, ours.signed.version];
  // A version that two machines signed in two ways would stay in the caches of the host as the first of them.
  if (areTheirsKnown || (ownVersion > hostVersion && holdsAll(own, theirs))) {
    const { metadata, file, meta } = await storedFile(workspace.dir, ours, WITHDRAWALS_FILE);
    return { metadata, file, meta, target: await storedWithdrawn(workspace.dir, ours.signed) };
  }
  const role = required(targets.delegations?.roles?.[WITHDRAWALS_ROLE]);
  const isEnough = hostVersion >= ownVersion && holdsAll(theirs, own);
  if (isEnough && isStillAuthorized(before, role)) {
    const file = { name: `${hostVersion}.${WITHDRAWALS_FILE}`, bytes: host.withdrawals };
    const target = { name: WITHDRAWN_TARGET, bytes: host.withdrawn };
    return { metadata: before, file, meta: metaFileOf(file, hostVersion), target };
  }
  const published = { ...workspace.published, withdrawals: hostVersion > ownVersion ? before : ours };
  const signed = await signWithdrawals({ ...workspace, published }, combineWithdrawals(theirs, own), targets);
  if (signed === null)
    throw new Refusal('To sign the withdrawals of both, a withdrawals key is needed: none can be opened here.');
  return signed;
}

/** Metadata that was signed here, with the bytes that were signed. */
async function storedFile(dir: string, metadata: Metadata<Targets>, role: string): Promise<SignedTargets> {
  const { version } = metadata.signed;
  const name = `${version}.${role}`;
  const file = { name, bytes: await readFile(join(channelPaths(dir).public, name)) };
  return { metadata, file, meta: metaFileOf(file, version) };
}

async function storedWithdrawn(dir: string, { targets }: Targets): Promise<SignedWithdrawals['target']> {
  const name = `${required(targets[WITHDRAWN_TARGET]).hashes['sha256']}.${WITHDRAWN_TARGET}`;
  return { name: WITHDRAWN_TARGET, bytes: await readFile(join(channelPaths(dir).public, 'targets', name)) };
}

function required<T>(part: T | undefined): T {
  if (part === undefined) throw new TypeError('a list without the withdrawals role');
  return part;
}

const toJson = (bytes: Uint8Array): never => JSON.parse(Buffer.from(bytes).toString()) as never;
