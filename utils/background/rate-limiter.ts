/**
 * A limit on what one tab may ask: a page that inserts posts by the thousand can neither keep the worker busy nor time
 * verdicts at will.
 */
export interface RateLimiter {
  /** Takes `cost` from the tab's allowance; false when too little is left. */
  take(tab: number, cost: number, now: number): boolean;
  forget(tab: number): void;
}

/** @param burst units at most at once; @param perSecond units that come back each second */
export function createRateLimiter(burst: number, perSecond: number): RateLimiter {
  const tabs = new Map<number, { left: number; at: number }>();
  return {
    take(tab, cost, now) {
      const known = tabs.get(tab) ?? { left: burst, at: now };
      const left = Math.min(burst, known.left + (Math.max(0, now - known.at) / 1000) * perSecond);
      const allowed = left >= cost;
      tabs.set(tab, { left: allowed ? left - cost : left, at: now });
      return allowed;
    },
    forget(tab) {
      tabs.delete(tab);
    },
  };
}
