/**
 * A token bucket for each tab. So a page that inserts thousands of posts can neither keep the worker busy nor measure the
 * time of verdicts.
 */
export interface RateLimiter {
  /** Takes `cost` tokens from the tab's bucket; false when too few are left. @param now milliseconds */
  take(tab: number, cost: number, now: number): boolean;
  forget(tab: number): void;
}

/** @param burst tokens in a full bucket  @param perSecond tokens that are added each second */
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
