/** Limits the length of a post's text. It has a file of its own: content scripts must not load the library of the schema. */

/** Longest text that is kept whole, in UTF-16 units. */
export const MAX_TEXT_UNITS = 1_000_000;

/** Cuts a longer text to its first and last `MAX_TEXT_UNITS` / 2 units: a lure behind filler is still read. */
export function capText(value: string): string {
  if (value.length <= MAX_TEXT_UNITS) return value;
  const half = MAX_TEXT_UNITS / 2;
  return `${value.slice(0, half)}${value.slice(-half)}`;
}
