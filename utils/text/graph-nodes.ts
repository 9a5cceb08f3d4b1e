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

/** The edges of a node, flat: label, index of the target's node. */
export function edgesOf(nodes: Uint32Array, node: number): number[] {
  const head = nodes[node] as number;
  let at = node + ((head & ACCEPTS) === 0 ? 1 : 2);
  if ((head & SINGLE) !== 0) return [head & LOW, (head & FOLLOWS) === 0 ? (nodes[at] as number) : at];
  const degree = head & LOW;
  const labels = at;
  at += (degree + 1) >> 1;
  const edges: number[] = [];
  for (let i = 0; i < degree; i++) {
    edges.push(((nodes[labels + (i >> 1)] as number) >>> ((i & 1) << 4)) & LOW, nodes[at + i] as number);
  }
  return edges;
}
