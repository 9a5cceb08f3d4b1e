/** Identifies the keys that sign timestamp and snapshot, by which fast-forward recovery is decided (TUF 5.3.11). */
import type { Keys, Role, SignedData } from './metadata.ts';

/** Public keys and thresholds of the timestamp and snapshot roles. Equal texts mean the same keys, whatever their order. */
export function onlineKeysOf({ roles, keys }: SignedData<'root'>): string {
  return [roles.timestamp, roles.snapshot].map((role) => publicKeysOf(role, keys)).join(', ');
}

function publicKeysOf(role: Role, keys: Keys): string {
  const publicKeys = role.keyids.map((id) => (Object.hasOwn(keys, id) ? (keys[id]?.keyval.public ?? '') : ''));
  return `${role.threshold} ${[...new Set(publicKeys)].toSorted().join(' ')}`;
}
