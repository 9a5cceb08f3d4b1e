/** The word graph: of each language apart, laid out (`graph-nodes.ts`) when it is first needed. */
import { beginningsOf, StartTable, type Beginnings } from './phrase-starts.ts';

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
  private ready: ReadyGraphs | null = null;
  private languages = 0;

  /** `readers`: by language number, what lays its graph out. */
  constructor(readers: readonly (() => LaidOut)[]) {
    this.readers = readers;
  }

  /** `languages`: a bit for each whose graph is needed. Throws a RangeError when the bytes of one are no graph. */
  readyFor(languages: number): ReadyGraphs {
    if (this.ready !== null && (languages & ~this.languages) === 0) return this.ready;
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
    return (this.ready = {
      graphs: this.graphs,
      edge: new StartTable(this.starts.map(({ language, edge }) => ({ language, beginnings: edge }))),
      inside: new StartTable(this.starts.map(({ language, inside }) => ({ language, beginnings: inside }))),
    });
  }
}

/** `active`: by language number, 1 where its phrases count. */
export function bitsOf(active: Uint8Array): number {
  let bits = 0;
  for (let language = 0; language < active.length; language++) if (active[language] !== 0) bits |= 1 << language;
  return bits;
}
