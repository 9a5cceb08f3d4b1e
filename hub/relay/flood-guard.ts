/**
 * Notices a flood and makes the puzzles that are asked for while it lasts. Challenges are signed and carry their own time,
 * so that nothing is remembered of them, and any relay of one store can check what another has asked.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { isSolution, MAX_BITS, type Puzzle } from '../../utils/report/puzzle.ts';

export interface FloodGuardOptions {
  /** Reports a minute that are ordinary; above, puzzles are asked for. Infinity: never. */
  perMinute: number;
}

export interface FloodGuard {
  /** Counts one report of good form. @param now milliseconds since the epoch */
  count(now: number): void;
  /** The puzzle to ask now, or null when all is quiet. @param fill share of the capacity that is used, 0 to 1 */
  currentPuzzle(now: number, fill: number): Puzzle | null;
  /** Whether `answer` (`challenge:number`) is one to a puzzle of ours, for this report, in time and hard enough for `required`. */
  accepts(answer: string, required: Puzzle, key: string, digest: Uint8Array, now: number): boolean;
}

const MINUTE_MS = 60_000;
/** How long a challenge may be answered, milliseconds. */
const CHALLENGE_VALID_MS = 10 * MINUTE_MS;
/** Bits at the threshold; each doubling of the flood adds one, and so does each tenth of the store beyond the half. */
const MIN_BITS = 14;
/** An answer to a puzzle asked for a moment ago counts though the flood has grown since. */
const BITS_TOLERANCE = 2;

export function createFloodGuard({ perMinute }: FloodGuardOptions, secret: Uint8Array): FloodGuard {
  /** Reports a minute, falling by half each minute. */
  let rate = 0;
  let updatedAt = 0;
  const decayRate = (now: number): void => {
    if (now <= updatedAt) return;
    rate *= 0.5 ** ((now - updatedAt) / MINUTE_MS);
    updatedAt = now;
  };
  const sign = (text: string): string => createHmac('sha256', secret).update(text).digest('base64url').slice(0, 22);
  return {
    count(now) {
      decayRate(now);
      // A steady stream of n a minute settles at n / ln 2 a half-life: scaled so that `rate` is n.
      rate += Math.LN2;
    },
    currentPuzzle(now, fill) {
      decayRate(now);
      const flooded = rate > perMinute;
      const filling = fill > 0.5 && rate > perMinute / 10;
      if (!flooded && !filling) return null;
      const grown = flooded ? Math.log2(rate / Math.max(1, perMinute)) : 0;
      const bits = Math.min(MAX_BITS, Math.floor(MIN_BITS + grown + 10 * Math.max(0, fill - 0.5)));
      const text = `${Math.floor(now / 1000).toString(36)}.${bits}`;
      return { challenge: `${text}.${sign(text)}`, bits };
    },
    accepts(answer, required, key, digest, now) {
      const [, challenge, time, bits, signature, number] =
        /^(([\da-z]{1,10})\.(\d{1,2})\.([\w-]{22})):(\d{1,15})$/u.exec(answer) ?? [];
      if (challenge === undefined || time === undefined || signature === undefined) return false;
      if (!timingSafeEqual(Buffer.from(sign(`${time}.${bits}`)), Buffer.from(signature))) return false;
      const age = now - Number.parseInt(time, 36) * 1000;
      if (age > CHALLENGE_VALID_MS || age < -MINUTE_MS || Number(bits) < required.bits - BITS_TOLERANCE) return false;
      return isSolution({ challenge, bits: Number(bits) }, key, digest, Number(number));
    },
  };
}
