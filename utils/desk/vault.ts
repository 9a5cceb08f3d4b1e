/**
 * A moderator's secrets as one age file under a passphrase (scrypt); `age -d` opens it too. Opened secrets stay in memory
 * only and are never stored unencrypted.
 */
import { Decrypter, Encrypter } from 'age-encryption';
import * as v from 'valibot';
import { spellingsOf } from './passphrase-spellings.ts';

export const SecretsSchema = v.strictObject({
  version: v.literal(1),
  /** The name in the files for the team. */
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(60)),
  /** `AGE-SECRET-KEY-1...` keys that open reports. */
  identities: v.pipe(v.array(v.pipe(v.string(), v.regex(/^AGE-SECRET-KEY-1[0-9A-Z]{58}$/u))), v.minLength(1)),
  /** The relay's token. */
  token: v.pipe(v.string(), v.regex(/^jlr_[\w-]{43}$/u)),
  /** Ed25519 key that signs decisions: public, 64 hexadecimal digits, and private, PKCS 8 in hexadecimal. */
  key: v.pipe(v.string(), v.regex(/^[\da-f]{64}$/u)),
  signing: v.pipe(v.string(), v.regex(/^[\da-f]+$/u)),
  /** 32 bytes in hexadecimal; what the desk stores is encrypted with it. */
  dataKey: v.pipe(v.string(), v.regex(/^[\da-f]{64}$/u)),
});
export type Secrets = v.InferOutput<typeof SecretsSchema>;

/** Shorter ones can be guessed within an hour. */
export const MIN_PASSPHRASE_LENGTH = 12;

export class WrongPassphraseError extends Error {
  override name = 'WrongPassphrase';
}

/** @param scryptLogN log2 of scrypt's cost; 18 takes about a second */
export async function sealVault(secrets: Secrets, passphrase: string, scryptLogN = 18): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(scryptLogN);
  return encrypter.encrypt(JSON.stringify(secrets));
}

/** @throws WrongPassphraseError; another Error when the vault is damaged */
export async function openVault(sealed: Uint8Array, passphrase: string): Promise<Secrets> {
  let fault: unknown;
  for (const spelling of spellingsOf(passphrase)) {
    const decrypter = new Decrypter();
    decrypter.addPassphrase(spelling);
    let json: string;
    try {
      json = await decrypter.decrypt(sealed, 'text');
    } catch (error) {
      fault ??= error;
      continue;
    }
    return v.parse(SecretsSchema, JSON.parse(json));
  }
  throw new WrongPassphraseError(fault instanceof Error ? fault.message : 'cannot be opened', { cause: fault });
}
