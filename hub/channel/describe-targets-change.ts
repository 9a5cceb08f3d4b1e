/** Describes what new targets metadata would change beside the list: other target files, and who may withdraw. */
import type { TargetFile, Targets } from '@tufjs/models';
import { canonicalize } from '@tufjs/canonical-json';
import { DELTA_PREFIX } from '../../utils/channel/list-targets.ts';
import { WITHDRAWALS_ROLE } from '../../utils/channel/trusted-metadata.ts';
import { HASHES_TARGET, LISTINGS_TARGET } from '../../utils/indicators/indicator-list.ts';
import { publicKeyHex } from './signing-keys.ts';

/**
 * One line for each kind of change.
 * @param others names of target files that are not part of the list
 * @param before null for the first release
 * @param names public key in hexadecimal to its name, from files on this machine only
 */
export function describeTargetsChange(
  others: readonly string[],
  next: Targets,
  before: Targets | null,
  names: ReadonlyMap<string, string>,
): string[] {
  const old = before?.targets ?? {};
  const changed = others.filter((name) => contentOf(next.targets[name]) !== contentOf(old[name]));
  const removed = Object.keys(old).filter(
    (name) =>
      next.targets[name] === undefined &&
      !name.startsWith(DELTA_PREFIX) &&
      name !== HASHES_TARGET &&
      name !== LISTINGS_TARGET,
  );
  return [
    // Knowledge files cannot be read here, so their digests are shown.
    ...changed.map((name) => `Another file changes: ${name}, ${contentOf(next.targets[name])}`),
    ...removed.map((name) => `Another file is removed: ${name}`),
    ...withdrawalKeyChanges(next, before, names),
  ];
}

/** Digest of a target file, and its member `custom` (TUF 4.5), which can make readers skip the file. */
function contentOf(target: TargetFile | undefined): string {
  const custom = target?.unrecognizedFields?.['custom'];
  const more = custom === undefined ? '' : `, custom ${canonicalize(custom)}`;
  return `SHA-256 ${target?.hashes['sha256'] ?? 'unknown'}${more}`;
}

function withdrawalKeyChanges(next: Targets, before: Targets | null, names: ReadonlyMap<string, string>): string[] {
  const [old, current] = [withdrawalsRole(before), withdrawalsRole(next)];
  const label = (key: string): string => `${names.get(key) ?? 'a key that is not known here'} (${key.slice(0, 16)})`;
  return [
    ...current.keys.filter((key) => !old.keys.includes(key)).map((key) => `From now on may withdraw: ${label(key)}`),
    ...old.keys.filter((key) => !current.keys.includes(key)).map((key) => `May no longer withdraw: ${label(key)}`),
    ...(old.threshold === current.threshold
      ? []
      : [`A withdrawal needs ${current.threshold} keys, where it was ${old.threshold}`]),
  ];
}

/** Public keys of the withdrawals role, in lower-case hexadecimal, and how many of them must sign. */
function withdrawalsRole(targets: Targets | null): { keys: string[]; threshold: number } {
  const delegations = targets?.delegations;
  const role = delegations?.roles?.[WITHDRAWALS_ROLE];
  const keys = (role?.keyIDs ?? []).flatMap((id) => delegations?.keys[id] ?? []);
  return { keys: keys.map((key) => publicKeyHex(key).toLowerCase()), threshold: role?.threshold ?? 1 };
}
