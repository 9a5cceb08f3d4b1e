/** The word graph: of each language apart, laid out (`graph-nodes.ts`) when it is first needed. */
import { KindFilter } from './kind-filter.ts';
import { phraseStartsOf, PhraseStartTable, type PhraseStarts, type LanguageStarts } from './phrase-start-table.ts';

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
export interface LanguageGraph {
  nodes: Int32Array;
  outputs: Int32Array;
  roots: readonly number[];
}

/** The graphs that were needed so far, and how their phrases begin: on an edge, or anywhere. */
export interface PreparedGraphs {
  /** By language number. */
  graphs: readonly (LanguageGraph | undefined)[];
  edge: PhraseStartTable;
  inside: PhraseStartTable;
}

/**
 * The graphs of all languages. One is laid out when a text first needs it: a reader meets few languages, and the first
 * post does not wait for the others.
 */
export class WordGraph {
  private readonly loaders: readonly (() => LanguageGraph)[];
  private readonly graphs: (LanguageGraph | undefined)[] = [];
  private readonly starts: { language: number; edge: PhraseStarts; inside: PhraseStarts }[] = [];
  /** By the kinds that are looked for. */
  private readonly preparedByKinds = new Map<number, PreparedGraphs>();
  private loadedLanguages = 0;

  /** `readers`: by language number, what lays its graph out. */
  constructor(readers: readonly (() => LanguageGraph)[]) {
    this.loaders = readers;
  }

  /**
   * `languages`: a bit for each whose graph is needed; `kinds`: a bit for each kind of payload that is looked for. Throws a
   * RangeError when the bytes of a graph are none.
   */
  prepareFor(languages: number, kinds: number): PreparedGraphs {
    if ((languages & ~this.loadedLanguages) !== 0) this.loadLanguages(languages);
    let ready = this.preparedByKinds.get(kinds);
    if (ready === undefined) this.preparedByKinds.set(kinds, (ready = this.prepare(kinds)));
    return ready;
  }

  private loadLanguages(languages: number): void {
    for (const [language, read] of this.loaders.entries()) {
      if (((languages >>> language) & 1) === 0 || this.graphs[language] !== undefined) continue;
      const graph = read();
      const [edge = 0, inside = 0] = graph.roots;
      this.graphs[language] = graph;
      this.starts.push({
        language,
        edge: phraseStartsOf(graph.nodes, edge),
        inside: phraseStartsOf(graph.nodes, inside),
      });
    }
    this.loadedLanguages |= languages;
    this.preparedByKinds.clear();
  }

  private prepare(kinds: number): PreparedGraphs {
    const edges: LanguageStarts[] = [];
    const insides: LanguageStarts[] = [];
    for (const { language, edge, inside } of this.starts) {
      const filter = new KindFilter(this.graphs[language] as LanguageGraph, kinds);
      edges.push({ language, starts: filter.filter(edge) });
      insides.push({ language, starts: filter.filter(inside) });
    }
    return { graphs: this.graphs, edge: new PhraseStartTable(edges), inside: new PhraseStartTable(insides) };
  }
}

/** `active`: by language number, 1 where its phrases count. */
export function languageMask(active: Uint8Array): number {
  let bits = 0;
  for (let language = 0; language < active.length; language++) if (active[language] !== 0) bits |= 1 << language;
  return bits;
}
