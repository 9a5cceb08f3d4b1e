/** The word graph: of each language apart, laid out (`graph-nodes.ts`) when it is first needed. */
import { KindFilter } from './kind-filter.ts';
import { beginningsOf, StartTable, type Beginnings, type LanguageStarts } from './phrase-starts.ts';

/** The graph of one language as built and stored: state s owns edges first[s] .. first[s + 1] - 1, sorted by label. */
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

/** The graph of one language, laid out; `roots`: the nodes of both. */
export interface LaidOut {
  nodes: Int32Array;
  outputs: Int32Array;
  roots: readonly number[];
}

/** The graphs that were needed so far, and how their phrases begin: on an edge, or anywhere. */
export interface ReadyGraphs {
  /** By language number. */
  graphs: readonly (LaidOut | undefined)[];
  edge: StartTable;
  inside: StartTable;
}

/**
 * The graphs of all languages. One is laid out when a text first needs it: a reader meets few languages, and the first
 * post does not wait for the others.
 */
export class WordGraph {
  private readonly readers: readonly (() => LaidOut)[];
  private readonly graphs: (LaidOut | undefined)[] = [];
  private readonly starts: { language: number; edge: Beginnings; inside: Beginnings }[] = [];
  /** By the kinds that are looked for. */
  private readonly ready = new Map<number, ReadyGraphs>();
  private languages = 0;

  /** `readers`: by language number, what lays its graph out. */
  constructor(readers: readonly (() => LaidOut)[]) {
    this.readers = readers;
  }

  /**
   * `languages`: a bit for each whose graph is needed; `kinds`: a bit for each kind of payload that is looked for. Throws a
   * RangeError when the bytes of a graph are none.
   */
  readyFor(languages: number, kinds: number): ReadyGraphs {
    if ((languages & ~this.languages) !== 0) this.layOut(languages);
    let ready = this.ready.get(kinds);
    if (ready === undefined) this.ready.set(kinds, (ready = this.prepare(kinds)));
    return ready;
  }

  private layOut(languages: number): void {
    for (const [language, read] of this.readers.entries()) {
      if (((languages >>> language) & 1) === 0 || this.graphs[language] !== undefined) continue;
      const graph = read();
      const [edge = 0, inside = 0] = graph.roots;
      this.graphs[language] = graph;
      this.starts.push({
        language,
        edge: beginningsOf(graph.nodes, edge),
        inside: beginningsOf(graph.nodes, inside),
      });
    }
    this.languages |= languages;
    this.ready.clear();
  }

  private prepare(kinds: number): ReadyGraphs {
    const edges: LanguageStarts[] = [];
    const insides: LanguageStarts[] = [];
    for (const { language, edge, inside } of this.starts) {
      const lead = new KindFilter(this.graphs[language] as LaidOut, kinds);
      edges.push({ language, beginnings: lead.filter(edge) });
      insides.push({ language, beginnings: lead.filter(inside) });
    }
    return { graphs: this.graphs, edge: new StartTable(edges), inside: new StartTable(insides) };
  }
}

/** `active`: by language number, 1 where its phrases count. */
export function bitsOf(active: Uint8Array): number {
  let bits = 0;
  for (let language = 0; language < active.length; language++) if (active[language] !== 0) bits |= 1 << language;
  return bits;
}
