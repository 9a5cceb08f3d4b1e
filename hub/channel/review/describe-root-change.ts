/** Describes what a new root would change. Keys are compared by their public keys, never by key IDs alone. */
import type { SignedData } from '../../../utils/channel/metadata.ts';

type Root = SignedData<'root'>;

const ROLE_PURPOSES = {
  root: 'who decides over all keys',
  targets: 'who lists',
  snapshot: 'the online key (snapshot)',
  timestamp: 'the online key (timestamp)',
} as const;

/**
 * One line for each change.
 * @param names public key in hexadecimal to its name, from files on this machine only
 */
export function describeRootChange(old: Root, next: Root, names: ReadonlyMap<string, string>): string[] {
  const label = (publicKey: string): string =>
    `${names.get(publicKey) ?? 'a key that is not known here'} (${publicKey.slice(0, 16)})`;
  const lines = [`Root ${next.version} in place of root ${old.version}, valid until ${next.expires}.`];
  for (const [role, purpose] of Object.entries(ROLE_PURPOSES) as [keyof typeof ROLE_PURPOSES, string][]) {
    const [before, after] = [publicKeysOf(old, role), publicKeysOf(next, role)];
    const removed = before.filter((key) => !after.includes(key)).map(label);
    const added = after.filter((key) => !before.includes(key)).map(label);
    if (removed.length > 0) lines.push(`  ${purpose}: no longer ${removed.join(', ')}`);
    if (added.length > 0) lines.push(`  ${purpose}: from now on also ${added.join(', ')}`);
    const [was, is] = [old.roles[role].threshold, next.roles[role].threshold];
    if (was !== is) lines.push(`  ${purpose}: ${is} must sign, where it was ${was}`);
  }
  const [was, is] = [old.custom?.recipients ?? [], next.custom?.recipients ?? []];
  if (was.join() !== is.join()) {
    lines.push(
      `  REPORTS are sealed to ${is.length === 0 ? 'nobody' : is.join(', ')}`,
      `  instead of to ${was.length === 0 ? 'nobody' : was.join(', ')}`,
    );
  }
  const [oldName, newName] = [old.custom?.publisher ?? '(nothing)', next.custom?.publisher ?? '(nothing)'];
  if (oldName !== newName) lines.push(`  the publisher is named ${newName} instead of ${oldName}`);
  return lines;
}

/** Public keys of a role in lower-case hexadecimal. */
function publicKeysOf(root: Root, role: keyof typeof ROLE_PURPOSES): string[] {
  const keys = root.roles[role].keyids.map((id) => (Object.hasOwn(root.keys, id) ? root.keys[id] : undefined));
  return [...new Set(keys.map((key) => key?.keyval.public.toLowerCase() ?? 'a key that the root does not hold'))];
}
