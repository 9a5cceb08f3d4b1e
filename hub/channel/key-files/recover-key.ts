/** Replaces a key that was lost or stolen. */
import { Refusal } from '../../refusal.ts';
import { channelPaths } from '../channel-folder.ts';
import { PLAIN_EXTENSION, ENCRYPTED_EXTENSION } from './key-file.ts';
import { removePublicKeys, readPublicKeys, addPublicKeys } from './public-keys.ts';
import { isReplacedElsewhere, requirePeople } from './replaced-people.ts';
import { noSuchKey, renewRoot, type RenewRootResult, type RenewRootOptions } from './renew-root.ts';
import { generateKey, publicKeyHex, readKeys, roleOfName, writeKeys } from './signing-keys.ts';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Replaces withdrawals keys. The targets metadata names them, so no new root is needed, only a new signature of the list. */
export async function replaceWithdrawalKeys(
  options: RenewRootOptions,
  names: readonly string[],
): Promise<RenewRootResult> {
  const { dir } = options;
  const known = await readPublicKeys(dir);
  const here = new Map((await readKeys(dir, options)).map(({ name, key }) => [name, publicKeyHex(key)]));
  // Channels of earlier versions have no public-keys.json. Without it the other keys would be lost.
  if (known.size === 0) await addPublicKeys(dir, here);
  const all = [...new Set([...known.keys(), ...here.keys()])].filter((name) => roleOfName(name) === 'withdrawals');
  const retiredKeys = all.filter((name) => names.includes(name));
  if (retiredKeys.length < names.length) {
    throw noSuchKey(names.join(', '), dir);
  }
  const { people = [] } = options;
  requirePeople(retiredKeys, people, new Map([...here, ...known]));
  const last = Math.max(0, ...all.map((name) => Number(/-(\d+)$/u.exec(name)?.[1] ?? 0)));
  const replacedHere = retiredKeys.filter((name) => !isReplacedElsewhere(name, people));
  const createdKeys = replacedHere.map((_, at) => generateKey('withdrawals', last + at + 1));
  await writeKeys(dir, createdKeys, options.encryption ?? null);
  await removePublicKeys(dir, retiredKeys);
  await addPublicKeys(dir, new Map(people.map(({ name, withdrawals }) => [`withdrawals-${name}`, withdrawals])));
  for (const name of retiredKeys) {
    for (const ending of [PLAIN_EXTENSION, ENCRYPTED_EXTENSION])
      await rm(join(channelPaths(dir).keys, `${name}${ending}`), { force: true });
  }
  return {
    version: 0,
    createdKeys: createdKeys.map(({ name }) => name),
    retiredKeys,
    awaitsSignature: false,
    mustResign: true,
  };
}

/** Throws a Refusal, and changes nothing, when root keys are missing. */
export async function recoverKey(options: RenewRootOptions, name: string): Promise<RenewRootResult> {
  if (roleOfName(name) === 'withdrawals') return replaceWithdrawalKeys(options, [name]);
  try {
    return await renewRoot({ ...options, replaceKeys: [name] });
  } catch (error) {
    if (!(error instanceof Refusal) || !error.message.includes('by the old keys')) throw error;
    throw new Refusal(
      ...error.lines,
      'If so many root keys are lost for good, nobody can name new ones; that is intended. Then make a new channel',
      '(channel init), publish it at the same address, and give readers its new invitation or a new build of the extension.',
    );
  }
}

/** Says what the thief of a key can have done, and what to check. */
export function theftAdvice(name: string): string[] {
  const what = {
    root: 'One root key alone can do nothing. Should a second be stolen too, both can name themselves: replace it today.',
    targets: 'One list key alone can list nothing where two must sign. Check "channel diff" before you sign.',
    withdrawals: 'It can only have withdrawn indicators: compare withdrawn.csv with your own withdrawals.',
    online: 'It can only have held a list back, or made an old one look current. The new root undoes that.',
  }[roleOfName(name)];
  return [what, 'Change the passphrase of the keys beside it: channel lock DIR.'];
}
