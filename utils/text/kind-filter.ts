/** Keeps the phrase starts that lead to phrases of given kinds, because a long text is searched for few kinds only. */
import { acceptAt, eachEdge, SINGLE_PAYLOAD } from './graph-nodes.ts';
import { NO_THIRD_UNIT, START_WORDS, type PhraseStarts } from './phrase-start-table.ts';
import type { LanguageGraph } from './graph-nodes.ts';

/** Lowest three bits of a payload: its kind. */
const KIND_MASK = 7;
/** Bits of all kinds. */
export const ALL_KINDS = 0xff;

const LEADS = 1;
const LEADS_NOWHERE = 2;

export class KindFilter {
  private readonly graph: LanguageGraph;
  private readonly kinds: number;
  /** By node: whether it leads to a wanted kind; 0: not known yet. */
  private readonly cache: Uint8Array;

  constructor(graph: LanguageGraph, kinds: number) {
    this.graph = graph;
    this.kinds = kinds;
    this.cache = new Uint8Array(kinds === ALL_KINDS ? 0 : graph.nodes.length);
  }

  filter(starts: PhraseStarts): PhraseStarts {
    if (this.kinds === ALL_KINDS) return starts;
    const kept: number[] = [];
    for (let i = 0; i < starts.length; i += START_WORDS) {
      const [ab = 0, c = 0, entry = 0, next = 0] = starts.subarray(i, i + START_WORDS);
      if (c === NO_THIRD_UNIT ? this.acceptsKind(entry) : this.leadsToKind(entry)) kept.push(ab, c, entry, next);
    }
    return Int32Array.from(kept);
  }

  private leadsToKind(node: number): boolean {
    const known = this.cache[node];
    if (known !== 0) return known === LEADS;
    const accept = acceptAt(this.graph.nodes, node);
    let leads = accept !== 0 && this.acceptsKind(accept);
    eachEdge(this.graph.nodes, node, (_, target) => {
      leads ||= this.leadsToKind(target);
    });
    this.cache[node] = leads ? LEADS : LEADS_NOWHERE;
    return leads;
  }

  /** Whether one of the payloads has a wanted kind. */
  private acceptsKind(accept: number): boolean {
    const isOf = (value: number): boolean => ((this.kinds >> (value & KIND_MASK)) & 1) !== 0;
    if (accept < 0) return isOf(accept & ~SINGLE_PAYLOAD);
    const { outputs } = this.graph;
    return outputs.subarray(accept + 1, accept + 1 + (outputs[accept] as number)).some(isOf);
  }
}
