/**
 * Where phrases of one root begin, by their first three units: most places of a text begin none, and one look into a
 * hash table says so, where following the graph would take three steps. Phrases shorter than that are marked apart, and
 * read from the root.
 */
import { ACCEPTS, edgesOf } from './graph-nodes.ts';
import { SCRIPT_MASK, SCRIPT_OF } from './scripts.ts';

export interface Starts {
  /** Node of the root. */
  root: number;
  /** By script: 1 where a phrase begins with a letter of it. */
  scripts: Uint8Array;
  /** Open addressing, three words a slot: first and second unit, third unit, node behind them and one; 0: free. */
  slots: Int32Array;
  mask: number;
  /** A bit for each unit that is a phrase, and for the hash of each pair of units that is one. */
  units: Int32Array;
  pairs: Int32Array;
}

export const PAIR_BITS = 16;

export const pairHash = (a: number, b: number): number =>
  Math.imul(Math.imul(a, 0x9e3779b1) ^ b, 0x85ebca6b) >>> (32 - PAIR_BITS);

/** `ab`: first unit, and the second one shifted by 16. */
export const tripleHash = (ab: number, c: number): number => {
  const hash = Math.imul(ab ^ Math.imul(c, 0x9e3779b1), 0x85ebca6b);
  return hash ^ (hash >>> 15);
};

export function startsOf(nodes: Uint32Array, root: number): Starts {
  const triples: number[] = [];
  const units = new Int32Array(65536 >> 5);
  const pairs = new Int32Array((2 ** PAIR_BITS) >> 5);
  const scripts = new Uint8Array(SCRIPT_MASK + 1);
  const first = edgesOf(nodes, root);
  for (let i = 0; i < first.length; i += 2) {
    const a = first[i] as number;
    const one = first[i + 1] as number;
    scripts[(SCRIPT_OF[a] as number) & SCRIPT_MASK] = 1;
    if (accepts(nodes, one)) mark(units, a);
    const second = edgesOf(nodes, one);
    for (let j = 0; j < second.length; j += 2) {
      const b = second[j] as number;
      const two = second[j + 1] as number;
      if (accepts(nodes, two)) mark(pairs, pairHash(a, b));
      const third = edgesOf(nodes, two);
      for (let k = 0; k < third.length; k += 2) triples.push(a | (b << 16), third[k] as number, third[k + 1] as number);
    }
  }
  let size = 4;
  while (3 * size < 2 * triples.length) size *= 2;
  const slots = new Int32Array(3 * size);
  for (let i = 0; i < triples.length; i += 3) {
    const ab = triples[i] as number;
    const c = triples[i + 1] as number;
    let slot = tripleHash(ab, c) & (size - 1);
    while (slots[3 * slot + 2] !== 0) slot = (slot + 1) & (size - 1);
    slots[3 * slot] = ab;
    slots[3 * slot + 1] = c;
    slots[3 * slot + 2] = (triples[i + 2] as number) + 1;
  }
  return { root, scripts, slots, mask: size - 1, units, pairs };
}

const accepts = (nodes: Uint32Array, node: number): boolean => ((nodes[node] as number) & ACCEPTS) !== 0;

function mark(bits: Int32Array, index: number): void {
  bits[index >> 5] = (bits[index >> 5] as number) | (1 << (index & 31));
}
