/** How well a number tells two sides apart. */

/** Chance that a positive stands above a negative (Mann and Whitney); 0.5 where either is missing. */
export function auc(positive: readonly number[], negative: readonly number[]): number {
  if (positive.length === 0 || negative.length === 0) return 0.5;
  const sorted = [
    ...positive.map((value) => [value, 1] as const),
    ...negative.map((value) => [value, 0] as const),
  ].sort(([a], [b]) => a - b);
  let below = 0;
  let wins = 0;
  for (let at = 0; at < sorted.length;) {
    let end = at;
    let ties = 0;
    while (end < sorted.length && sorted[end]?.[0] === sorted[at]?.[0]) ties += 1 - (sorted[end++]?.[1] ?? 0);
    wins += (end - at - ties) * (below + ties / 2);
    below += ties;
    at = end;
  }
  return wins / (positive.length * negative.length);
}
