/** Draws at random what is looked at where a page holds more than that. */

/** A random sample that a page cannot predict; all elements where there are few. */
export function sampleOf<T>(elements: ArrayLike<T>, max: number): T[] {
  if (elements.length <= max) return Array.from(elements);
  const step = elements.length / max;
  return Array.from({ length: max }, (_, at) => elements[Math.floor((at + Math.random()) * step)]!);
}
