/**
 * The phrase matcher: minimal word graphs (tries whose equal tails are shared) over folded units, one for each language.
 *
 * Phrases begin on word edges, or anywhere in scripts without spaces, so no failure links are needed: from each place
 * where a phrase may begin, follow edges until none fits. A table of how phrases of all languages begin leads over their
 * first three units (`phrase-starts.ts`). It is all waiting for memory: so places are looked up a block at a time, each
 * without waiting for the one before (`candidates.ts`), and a graph is laid out in the order in which it is read
 * (`graph-nodes.ts`).
 */
import { BLOCK_UNITS, StartCandidates, GraphWalks } from './start-candidates.ts';
import {
  BOUNDARY,
  EDGE,
  MARK_BREAK,
  SYMBOL_BREAK,
  SPACE_BREAK,
  SENTENCE_BREAK,
  type FoldedText,
} from './folded-text.ts';
import {
  ACCEPTS,
  DENSE_EDGES,
  TARGET_FOLLOWS,
  labelAt,
  LOW_MASK,
  MAX_DENSE_LABELS,
  SINGLE_PAYLOAD,
  SINGLE_EDGE,
  DENSE_COUNT_SHIFT,
} from './graph-nodes.ts';
import { continuesSyllable, COMBINING, DIGIT, HANGUL, SCRIPT_MASK, SCRIPT_OF, UNSPACED } from './scripts.ts';
import { ALL_KINDS } from './kind-filter.ts';
import { languageMask, type LanguageGraph, type PreparedGraphs, type WordGraph } from './word-graph.ts';

/** What a phrase stands for. */
export const PAYLOAD_KINDS = ['signal', 'concept', 'place', 'channel', 'part', 'money', 'ordinary'] as const;
export type PayloadKind = (typeof PAYLOAD_KINDS)[number];

const PART = PAYLOAD_KINDS.indexOf('part');

const ID_SHIFT = 3;
const ID_MASK = 0x7fff;
const LANGUAGE_SHIFT = 18;
const LANGUAGE_MASK = 0x1f;
/** The phrase may begin inside a word (`*word`), end inside one (`word*`), and has more than one word. */
export const OPEN_START = 1 << 23;
export const OPEN_END = 1 << 24;
export const SEVERAL_WORDS = 1 << 25;
/** Its accents carry meaning: a find counts when they are written so (`tone.ts`). */
export const ACCENT_SENSITIVE = 1 << 26;
/** A stretch of a phrase that says nothing unless the stretch numbered before it stands earlier in the text. */
export const NEEDS_PREVIOUS_PART = 1 << 27;

/** Language index of phrases that belong to no language (places, channels). */
export const ANY_LANGUAGE = 31;

export function payload(kind: PayloadKind, id: number, language: number, flags: number): number {
  if (id > ID_MASK || language > LANGUAGE_MASK) throw new RangeError(`payload out of range: ${kind} ${id} ${language}`);
  return PAYLOAD_KINDS.indexOf(kind) | (id << ID_SHIFT) | (language << LANGUAGE_SHIFT) | flags;
}

/** A bit for each of these kinds. */
export const kindMask = (...kinds: readonly PayloadKind[]): number =>
  kinds.reduce((bits, kind) => bits | (1 << PAYLOAD_KINDS.indexOf(kind)), 0);

export const payloadKind = (value: number): number => value & 7;
export const payloadId = (value: number): number => (value >> ID_SHIFT) & ID_MASK;
export const payloadLanguage = (value: number): number => (value >> LANGUAGE_SHIFT) & LANGUAGE_MASK;

/** Finds, as columns: units `from` to `to` (exclusive), and what they mean. */
export class PhraseMatches {
  from = new Int32Array(1024);
  to = new Int32Array(1024);
  value = new Int32Array(1024);
  length = 0;

  add(start: number, end: number, value: number): void {
    const at = this.length++;
    if (at === this.from.length) this.grow();
    this.from[at] = start;
    this.to[at] = end;
    this.value[at] = value;
  }

  private grow(): void {
    for (const name of ['from', 'to', 'value'] as const) {
      const column = new Int32Array(2 * this[name].length);
      column.set(this[name]);
      this[name] = column;
    }
  }
}

/** What was found in the text read last. */
const matches = new PhraseMatches();
/** Where phrases may begin in the block that is being read. */
const edgeCandidates = new StartCandidates();
const insideCandidates = new StartCandidates();
const walks = new GraphWalks();

/**
 * Every phrase that stands in the text, in order of its beginning; good until the next text is read. `active`: by
 * language, 1 where its words count. `through`: for each unit one that a phrase which begins there must reach beyond, or
 * -1. `kinds`: a bit for each kind that counts (`kindMask`). Throws a RangeError when the graph of such a language is broken.
 */
