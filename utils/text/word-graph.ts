/**
 * The word graph in memory: one array of 32-bit words, laid out for few cache misses.
 *
 *     head      flags, and below them the label of the single edge or the number of edges
 *     [accept]  with ACCEPTS: index into `outputs`, where [count, (payload, tone) * count] lies
 *     SINGLE    one edge: its target is the next word's node with FOLLOWS, else its index stands there
 *     else      labels two to a word, sorted, then as many indexes of targets
 */
export const ACCEPTS = 1 << 30;
export const SINGLE = 1 << 29;
export const FOLLOWS = 1 << 28;
export const LOW = 0xffff;

/** The graph as built and stored: state s owns edges first[s] .. first[s + 1] - 1, sorted by label. */
export interface GraphTables {
  first: Uint32Array;
  labels: Uint16Array;
  targets: Uint32Array;
  /** Per state 0 or an index into `outputs`. */
  accepts: Uint32Array;
  outputs: Uint32Array;
  /** Root of the phrases that begin on an edge, and of those that may begin inside a word. */
  roots: readonly [edge: number, inside: number];
}

export interface WordGraph {
  nodes: Uint32Array;
  outputs: Uint32Array;
  /** By first unit: 0 where no phrase begins so, else the index of the node behind it, and one. */
  edgeStart: Uint32Array;
  insideStart: Uint32Array;
}

/** First steps from the root whose node lies at `root`: by unit, the index of the node behind it, and one. */
export function startsOf(nodes: Uint32Array, root: number): Uint32Array {
  const starts = new Uint32Array(65536);
  const head = nodes[root] ?? 0;
  let at = root + 1 + ((head & ACCEPTS) === 0 ? 0 : 1);
  if ((head & SINGLE) !== 0) {
    starts[head & LOW] = ((head & FOLLOWS) === 0 ? (nodes[at] ?? 0) : at) + 1;
    return starts;
  }
  const degree = head & LOW;
  const labels = at;
  at += (degree + 1) >> 1;
  for (let i = 0; i < degree; i++) {
    const label = ((nodes[labels + (i >> 1)] ?? 0) >>> ((i & 1) << 4)) & LOW;
    starts[label] = (nodes[at + i] ?? 0) + 1;
  }
  return starts;
}
