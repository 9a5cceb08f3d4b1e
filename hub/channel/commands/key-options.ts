/** Options of commands that sign or make keys. */
import type { Command } from 'commander';
import { collect } from '../../collect.ts';
import type { KeyEncryption } from '../key-files/key-file.ts';
import { createPassphrases, newPassphrase, PASSPHRASE_VARIABLE } from '../key-files/passphrases.ts';
import type { KeyOptions } from '../key-files/signing-keys.ts';

export interface KeyOptionValues {
  keys?: string[];
  passphraseFile?: string;
}

export interface EncryptionOptionValues {
  passphraseFile?: string;
  /** false after `--no-passphrase`. */
  passphrase?: boolean;
}

const PASSPHRASE_FILE = [
  '--passphrase-file <FILE>',
  `read the passphrase from the first line of FILE; else from the variable ${PASSPHRASE_VARIABLE}; else you are asked`,
] as const;

/** Options of every command that signs. */
export function withKeyOptions(command: Command): Command {
  return command
    .option('--keys <FOLDER>', 'use keys in another folder too, such as a memory stick (repeatable)', collect)
    .option(...PASSPHRASE_FILE);
}

/** Option of every command that signs or publishes by the clock. */
export function withClockOption(command: Command): Command {
  return command.option(
    '--clock-is-right',
    "go on although the last release was signed later than this machine's clock says",
  );
}

/** Option of every command that signs without a look at the whole list. */
export function withConfirmOption(command: Command): Command {
  return command.option('--confirm', 'go on although timestamp.json of the last release seems to be still on its way');
}

/** Options of every command that makes keys. */
export function withEncryptionOptions(command: Command): Command {
  if (!command.options.some(({ long }) => long === '--passphrase-file')) command.option(...PASSPHRASE_FILE);
  return command.option(
    '--no-passphrase',
    'leave the new keys unencrypted: whoever reads the files can sign with them',
  );
}

/** Throws a Refusal when the passphrase file cannot be read. */
export async function keyOptionsOf({ keys = [], passphraseFile }: KeyOptionValues): Promise<KeyOptions> {
  return { folders: keys, passphrases: await createPassphrases(passphraseFile) };
}

/** Returns null when the keys stay unencrypted. */
export async function newKeyEncryption(values: EncryptionOptionValues): Promise<KeyEncryption | null> {
  if (values.passphrase === false) return null;
  const passphrase = await newPassphrase(values.passphraseFile);
  return passphrase === null ? null : { passphrase };
}
