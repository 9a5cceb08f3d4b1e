/** Tells a key that opens reports from one with a wrong letter: with that one, each report would be taken for damaged. */
import { identityToRecipient } from 'age-encryption';

/** @param text `AGE-SECRET-KEY-1...`; its last letters are a checksum */
export async function isIdentity(text: string): Promise<boolean> {
  try {
    await identityToRecipient(text);
    return true;
  } catch {
    return false;
  }
}
