/**
 * Whether the page lies over us, from looks at a steady pace. One look says little: a menu of the page may pass, and a
 * page that fights over the top layer is above us in one moment and below in the next.
 */
export interface Coverage {
  /** One look. */
  look(covered: boolean): void;
  isCovered(): boolean;
}

/** Looks in a row until it counts as covered, and until it counts as clear again. */
export const COVERED_AFTER = 3;
export const CLEAR_AFTER = 5;

export function createCoverage(): Coverage {
  let covered = false;
  /** Looks in a row that contradict what is believed. */
  let against = 0;
  return {
    look(now) {
      against = now === covered ? 0 : against + 1;
      if (against < (covered ? CLEAR_AFTER : COVERED_AFTER)) return;
      covered = now;
      against = 0;
    },
    isCovered: () => covered,
  };
}
