/**
 * The outer format of a sealed report: an age file (age-encryption.org/v1) with a fixed outside. An observer learns only
 * which of four sizes it has.
 *
 * - The header holds exactly `STANZA_COUNT` X25519 stanzas: real recipients first, throw-away keys for the rest.
 * - The plaintext is JSON, followed by spaces up to the next of `PLAIN_SIZES`. Spaces after JSON are valid JSON, so the
 * output of `age -d` can be parsed as it is.
 * - So there are exactly four sealed lengths, `SEALED_SIZES`.
 */

/** Stanzas in every header; also the maximum number of recipients of a publisher. */
export const STANZA_COUNT = 8;

/** Padded lengths of the plaintext, bytes: 4, 16, 64 and 256 KiB. */
export const PLAIN_SIZES = [4_096, 16_384, 65_536, 262_144] as const;

/** `-> X25519 <share>` and the wrapped file key, each 43 characters of unpadded Base64 for 32 bytes. */
const STANZA = '-> X25519 [A-Za-z0-9+/]{43}\\n[A-Za-z0-9+/]{43}\\n';
const HEADER = new RegExp(`^age-encryption\\.org/v1\\n(?:${STANZA}){${STANZA_COUNT}}--- [A-Za-z0-9+/]{43}\\n$`, 'u');
/** 22 for the version line, 98 for a stanza, 48 for the MAC line. */
const HEADER_BYTES = 22 + 98 * STANZA_COUNT + 48;
const NONCE_BYTES = 16;
const CHUNK_BYTES = 65_536;
const TAG_BYTES = 16;

/** Length of the sealed file for `plain` bytes of padded plaintext. */
function sealedLength(plain: number): number {
  return HEADER_BYTES + NONCE_BYTES + plain + TAG_BYTES * Math.ceil(plain / CHUNK_BYTES);
}

/** Every length that a sealed report can have, in bytes, in the order of `PLAIN_SIZES`. */
export const SEALED_SIZES: readonly number[] = PLAIN_SIZES.map(sealedLength);

/** The longest sealed report, bytes. */
export const MAX_SEALED_BYTES = sealedLength(PLAIN_SIZES[PLAIN_SIZES.length - 1] as number);

export type SealedFault = 'wrong-size' | 'not-sealed';

/** What is wrong with the form of these bytes, or null. Only a recipient can tell whether they can be opened. */
export function findSealedFault(bytes: Uint8Array): SealedFault | null {
  if (!SEALED_SIZES.includes(bytes.length)) return 'wrong-size';
  const header = String.fromCharCode(...bytes.subarray(0, HEADER_BYTES));
  return HEADER.test(header) ? null : 'not-sealed';
}
