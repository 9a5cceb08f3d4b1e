/** The target files of the newest release (TUF 1.0, section 5.7): stored ones that are still signed, and fetched ones. */
import { HASHES_TARGET, LISTINGS_TARGET } from '../indicators/indicator-list.ts';
import { toHex } from './channel-crypto.ts';
import { ChannelError } from './channel-error.ts';
import { isOfNewerFormat } from './knowledge-format.ts';
import { isDelta, listTargets } from './list-targets.ts';
import type { TargetFile } from './metadata.ts';
import { storedTarget, type ChannelState } from './stored-release.ts';
import { fetchFile, type SyncSession } from './sync-session.ts';
import { trustedTargets, type TrustedMetadata } from './trusted-metadata.ts';
import { updateList, type ListBytes } from './update-list.ts';
import { verifyLengthAndHashes } from './verify-length-and-hashes.ts';

/** Limits of one release. */
const MAX_TARGET_FILES = 64;
const MAX_RELEASE_BYTES = 128 * 1024 * 1024;

export type FetchedTargets = Pick<ChannelState, 'files' | 'list'>;

/** The files that are wanted. Throws a ChannelError when one cannot be reached, is not the signed one, or all are too large. */
export async function fetchTargets(trusted: TrustedMetadata, session: SyncSession): Promise<FetchedTargets> {
  const targets = trustedTargets(trusted);
  checkReleaseSize(targets);
  const files = await fetchFiles(
    [...targets].filter(([name, target]) => isSingleFile(name, target, session)),
    session,
  );
  return { files, list: await fetchList(targets, session) };
}

function checkReleaseSize(targets: ReadonlyMap<string, TargetFile>): void {
  const total = Array.from(targets.values()).reduce((sum, { length }) => sum + length, 0);
  if (targets.size > MAX_TARGET_FILES || total > MAX_RELEASE_BYTES) {
    throw new ChannelError('too-large', `targets.json: ${targets.size} files, ${total} bytes`);
  }
}

/** A wanted file that is no part of the list. Of a file in a newer format the bundled one stays in use. */
function isSingleFile(name: string, target: TargetFile, session: SyncSession): boolean {
  if (!isWanted(name, session) || name === HASHES_TARGET || name === LISTINGS_TARGET) return false;
  return !isDelta(target) && !isOfNewerFormat(name, target);
}

function isWanted(name: string, { isTargetWanted }: SyncSession): boolean {
  return isTargetWanted?.(name) !== false;
}

async function fetchFiles(
  targets: readonly [name: string, target: TargetFile][],
  session: SyncSession,
): Promise<Record<string, Uint8Array>> {
  const found: [string, TargetFile, Uint8Array | null][] = [];
  for (const [name, target] of targets) found.push([name, target, await verifiedStoredTarget(name, target, session)]);
  const missing = found.filter(([, , bytes]) => bytes === null);
  session.counter.expect(missing.reduce((sum, [, { length }]) => sum + length, 0));
  const files: Record<string, Uint8Array> = {};
  for (const [name, target, bytes] of found) files[name] = bytes ?? (await fetchTarget(name, target, session));
  return files;
}

/** Null when the channel publishes no list, or it is not wanted. */
async function fetchList(targets: ReadonlyMap<string, TargetFile>, session: SyncSession): Promise<ListBytes | null> {
  const parts = isWanted(HASHES_TARGET, session) && isWanted(LISTINGS_TARGET, session) ? listTargets(targets) : null;
  if (parts === null) return null;
  return updateList(parts, session.state?.list ?? null, {
    verify: session.verify,
    sha256: session.sha256,
    fetchTarget: (name, file) => fetchTarget(name, file, session),
    onBytesNeeded: (bytes) => session.counter.expect(bytes),
  });
}

/** Returns the stored bytes when they have the signed length and digest, else null. */
export async function verifiedStoredTarget(
  name: string,
  target: TargetFile,
  session: SyncSession,
): Promise<Uint8Array | null> {
  const bytes = session.state === null ? null : storedTarget(session.state, name);
  if (bytes === null || bytes.length !== target.length) return null;
  return toHex(await session.sha256(bytes)) === target.hashes.sha256 ? bytes : null;
}

async function fetchTarget(name: string, target: TargetFile, session: SyncSession): Promise<Uint8Array> {
  const bytes = await fetchFile(session, `targets/${target.hashes.sha256}.${name}`, target.length);
  await verifyLengthAndHashes(name, bytes, target, session);
  return bytes;
}
