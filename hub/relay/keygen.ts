/** `hub -- relay keygen`: the key that opens reports, and the recipient that seals them. */
import { writeFile } from 'node:fs/promises';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { withArguments } from './arguments.ts';

const HELP = `usage: relay keygen FILE

Makes the key that opens reports and writes it to FILE, which must not exist yet (the form of age-keygen).
Prints its recipient (age1...), which goes into the signed root. Without FILE no report can be read: keep a copy offline.`;

/** @returns the recipient; FILE is readable by its owner only. @throws when FILE exists */
export async function generateIdentity(file: string): Promise<string> {
  const identity = await generateX25519Identity();
  const recipient = await identityToRecipient(identity);
  await writeFile(file, `# public key: ${recipient}\n${identity}\n`, { mode: 0o600, flag: 'wx' });
  return recipient;
}

export async function run(args: string[]): Promise<number> {
  return await withArguments(args, { help: HELP, options: {}, positionals: 1 }, async (_values, [file]) => {
    console.log(await generateIdentity(file as string));
    return 0;
  });
}