export function matchPhrases(
  graph: WordGraph,
  text: FoldedText,
  active: Uint8Array,
  minEnds: Int32Array | null = null,
  kinds: number = ALL_KINDS,
): PhraseMatches {
  return matchLanguageSpans(
    graph,
    text,
    [{ from: 0, to: text.length, languages: languageMask(active) }],
    kinds,
    minEnds,
  );
}

/** Units `from` to `to` (exclusive) of a text, and a bit for each language whose words count there. */
export interface LanguageSpan {
  from: number;
  to: number;
  languages: number;
}

/** The same for phrases that begin in one of the segments, which stand in order. */
export function matchLanguageSpans(
  graph: WordGraph,
  text: FoldedText,
  spans: readonly LanguageSpan[],
  kinds: number,
  minEnds: Int32Array | null = null,
): PhraseMatches {
  // All at once: what lays one language's graph out prepares those of the others anew
  const allLanguages = spans.reduce((bits, { languages }) => bits | languages, 0);
  const prepared = graph.prepareFor(allLanguages, kinds);
  wantedKinds = kinds;
  matches.length = 0;
  readingNumber++;
  for (const segment of spans) matchSpan(prepared, text, segment, minEnds);
  return matches;
}

function matchSpan(
  { graphs, edge, inside }: PreparedGraphs,
  text: FoldedText,
  { from: spanStart, to: spanEnd, languages }: LanguageSpan,
  minEnds: Int32Array | null,
): void {
  for (let from = spanStart; from < spanEnd; from += BLOCK_UNITS) {
    const to = Math.min(spanEnd, from + BLOCK_UNITS);
    walks.clear();
    edgeCandidates.gather(text, from, to, edge, true);
    insideCandidates.length = 0;
    if ((inside.languages & languages) !== 0) insideCandidates.gather(text, from, to, inside, false);
    let next = 0;
    for (let i = 0; i < edgeCandidates.length; i++) {
      while (
        next < insideCandidates.length &&
        (insideCandidates.positions[next] as number) < (edgeCandidates.positions[i] as number)
      )
        walks.add(insideCandidates, next++, inside, languages, minEnds);
      walks.add(edgeCandidates, i, edge, languages, minEnds);
    }
    while (next < insideCandidates.length) walks.add(insideCandidates, next++, inside, languages, minEnds);
    followWalks(graphs, text);
  }
}

/** By stretch: the last text (by number of reading) in which it was found. */
const foundInReading = new Uint32Array(ID_MASK + 1);
let readingNumber = 0;
let wantedKinds = ALL_KINDS;

function followWalks(graphs: readonly (LanguageGraph | undefined)[], text: FoldedText): void {
  for (let i = 0; i < walks.length; i++) {
    const graph = graphs[walks.languages[i] as number] as LanguageGraph;
    const start = walks.starts[i] as number;
    const minEnd = walks.minEnds[i] as number;
    const end = walks.ends[i] as number;
    if (end === start + 3) follow(graph, text, walks.nodes[i] as number, start, minEnd);
    else if (end > minEnd) addMatches(graph, text, walks.nodes[i] as number, start, end);
  }
}

/** Follows the graph from `node` on, which lies behind three units; only what reaches beyond unit `least` - 1 counts. */
function follow(graph: LanguageGraph, text: FoldedText, node: number, start: number, minEnd: number): void {
  const { nodes } = graph;
  const { units, length } = text;
  let at = node;
  for (let i = start + 3; ; i++) {
    const head = nodes[at++] as number;
    if ((head & ACCEPTS) !== 0) {
      const accept = nodes[at++] as number;
      if (i > minEnd) addMatches(graph, text, accept, start, i);
    }
    if (i >= length) return;
    const unit = units[i] as number;
    const low = head & LOW_MASK;
    if ((head & SINGLE_EDGE) !== 0) {
      if (low !== unit) return;
      if ((head & TARGET_FOLLOWS) === 0) at = nodes[at] as number;
    } else if ((head & DENSE_EDGES) !== 0) {
      if (unit < low || unit >= low + ((head >> DENSE_COUNT_SHIFT) & MAX_DENSE_LABELS)) return;
      at = nodes[at + unit - low] as number;
      if (at === 0) return;
    } else {
      let edge = 0;
      for (let size = low; size > 1;) {
        const half = size >> 1;
        // Onwards by `half` unless the label there is greater; no branch depends on it
        edge += half & ~((unit - labelAt(nodes, at, edge + half)) >> 31);
        size -= half;
      }
      if (low === 0 || labelAt(nodes, at, edge) !== unit) return;
      at = nodes[at + ((low + 1) >> 1) + edge] as number;
    }
  }
}

