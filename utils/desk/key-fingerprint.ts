/** Digits shown: 128 bits, so that nobody can make another key with the same ones. */
const SHOWN_DIGITS = 32;

/** A public key (hexadecimal) in the form in which two people compare it: eight groups of four digits. */
export function keyFingerprint(key: string): string {
  return (key.slice(0, SHOWN_DIGITS).match(/.{4}/gu) ?? []).join(' ');
}
