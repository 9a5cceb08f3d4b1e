/**
 * Proof of work that the relay asks for while it is flooded. The sender finds a number. Hashed together with the challenge
 * and the report, it must give a digest that begins with enough zero bits. A solution fits one report under one key.
 *
 * Example: challenge `c1.16.x`, 16 bits: about 65,000 hashes, 0.1 to 0.5 seconds.
 */
import { sha256 } from '@noble/hashes/sha2.js';

export interface Puzzle {
  /** As the relay sent it. */
  challenge: string;
  /** Leading zero bits, 1 to `MAX_BITS`. */
  bits: number;
}

/** The hardest puzzle that a reader's device solves: about a million hashes, some seconds on a phone. */
export const MAX_BITS = 20;

/** The report that a solution is for. */
export interface PuzzleReport {
  /** Its idempotency key. */
  key: string;
  /** SHA-256 of the sealed report. */
  digest: Uint8Array;
}

/** The bytes hashed before the number: challenge, key and the report's digest. */
function puzzleInput(challenge: string, { key, digest }: PuzzleReport): Uint8Array {
  const head = new TextEncoder().encode(`${challenge}\n${key}\n`);
  const input = new Uint8Array(head.length + digest.length + 8);
  input.set(head);
  input.set(digest, head.length);
  return input;
}

/**
 * Tries `tries` numbers from `from` on. To continue after a pause, call it again with `from + tries`.
 * @returns the number, or null
 */
export function solvePuzzle(
  { challenge, bits }: Puzzle,
  report: PuzzleReport,
  from: number,
  tries: number,
): number | null {
  const input = puzzleInput(challenge, report);
  const view = new DataView(input.buffer);
  for (let number = from; number < from + tries; number++) {
    writeNumber(view, number);
    if (leadingZeroBits(sha256(input)) >= bits) return number;
  }
  return null;
}

/** Whether `number` solves the puzzle for this report. */
export function isSolution({ challenge, bits }: Puzzle, report: PuzzleReport, number: number): boolean {
  const input = puzzleInput(challenge, report);
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
