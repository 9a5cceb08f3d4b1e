/** Describes what new targets metadata would change beside the list: other target files, and who may withdraw. */
import type { Targets } from '@tufjs/models';
import { DELTA_PREFIX } from '../../utils/channel/list-targets.ts';
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
  const digestOf = (targets: Targets['targets'], name: string): string | undefined => targets[name]?.hashes['sha256'];
  const changed = others.filter((name) => digestOf(next.targets, name) !== digestOf(old, name));
  const removed = Object.keys(old).filter(
    (name) =>
      next.targets[name] === undefined &&
      !name.startsWith(DELTA_PREFIX) &&
      name !== HASHES_TARGET &&
      name !== LISTINGS_TARGET,
  );
  return [
    // Knowledge files cannot be read here, so their digests are shown.
    ...changed.map((name) => `Another file changes: ${name}, SHA-256 ${digestOf(next.targets, name) ?? 'unknown'}`),
    ...removed.map((name) => `Another file is removed: ${name}`),
    ...withdrawalKeyChanges(next, before, names),
  ];
}

function withdrawalKeyChanges(next: Targets, before: Targets | null, names: ReadonlyMap<string, string>): string[] {
  const [old, current] = [withdrawalKeys(before), withdrawalKeys(next)];
  const label = (key: string): string => `${names.get(key) ?? 'a key that is not known here'} (${key.slice(0, 16)})`;
  return [
    ...current.filter((key) => !old.includes(key)).map((key) => `From now on may withdraw: ${label(key)}`),
    ...old.filter((key) => !current.includes(key)).map((key) => `May no longer withdraw: ${label(key)}`),
  ];
}

/** Public keys in lower-case hexadecimal. */
function withdrawalKeys(targets: Targets | null): string[] {
  return Object.values(targets?.delegations?.keys ?? {}).map((key) => publicKeyHex(key).toLowerCase());
}
