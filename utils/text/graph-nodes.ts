/**
 * The word graph in memory: for each language one array of 32-bit words, laid out for few cache misses.
 *
 *     head      flags, and below them what the edges are
 *     [accept]  with ACCEPTS: what ends here (see `acceptAt`)
 *     SINGLE    one edge: label in the head; its target is the next word's node with FOLLOWS, else its index stands there
 *     DENSE     first label and, from bit 16, how many there are from it on; a target's index for each, 0: no such edge
 *     else      number of edges; labels two to a word, sorted, then as many indexes of targets
 *
 * No node lies at 0.
 */

/** The graph of one language in memory. */
export interface LanguageGraph {
  nodes: Int32Array;
  outputs: Int32Array;
  /** Index of the root node of phrases that start on a word edge, then of those that may start inside a word. */
  roots: readonly number[];
}

export const ACCEPTS = 1 << 30;
export const SINGLE_EDGE = 1 << 29;
export const TARGET_FOLLOWS = 1 << 28;
export const DENSE_EDGES = 1 << 27;
export const LOW_MASK = 0xffff;
export const DENSE_COUNT_SHIFT = 16;
/** Most labels of a dense node, from its first to its last. */
export const MAX_DENSE_LABELS = 0x7ff;

/** What ends at a node: its single payload with this bit, else an index into `outputs`: [count, payload * count]. */
export const SINGLE_PAYLOAD = -0x80000000;

/** Labels lie two to a word. */
export function labelAt(nodes: Int32Array, labels: number, index: number): number {
  return ((nodes[labels + (index >> 1)] as number) >>> ((index & 1) << 4)) & LOW_MASK;
}

/** What ends at a node, 0: nothing. */
export function acceptAt(nodes: Int32Array, node: number): number {
  return ((nodes[node] as number) & ACCEPTS) === 0 ? 0 : (nodes[node + 1] as number);
}

/** Calls `visit` with label and target's node of each edge. */
export function eachEdge(nodes: Int32Array, node: number, visit: (label: number, target: number) => void): void {
  const head = nodes[node] as number;
  const low = head & LOW_MASK;
  const at = node + ((head & ACCEPTS) === 0 ? 1 : 2);
  if ((head & SINGLE_EDGE) !== 0) {
    visit(low, (head & TARGET_FOLLOWS) === 0 ? (nodes[at] as number) : at);
  } else if ((head & DENSE_EDGES) !== 0) {
    const span = (head >> DENSE_COUNT_SHIFT) & MAX_DENSE_LABELS;
    for (let i = 0; i < span; i++) if (nodes[at + i] !== 0) visit(low + i, nodes[at + i] as number);
  } else {
    const targets = at + ((low + 1) >> 1);
    for (let i = 0; i < low; i++) visit(labelAt(nodes, at, i), nodes[targets + i] as number);
  }
}
