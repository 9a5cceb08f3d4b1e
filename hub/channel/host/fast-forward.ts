/** A stolen online key can sign a version so high that nobody could sign the next one (TUF 5.3.11). */

/** A timer that signs every ten minutes needs two years for it. */
const MAX_VERSIONS_AHEAD = 100_000;

/** Whether a version by an online key that was replaced is no number to follow. @param own version signed here */
export function isFastForward(version: number, own: number): boolean {
  return version > own + MAX_VERSIONS_AHEAD;
}
