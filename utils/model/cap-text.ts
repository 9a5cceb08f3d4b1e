/** How much of a post's text is kept; apart from the schema, so that pages need not carry its library. */

/** Longest text kept whole, in UTF-16 units; a longer one keeps its first and last half of this. */
export const MAX_TEXT_UNITS = 1_000_000;

/** Cuts a text over `MAX_TEXT_UNITS` to its first and last half, so that a lure behind filler is still read. */
export function capText(value: string): string {
  if (value.length <= MAX_TEXT_UNITS) return value;
  const half = MAX_TEXT_UNITS / 2;
  return `${value.slice(0, half)}${value.slice(-half)}`;
}
