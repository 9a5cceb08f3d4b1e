/**
 * One day at the relay, with its own limits and a clock that is made: so many machines, each in a network of its own, send as
 * fast as they are let. They are as clever as can be: they reuse a puzzle's challenge while it holds, and solve each on all of
 * a fast core.
 */
import { NETWORK_LIMITS } from '../../../hub/relay/relay-app.ts';
import { createFloodGuard } from '../../../hub/relay/flood-guard.ts';
import { createNetworkLimit } from '../../../hub/relay/network-limit.ts';
import { SEALED_SIZES } from '../../../utils/report/sealed-format.ts';

export interface RelayDay {
  machines: number;
  /** Junk reports stored in the day. */
  stored: number;
  bytes: number;
  /** Hours until the relay is full, were every day like this; Infinity: never, as reports are fetched and deleted. */
  hoursToFull: number;
  /** Most bits asked, and the seconds that an honest phone then works for one report. */
  bits: number;
  phoneSeconds: number;
  /** Core-hours that the machines work together. */
  coreHours: number;
  /** Hours of the day in which an honest report would have been refused for want of room. */
  hoursRefused: number;
}

export const CAPACITY = 2 * 1024 ** 3;
const FLOOD_PER_MINUTE = 120;
/** SHA-256 a second: a phone in the extension's own code, and a core with native code. Taken, not measured. */
export const PHONE_RATE = 100_000;
export const CORE_RATE = 5_000_000;
const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const START = Date.parse('2026-11-25T00:00:00Z');
const SIZE = SEALED_SIZES[0] as number;

/** @param capacity bytes */
export function relayDay(machines: number, capacity = CAPACITY): RelayDay {
  const limit = createNetworkLimit(NETWORK_LIMITS);
  const flood = createFloodGuard({ perMinute: FLOOD_PER_MINUTE }, new Uint8Array(32));
  const freeAt = Array.from({ length: machines }, () => START);
  let [stored, bits, hashes, fullAt] = [0, 0, 0, Infinity];
  for (let now = START; now < START + DAY; now += MINUTE / 2) {
    for (let machine = 0; machine < machines; machine += 1) {
      let at = Math.max(now, freeAt[machine] as number);
      while (at < now + MINUTE / 2) {
        const admission = limit.admit(addressOf(machine), at);
        if (admission.kind === 'wait') {
          at += admission.retryAfterSeconds * 1_000;
          break;
        }
        const bytes = stored * SIZE;
        if (bytes + SIZE > capacity) {
          fullAt = Math.min(fullAt, at);
          at = now + MINUTE / 2;
          break;
        }
        const networkDoublings = admission.kind === 'puzzle' ? admission.doublings : null;
        const requiredBits = flood.currentPuzzle({ now: at, fill: bytes / capacity, networkDoublings })?.bits ?? 0;
        bits = Math.max(bits, requiredBits);
        const work = requiredBits === 0 ? 0 : 2 ** requiredBits;
        hashes += work;
        at += (work / CORE_RATE) * 1_000;
        stored += 1;
        flood.count(at);
        limit.countStored(addressOf(machine), at);
      }
      freeAt[machine] = at;
    }
  }
  const perHour = (stored * SIZE) / 24;
  return {
    machines,
    stored,
    bytes: stored * SIZE,
    hoursToFull: fullAt < Infinity ? (fullAt - START) / 3_600_000 : capacity / perHour,
    bits,
    phoneSeconds: bits === 0 ? 0 : 2 ** bits / PHONE_RATE,
    coreHours: hashes / CORE_RATE / 3_600,
    hoursRefused: fullAt < Infinity ? (START + DAY - fullAt) / 3_600_000 : 0,
  };
}

/** A network of its own for each (addresses that are for documents only). */
const addressOf = (machine: number): string => `2001:db8:${machine.toString(16)}::1`;
