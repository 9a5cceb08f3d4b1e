/**
 * Notices a flood and makes the puzzles that are asked for while it lasts. Challenges are signed and carry their own time,
 * so that nothing is remembered of them, and any relay of one store can check what another has asked.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { fitsPuzzle, MOST_BITS, type Puzzle } from '../../utils/report/puzzle.ts';

export interface FloodLimits {
  /** Reports a minute that are ordinary; above, puzzles are asked for. Infinity: never. */
  perMinute: number;
}

export interface Flood {
  /** Counts one report of good form. @param now milliseconds since the epoch */
  count(now: number): void;
  /** The puzzle to ask now, or null when all is quiet. @param fill share of the capacity that is used, 0 to 1 */
  puzzle(now: number, fill: number): Puzzle | null;
  /** Whether `answer` (`challenge:number`) is one to a puzzle of ours, for this report, in time and hard enough for `asked`. */
  fits(answer: string, asked: Puzzle, key: string, digest: Uint8Array, now: number): boolean;
}

const MINUTE = 60_000;
/** How long a challenge may be answered, milliseconds. */
const VALID = 10 * MINUTE;
/** Bits at the threshold; each doubling of the flood adds one, and so does each tenth of the store beyond the half. */
const FIRST_BITS = 14;
/** An answer to a puzzle asked a moment ago counts though the flood has grown since. */
const LENIENCE = 2;

export function createFlood({ perMinute }: FloodLimits, secret: Uint8Array): Flood {
  /** Reports a minute, falling by half each minute. */
  let rate = 0;
  let at = 0;
  const settle = (now: number): void => {
    if (now <= at) return;
    rate *= 0.5 ** ((now - at) / MINUTE);
    at = now;
  };
  const sign = (text: string): string => createHmac('sha256', secret).update(text).digest('base64url').slice(0, 22);
  return {
    count(now) {
      settle(now);
      // A steady stream of n a minute settles at n / ln 2 a half-life: scaled so that `rate` is n.
      rate += Math.LN2;
    },
    puzzle(now, fill) {
      settle(now);
      const flooded = rate > perMinute;
      const filling = fill > 0.5 && rate > perMinute / 10;
      if (!flooded && !filling) return null;
      const grown = flooded ? Math.log2(rate / Math.max(1, perMinute)) : 0;
      const bits = Math.min(MOST_BITS, Math.floor(FIRST_BITS + grown + 10 * Math.max(0, fill - 0.5)));
      const text = `${Math.floor(now / 1000).toString(36)}.${bits}`;
      return { challenge: `${text}.${sign(text)}`, bits };
    },
    fits(answer, asked, key, digest, now) {
      const [, challenge, time, bits, signature, number] =
        /^(([\da-z]{1,10})\.(\d{1,2})\.([\w-]{22})):(\d{1,15})$/u.exec(answer) ?? [];
      if (challenge === undefined || time === undefined || signature === undefined) return false;
      if (!timingSafeEqual(Buffer.from(sign(`${time}.${bits}`)), Buffer.from(signature))) return false;
      const age = now - Number.parseInt(time, 36) * 1000;
      if (age > VALID || age < -MINUTE || Number(bits) < asked.bits - LENIENCE) return false;
      return fitsPuzzle({ challenge, bits: Number(bits) }, key, digest, Number(number));
    },
  };
}
