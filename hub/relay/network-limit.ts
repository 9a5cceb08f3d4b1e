/**
 * Limits what one network may send without storing addresses. Counters are kept under an HMAC of the network's prefix
 * (/24 for IPv4, /48 for IPv6). The HMAC key lives in memory and is replaced each day (UTC); all counters go with it.
 *
 * Stored reports and refused requests are counted apart: on a shared network, refused requests use up nobody's reports. A
 * network above its day's allowance is not refused. It must solve puzzles (flood-guard.ts), and one more report is admitted
 * each minute.
 */
import { DAY_MS } from '../../utils/indicators/day-number.ts';
import { createHmac, randomBytes } from 'node:crypto';
import ipaddr from 'ipaddr.js';

export interface NetworkLimitOptions {
  /** Reports that one network may send at once. */
  burst: number;
  /** Reports per minute that come back after a burst; also refused requests per minute. */
  perMinute: number;
  /** Reports a day (UTC) without a puzzle; above, one a minute. */
  perDay: number;
  /** Requests of one network that are open at the same time. */
  maxOpen: number;
}

/** What a network must do to have one more report stored. */
export type Admission =
  | { kind: 'free' }
  /** Above the day's allowance. `doublings`: log2 of what was stored today over the allowance, rounded down. */
  | { kind: 'puzzle'; doublings: number }
  /** Too many at once; there is room again after this time. */
  | { kind: 'wait'; retryAfterSeconds: number };

export interface NetworkLimit {
  /** @param now milliseconds since the epoch */
  admit(address: string, now: number): Admission;
  /** Counts one stored report. */
  countStored(address: string, now: number): void;
  /** Counts one refused request. @returns 0, or the seconds to wait when the network had too many of them */
  countRefused(address: string, now: number): number;
  /** Counts a request as open until the returned function is called; null when too many are open. */
  open(address: string, now: number): (() => void) | null;
}

interface Counters {
  /** Tokens left of the burst of reports, and of the burst of refusals. */
  reports: number;
  refusals: number;
  updatedAt: number;
  storedToday: number;
  openRequests: number;
}

/** Networks remembered at the same time; the least recently seen is dropped first. */
const MAX_NETWORKS = 20_000;
/** Refills in parts sum up to a little less than a whole token. */
const ROUNDING = 1e-6;
const PER_MINUTE_ABOVE_DAY = 1;

export function createNetworkLimit(options: NetworkLimitOptions): NetworkLimit {
  const { burst, perMinute, perDay, maxOpen } = options;
  let day = -1;
  let hmacKey = randomBytes(32);
  const networks = new Map<string, Counters>();

  const reportsPerMinute = ({ storedToday }: Counters): number =>
    storedToday < perDay ? perMinute : PER_MINUTE_ABOVE_DAY;

  function countersOf(address: string, now: number): Counters {
    const today = Math.floor(now / DAY_MS);
    if (today !== day) {
      day = today;
      hmacKey = randomBytes(32);
      networks.clear();
    }
    const key = createHmac('sha256', hmacKey).update(networkPrefix(address)).digest('base64');
    const counters = networks.get(key) ?? {
      reports: burst,
      refusals: burst,
      updatedAt: now,
      storedToday: 0,
      openRequests: 0,
    };
    const minutes = Math.max(0, now - counters.updatedAt) / 60_000;
    counters.reports = Math.min(burst, counters.reports + minutes * reportsPerMinute(counters));
    counters.refusals = Math.min(burst, counters.refusals + minutes * perMinute);
    counters.updatedAt = now;
    networks.delete(key);
    networks.set(key, counters);
    if (networks.size > MAX_NETWORKS) networks.delete(networks.keys().next().value as string);
    return counters;
  }

  return {
    admit(address, now) {
      const counters = countersOf(address, now);
      const { reports, storedToday } = counters;
      if (reports < 1 - ROUNDING) {
        return { kind: 'wait', retryAfterSeconds: Math.ceil(((1 - reports) / reportsPerMinute(counters)) * 60) };
      }
      if (storedToday < perDay) return { kind: 'free' };
      return { kind: 'puzzle', doublings: Math.floor(Math.log2(storedToday / perDay)) };
    },
    countStored(address, now) {
      const counters = countersOf(address, now);
      counters.reports = Math.max(0, counters.reports - 1);
      counters.storedToday += 1;
    },
    countRefused(address, now) {
      const counters = countersOf(address, now);
      if (counters.refusals < 1) return Math.ceil(((1 - counters.refusals) / perMinute) * 60);
      counters.refusals -= 1;
      return 0;
    },
    open(address, now) {
      const counters = countersOf(address, now);
      if (counters.openRequests >= maxOpen) return null;
      counters.openRequests += 1;
      return () => (counters.openRequests -= 1);
    },
  };
}

/**
 * The network of an address, e.g. `192.0.2.0/24` or `2001:db8:7::/48`. A port (`192.0.2.7:5150`, `[2001:db8::7]:5150`) and
 * an IPv6 zone are dropped; IPv4 written as IPv6 counts as IPv4. `unknown` for anything else.
 */
export function networkPrefix(address: string): string {
  const host = /^\[([^\]]*)\](?::\d+)?$/u.exec(address)?.[1] ?? address.replace(/^([^:]*):\d+$/u, '$1');
  const bare = host.replace(/%.*$/u, '');
  if (ipaddr.IPv4.isValidFourPartDecimal(bare)) return cidr(ipaddr.IPv4.parse(bare));
  return ipaddr.IPv6.isValid(bare) ? cidr(ipaddr.process(bare)) : 'unknown';
}

function cidr(address: ipaddr.IPv4 | ipaddr.IPv6): string {
  return address instanceof ipaddr.IPv4
    ? `${address.octets.slice(0, 3).join('.')}.0/24`
    : `${new ipaddr.IPv6([...address.parts.slice(0, 3), 0, 0, 0, 0, 0]).toString()}/48`;
}
