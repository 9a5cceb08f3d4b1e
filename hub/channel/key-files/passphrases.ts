/** Where the passphrase of a key comes from: a file, the environment, or the person at the terminal. */
import process from 'node:process';
import { isCancel, password } from '@clack/prompts';
import { Refusal } from '../../refusal.ts';
import { readLimitedFile } from '../read-text-file.ts';

export interface Passphrases {
  /** Passphrases to try first, without asking. */
  remembered(): readonly string[];
  /** Asks for the passphrase of a key. Returns null when nobody can be asked. */
  ask(name: string): Promise<string | null>;
  /** Remembers a passphrase that opened a key, for the next key. */
  remember(passphrase: string): void;
}

/** Shorter passphrases could be guessed from a stolen key file. In characters. */
export const MIN_PASSPHRASE_LENGTH = 12;

/** Its first line alone is read. */
const MAX_PASSPHRASE_FILE_BYTES = 1024 * 1024;

export const PASSPHRASE_VARIABLE = 'JOBLANTERN_PASSPHRASE';

/** Tries the first line of `file`, then the environment variable, then asks at the terminal if there is one. */
export async function createPassphrases(file: string | undefined): Promise<Passphrases> {
  const remembered = await readGivenPassphrases(file);
  return {
    remembered: () => remembered,
    ask: async (name) => (process.stdin.isTTY ? promptPassphrase(`Passphrase of the key ${name}`) : null),
    remember: (passphrase) => {
      if (!remembered.includes(passphrase)) remembered.unshift(passphrase);
    },
  };
}

/** Uses only these passphrases, and asks nobody. */
export function fixedPassphrases(...passphrases: string[]): Passphrases {
  return { remembered: () => passphrases, ask: () => Promise.resolve(null), remember: () => undefined };
}

/**
 * Returns a passphrase for new keys: given, or typed twice at the terminal; null when there is neither. Throws a Refusal when
 * it is too short or was typed in two ways.
 */
export async function newPassphrase(file: string | undefined, variable = PASSPHRASE_VARIABLE): Promise<string | null> {
  const [given] = await readGivenPassphrases(file, variable);
  if (given?.includes('\uFFFD') === true) {
    throw new Refusal(
      `${file} is not in UTF-8: nobody could type what is read from it. Save it as UTF-8. Nothing was made.`,
    );
  }
  if (given !== undefined) return requireStrong(given);
  if (!process.stdin.isTTY) return null;
  console.error(
    'Choose a passphrase for the new keys: five words or more that nobody would guess together. Write it down.',
  );
  const first = requireStrong(await promptPassphrase('New passphrase'));
  if ((await promptPassphrase('The same once more')) === first) return first;
  throw new Refusal('The two passphrases differ. Nothing was made: run the command again.');
}

/** As it is meant, and as the file's bytes say: editors of Windows write UTF-16, or a mark of byte order before the passphrase. */
async function readGivenPassphrases(file: string | undefined, variable = PASSPHRASE_VARIABLE): Promise<string[]> {
  if (file === undefined) {
    const given = process.env[variable];
    return given === undefined || given === '' ? [] : [given];
  }
  const bytes = await readLimitedFile(file, MAX_PASSPHRASE_FILE_BYTES);
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  const firstLine = (text: string): string => text.split(/\r?\n/u, 1)[0] ?? '';
  const raw = firstLine(bytes.toString('utf8'));
  const meant = (isUtf16 ? firstLine(bytes.toString('utf16le')) : raw).replace(/^\uFEFF/u, '').trim();
  if (meant === '') throw new Refusal(`${file}: the first line must hold the passphrase, and it is empty.`);
  // A key that an earlier version made opens with the bytes alone.
  return [...new Set([meant, raw])];
}

function requireStrong(passphrase: string): string {
  if (Array.from(passphrase).length >= MIN_PASSPHRASE_LENGTH) return passphrase;
  throw new Refusal(
    `The passphrase has fewer than ${MIN_PASSPHRASE_LENGTH} characters: a thief of the key could guess it.`,
    'Use five words or more. Nothing was made.',
  );
}

/** Asks on standard error, so that standard output stays free for results. Throws a Refusal when the person stops. */
async function promptPassphrase(message: string): Promise<string> {
  const answer = await password({ message, output: process.stderr });
  if (isCancel(answer)) throw new Refusal('Stopped. Nothing was changed.');
  return answer;
}
