/**
 * A limit on how much one network may ask, without knowing who asked: allowances are kept under an HMAC of the network's
 * prefix (/24 for IPv4, /48 for IPv6) whose key lives in memory and is made anew each day, when all is forgotten.
 */
import { createHmac, randomBytes } from 'node:crypto';

export interface NetworkLimit {
  /**
   * Takes one request from the network's allowance.
   * @param now milliseconds since the epoch
   * @returns 0, or the seconds until there is allowance again
   */
  consume(address: string, now: number): number;
}

/** Networks remembered at once; the one seen longest ago goes first. */
const MAX_NETWORKS = 20_000;
const DAY_MS = 86_400_000;

/**
 * @param burst requests at once
 * @param perMinute requests that come back each minute
 * @param perDay requests of one day, UTC, whatever came back
 */
export function createNetworkLimit(burst: number, perMinute: number, perDay: number): NetworkLimit {
  let day = -1;
  let salt = randomBytes(32);
  const networks = new Map<string, { left: number; at: number; taken: number }>();
  return {
    consume(address, now) {
      const today = Math.floor(now / DAY_MS);
      if (today !== day) {
        day = today;
        salt = randomBytes(32);
        networks.clear();
      }
      const key = createHmac('sha256', salt).update(networkPrefix(address)).digest('base64');
      const known = networks.get(key) ?? { left: burst, at: now, taken: 0 };
      const left = Math.min(burst, known.left + (Math.max(0, now - known.at) / 60_000) * perMinute);
      const isSpent = known.taken >= perDay;
      const takes = left >= 1 && !isSpent;
      networks.delete(key);
      networks.set(key, { left: takes ? left - 1 : left, at: now, taken: known.taken + (takes ? 1 : 0) });
      if (networks.size > MAX_NETWORKS) networks.delete(networks.keys().next().value as string);
      if (takes) return 0;
      return isSpent ? Math.ceil(((today + 1) * DAY_MS - now) / 1000) : Math.ceil(((1 - left) / perMinute) * 60);
    },
  };
}

/** The network's prefix as text; an address that cannot be read shares one allowance with all its like. */
export function networkPrefix(address: string): string {
  const v4 = /^(?:::ffff:)?(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/iu.exec(address);
  if (v4 !== null) return `${v4[1]}/24`;
  if (!/^[\da-f:.]+(?:%\w+)?$/iu.test(address) || !address.includes(':')) return 'unknown';
  const [head = '', tail] = address.toLowerCase().split('::');
  const groups = head === '' ? [] : head.split(':');
  // `::` stands for zeros; only what lies before it can reach into the first three groups, unless it is short.
  const rest = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - rest.length);
  const all = [...groups, ...Array.from({ length: zeros }, () => '0'), ...rest];
  return `${all
    .slice(0, 3)
    .map((group) => group.replace(/^0+(?=.)/u, ''))
    .join(':')}/48`;
}