function addMatches(graph: LanguageGraph, text: FoldedText, accept: number, start: number, end: number): void {
  if (accept < 0) {
    addMatch(text, accept & ~SINGLE_PAYLOAD, start, end);
    return;
  }
  const { outputs } = graph;
  const count = outputs[accept] as number;
  for (let j = accept + 1; j <= accept + count; j++) addMatch(text, outputs[j] as number, start, end);
}

function addMatch(text: FoldedText, value: number, start: number, end: number): void {
  if (((wantedKinds >> payloadKind(value)) & 1) === 0) return;
  if ((value & NEEDS_PREVIOUS_PART) !== 0 && foundInReading[payloadId(value) - 1] !== readingNumber) return;
  if (!isWholePhrase(text, start, end, value)) return;
  if (payloadKind(value) === PART) foundInReading[payloadId(value)] = readingNumber;
  matches.add(start, end, value);
}

/** Whether the units from `start` to `end`, which spell a phrase, are it. */
export function isWholePhrase(text: FoldedText, start: number, end: number, value: number): boolean {
  return canStart(text, start) && canEnd(text, end, value) && isOnePhrase(text, start, end, value);
}

/** Whether a phrase may begin at a unit: not inside a syllable, of which scripts without spaces show no other edge. */
function canStart({ units, flags }: FoldedText, start: number): boolean {
  return start === 0 || ((flags[start] as number) & EDGE) !== 0 || !continuesSyllable(units[start - 1] as number);
}

/** Whether a phrase may end before unit `end`: on an edge, anywhere between letters of a script without spaces. */
function canEnd(text: FoldedText, end: number, value: number): boolean {
  if (end >= text.length || ((text.flags[end] as number) & EDGE) !== 0) return true;
  const last = SCRIPT_OF[text.units[end - 1] as number] as number;
  const next = SCRIPT_OF[text.units[end] as number] as number;
  if ((next & COMBINING) !== 0) return false;
  if ((last & UNSPACED) !== 0 || (value & OPEN_END) !== 0) return true;
  // Korean sets particles right behind a word
  return (last & SCRIPT_MASK) === HANGUL;
}

/**
 * Whether what stands between the units lets them be one phrase. Words of one phrase may stand apart or together, yet
 * not in two sentences; letters of one word may be spread out evenly ("t e l e") or broken by signs, but two words that
 * happen to spell a third ("vis a vis") are not it.
 */
function isOnePhrase(text: FoldedText, start: number, end: number, value: number): boolean {
  const script = SCRIPT_OF[text.units[start] as number] as number;
  if ((script & UNSPACED) !== 0 || (script & SCRIPT_MASK) === HANGUL) return isOneSentence(text, start, end);
  let breaks = 0;
  let between = 0;
  for (let i = start + 1; i < end; i++) {
    const flag = (text.flags[i] as number) & BOUNDARY;
    if (flag === 0) continue;
    breaks++;
    between |= flag;
  }
  // Two ages are not the year 2025
  if (breaks === 0) return (value & SEVERAL_WORDS) === 0 || !isAllDigits(text, start, end);
  // "1.300" is not the number 1300, nor "19-30" the number 1930
  if ((script & SCRIPT_MASK) === DIGIT) return (value & SEVERAL_WORDS) !== 0;
  if ((value & SEVERAL_WORDS) !== 0) return (between & SENTENCE_BREAK) === 0 || breaks === end - start - 1;
  if (end - start <= 2) return false;
  if (breaks === end - start - 1) return end - start >= 4;
  if ((between & (SPACE_BREAK | SENTENCE_BREAK)) === 0)
    return (between & (SYMBOL_BREAK | MARK_BREAK)) === between && end - start >= 4;
  return end - start >= 7 && breaks === 1 && (between & SENTENCE_BREAK) === 0;
}

function isAllDigits({ units }: FoldedText, start: number, end: number): boolean {
  for (let i = start; i < end; i++)
    if (((SCRIPT_OF[units[i] as number] as number) & SCRIPT_MASK) !== DIGIT) return false;
  return true;
}

/** In scripts without spaces: no sentence ends between the units, unless one seems to end behind each ("微。信。号"). */
function isOneSentence({ flags }: FoldedText, start: number, end: number): boolean {
  let stops = 0;
  for (let i = start + 1; i < end; i++) stops += ((flags[i] as number) & SENTENCE_BREAK) === 0 ? 0 : 1;
  return stops === 0 || (stops === end - start - 1 && stops > 1);
}
