/** Where the passphrase of a key comes from: a file, the environment, or whoever sits at the terminal. */
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { Refusal } from '../refusal.ts';

export interface Passphrases {
  /** To be tried first, without asking anybody. */
  remembered(): readonly string[];
  /** Asks for the passphrase of a key; null when nobody can be asked. */
  ask(name: string): Promise<string | null>;
  /** It opened a key, so it is tried on the next one. */
  remember(passphrase: string): void;
}

/** Shorter ones are guessed from a stolen file. */
const MIN_PASSPHRASE_LENGTH = 12;

export const PASSPHRASE_VARIABLE = 'JOBLANTERN_PASSPHRASE';

/** `file`: its first line is tried; then the environment's; then the terminal, if there is one, is asked. */
export async function createPassphrases(file: string | undefined): Promise<Passphrases> {
  const given = await readGivenPassphrase(file);
  const known = given === null ? [] : [given];
  return {
    remembered: () => known,
    ask: async (name) => (process.stdin.isTTY ? promptHidden(`Passphrase of the key ${name}: `) : null),
    remember: (passphrase) => {
      if (!known.includes(passphrase)) known.unshift(passphrase);
    },
  };
}

/** Only these; nobody is asked. */
export function fixedPassphrases(...known: string[]): Passphrases {
  return { remembered: () => known, ask: () => Promise.resolve(null), remember: () => undefined };
}

/**
 * A passphrase for new keys: given, or typed twice at the terminal; null when there is neither. Throws a Refusal when it is
 * too short or was typed in two ways.
 */
export async function newPassphrase(file: string | undefined, variable = PASSPHRASE_VARIABLE): Promise<string | null> {
  const given = await readGivenPassphrase(file, variable);
  if (given !== null) return requireStrong(given);
  if (!process.stdin.isTTY) return null;
  console.log(
    'Choose a passphrase for the new keys: five words or more that nobody would guess together. Write it down.',
  );
  const first = requireStrong(await promptHidden('New passphrase: '));
  if ((await promptHidden('The same once more: ')) === first) return first;
  throw new Refusal('The two passphrases differ. Nothing was made: run the command again.');
}

async function readGivenPassphrase(file: string | undefined, variable = PASSPHRASE_VARIABLE): Promise<string | null> {
  if (file === undefined) return process.env[variable] || null;
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new Refusal(`The passphrase file cannot be read: ${(error as Error).message}`);
  }
  const line = text.split(/\r?\n/u, 1)[0] ?? '';
  if (line === '') throw new Refusal(`${file}: the first line is to hold the passphrase, and it is empty.`);
  return line;
}

function requireStrong(passphrase: string): string {
  if (Array.from(passphrase).length >= MIN_PASSPHRASE_LENGTH) return passphrase;
  throw new Refusal(
    `The passphrase has fewer than ${MIN_PASSPHRASE_LENGTH} letters: whoever steals the key could guess it.`,
    'Take five words or more. Nothing was made.',
  );
}

/** What is typed is not shown. */
function promptHidden(question: string): Promise<string> {
  const hidden = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: hidden, terminal: true });
  // Only now: from here on the terminal shows nothing of what is typed.
  process.stdout.write(question);
  return new Promise((typed, stopped) => {
    terminal.once('SIGINT', () => {
      terminal.close();
      stopped(new Refusal('Stopped. Nothing was changed.'));
    });
    terminal.question('', (line) => {
      terminal.close();
      process.stdout.write('\n');
      typed(line);
    });
  });
}
