/** A key was lost or stolen: another takes its place, and what it vouched for is signed anew. */
import { Refusal } from '../refusal.ts';
import { channelPaths } from './channel-folder.ts';
import { PLAIN_EXTENSION, ENCRYPTED_EXTENSION } from './key-file.ts';
import { removePublicKeys, readPublicKeys, addPublicKeys } from './public-keys.ts';
import { renewRoot, type RenewRootResult, type RenewRootOptions } from './renew-root.ts';
import { generateKey, publicKeyHex, readKeys, roleOfName, writeKeys } from './signing-keys.ts';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Withdrawals keys are named by the list, so no new root is needed: the next signature of the list names the new one. */
export async function replaceWithdrawalKeys(
  options: RenewRootOptions,
  names: readonly string[],
): Promise<RenewRootResult> {
  const { dir } = options;
  const known = await readPublicKeys(dir);
  const here = new Map((await readKeys(dir, options)).map(({ name, key }) => [name, publicKeyHex(key)]));
  // A channel of former days remembers nobody: from now on it does, or the others would be forgotten.
  if (known.size === 0) await addPublicKeys(dir, here);
  const all = [...new Set([...known.keys(), ...here.keys()])].filter((name) => roleOfName(name) === 'withdrawals');
  const gone = all.filter((name) => names.includes(name));
  if (gone.length < names.length) {
    throw new Refusal(`"channel keys ${dir}" names the keys there are; ${names.join(', ')} is none of them.`);
  }
  const last = Math.max(0, ...all.map((name) => Number(/-(\d+)$/u.exec(name)?.[1] ?? 0)));
  const made = gone.map((_, at) => generateKey('withdrawals', last + at + 1));
  await writeKeys(dir, made, options.encryption ?? null);
  await removePublicKeys(dir, gone);
  for (const name of gone) {
    for (const ending of [PLAIN_EXTENSION, ENCRYPTED_EXTENSION])
      await rm(join(channelPaths(dir).keys, `${name}${ending}`), { force: true });
  }
  return { version: 0, made: made.map(({ name }) => name), gone, awaitsSignature: false, resign: true };
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
      'If so many root keys are lost for good, nobody can name new ones, and that is on purpose. Then make a new channel',
      '(channel init), publish it at the same address, and give readers its new invitation or a new build of the extension.',
    );
  }
}

/** What the holder of a stolen key could have done, and what to look at. */
export function theftAdvice(name: string): string[] {
  const what = {
    root: 'One root key alone can do nothing. Should a second be stolen too, both can name themselves: replace it today.',
    targets: 'One list key alone can list nothing where two must sign. Look through "channel diff" before you sign.',
    withdrawals: 'It can only have taken names back: compare withdrawn.csv with what you took back yourself.',
    online: 'It can only have held a list back, or made one look fresh. Readers forget what it said with the new root.',
  }[roleOfName(name)];
  return [what, 'Change the passphrase of the keys that lay beside it: channel lock DIR.'];
}
