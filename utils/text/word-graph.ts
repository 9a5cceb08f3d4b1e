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

export function layOutGraph(tables: GraphTables): WordGraph {
  const { first, labels, targets, accepts, outputs, roots } = tables;
  const states = first.length - 1;
  const place = new Uint32Array(states + 1);
  for (let state = 0; state < states; state++) {
    const degree = (first[state + 1] as number) - (first[state] as number);
    const single = degree === 1;
    const body = single ? (targets[first[state] as number] === state + 1 ? 0 : 1) : ((degree + 1) >> 1) + degree;
    place[state + 1] = (place[state] as number) + 1 + (accepts[state] === 0 ? 0 : 1) + body;
  }
  const nodes = new Uint32Array(place[states] as number);
  for (let state = 0; state < states; state++) {
    const begin = first[state] as number;
    const degree = (first[state + 1] as number) - begin;
    let at = place[state] as number;
    const accept = accepts[state] as number;
    let head = accept === 0 ? 0 : ACCEPTS;
    if (degree === 1) {
      head |= SINGLE | (labels[begin] as number) | (targets[begin] === state + 1 ? FOLLOWS : 0);
    } else head |= degree;
    nodes[at++] = head;
    if (accept !== 0) nodes[at++] = accept;
    if (degree === 1) {
      if ((head & FOLLOWS) === 0) nodes[at] = place[targets[begin] as number] as number;
      continue;
    }
    const indexes = at + ((degree + 1) >> 1);
    for (let edge = 0; edge < degree; edge++) {
      const word = at + (edge >> 1);
      nodes[word] = (nodes[word] as number) | ((labels[begin + edge] as number) << ((edge & 1) << 4));
      nodes[indexes + edge] = place[targets[begin + edge] as number] as number;
    }
  }
  const [edgeStart, insideStart] = roots.map((root) => {
    const starts = new Uint32Array(65536);
    for (let edge = first[root] as number; edge < (first[root + 1] as number); edge++) {
      starts[labels[edge] as number] = (place[targets[edge] as number] as number) + 1;
    }
    return starts;
  }) as [Uint32Array, Uint32Array];
  return { nodes, outputs, edgeStart, insideStart };
}
