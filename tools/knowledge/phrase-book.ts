/** Gathers phrases of every kind, expands and folds them, and builds the word graphs. */
import {
  ANY_LANGUAGE,
  NEEDS_PREVIOUS_PART,
  OPEN_END,
  OPEN_START,
  payload,
  SEVERAL_WORDS,
  ACCENT_SENSITIVE,
  type PayloadKind,
} from '../../utils/text/payload.ts';
import type { GappedPhrase } from '../../utils/detect/lexicon-file.ts';
import { fold } from '../../utils/text/fold.ts';
import type { FoldTable } from '../../utils/text/fold-table.ts';
import { BOUNDARY } from '../../utils/text/folded-text.ts';
import type { GraphTables } from '../../utils/text/word-graph.ts';
import { accentKey } from '../../utils/text/accents.ts';
import { otherKana } from './kana.ts';
import { expandPhrase, type PhrasePart } from './phrase.ts';
import { prune, type Spelling } from './prune.ts';
import type { YamlCache } from './read-yaml.ts';
import { buildWordGraph, type GraphEntry } from './word-graph.ts';

export interface Phrase {
  /** File and entry, for errors. */
  file: string;
  phrase: string;
  kind: PayloadKind;
  id: number;
  language: number;
  /** Languages that are always read together, like both forms of Chinese: a phrase is kept once among them. */
  family?: string;
  /** Whether accents carry meaning and are checked. */
  hasCheckedAccents?: boolean;
}

/** A folded part, without the phrase that it belongs to. */
interface PartText {
  part: PhrasePart;
  letters: string;
  wordStart: readonly boolean[];
  isMultiWord: boolean;
  isUnspaced: boolean;
}

/** A folded part of a phrase. */
interface FoldedPart extends PartText, Spelling {
  phrase: Phrase;
}

/** Results of an earlier compilation in this process, for files and phrases that did not change. */
export interface PhraseCache {
  files: YamlCache;
  /** Phrase as written to its folded spellings. */
  spellings: Map<string, PartText[][]>;
  /** By language number. */
  graphs: Map<number, { key: string; graph: GraphTables }>;
}

export const emptyPhraseCache = (): PhraseCache => ({
  files: new Map(),
  spellings: new Map(),
  graphs: new Map(),
});

const MAX_PART_LETTERS = 200;

/** Wholly in scripts that set no spaces between words. */
const UNSPACED = /^[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\p{M}]+$/u;

export class PhraseBook {
  readonly gappedPhrases: GappedPhrase[] = [];
  readonly parts: [gappedPhrase: number, part: number][] = [];
  /** Keys of phrases whose accents carry meaning. */
  readonly accentKeys: number[] = [];
  /** By language number. */
  private readonly groups = Array.from({ length: ANY_LANGUAGE + 1 }, () => ({
    edge: [] as GraphEntry[],
    inside: [] as GraphEntry[],
  }));
  private readonly plain: FoldedPart[] = [];
  private readonly withGaps: { phrase: Phrase; spellings: FoldedPart[][] }[] = [];
  private readonly table: FoldTable;
  private readonly cache: PhraseCache;

  constructor(table: FoldTable, cache: PhraseCache = emptyPhraseCache()) {
    this.table = table;
    this.cache = cache;
  }

