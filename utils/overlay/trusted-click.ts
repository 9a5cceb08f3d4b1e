/**
 * Accepts only clicks of a person who could see what they clicked. A forged or stolen click could send a false report or
 * mark a lure as "this is fine".
 */

/** A surface accepts clicks after it was visible and uncovered for this many milliseconds. */
export const MIN_VISIBLE_MS = 500;

/**
 * @param visibleForMs milliseconds since the clicked surface is visible and uncovered
 * @returns whether the click counts
 */
export function isTrustedClick(event: Pick<Event, 'isTrusted'>, visibleForMs: number): boolean {
  return event.isTrusted && visibleForMs >= MIN_VISIBLE_MS;
}
