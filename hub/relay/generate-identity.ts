/** `hub -- relay keygen`: generates the key that opens reports, and the recipient that seals them. */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { print } from '../print.ts';

/** @returns the recipient; FILE is readable by its owner only. @throws when FILE exists */
export async function generateIdentity(file: string): Promise<string> {
  if (existsSync(file)) throw new Error(`${file} exists; it is not overwritten: reports may be sealed to its key`);
  const identity = await generateX25519Identity();
  const recipient = await identityToRecipient(identity);
  await writeFile(file, `# public key: ${recipient}\n${identity}\n`, { mode: 0o600, flag: 'wx' });
  return recipient;
}

/** Runs `relay keygen`. */
export async function makeIdentityFile(file: string): Promise<void> {
  print(await generateIdentity(file));
}
