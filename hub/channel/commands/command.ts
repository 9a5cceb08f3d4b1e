/** What a command of `hub channel` is, and what several of them share. */
import { readFile } from 'node:fs/promises';
import type { ParseArgsOptionsConfig } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { Refusal } from '../../refusal.ts';
import type { KeyEncryption } from '../key-file.ts';
import { newPassphrase, createPassphrases } from '../passphrases.ts';
import type { ReleaseSummary } from '../publish-release.ts';
import type { KeyOptions } from '../signing-keys.ts';

export type Values = Record<string, string | boolean | string[] | undefined>;
export type PrintLine = (line: string) => void;

/** One command: how it is called, what it takes, what it does. */
export interface Command {
  usage: string;
  summary: string;
  help: string;
  options: ParseArgsOptionsConfig;
  /** Least and most free arguments. */
  argumentCount: [number, number];
  /** Throws a Refusal or a ChannelError when it must not be done. */
  run(values: Values, free: string[], say: PrintLine): Promise<void>;
}

export type Commands = Readonly<Record<string, Command>>;

export const flag = { type: 'boolean' } as const;
export const word = { type: 'string' } as const;
export const words = { type: 'string', multiple: true } as const;

/** Options of every command that signs. */
export const KEY_OPTIONS = { keys: words, 'passphrase-file': word } as const;
export const KEY_OPTIONS_HELP = `  --keys FOLDER            keys that lie elsewhere too, such as on a memory stick; may be given several times
  --passphrase-file FILE   the passphrase is the first line of FILE; else of the variable JOBLANTERN_PASSPHRASE; else you are asked`;

export const ENCRYPTION_OPTIONS = { 'passphrase-file': word, 'no-passphrase': flag } as const;
export const ENCRYPTION_OPTIONS_HELP = `  --passphrase-file FILE   the passphrase is the first line of FILE; else of the variable JOBLANTERN_PASSPHRASE; else you are asked
  --no-passphrase          leave the new keys open to whoever reads their files`;

/** Throws a Refusal when the passphrase file cannot be read. */
export async function keyOptionsOf(values: Values): Promise<KeyOptions> {
  return {
    folders: textsOf(values, 'keys') ?? [],
    passphrases: await createPassphrases(textOf(values, 'passphrase-file')),
  };
}

/** null: the keys stay open. */
export async function newKeyEncryption(values: Values): Promise<KeyEncryption | null> {
  if (values['no-passphrase'] === true) return null;
  const passphrase = await newPassphrase(textOf(values, 'passphrase-file'));
  return passphrase === null ? null : { passphrase };
}

export function textOf(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

export function textsOf(values: Values, name: string): string[] | undefined {
  return values[name] as string[] | undefined;
}

/** A file's text, unpacked when it is gzip. Throws a Refusal when it cannot be read, or is not in Unicode. */
export async function readText(file: string): Promise<string> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) bytes = gunzipSync(bytes);
  } catch (error) {
    throw new Refusal(`${file} cannot be read: ${(error as Error).message}`);
  }
  // As some spreadsheets save it.
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.subarray(2).toString('utf16le');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Refusal(`${file} is not in UTF-8: in the spreadsheet, save it as "CSV UTF-8".`);
  }
}

export function printRelease(release: ReleaseSummary, say: PrintLine): void {
  const { entries, withdrawn, files, root, targets, withdrawals, snapshot, timestamp } = release;
  say(`Signed: ${entries} entries, ${withdrawn} of them taken back or disputed.`);
  say(`Files: ${files.join(', ')}`);
  say(
    `Versions: root ${root}, targets ${targets}, withdrawals ${withdrawals}, snapshot ${snapshot}, timestamp ${timestamp}`,
  );
}
