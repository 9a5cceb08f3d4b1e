/**
 * The word graph in memory: for each language one array of 32-bit words, laid out for few cache misses.
 *
 *     head      flags, and below them the label of the single edge or the number of edges
 *     [accept]  with ACCEPTS: index into `outputs`, where [count, payload * count] lies
 *     SINGLE    one edge: its target is the next word's node with FOLLOWS, else its index stands there
 *     else      labels two to a word, sorted, then as many indexes of targets
 */
export const ACCEPTS = 1 << 30;
export const SINGLE = 1 << 29;
export const FOLLOWS = 1 << 28;
export const LOW = 0xffff;

/** The edges of a node: `[label, index of the target's node]`. */
export function edgesOf(nodes: Uint32Array, node: number): [label: number, target: number][] {
  const head = nodes[node] ?? 0;
  let at = node + 1 + ((head & ACCEPTS) === 0 ? 0 : 1);
  if ((head & SINGLE) !== 0) return [[head & LOW, (head & FOLLOWS) === 0 ? (nodes[at] ?? 0) : at]];
  const degree = head & LOW;
  const labels = at;
  at += (degree + 1) >> 1;
  return Array.from({ length: degree }, (_, i) => [
    ((nodes[labels + (i >> 1)] ?? 0) >>> ((i & 1) << 4)) & LOW,
    nodes[at + i] ?? 0,
  ]);
}
