/**
 * Work that the relay asks of a sender while it is flooded: a number that, hashed together with the challenge and the
 * report, gives a digest beginning with so many zero bits. A report costs a reader's device a moment and a flooder a
 * moment for each; an answer fits one report under one key only.
 *
 * Example: challenge `c1.16.x`, 16 bits: about 65,000 hashes, a tenth of a second to half a second.
 */
import { sha256 } from '@noble/hashes/sha2.js';

export interface Puzzle {
  /** As the relay gave it. */
  challenge: string;
  /** Zero bits asked for, 1 to `MAX_BITS`. */
  bits: number;
}

/** More than this is not asked of a reader's device: about a million hashes, some seconds on a phone. */
export const MAX_BITS = 20;

/** Bytes that are hashed before the number: challenge, key and the report's digest. */
function puzzleInput(challenge: string, key: string, digest: Uint8Array): Uint8Array {
  const head = new TextEncoder().encode(`${challenge}\n${key}\n`);
  const input = new Uint8Array(head.length + digest.length + 8);
  input.set(head);
  input.set(digest, head.length);
  return input;
}

/**
 * Tries numbers from `from` on, at most `tries`; the number found, or null. Callers go on from `from + tries` after a pause.
 * @param digest SHA-256 of the sealed report
 */
export function solvePuzzle(
  { challenge, bits }: Puzzle,
  key: string,
  digest: Uint8Array,
  from: number,
  tries: number,
): number | null {
  const input = puzzleInput(challenge, key, digest);
  const view = new DataView(input.buffer);
  for (let number = from; number < from + tries; number++) {
    writeNumber(view, number);
    if (leadingZeroBits(sha256(input)) >= bits) return number;
  }
  return null;
}

/** Whether `readNumber` answers the puzzle for this report. */
export function isSolution({ challenge, bits }: Puzzle, key: string, digest: Uint8Array, number: number): boolean {
  const input = puzzleInput(challenge, key, digest);
  writeNumber(new DataView(input.buffer), number);
  return leadingZeroBits(sha256(input)) >= bits;
}

function writeNumber(view: DataView, number: number): void {
  view.setUint32(view.byteLength - 8, Math.floor(number / 2 ** 32));
  view.setUint32(view.byteLength - 4, number >>> 0);
}

function leadingZeroBits(digest: Uint8Array): number {
  let bits = 0;
  for (const byte of digest) {
    if (byte !== 0) return bits + Math.clz32(byte) - 24;
    bits += 8;
  }
  return bits;
}
