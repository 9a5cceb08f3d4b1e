/** The word graph: of each language apart, laid out (`graph-nodes.ts`) when it is first needed. */
import { ActiveGraphs } from './active-graphs.ts';
import { startsOf, type Starts } from './phrase-starts.ts';

/** Sets of languages that are kept ready: readers meet the same few again and again. */
const MOST_SETS = 48;

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

/** The graph of one language, laid out. */
export interface LanguageGraph {
  nodes: Uint32Array;
  outputs: Uint32Array;
  /** How phrases begin on an edge, and inside a word. */
  edge: Starts;
  inside: Starts;
}

/** The same as read: the nodes of both roots. */
export interface LaidOut {
  nodes: Uint32Array;
  outputs: Uint32Array;
  roots: readonly number[];
}

/**
 * The graphs of all languages. One is laid out when a text first needs it: a reader meets few languages, and the first
 * post does not wait for the others.
 */
export class WordGraph {
  private readonly readers: readonly (() => LaidOut)[];
  private readonly known: (LanguageGraph | undefined)[] = [];
  private readonly sets = new Map<number, ActiveGraphs>();

  /** `readers`: by language number, what lays its graph out. */
  constructor(readers: readonly (() => LaidOut)[]) {
    this.readers = readers;
  }

  /** Null: it has no phrases. Throws a RangeError when its bytes are no graph. */
  of(language: number): LanguageGraph | null {
    const reader = this.readers[language];
    if (reader === undefined) return null;
    return (this.known[language] ??= withStarts(reader()));
  }

  /** `active`: by language number, 1 where its phrases count. */
  among(active: Uint8Array): ActiveGraphs {
    let key = 0;
    for (let language = 0; language < active.length; language++) if (active[language] !== 0) key |= 1 << language;
    let set = this.sets.get(key);
    if (set !== undefined) return set;
    if (this.sets.size >= MOST_SETS) this.sets.clear();
    const languages = [...active.keys()].filter((language) => active[language] !== 0);
    set = new ActiveGraphs(languages.map((language) => this.of(language)).filter((graph) => graph !== null));
    this.sets.set(key, set);
    return set;
  }
}

function withStarts({ nodes, outputs, roots: [edge = 0, inside = 0] }: LaidOut): LanguageGraph {
  return { nodes, outputs, edge: startsOf(nodes, edge), inside: startsOf(nodes, inside) };
}
