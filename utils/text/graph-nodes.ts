/**
 * Layout of a word graph in memory: one array of 32-bit words for each language, arranged for few cache misses.
 *
 *     head          flags in the high bits; the low bits describe the edges
 *     [accept]      with ACCEPTS: the payload that ends here (see `acceptAt`)
 *     SINGLE_EDGE   label in the head; the target node follows with TARGET_FOLLOWS, else its index follows
 *     DENSE_EDGES   first label, and from bit 16 the number of labels; then the index of each target, 0: no edge
 *     otherwise     number of edges; then the labels, sorted, two to a word; then the indexes of the targets
 *
 * No node has index 0.
 */

/** The graph of one language in memory. */
export interface LanguageGraph {
  nodes: Int32Array;
  outputs: Int32Array;
  /** Index of the root node: first of phrases that start on a word edge. Then of those that may start inside a word. */
  roots: readonly number[];
}

export const ACCEPTS = 1 << 30;
export const SINGLE_EDGE = 1 << 29;
export const TARGET_FOLLOWS = 1 << 28;
export const DENSE_EDGES = 1 << 27;
export const LOW_MASK = 0xffff;
export const DENSE_COUNT_SHIFT = 16;
/** Largest number of labels of a dense node, from its first to its last. */
export const MAX_DENSE_LABELS = 0x7ff;

/** Flag of an accept that is the payload itself; without it an accept is an index into `outputs`: [count, payloads]. */
export const SINGLE_PAYLOAD = -0x80000000;

/** Label of an edge; labels are stored two to a word from index `labels` on. */
export function labelAt(nodes: Int32Array, labels: number, index: number): number {
  return ((nodes[labels + (index >> 1)] as number) >>> ((index & 1) << 4)) & LOW_MASK;
}

/** Accept of a node: a payload with `SINGLE_PAYLOAD`, an index into `outputs`, or 0: no phrase ends here. */
export function acceptAt(nodes: Int32Array, node: number): number {
  return ((nodes[node] as number) & ACCEPTS) === 0 ? 0 : (nodes[node + 1] as number);
}

/** Calls `visit` with the label and the target node of each edge. */
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
