/** Which beginnings lead to phrases of given kinds: a long text is searched for few kinds, and most begin none of them. */
import { acceptOf, eachEdge, ONE } from './graph-nodes.ts';
import { SHORT, type Beginnings } from './phrase-starts.ts';
import type { LaidOut } from './word-graph.ts';

/** The kind of a payload is its lowest three bits. */
const KIND_MASK = 7;
/** Bits of all kinds. */
export const ALL_KINDS = 0xff;

const LEADS = 1;
const LEADS_NOWHERE = 2;

export class KindFilter {
  private readonly graph: LaidOut;
  private readonly kinds: number;
  /** Of each node asked about. */
  private readonly known: Uint8Array;

  constructor(graph: LaidOut, kinds: number) {
    this.graph = graph;
    this.kinds = kinds;
    this.known = new Uint8Array(kinds === ALL_KINDS ? 0 : graph.nodes.length);
  }

  filter(beginnings: Beginnings): Beginnings {
    if (this.kinds === ALL_KINDS) return beginnings;
    const kept: number[] = [];
    for (let i = 0; i < beginnings.length; i += 3) {
      const [ab = 0, c = 0, entry = 0] = beginnings.subarray(i, i + 3);
      if (c === SHORT ? this.holds(entry) : this.leads(entry)) kept.push(ab, c, entry);
    }
    return Int32Array.from(kept);
  }

  private leads(node: number): boolean {
    const known = this.known[node];
    if (known !== 0) return known === LEADS;
    const accept = acceptOf(this.graph.nodes, node);
    let leads = accept !== 0 && this.holds(accept);
    eachEdge(this.graph.nodes, node, (_, target) => {
      leads ||= this.leads(target);
    });
    this.known[node] = leads ? LEADS : LEADS_NOWHERE;
    return leads;
  }

  /** Whether one of the payloads is of a kind that is looked for. */
  private holds(accept: number): boolean {
    const isOf = (value: number): boolean => ((this.kinds >> (value & KIND_MASK)) & 1) !== 0;
    if (accept < 0) return isOf(accept & ~ONE);
    const { outputs } = this.graph;
    return outputs.subarray(accept + 1, accept + 1 + (outputs[accept] as number)).some(isOf);
  }
}
