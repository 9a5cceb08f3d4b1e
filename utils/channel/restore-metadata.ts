/** Verifies the metadata of a stored release again, from the pinned root on. */
import type { ChannelCrypto } from './channel-crypto.ts';
import { parseMetadata } from './metadata.ts';
import type { ReleaseMetadata, TrustedState } from './stored-release.ts';
import {
  delegatesWithdrawals,
  expiryOf,
  ROLE_NAMES,
  trustedRoot,
  trustedTargets,
  type TrustedMetadata,
} from './trusted-metadata.ts';
import {
  loadTrustedRoot,
  updateRoot,
  updateSnapshot,
  updateTargets,
  updateTimestamp,
  updateWithdrawals,
} from './update-trusted-metadata.ts';

export interface RestoreMetadataDeps extends ChannelCrypto {
  /** Root metadata that the package or the subscription pins, as signed. */
  pinned: Uint8Array;
}

/** Verifies the metadata of a stored release again. */
export async function restoreMetadata(state: ReleaseMetadata, deps: RestoreMetadataDeps): Promise<TrustedMetadata> {
  let trusted = await restoreRootChain(state, deps);
  trusted = await updateTimestamp(trusted, state.timestamp, deps);
  trusted = await updateSnapshot(trusted, state.snapshot, deps);
  trusted = await updateTargets(trusted, state.targets, deps);
  // Without its withdrawals the list would show withdrawn indicators again.
  return delegatesWithdrawals(trusted)
    ? updateWithdrawals(trusted, state.withdrawals ?? new Uint8Array(), deps)
    : trusted;
}

/** The chain of stored roots. A newer package may pin a root from the middle of it. */
async function restoreRootChain(state: ReleaseMetadata, deps: RestoreMetadataDeps): Promise<TrustedMetadata> {
  return applyRoots(await loadTrustedRoot(deps.pinned, deps), state.roots, deps);
}

/** Applies the roots that are newer than the trusted one, in order. */
export async function applyRoots(
  before: TrustedMetadata,
  roots: readonly Uint8Array[],
  crypto: ChannelCrypto,
): Promise<TrustedMetadata> {
  let trusted = before;
  for (const bytes of roots) {
    const { version } = parseMetadata('root', 'root.json', bytes).signed;
    if (version > trustedRoot(trusted).version) trusted = await updateRoot(trusted, bytes, crypto);
  }
  return trusted;
}

/** What the metadata says of a release. Publisher and recipients come from the newest root, everything else from the release. */
export function trustedStateOf(trusted: TrustedMetadata, newest: TrustedMetadata): TrustedState {
  const { custom } = trustedRoot(newest);
  const expiries = Object.fromEntries(
    ROLE_NAMES.map((role) => [role, expiryOf(trusted, role)]),
  ) as TrustedState['expiries'];
  return {
    version: trusted.snapshot?.signed.version ?? 0,
    publisher: custom?.publisher ?? null,
    recipients: custom?.recipients ?? [],
    expiries,
    signed: trustedTargets(trusted),
  };
}

/** What all stored metadata says, with roots that a later sync trusted. Throws a ChannelError where a signature is missing. */
export async function restoreTrustedState(release: ReleaseMetadata, deps: RestoreMetadataDeps): Promise<TrustedState> {
  const trusted = await restoreMetadata(release, deps);
  return trustedStateOf(trusted, await applyRoots(trusted, release.newerRoots, deps));
}
