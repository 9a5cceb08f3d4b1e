/** A fingerprint as words that people read to each other: the English word list of BIP-39. */
import { entropyToMnemonic } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { Refusal } from './refusal.ts';

/** 24 words; the last one holds a checksum. @param fingerprint 64 hexadecimal digits. Throws a Refusal for anything else. */
export function fingerprintWords(fingerprint: string): string {
  if (!/^[0-9a-f]{64}$/u.test(fingerprint)) throw new Refusal(`"${fingerprint}" is no fingerprint.`);
  return entropyToMnemonic(new Uint8Array(Buffer.from(fingerprint, 'hex')), wordlist);
}
