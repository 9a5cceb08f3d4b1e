/** Gathers phrases of every kind, folded and expanded, and builds the word graph from them. */
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
import type { SplitPhrase } from '../../utils/detect/lexicon-file.ts';
import { fold } from '../../utils/text/fold.ts';
import type { FoldTable } from '../../utils/text/fold-table.ts';
import { BOUNDARY } from '../../utils/text/folded-text.ts';
import type { GraphTables } from '../../utils/text/word-graph.ts';
import { accentKey } from '../../utils/text/accents.ts';
import { otherKana } from './kana.ts';
import { expandPhrase, type PhraseSegment } from './phrase.ts';
import { prune, type Spelling } from './prune.ts';
import { buildWordGraph, type GraphEntry } from './word-graph.ts';

export interface Phrase {
  /** Where it stands, for errors. */
  file: string;
  phrase: string;
  kind: PayloadKind;
  id: number;
  language: number;
  /** Languages that are always read together, e.g. both forms of Chinese: what one lists, the other need not. */
  family?: string;
  /** Accents carry meaning and are checked. */
  toned?: boolean;
}

/** One stretch, folded, with what it belongs to. */
interface FoldedSegment extends Spelling {
  phrase: Phrase;
  segment: PhraseSegment;
  /** It has several words. */
  multiWord: boolean;
  unspaced: boolean;
}

/** Wholly in scripts that set no spaces between words. */
const UNSPACED = /^[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\p{M}]+$/u;

export class PhraseBook {
  readonly gappedPhrases: SplitPhrase[] = [];
  readonly segments: [stretched: number, stretch: number][] = [];
  /** Keys of phrases whose accents carry meaning. */
  readonly tones: number[] = [];
  /** By language number. */
  private readonly groups = Array.from({ length: ANY_LANGUAGE + 1 }, () => ({
    edge: [] as GraphEntry[],
    inside: [] as GraphEntry[],
  }));
  private readonly plain: FoldedSegment[] = [];
  private readonly withGaps: { phrase: Phrase; spellings: FoldedSegment[][] }[] = [];
  private readonly table: FoldTable;

  constructor(table: FoldTable) {
    this.table = table;
  }

  add(phrase: Phrase): void {
    try {
      const several: FoldedSegment[][] = [];
      for (const spelling of expandPhrase(phrase.phrase)) {
        // A stretch of signs only ("+") says nothing in folded text
        const telling = spelling.map((part) => this.foldSegment(phrase, part)).filter(({ letters }) => letters !== '');
        const [only] = telling;
        if (only === undefined) throw new Error('nothing is left of it when folded');
        if (telling.length > 1) several.push(telling);
        // Accents are checked behind the letters: there a shorter spelling may be another word.
        else if (phrase.toned === true) this.addSpelling(phrase, only, phrase.kind, phrase.id);
        else this.plain.push(only);
      }
      if (several.length > 0) this.withGaps.push({ phrase, spellings: several });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`${phrase.file}: "${phrase.phrase}": ${why}`, { cause: error });
    }
  }

  /** By language number. */
  build(): GraphTables[] {
    const { kept, covers } = prune(this.plain, ({ unspaced }) => unspaced);
    for (const part of kept) this.addSpelling(part.phrase, part, part.phrase.kind, part.phrase.id);
    for (const { phrase, spellings } of this.withGaps) {
      const shapes = new Map<string, number[]>();
      for (const parts of spellings)
        if (phrase.toned === true || !parts.some(covers)) this.addGapped(phrase, parts, shapes);
    }
    return this.groups.map(({ edge, inside }) => buildWordGraph(edge, inside));
  }

  private addGapped(phrase: Phrase, parts: readonly FoldedSegment[], shapes: Map<string, number[]>): void {
    const shape = parts.map(({ segment: part }) => part.gap).join(',');
    let ids = shapes.get(shape);
    if (ids === undefined) {
      const index = this.gappedPhrases.length;
      const value = payload(phrase.kind, phrase.id, phrase.language, SEVERAL_WORDS);
      this.gappedPhrases.push({ value, gaps: parts.slice(1).map(({ segment: part }) => part.gap) });
      ids = parts.map((_, stretch) => this.segments.push([index, stretch]) - 1);
      shapes.set(shape, ids);
    }
    for (const [stretch, part] of parts.entries())
      this.addSpelling(phrase, part, 'part', ids[stretch] ?? 0, stretch > 0 ? NEEDS_PREVIOUS_PART : 0);
  }

  private addSpelling(
    phrase: Phrase,
    { segment: part, letters, multiWord: several }: FoldedSegment,
    kind: PayloadKind,
    id: number,
    more = 0,
  ): void {
    const flags = (part.openStart ? OPEN_START : 0) | (part.openEnd ? OPEN_END : 0) | (several ? SEVERAL_WORDS : 0);
    const toned = phrase.toned === true && phrase.language !== ANY_LANGUAGE;
    const value = payload(kind, id, phrase.language, flags | more | (toned ? ACCENT_SENSITIVE : 0));
    if (toned) this.tones.push(accentKey(part.words, value, this.table.unitTable));
    const { edge, inside } = this.groups[phrase.language] as { edge: GraphEntry[]; inside: GraphEntry[] };
    for (const spelling of [letters, ...otherKana(letters)])
      (part.openStart ? inside : edge).push({
        units: Array.from({ length: spelling.length }, (_, at) => spelling.charCodeAt(at)),
        value,
      });
  }

  private foldSegment(phrase: Phrase, part: PhraseSegment): FoldedSegment {
    const text = fold(part.words, this.table);
    if (text.length > 200) throw new Error('longer than 200 letters');
    const { length } = text;
    const letters = String.fromCharCode(...text.units.subarray(0, length));
    const begins = (at: number): boolean => at === 0 || at === length || ((text.flags[at] ?? 0) & BOUNDARY) !== 0;
    const wordStart = Array.from({ length: length + 1 }, (_, at) => begins(at));
    return {
      phrase,
      segment: part,
      meaning: `${phrase.kind}:${phrase.id}:${phrase.family ?? phrase.language}`,
      letters,
      wordStart,
      multiWord: wordStart.slice(1, length).includes(true),
      openStart: part.openStart,
      openEnd: part.openEnd,
      unspaced: UNSPACED.test(letters),
    };
  }
}
