/** What a new root would change, in words. */
import type { SignedData } from '../../utils/channel/metadata.ts';

type Root = SignedData<'root'>;

const ROLE_PURPOSES: Record<string, string> = {
  root: 'who decides over all keys',
  targets: 'who lists',
  snapshot: 'the online key (snapshot)',
  timestamp: 'the online key (timestamp)',
};

/** @param names public key in hexadecimal to name, as the other machine knows them */
export function describeRootChange(old: Root, now: Root, names: Readonly<Record<string, string>>): string[] {
  const nameOf = (root: Root, id: string): string => {
    const hex = root.keys[id]?.keyval.public ?? '';
    return `${names[hex] ?? 'a new key'} (${id.slice(0, 8)})`;
  };
  const words = [`Root ${now.version} in place of root ${old.version}, valid until ${now.expires}.`];
  for (const [role, who] of Object.entries(ROLE_PURPOSES)) {
    const before = old.roles[role as keyof Root['roles']] as Root['roles']['root'];
    const after = now.roles[role as keyof Root['roles']] as Root['roles']['root'];
    const gone = before.keyids.filter((id) => !after.keyids.includes(id)).map((id) => nameOf(old, id));
    const come = after.keyids.filter((id) => !before.keyids.includes(id)).map((id) => nameOf(now, id));
    if (gone.length > 0) words.push(`  ${who}: no longer ${gone.join(', ')}`);
    if (come.length > 0) words.push(`  ${who}: from now on also ${come.join(', ')}`);
    if (before.threshold !== after.threshold) {
      words.push(`  ${who}: ${after.threshold} must sign, where it was ${before.threshold}`);
    }
  }
  const [was, is] = [old.custom?.recipients ?? [], now.custom?.recipients ?? []];
  if (was.join() !== is.join()) {
    words.push(
      `  REPORTS are sealed to ${is.length === 0 ? 'nobody' : is.join(', ')}`,
      `  instead of to ${was.length === 0 ? 'nobody' : was.join(', ')}`,
    );
  }
  if ((old.custom?.publisher ?? '') !== (now.custom?.publisher ?? '')) {
    words.push(
      `  the publisher is named ${now.custom?.publisher ?? '(nothing)'} instead of ${old.custom?.publisher ?? '(nothing)'}`,
    );
  }
  return words;
}
