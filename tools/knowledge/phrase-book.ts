/** Gathers phrases of every kind, folded and expanded, and builds the word graph from them. */
import {
  ANY_LANGUAGE,
  OPEN_END,
  OPEN_START,
  payload,
  SEVERAL_WORDS,
  type PayloadKind,
} from '../../utils/text/automaton.ts';
import type { Stretched } from '../../utils/detect/lexicon-file.ts';
import { fold } from '../../utils/text/fold.ts';
import type { FoldTable } from '../../utils/text/fold-table.ts';
import { BOUNDARY, type FoldedText } from '../../utils/text/folded-text.ts';
import type { GraphTables } from '../../utils/text/word-graph.ts';
import { toneHash } from '../../utils/text/tone.ts';
import { expandPhrase, type Part } from './phrase.ts';
import { prune, type Spelling } from './prune.ts';
import { buildWordGraph, type Entry } from './word-graph.ts';

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

type Placed = Entry & { openStart: boolean };

/** Wholly in scripts that set no spaces between words. */
const UNSPACED = /^[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\p{M}]+$/u;

function isWordStart({ flags }: FoldedText, at: number): boolean {
  return ((flags[at] ?? 0) & BOUNDARY) !== 0;
}

export class PhraseBook {
  readonly stretched: Stretched[] = [];
  readonly parts: [stretched: number, stretch: number][] = [];
  private readonly edge: Entry[] = [];
  private readonly inside: Entry[] = [];
  private readonly plain: (Spelling & { entry: Placed; unspaced: boolean })[] = [];
  private readonly table: FoldTable;

  constructor(table: FoldTable) {
    this.table = table;
  }

  add(phrase: Phrase): void {
    try {
      const shapes = new Map<string, number[]>();
      for (const spelling of expandPhrase(phrase.phrase)) {
        // A stretch of signs only ("+") says nothing in folded text
        const telling = spelling.filter((part) => fold(part.words, this.table).length > 0);
        this.addSpelling(phrase, telling, shapes);
      }
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`${phrase.file}: "${phrase.phrase}": ${why}`, { cause: error });
    }
  }

  build(): GraphTables {
    for (const { entry } of prune(this.plain, ({ unspaced }) => unspaced)) this.place(entry);
    return buildWordGraph(this.edge, this.inside);
  }

  private place({ openStart, ...entry }: Placed): void {
    (openStart ? this.inside : this.edge).push(entry);
    if (openStart) this.edge.push(entry);
  }

  private addSpelling(phrase: Phrase, spelling: readonly Part[], shapes: Map<string, number[]>): void {
    const [only] = spelling;
    if (only === undefined) throw new Error('nothing is left of it when folded');
    if (spelling.length === 1) {
      this.addPart(phrase, only, phrase.kind, phrase.id, phrase.language);
      return;
    }
    const shape = spelling.map((part) => part.gap).join(',');
    let ids = shapes.get(shape);
    if (ids === undefined) {
      const index = this.stretched.length;
      const value = payload(phrase.kind, phrase.id, phrase.language, SEVERAL_WORDS);
      this.stretched.push({ value, gaps: spelling.slice(1).map((part) => part.gap) });
      ids = spelling.map((_, stretch) => this.parts.push([index, stretch]) - 1);
      shapes.set(shape, ids);
    }
    for (const [stretch, part] of spelling.entries()) {
      this.addPart(phrase, part, 'part', ids[stretch] ?? 0, phrase.language);
    }
  }

  private addPart(phrase: Phrase, part: Part, kind: PayloadKind, id: number, language: number): void {
    const text = fold(part.words, this.table);
    if (text.length > 200) throw new Error('longer than 200 letters');
    const several = text.flags.subarray(1, text.length).some((flag) => (flag & BOUNDARY) !== 0);
    const flags = (part.openStart ? OPEN_START : 0) | (part.openEnd ? OPEN_END : 0) | (several ? SEVERAL_WORDS : 0);
    const entry: Entry = {
      units: [...text.units.subarray(0, text.length)],
      value: payload(kind, id, language, flags),
      tone: phrase.toned === true && language !== ANY_LANGUAGE ? toneHash(part.words, this.table.unit) : 0,
    };
    const placed = { ...entry, openStart: part.openStart };
    // Accents are checked behind the letters: there a shorter spelling may be another word.
    if (kind === 'part' || phrase.toned === true) {
      this.place(placed);
      return;
    }
    const letters = String.fromCharCode(...entry.units);
    this.plain.push({
      entry: placed,
      meaning: `${kind}:${id}:${phrase.family ?? language}`,
      letters,
      wordStart: Array.from(
        { length: text.length + 1 },
        (_, at) => at === 0 || at === text.length || isWordStart(text, at),
      ),
      openStart: part.openStart,
      openEnd: part.openEnd,
      unspaced: UNSPACED.test(letters),
    });
  }
}
