/**
 * Seals a report so that only the recipients can read it. sealed-format.ts says what can be seen from outside. Recipients
 * must come from metadata signed at the root's threshold, so that a stolen targets key cannot redirect reports.
 */
import { armor, Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { PLAIN_SIZES, STANZA_COUNT } from './sealed-format.ts';

/** Why a report could not be sealed. The interface has a message `problem.<key>` for each. */
export class SealError extends Error {
  readonly key: 'no-recipients' | 'too-many-recipients' | 'bad-recipient' | 'report-too-large';

  constructor(key: SealError['key'], detail: string) {
    super(detail);
    this.name = 'SealError';
    this.key = key;
  }
}

/** An X25519 recipient. Other kinds have stanzas of other lengths, which would show who can read the report. */
const X25519_RECIPIENT = /^age1[02-9ac-hj-np-z]{58}$/u;

/**
 * @param json the report document as JSON text, at most 256 KiB in UTF-8
 * @param recipients 1 to 8 `age1...` keys. One that cannot be used is left out while another can: reports must not stop for it
 * @returns an age file of one of `SEALED_SIZES`
 * @throws SealError
 */
export async function sealReportJson(json: string, recipients: readonly string[]): Promise<Uint8Array> {
  const known = [...new Set(recipients)];
  if (known.length === 0) throw new SealError('no-recipients', 'no recipient to seal to');
  if (known.length > STANZA_COUNT) throw new SealError('too-many-recipients', `more than ${STANZA_COUNT} recipients`);
  const encrypter = new Encrypter();
  let count = 0;
  for (const recipient of known) {
    if (!(await isUsableRecipient(recipient))) continue;
    encrypter.addRecipient(recipient);
    count += 1;
  }
  if (count === 0) throw new SealError('bad-recipient', 'no recipient is an X25519 age key');
  for (; count < STANZA_COUNT; count += 1) encrypter.addRecipient(await throwawayRecipient());
  return await encrypter.encrypt(padToSize(json));
}

/** Tries to seal to the recipient alone: a wrong letter fails by the checksum, and some keys by their value. */
export async function isUsableRecipient(recipient: string): Promise<boolean> {
  if (!X25519_RECIPIENT.test(recipient)) return false;
  try {
    const encrypter = new Encrypter();
    encrypter.addRecipient(recipient);
    await encrypter.encrypt(new Uint8Array());
    return true;
  } catch {
    return false;
  }
}

/** The armored text of a sealed report, for a mail. */
export function armorReport(sealed: Uint8Array): string {
  return armor.encode(sealed);
}

/**
 * Opens a sealed report or its armored text. The padding needs no removal: it is white space after the JSON text.
 * @param identities `AGE-SECRET-KEY-1...` keys; one that fits is enough
 * @throws when no identity fits, or when the file was changed
 */
export async function openSealedReport(sealed: Uint8Array | string, identities: readonly string[]): Promise<string> {
  const decrypter = new Decrypter();
  for (const identity of identities) decrypter.addIdentity(identity);
  return await decrypter.decrypt(typeof sealed === 'string' ? armor.decode(sealed) : sealed, 'text');
}

/** A recipient whose secret key is dropped at once, so that nobody can open its stanza. */
async function throwawayRecipient(): Promise<string> {
  return await identityToRecipient(await generateX25519Identity());
}

function padToSize(json: string): Uint8Array {
  const bytes = new TextEncoder().encode(json);
  const size = PLAIN_SIZES.find((size) => size >= bytes.length);
  if (size === undefined) throw new SealError('report-too-large', `${bytes.length} bytes are too many for a report`);
  const padded = new Uint8Array(size).fill(0x20);
  padded.set(bytes);
  return padded;
}
