/**
 * Whether the page lies over us, from looks at a steady pace. One look says little: a menu of the page may pass, and a
 * page that fights over the top layer is above us in one moment and below in the next.
 */
export interface CoverageTracker {
  /** One look. */
  record(covered: boolean): void;
  isCovered(): boolean;
}

/** Looks in a row until it counts as covered, and until it counts as clear again. */
export const COVERED_AFTER_SAMPLES = 3;
export const CLEAR_AFTER_SAMPLES = 5;

export function createCoverageTracker(): CoverageTracker {
  let covered = false;
  /** Looks in a row that contradict what is believed. */
  let contradictions = 0;
  return {
    record(now) {
      contradictions = now === covered ? 0 : contradictions + 1;
      if (contradictions < (covered ? CLEAR_AFTER_SAMPLES : COVERED_AFTER_SAMPLES)) return;
      covered = now;
      contradictions = 0;
    },
    isCovered: () => covered,
  };
}
