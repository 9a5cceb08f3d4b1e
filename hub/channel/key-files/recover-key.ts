/** Replaces a key that was lost or stolen. */
import { Refusal } from '../../refusal.ts';
import { endKilledKeyChange, finishKeyChange, noteKeyChange } from './key-change.ts';
import { readPublicKeys, addPublicKeys } from './public-keys.ts';
import { isReplacedElsewhere, requirePeople } from './replaced-people.ts';
import { noSuchKey, renewRoot, type RenewRootResult, type RenewRootOptions } from './renew-root.ts';
import { generateKey, publicKeyHex, readKeys, roleOfName, writeKeyFiles } from './signing-keys.ts';

/** Replaces a withdrawals key. The targets metadata names it, so no new root is needed, only a new signature of the list. */
async function replaceWithdrawalsKey(options: RenewRootOptions, lost: string): Promise<RenewRootResult> {
  const { dir } = options;
  await endKilledKeyChange(dir);
  const known = await readPublicKeys(dir);
  const here = new Map((await readKeys(dir, options)).map(({ name, key }) => [name, publicKeyHex(key)]));
  // Channels of earlier versions have no public-keys.json. Without it the other keys would be lost.
  if (known.size === 0) await addPublicKeys(dir, here);
  const all = [...new Set([...known.keys(), ...here.keys()])].filter((name) => roleOfName(name) === 'withdrawals');
  if (!all.includes(lost)) throw noSuchKey(lost, dir);
  const retiredKeys = [lost];
  const { people = [] } = options;
  requirePeople(retiredKeys, people, new Map([...here, ...known]));
  const last = Math.max(0, ...all.map((name) => Number(/-(\d+)$/u.exec(name)?.[1] ?? 0)));
  const createdKeys = isReplacedElsewhere(lost, people) ? [] : [generateKey('withdrawals', last + 1)];
  const created = createdKeys.map(({ name }) => name);
  const named = [
    ...createdKeys.map(({ name, key }) => [name, publicKeyHex(key)] as const),
    ...people.map(({ name, withdrawals }) => [`withdrawals-${name}`, withdrawals] as const),
  ];
  const change = { root: null, created, retired: retiredKeys, names: Object.fromEntries(named) };
  await noteKeyChange(dir, change);
  // Their names are not known yet: each withdrawals key that is known counts at the next signature.
  await writeKeyFiles(dir, createdKeys, options.encryption ?? null);
  await finishKeyChange(dir, change);
  return {
    version: 0,
    createdKeys: created,
    retiredKeys,
    awaitsSignature: false,
    mustResign: true,
  };
}

/** Throws a Refusal, and changes nothing, when root keys are missing. */
export async function recoverKey(options: RenewRootOptions, name: string): Promise<RenewRootResult> {
  if (roleOfName(name) === 'withdrawals') return replaceWithdrawalsKey(options, name);
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
