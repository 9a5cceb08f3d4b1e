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
import { expandPhrase, type PhraseSegment } from './phrase.ts';
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
  toned?: boolean;
}

/** A folded segment, without the phrase that it belongs to. */
interface SegmentText {
  segment: PhraseSegment;
  letters: string;
  wordStart: readonly boolean[];
  multiWord: boolean;
  unspaced: boolean;
}

/** A folded segment of a phrase. */
interface FoldedSegment extends SegmentText, Spelling {
  phrase: Phrase;
}

/** Results of an earlier compilation in this process, for files and phrases that did not change. */
export interface PhraseCache {
  files: YamlCache;
  /** Phrase as written to its folded spellings. */
  spellings: Map<string, SegmentText[][]>;
  /** By language number. */
  graphs: Map<number, { key: string; graph: GraphTables }>;
}

export const emptyPhraseCache = (): PhraseCache => ({
  files: new Map(),
  spellings: new Map(),
  graphs: new Map(),
});

const MAX_SEGMENT_LETTERS = 200;

/** Wholly in scripts that set no spaces between words. */
const UNSPACED = /^[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\p{M}]+$/u;

export class PhraseBook {
  readonly gappedPhrases: GappedPhrase[] = [];
  readonly parts: [gappedPhrase: number, segment: number][] = [];
  /** Keys of phrases whose accents carry meaning. */
  readonly accentKeys: number[] = [];
  /** By language number. */
  private readonly groups = Array.from({ length: ANY_LANGUAGE + 1 }, () => ({
    edge: [] as GraphEntry[],
    inside: [] as GraphEntry[],
  }));
  private readonly plain: FoldedSegment[] = [];
  private readonly withGaps: { phrase: Phrase; spellings: FoldedSegment[][] }[] = [];
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
      const gapped: FoldedSegment[][] = [];
      for (const spelling of this.spellingsOf(phrase.phrase)) {
        const segments = spelling.map((each) => ({
          ...each,
          phrase,
          meaning,
          openStart: each.segment.openStart,
          openEnd: each.segment.openEnd,
        }));
        const [only] = segments;
        if (only === undefined) throw new Error('nothing is left of it when folded');
        if (segments.length > 1) gapped.push(segments);
        // Where accents are checked after the letters, a shorter spelling may be another word: it is not pruned.
        else if (phrase.toned === true) this.addSpelling(phrase, only, phrase.kind, phrase.id);
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
    const { kept, covers } = prune(this.plain, ({ unspaced }) => unspaced);
    for (const each of kept) this.addSpelling(each.phrase, each, each.phrase.kind, each.phrase.id);
    for (const { phrase, spellings } of this.withGaps) {
      const idsByShape = new Map<string, number[]>();
      for (const segments of spellings)
        if (phrase.toned === true || !segments.some(covers)) this.addGapped(phrase, segments, idsByShape);
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

  private addGapped(phrase: Phrase, segments: readonly FoldedSegment[], idsByShape: Map<string, number[]>): void {
    const gaps = segments.map(({ segment }) => segment.gap);
    let ids = idsByShape.get(gaps.join(','));
    if (ids === undefined) {
      const index = this.gappedPhrases.length;
      const value = payload(phrase.kind, phrase.id, phrase.language, SEVERAL_WORDS);
      this.gappedPhrases.push({ value, gaps: gaps.slice(1) });
      ids = segments.map((_, at) => this.parts.push([index, at]) - 1);
      idsByShape.set(gaps.join(','), ids);
    }
    for (const [at, segment] of segments.entries())
      this.addSpelling(phrase, segment, 'part', ids[at] ?? 0, at > 0 ? NEEDS_PREVIOUS_PART : 0);
  }

  private addSpelling(
    phrase: Phrase,
    { segment, letters, multiWord }: FoldedSegment,
    kind: PayloadKind,
    id: number,
    moreFlags = 0,
  ): void {
    const { openStart, openEnd } = segment;
    const flags = (openStart ? OPEN_START : 0) | (openEnd ? OPEN_END : 0) | (multiWord ? SEVERAL_WORDS : 0);
    const toned = phrase.toned === true && phrase.language !== ANY_LANGUAGE;
    const value = payload(kind, id, phrase.language, flags | moreFlags | (toned ? ACCENT_SENSITIVE : 0));
    if (toned) this.accentKeys.push(accentKey(segment.words, value, this.table.unitTable));
    const { edge, inside } = this.groups[phrase.language] as { edge: GraphEntry[]; inside: GraphEntry[] };
    for (const spelling of [letters, ...otherKana(letters)])
      (openStart ? inside : edge).push({ letters: spelling, value });
  }

  /** Every spelling of a phrase, folded. A segment of signs only ("+") has no letters and is left out. */
  private spellingsOf(phrase: string): SegmentText[][] {
    let spellings = this.cache.spellings.get(phrase);
    if (spellings === undefined) {
      spellings = expandPhrase(phrase).map((segments) =>
        segments.map((segment) => this.foldSegment(segment)).filter(({ letters }) => letters !== ''),
      );
      this.cache.spellings.set(phrase, spellings);
    }
    return spellings;
  }

  private foldSegment(segment: PhraseSegment): SegmentText {
    const { length, units, flags } = fold(segment.words, this.table);
    if (length > MAX_SEGMENT_LETTERS) throw new Error(`longer than ${MAX_SEGMENT_LETTERS} letters`);
    const letters = String.fromCharCode(...units.subarray(0, length));
    const startsWord = (at: number): boolean => at === 0 || at === length || ((flags[at] ?? 0) & BOUNDARY) !== 0;
    const wordStart = Array.from({ length: length + 1 }, (_, at) => startsWord(at));
    const multiWord = wordStart.slice(1, length).includes(true);
    return { segment, letters, wordStart, multiWord, unspaced: UNSPACED.test(letters) };
  }
}
