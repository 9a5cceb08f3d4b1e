/** The word graphs of all languages, each laid out in memory (`graph-nodes.ts`) when a text first needs it. */
import type { LanguageGraph } from './graph-nodes.ts';
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

/** The graphs loaded so far, and tables of their phrase starts: on a word edge, and inside a word. */
export interface PreparedGraphs {
  /** By language number. */
  graphs: readonly (LanguageGraph | undefined)[];
  edge: PhraseStartTable;
  inside: PhraseStartTable;
}

/** The graphs of some languages are not there yet: `WordGraph.add` brings them, then the call can be made again. */
export class AbsentLanguagesError extends Error {
  override readonly name = 'AbsentLanguagesError';
  /** Language numbers. */
  readonly languages: readonly number[];

  constructor(languages: readonly number[]) {
    super(`The phrases of languages ${languages.join(', ')} are not loaded.`);
    this.languages = languages;
  }
}

/**
 * Languages that are loaded one by one. Each further one takes longer, because the tables of all are built anew. Texts
 * in so many languages make the others likely, so all are then loaded at once.
 */
const MAX_SINGLE_LOADS = 9;

/** Loads a language only when a text needs it. Most readers see few languages, and the first verdict must be fast. */
export class WordGraph {
  private readonly loaders: ((() => LanguageGraph) | null)[];
  private readonly graphs: (LanguageGraph | undefined)[] = [];
  private readonly starts: { language: number; edge: PhraseStarts; inside: PhraseStarts }[] = [];
  /** By bit set of kinds, with the languages that it covers. */
  private readonly preparedByKinds = new Map<number, { languages: number; prepared: PreparedGraphs }>();
  private loadedLanguages = 0;

  /** `loaders`: by language number, the function that lays its graph out; null: the graph is absent. */
  constructor(loaders: readonly ((() => LanguageGraph) | null)[]) {
    this.loaders = [...loaders];
  }

  /** Takes over the graphs that are absent here and present in `other`. */
  add(other: WordGraph): void {
    for (const [language, load] of other.loaders.entries()) this.loaders[language] ??= load;
  }

  /**
   * Loads what is missing. `languages`: a bit for each language number; `kinds`: a bit for each kind of payload. Throws a
   * RangeError when the bytes of a graph that is loaded are broken, an AbsentLanguagesError when graphs are absent.
   */
  prepareFor(languages: number, kinds: number): PreparedGraphs {
    const known = this.preparedByKinds.get(kinds);
    if (known !== undefined && (languages & ~known.languages) === 0) return known.prepared;
    const needed = languages | (known?.languages ?? 0);
    const covered = languageCount(needed) > MAX_SINGLE_LOADS ? needed | this.presentLanguages() : needed;
    if ((covered & ~this.loadedLanguages) !== 0) this.loadLanguages(covered);
    const prepared = this.prepare(covered, kinds);
    this.preparedByKinds.set(kinds, { languages: covered, prepared });
    return prepared;
  }

  /** Bit set of the languages whose graphs are present. */
  private presentLanguages(): number {
    return this.loaders.reduce((bits, load, language) => (load === null ? bits : bits | (1 << language)), 0);
  }

  private loadLanguages(languages: number): void {
    const missing = [...this.loaders.entries()].filter(
      ([language]) => ((languages >>> language) & 1) === 1 && this.graphs[language] === undefined,
    );
    const absent = missing.filter(([, load]) => load === null);
    if (absent.length > 0) throw new AbsentLanguagesError(absent.map(([language]) => language));
    for (const [language, load] of missing) {
      if (load === null) continue;
      const graph = load();
      const [edge = 0, inside = 0] = graph.roots;
      this.graphs[language] = graph;
      this.starts.push({
        language,
        edge: phraseStartsOf(graph.nodes, edge),
        inside: phraseStartsOf(graph.nodes, inside),
      });
    }
    this.loadedLanguages |= languages;
  }

  private prepare(languages: number, kinds: number): PreparedGraphs {
    const edges: LanguageStarts[] = [];
    const insides: LanguageStarts[] = [];
    for (const { language, edge, inside } of this.starts) {
      if (((languages >>> language) & 1) === 0) continue;
      const filter = new KindFilter(this.graphs[language] as LanguageGraph, kinds);
      edges.push({ language, starts: filter.filter(edge) });
      insides.push({ language, starts: filter.filter(inside) });
    }
    return { graphs: this.graphs, edge: new PhraseStartTable(edges), inside: new PhraseStartTable(insides) };
  }
}

/** Bit set of the active languages; `active`: by language number, 1 where its phrases count. */
export function languageMask(active: Uint8Array): number {
  let bits = 0;
  for (let language = 0; language < active.length; language++) if (active[language] !== 0) bits |= 1 << language;
  return bits;
}

function languageCount(languages: number): number {
  let count = 0;
  for (let bits = languages; bits !== 0; bits &= bits - 1) count++;
  return count;
}
