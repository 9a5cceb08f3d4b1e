/** Joins the parts of phrases with gaps ("company ... pays") as they are found, in order of the text. */
import { BOUNDARY as boundary, SENTENCE_BREAK as sentenceBreak, type FoldedText } from '../text/folded-text.ts';
import { payloadId, payloadKind, payloadLanguage } from '../text/payload.ts';
import { SCRIPT_OF as scriptOf, UNSPACED as unspacedFlag } from '../text/scripts.ts';
import type { Knowledge } from './knowledge.ts';

// Own copies: V8 folds the constants of a module, but reads imported ones from memory at each use
const BOUNDARY = boundary;
const SENTENCE_BREAK = sentenceBreak;
const SCRIPT_OF = scriptOf;
const UNSPACED = unspacedFlag;

/** Kind of a part that belongs to no phrase. */
const NO_KIND = 0xff;
/** Most units between two parts. */
const MAX_GAP_UNITS = 80;

/** A phrase whose parts are all in the text; `from` and `to` (exclusive) are folded units. */
export interface WholePhrase {
  /** Index into `PAYLOAD_KINDS`. */
  kind: number;
  id: number;
  language: number;
  from: number;
  to: number;
}

export type PartTables = Pick<Knowledge, 'parts' | 'gappedPhrases'>;

/** Parts of one phrase have consecutive ids, so their state is kept in columns by id. */
export class PhraseParts {
  private readonly tables: PartTables;
  private readonly kinds: Uint8Array;
  /** By part: number of the search that found it last, where its phrase began there, and where the part ended. */
  private readonly foundIn: Uint32Array;
  private readonly begins: Uint32Array;
  private readonly ends: Uint32Array;
  private search = 0;

  constructor(tables: PartTables) {
    const { parts, gappedPhrases } = tables;
    const count = parts.length >> 1;
    this.tables = tables;
    this.foundIn = new Uint32Array(count);
    this.begins = new Uint32Array(count);
    this.ends = new Uint32Array(count);
    this.kinds = new Uint8Array(count);
    for (let part = 0; part < count; part++) {
      const start = gappedPhrases.starts[parts[2 * part] as number];
      this.kinds[part] = start === undefined ? NO_KIND : payloadKind(gappedPhrases.numbers[start] as number);
    }
  }

  /** Forgets what the last search found. */
  startSearch(): void {
    this.search++;
  }

  /** What the phrase that a part belongs to means, as index into `PAYLOAD_KINDS`. */
  kindOf(part: number): number {
    return this.kinds[part] ?? NO_KIND;
  }

  /** The phrase that ends with this part, or null while more of it must come. */
  add(text: FoldedText, part: number, from: number, to: number): WholePhrase | null {
    if (this.kindOf(part) === NO_KIND) return null;
    const { numbers, starts } = this.tables.gappedPhrases;
    const start = starts[this.tables.parts[2 * part] as number] as number;
    const index = this.tables.parts[2 * part + 1] as number;
    let begin = from;
    if (index > 0) {
      if (this.foundIn[part - 1] !== this.search) return null;
      if (!isWithinWords(text, this.ends[part - 1] as number, from, numbers[start + 1 + index] as number)) return null;
      begin = this.begins[part - 1] as number;
    }
    if (index < (numbers[start + 1] as number)) {
      this.foundIn[part] = this.search;
      this.begins[part] = begin;
      this.ends[part] = to;
      return null;
    }
    const value = numbers[start] as number;
    return { kind: payloadKind(value), id: payloadId(value), language: payloadLanguage(value), from: begin, to };
  }
}

const partsByTable = new WeakMap<Uint32Array, PhraseParts>();

/** Made once for each knowledge; it serves one search at a time. */
export function phrasePartsOf(tables: PartTables): PhraseParts {
  let known = partsByTable.get(tables.parts);
  if (known === undefined) partsByTable.set(tables.parts, (known = new PhraseParts(tables)));
  return known;
}

/** Whether at most `words` words lie between two parts, in one sentence. Without spaces, three letters count as a word. */
function isWithinWords({ flags, units, length }: FoldedText, end: number, start: number, words: number): boolean {
  if (start < end) return false;
  const reach = 3 * words + (words === 0 ? 1 : 0);
  let edges = 0;
  let letters = 0;
  for (let i = end; i <= start && i < length; i++) {
    const flag = flags[i] as number;
    const unspaced = ((SCRIPT_OF[units[i] as number] as number) & UNSPACED) !== 0;
    if ((flag & SENTENCE_BREAK) !== 0 && !unspaced) return false;
    if (unspaced) letters++;
    else if ((flag & BOUNDARY) !== 0) edges++;
    // An open end ("ticket*") may have letters of its own word left
    if (edges > words + 1 || letters > reach + 1 || i - end > MAX_GAP_UNITS) return false;
  }
  return true;
}
