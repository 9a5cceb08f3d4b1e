/**
 * Decides whether the page covers the overlay, from samples taken at a steady pace. One sample is not enough: a menu
 * may open for a moment. A page that competes for the top layer is above the overlay in some samples only.
 */
export interface CoverageTracker {
  /** Adds one sample. */
  record(isCoveredNow: boolean): void;
  isCovered(): boolean;
}

/** Consecutive samples after which the state changes to covered, and back to clear. */
export const COVERED_AFTER_SAMPLES = 3;
export const CLEAR_AFTER_SAMPLES = 5;

export function createCoverageTracker(): CoverageTracker {
  let isCovered = false;
  /** Consecutive samples that contradict the current state. */
  let contradictions = 0;
  return {
    record(isCoveredNow) {
      contradictions = isCoveredNow === isCovered ? 0 : contradictions + 1;
      if (contradictions < (isCovered ? CLEAR_AFTER_SAMPLES : COVERED_AFTER_SAMPLES)) return;
      isCovered = isCoveredNow;
      contradictions = 0;
    },
    isCovered: () => isCovered,
  };
}
