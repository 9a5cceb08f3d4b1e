/**
 * Where phrases of one root begin, by their first three units: most places of a text begin none, and one look into a
 * hash table says so, where following the graph would take three steps. Phrases shorter than that are marked apart, and
 * read from the root.
 */
import { ACCEPTS, edgesOf } from './graph-nodes.ts';

export interface Starts {
  /** Node of the root, and how many phrases' beginnings there are. */
  root: number;
  count: number;
  /** Open addressing, three words a slot: first and second unit, third unit, node behind them and one; 0: free. */
  slots: Int32Array;
  mask: number;
  /** A bit for each unit that is a phrase, and for the hash of each pair of units that is one. */
  units: Int32Array;
  pairs: Int32Array;
}

const PAIR_BITS = 16;

export const pairHash = (a: number, b: number): number =>
  Math.imul(Math.imul(a, 0x9e3779b1) ^ b, 0x85ebca6b) >>> (32 - PAIR_BITS);

export const tripleHash = (a: number, b: number, c: number): number => {
  const hash = Math.imul((a | (b << 16)) ^ Math.imul(c, 0x9e3779b1), 0x85ebca6b);
  return hash ^ (hash >>> 15);
};

export function startsOf(nodes: Uint32Array, root: number): Starts {
  const triples: [a: number, b: number, c: number, node: number][] = [];
  const units = new Int32Array(65536 >> 5);
  const pairs = new Int32Array((2 ** PAIR_BITS) >> 5);
  const first = edgesOf(nodes, root);
  for (const [a, one] of first) {
    if (accepts(nodes, one)) mark(units, a);
    for (const [b, two] of edgesOf(nodes, one)) {
      if (accepts(nodes, two)) mark(pairs, pairHash(a, b));
      for (const [c, three] of edgesOf(nodes, two)) triples.push([a, b, c, three]);
    }
  }
  let size = 4;
  while (size < 2 * triples.length) size *= 2;
  const slots = new Int32Array(3 * size);
  for (const [a, b, c, node] of triples) {
    let slot = tripleHash(a, b, c) & (size - 1);
    while (slots[3 * slot + 2] !== 0) slot = (slot + 1) & (size - 1);
    slots.set([a | (b << 16), c, node + 1], 3 * slot);
  }
  return { root, count: first.length, slots, mask: size - 1, units, pairs };
}

const accepts = (nodes: Uint32Array, node: number): boolean => ((nodes[node] ?? 0) & ACCEPTS) !== 0;

function mark(bits: Int32Array, index: number): void {
  bits[index >> 5] = (bits[index >> 5] ?? 0) | (1 << (index & 31));
}
