/**
 * Simulates one day at the relay with its own limits and an artificial clock. Each machine has its own network and
 * sends as fast as the limits allow. Attackers are as clever as possible. They reuse a challenge while it is valid, and
 * solve each puzzle on a whole fast core.
 */
import { NETWORK_LIMITS } from '../../../hub/relay/relay-context.ts';
import { createFloodGuard } from '../../../hub/relay/flood-guard.ts';
import { createNetworkLimit } from '../../../hub/relay/network-limit.ts';
import { SEALED_SIZES } from '../../../utils/report/sealed-format.ts';

export interface RelayDay {
  machines: number;
  /** Junk reports stored in the day. */
  stored: number;
  bytes: number;
  /** Hours until the relay is full if every day were like this; Infinity: never. */
  hoursToFull: number;
  /** The most bits asked for, and the seconds that an honest phone needs for one report then. */
  bits: number;
  phoneSeconds: number;
  /** Core-hours of all machines together. */
  coreHours: number;
  /** Hours of the day in which the relay was full and refused honest reports. */
  hoursRefused: number;
}

export const CAPACITY = 2 * 1024 ** 3;
const FLOOD_PER_MINUTE = 120;
/** SHA-256 hashes a second: a phone with the extension's own code, and a core with native code. Assumed, not measured. */
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

/** Another network for each machine (addresses reserved for documentation). */
const addressOf = (machine: number): string => `2001:db8:${machine.toString(16)}::1`;
