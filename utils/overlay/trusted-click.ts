/**
 * Which clicks count: those of a person who could see what they clicked. A stolen click would be a false report or a
 * false "this is fine".
 */

/** A surface must have been in plain sight for this long before it takes a click, milliseconds. */
export const MIN_VISIBLE_MS = 500;

/**
 * @param visibleForMs milliseconds for which the clicked surface has been in plain sight
 * @returns whether the click may do something
 */
export function isTrustedClick(event: Pick<Event, 'isTrusted'>, visibleForMs: number): boolean {
  return event.isTrusted && visibleForMs >= MIN_VISIBLE_MS;
}
