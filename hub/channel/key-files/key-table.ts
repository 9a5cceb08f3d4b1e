/** Lists the keys of a channel and encrypts them with a passphrase. */
import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isThere } from '../../is-there.ts';
import { Refusal } from '../../refusal.ts';
import { channelPaths } from '../channel-folder.ts';
import { endKilledKeyChange } from './key-change.ts';
import { openKeyFile, PLAIN_EXTENSION, writeKeyFile, type KeyEncryption } from './key-file.ts';
import { fixedPassphrases, type Passphrases } from './passphrases.ts';
import { readPublicKeys } from './public-keys.ts';
import { readPublishedMetadata } from '../signing/published-metadata.ts';
import { readFolderPublicKeys } from './person-keys.ts';
import { keyFromPublicHex, readKeyFolder, readKeys, roleOfName, type KeyRole } from './signing-keys.ts';

const KEY_PURPOSES: Record<KeyRole, string> = {
  root: 'names all other keys and the recipients of reports',
  targets: 'lists',
  withdrawals: 'withdraws, alone and at once',
  online: 'confirms that the list is current',
};

/** Withdrawals keys are named by the list, the others by the root. */
const NOT_NAMED: Record<KeyRole, string> = {
  root: ', does not count: no root names it',
  targets: ', does not count: no root names it',
  withdrawals: ', counts after the next "sign"',
  online: ', does not count: no root names it',
};

/** Returns a line for each key, also for those that count and have no name here, and one that says how many of each kind must sign. */
export async function keyTable(dir: string): Promise<string[]> {
  const { root, targets } = await readPublishedMetadata(dir);
  const here = new Map((await readKeys(dir, { passphrases: fixedPassphrases() })).map((key) => [key.name, key]));
  const names = new Map([
    ...Array.from(here.values(), ({ name, key }) => [name, key.keyID] as const),
    ...Array.from(await readPublicKeys(dir), ([name, hex]) => [name, keyFromPublicHex(hex).keyID] as const),
  ]);
  const { roles } = root.signed;
  const counts = (kind: KeyRole): readonly string[] =>
    kind === 'withdrawals'
      ? (targets?.signed.delegations?.roles?.['withdrawals']?.keyIDs ?? [])
      : (roles[kind === 'online' ? 'timestamp' : kind]?.keyIDs ?? []);
  const lines = [...names]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, id]) => {
      const kind = roleOfName(name);
      const key = here.get(name);
      const where = key === undefined ? 'kept elsewhere' : key.encrypted ? 'here, encrypted' : 'here, NOT encrypted';
      const named = counts(kind).includes(id) ? '' : NOT_NAMED[kind];
      return `${name.padEnd(16)} ${where}${kind === 'online' && key?.encrypted === false ? ' (a timer uses it)' : ''}${named}: ${KEY_PURPOSES[kind]}`;
    });
  const ids = new Set(names.values());
  const nameless = (['root', 'targets', 'withdrawals', 'online'] as const).flatMap((kind) =>
    counts(kind)
      .filter((id) => !ids.has(id))
      .map((id) => `${`${kind}-?`.padEnd(16)} without a name here (${id.slice(0, 16)}), counts: ${KEY_PURPOSES[kind]}`),
  );
  const rule = (kind: 'root' | 'targets'): string =>
    `${roles[kind]?.threshold ?? 0} of ${roles[kind]?.keyIDs.length ?? 0} ${kind} keys`;
  return [
    ...lines,
    ...nameless,
    `A root needs ${rule('root')}; a list needs ${rule('targets')}; a withdrawal needs one withdrawals key.`,
  ];
}

/** Encrypts every key of a channel or of a person's folder, except the online key. Returns their names. */
export async function encryptKeys(dir: string, given: Passphrases, encryption: KeyEncryption): Promise<string[]> {
  // A command that was killed left some keys under the new passphrase already.
  const passphrases = { ...given, remembered: () => [...given.remembered(), encryption.passphrase] };
  await endKilledKeyChange(dir);
  const all = isThere(channelPaths(dir).config)
    ? await readKeys(dir, { passphrases })
    : await readKeyFolder(dir, await readFolderPublicKeys(dir), passphrases);
  const keys = all.filter(({ role }) => role !== 'online');
  if (keys.length === 0) throw new Refusal(`${dir} holds no key that can be opened. Nothing was changed.`);
  const opened: { name: string; path: string; pem: string }[] = [];
  for (const { name, path } of keys) {
    const key = await openKeyFile(path, name, passphrases);
    if (key === null) throw new Refusal(`No passphrase was given that opens ${name}. Nothing was changed.`);
    opened.push({ name, path, pem: key.export({ type: 'pkcs8', format: 'pem' }).toString() });
  }
  for (const { name, path, pem } of opened) {
    await writeKeyFile(dirname(path), name, pem, encryption);
    if (path.endsWith(PLAIN_EXTENSION) && isThere(path)) await rm(path);
  }
  return opened.map(({ name }) => name);
}
