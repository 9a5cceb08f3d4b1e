/**
 * The graphs of the languages of one text, as one: a filter of how any of their phrases begins, small enough to stay near
 * the processor, says of most places that none does; what passes is asked of each graph that knows the script.
 */
import { PAIR_BITS, tripleHash, type Starts } from './phrase-starts.ts';
import { SCRIPT_MASK } from './scripts.ts';
import type { LanguageGraph } from './word-graph.ts';

const TRIPLE_BITS = 18;

export interface ScriptGraphs {
  edge: readonly LanguageGraph[];
  inside: readonly LanguageGraph[];
}

export class ActiveGraphs {
  /** By script: graphs of which a phrase begins with a letter of it, on an edge or inside a word. */
  readonly byScript: readonly ScriptGraphs[];
  readonly edge: StartFilter;
  readonly inside: StartFilter;

  constructor(graphs: readonly LanguageGraph[]) {
    this.byScript = Array.from({ length: SCRIPT_MASK + 1 }, (_, script) => ({
      edge: graphs.filter(({ edge }) => edge.scripts[script] === 1),
      inside: graphs.filter(({ inside }) => inside.scripts[script] === 1),
    }));
    this.edge = new StartFilter(graphs.map(({ edge }) => edge));
    this.inside = new StartFilter(graphs.map(({ inside }) => inside));
  }
}

/** What may begin a phrase; a few beginnings that are none pass too. */
export class StartFilter {
  private readonly units = new Int32Array(65536 >> 5);
  private readonly pairs = new Int32Array((2 ** PAIR_BITS) >> 5);
  private readonly triples = new Int32Array((2 ** TRIPLE_BITS) >> 5);

  constructor(all: readonly Starts[]) {
    for (const { units, pairs, slots } of all) {
      for (let i = 0; i < units.length; i++) this.units[i] = (this.units[i] as number) | (units[i] as number);
      for (let i = 0; i < pairs.length; i++) this.pairs[i] = (this.pairs[i] as number) | (pairs[i] as number);
      for (let i = 0; i < slots.length; i += 3) {
        if (slots[i + 2] === 0) continue;
        const bit = tripleHash(slots[i] as number, slots[i + 1] as number) >>> (32 - TRIPLE_BITS);
        this.triples[bit >> 5] = (this.triples[bit >> 5] as number) | (1 << (bit & 31));
      }
    }
  }

  /** `unit`: the first; hashes of the first two and the first three. */
  passes(unit: number, pair: number, triple: number): boolean {
    const bit = triple >>> (32 - TRIPLE_BITS);
    return (
      ((((this.triples[bit >> 5] as number) >> (bit & 31)) |
        ((this.pairs[pair >> 5] as number) >> (pair & 31)) |
        ((this.units[unit >> 5] as number) >> (unit & 31))) &
        1) !==
      0
    );
  }
}
