/**
 * How much of the worker this frame may use: posts and units of cost that are requested at once, and each second after
 * that. It is the worker's limit less a share for other frames.
 */
const MAX_ALLOWANCE = { posts: 500, units: 2_000_000 };
const ALLOWANCE_PER_SECOND = { posts: 50, units: 100_000 };

export interface JudgeAllowance {
  posts: number;
  units: number;
  /** When it was last refilled, milliseconds. */
  filledAt: number;
}

export function fullAllowance(): JudgeAllowance {
  return { ...MAX_ALLOWANCE, filledAt: performance.now() };
}

export function refillAllowance(allowance: JudgeAllowance): void {
  const now = performance.now();
  const seconds = (now - allowance.filledAt) / 1000;
  for (const kind of ['posts', 'units'] as const)
    allowance[kind] = Math.min(MAX_ALLOWANCE[kind], allowance[kind] + seconds * ALLOWANCE_PER_SECOND[kind]);
  allowance.filledAt = now;
}

/** Milliseconds until a post of this cost may be requested; 0 or less for now. */
export function allowanceDelay(allowance: JudgeAllowance, cost: number): number {
  return Math.max(
    ((1 - allowance.posts) / ALLOWANCE_PER_SECOND.posts) * 1000,
    ((Math.min(cost, MAX_ALLOWANCE.units) - allowance.units) / ALLOWANCE_PER_SECOND.units) * 1000,
  );
}