  /** Throws an Error with file and phrase when the phrase is malformed. */
  add(phrase: Phrase): void {
    try {
      const meaning = `${phrase.kind}:${phrase.id}:${phrase.family ?? phrase.language}`;
      const gapped: FoldedPart[][] = [];
      for (const spelling of this.spellingsOf(phrase.phrase)) {
        const parts = spelling.map((each) => ({
          ...each,
          phrase,
          meaning,
          openStart: each.part.openStart,
          openEnd: each.part.openEnd,
        }));
        const [only] = parts;
        if (only === undefined) throw new Error('nothing is left of it when folded');
        if (parts.length > 1) gapped.push(parts);
        // Where accents are checked after the letters, a shorter spelling may be another word: it is not pruned.
        else if (phrase.hasCheckedAccents === true) this.addSpelling(phrase, only, phrase.kind, phrase.id);
        else this.plain.push(only);
      }
      if (gapped.length > 0) this.withGaps.push({ phrase, spellings: gapped });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`${phrase.file}: "${phrase.phrase}": ${why}`, { cause: error });
    }
  }

  /** By language number. */
  build(): GraphTables[] {
    const { kept, covers } = prune(this.plain, ({ isUnspaced }) => isUnspaced);
    for (const each of kept) this.addSpelling(each.phrase, each, each.phrase.kind, each.phrase.id);
    for (const { phrase, spellings } of this.withGaps) {
      const idsByShape = new Map<string, number[]>();
      for (const parts of spellings)
        if (phrase.hasCheckedAccents === true || !parts.some(covers)) this.addGapped(phrase, parts, idsByShape);
    }
    return this.groups.map(({ edge, inside }, language) => this.graphOf(language, edge, inside));
  }

  private graphOf(language: number, edge: readonly GraphEntry[], inside: readonly GraphEntry[]): GraphTables {
    const key = [edge, inside]
      .map((list) => list.map(({ letters, value }) => `${letters} ${value}`).join('\n'))
      .join('\0');
    const cached = this.cache.graphs.get(language);
    if (cached?.key === key) return cached.graph;
    const graph = buildWordGraph(edge, inside);
    this.cache.graphs.set(language, { key, graph });
    return graph;
  }

  private addGapped(phrase: Phrase, parts: readonly FoldedPart[], idsByShape: Map<string, number[]>): void {
    const gaps = parts.map(({ part }) => part.gap);
    let ids = idsByShape.get(gaps.join(','));
    if (ids === undefined) {
      const index = this.gappedPhrases.length;
      const value = payload(phrase.kind, phrase.id, phrase.language, SEVERAL_WORDS);
      this.gappedPhrases.push({ value, gaps: gaps.slice(1) });
      ids = parts.map((_, at) => this.parts.push([index, at]) - 1);
      idsByShape.set(gaps.join(','), ids);
    }
    for (const [at, part] of parts.entries())
      this.addSpelling(phrase, part, 'part', ids[at] ?? 0, at > 0 ? NEEDS_PREVIOUS_PART : 0);
  }

  private addSpelling(
    phrase: Phrase,
    { part, letters, isMultiWord }: FoldedPart,
    kind: PayloadKind,
    id: number,
    moreFlags = 0,
  ): void {
    const { openStart, openEnd } = part;
    const flags = (openStart ? OPEN_START : 0) | (openEnd ? OPEN_END : 0) | (isMultiWord ? SEVERAL_WORDS : 0);
    const hasCheckedAccents = phrase.hasCheckedAccents === true && phrase.language !== ANY_LANGUAGE;
    const value = payload(kind, id, phrase.language, flags | moreFlags | (hasCheckedAccents ? ACCENT_SENSITIVE : 0));
    if (hasCheckedAccents) this.accentKeys.push(accentKey(part.words, value, this.table.unitTable));
    const { edge, inside } = this.groups[phrase.language] as { edge: GraphEntry[]; inside: GraphEntry[] };
    for (const spelling of [letters, ...otherKana(letters)])
      (openStart ? inside : edge).push({ letters: spelling, value });
  }

  /** Every spelling of a phrase, folded. A part of signs only ("+") has no letters and is left out. */
  private spellingsOf(phrase: string): PartText[][] {
    let spellings = this.cache.spellings.get(phrase);
    if (spellings === undefined) {
      spellings = expandPhrase(phrase).map((parts) =>
        parts.map((part) => this.foldPart(part)).filter(({ letters }) => letters !== ''),
      );
      this.cache.spellings.set(phrase, spellings);
    }
    return spellings;
  }

  private foldPart(part: PhrasePart): PartText {
    const { length, units, flags } = fold(part.words, this.table);
    if (length > MAX_PART_LETTERS) throw new Error(`longer than ${MAX_PART_LETTERS} letters`);
    const letters = String.fromCharCode(...units.subarray(0, length));
    const startsWord = (at: number): boolean => at === 0 || at === length || ((flags[at] ?? 0) & BOUNDARY) !== 0;
    const wordStart = Array.from({ length: length + 1 }, (_, at) => startsWord(at));
    const isMultiWord = wordStart.slice(1, length).includes(true);
    return { part, letters, wordStart, isMultiWord, isUnspaced: UNSPACED.test(letters) };
  }
}
