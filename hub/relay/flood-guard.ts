/**
 * Asks senders for a puzzle while very many reports are stored. A challenge is signed and holds its own time. So no
 * challenge is stored, and each relay of one store accepts those of the others.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { isSolution, MAX_BITS, type Puzzle } from '../../utils/report/puzzle.ts';

export interface FloodGuardOptions {
  /** Stored reports a minute from which on puzzles are asked for. 0: always; Infinity: never. */
  perMinute: number;
}

/** What determines the bits of a puzzle. */
export interface Load {
  /** Milliseconds since the epoch. */
  now: number;
  /** Share of the capacity that is used, 0 to 1. */
  fill: number;
  /** How far the sender's network is above its allowance, as log2; null when it is within it. */
  networkDoublings: number | null;
}

/** A sender's solution, and the report that it was computed for. */
export interface PuzzleAnswer {
  /** The header `Puzzle`: `challenge:number`. */
  header: string;
  /** The report's idempotency key. */
  key: string;
  /** SHA-256 of the sealed report. */
  digest: Uint8Array;
}

export interface FloodGuard {
  /** Counts one stored report. @param now milliseconds since the epoch */
  count(now: number): void;
  /** The puzzle that a report has to solve now; null when none is needed. */
  currentPuzzle(load: Load): Puzzle | null;
  /** Whether the answer solves a puzzle of this store for this report, in time, and about as hard as `required`. */
  accepts(answer: PuzzleAnswer, required: Puzzle, now: number): boolean;
}

const MINUTE_MS = 60_000;
/** How long a challenge can be answered, milliseconds. */
const CHALLENGE_VALID_MS = 10 * MINUTE_MS;
/** Bits at the threshold. Each doubling of the flood adds one bit; so does each tenth of the store above a half. */
const MIN_BITS = 14;
/** Bits for a network that is above its allowance; each doubling adds one bit. */
const NETWORK_BITS = 16;
/** A puzzle may be this many bits easier than one made now. The flood may have grown since it was made. */
const BITS_TOLERANCE = 2;

/** @param secret 32 bytes, the same for all relays of one store */
export function createFloodGuard({ perMinute }: FloodGuardOptions, secret: Uint8Array): FloodGuard {
  /** Reports a minute; decays with a half-life of one minute. */
  let rate = 0;
  let updatedAt = 0;
  const decayRate = (now: number): void => {
    // A clock that was set back goes on from there. It must not stop the decay until it is where it was.
    rate *= 0.5 ** (Math.max(0, now - updatedAt) / MINUTE_MS);
    updatedAt = now;
  };
  const sign = (text: string): string => createHmac('sha256', secret).update(text).digest('base64url').slice(0, 22);
  return {
    count(now) {
      decayRate(now);
      // A steady n reports a minute settle at n / ln 2; scaled so that `rate` is n.
      rate += Math.LN2;
    },
    currentPuzzle({ now, fill, networkDoublings }) {
      decayRate(now);
      const isFlooded = rate >= perMinute;
      const isFilling = fill > 0.5 && rate > perMinute / 10;
      if (!isFlooded && !isFilling && networkDoublings === null) return null;
      const growth = Math.log2(Math.max(1, rate / Math.max(1, perMinute)));
      const floodBits = isFlooded || isFilling ? MIN_BITS + growth + 10 * Math.max(0, fill - 0.5) : 0;
      const networkBits = networkDoublings === null ? 0 : NETWORK_BITS + networkDoublings;
      const bits = Math.min(MAX_BITS, Math.floor(Math.max(floodBits, networkBits)));
      const text = `${Math.floor(now / 1000).toString(36)}.${bits}`;
      return { challenge: `${text}.${sign(text)}`, bits };
    },
    accepts({ header, key, digest }, required, now) {
      const [, challenge, time, bits, signature, number] =
        /^(([\da-z]{1,10})\.(\d{1,2})\.([\w-]{22})):(\d{1,15})$/u.exec(header) ?? [];
      if (challenge === undefined || time === undefined || signature === undefined) return false;
      if (!timingSafeEqual(Buffer.from(sign(`${time}.${bits}`)), Buffer.from(signature))) return false;
      const age = now - Number.parseInt(time, 36) * 1000;
      if (age > CHALLENGE_VALID_MS || age < -MINUTE_MS) return false;
      if (Number(bits) < required.bits - BITS_TOLERANCE) return false;
      return isSolution({ challenge, bits: Number(bits) }, { key, digest }, Number(number));
    },
  };
}
