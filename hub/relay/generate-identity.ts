/** `hub -- relay keygen`: generates the key that opens reports, and the recipient that seals them. */
import { rm, writeFile } from 'node:fs/promises';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { readLimitedFile } from '../channel/read-text-file.ts';
import { isThere } from '../is-there.ts';
import { print } from '../print.ts';

const FIRST_WORDS = '# public key: age1';

/** @returns the recipient; FILE is readable by its owner only. @throws when FILE exists */
export async function generateIdentity(file: string): Promise<string> {
  if (isThere(file)) {
    throw new Error(
      (await isHalf(file))
        ? `${file} is empty or half a key: a "keygen" was broken off. Nothing is sealed to it: delete it, and run the same command again`
        : `${file} exists; it is not overwritten: reports may be sealed to its key`,
    );
  }
  const identity = await generateX25519Identity();
  const recipient = await identityToRecipient(identity);
  // On the disk before anybody learns the recipient.
  try {
    await writeFile(file, `# public key: ${recipient}\n${identity}\n`, { mode: 0o600, flag: 'wx', flush: true });
  } catch (error) {
    // On a full disk the file is there, and empty. One that another command made meanwhile stays.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') await rm(file, { force: true });
    throw error;
  }
  return recipient;
}

/** Whether a command that was killed wrote the beginning of a key file, and no more. Its recipient was never printed. */
async function isHalf(file: string): Promise<boolean> {
  const text = (await readLimitedFile(file)).toString('latin1');
  const isBegun = text.startsWith(FIRST_WORDS) || FIRST_WORDS.startsWith(text);
  return isBegun && !/^AGE-SECRET-KEY-1[0-9A-Z]{58}$/mu.test(text);
}

/** Runs `relay keygen`. */
export async function makeIdentityFile(file: string): Promise<void> {
  print(await generateIdentity(file));
}
