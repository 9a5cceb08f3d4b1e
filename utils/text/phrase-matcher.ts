/**
 * The phrase matcher: minimal word graphs (tries whose equal tails are shared) over folded units, one for each language.
 *
 * Phrases start on word edges, or anywhere in scripts without spaces, so the graphs need no failure links. From each
 * possible start the matcher follows edges until none fits. A hash table of the first three units of all phrases rules
 * out most starts (`phrase-start-table.ts`). Memory latency dominates the cost. The matcher therefore looks up starts
 * in blocks of independent look-ups (`start-candidates.ts`). A graph is laid out in the order in which it is read
 * (`graph-nodes.ts`).
 */
import type { UnitSpan } from '../model/span.ts';
import {
  BOUNDARY as boundary,
  EDGE as edge,
  MARK_BREAK as markBreak,
  SENTENCE_BREAK as sentenceBreak,
  SPACE_BREAK as spaceBreak,
  SYMBOL_BREAK as symbolBreak,
  type FoldedText,
} from './folded-text.ts';
import {
  ACCEPTS as accepts,
  DENSE_COUNT_SHIFT as denseCountShift,
  DENSE_EDGES as denseEdges,
  labelAt,
  LOW_MASK as lowMask,
  MAX_DENSE_LABELS as maxDenseLabels,
  SINGLE_EDGE as singleEdge,
  SINGLE_PAYLOAD as singlePayload,
  TARGET_FOLLOWS as targetFollows,
  type LanguageGraph,
} from './graph-nodes.ts';
import { ALL_KINDS } from './kind-filter.ts';
import {
  NEEDS_PREVIOUS_PART as needsPreviousPart,
  OPEN_END as openEnd,
  PAYLOAD_KINDS,
  payloadId,
  payloadKind,
  SEVERAL_WORDS as severalWords,
} from './payload.ts';
import type { PhraseMatches } from './phrase-matches.ts';
import type { TextScratch } from './scratch.ts';
import {
  COMBINING as combining,
  continuesSyllable,
  DIGIT as digit,
  HANGUL as hangul,
  SCRIPT_MASK as scriptMask,
  SCRIPT_OF as scriptOf,
  UNSPACED as unspaced,
} from './scripts.ts';
import { BLOCK_UNITS as blockUnits, type GraphWalks } from './start-candidates.ts';
import { languageMask, type PreparedGraphs, type WordGraph } from './word-graph.ts';

// Own copies: V8 folds the constants of a module, but reads imported ones from memory at each use
const BOUNDARY = boundary;
const EDGE = edge;
const MARK_BREAK = markBreak;
const SENTENCE_BREAK = sentenceBreak;
const SPACE_BREAK = spaceBreak;
const SYMBOL_BREAK = symbolBreak;
const ACCEPTS = accepts;
const DENSE_COUNT_SHIFT = denseCountShift;
const DENSE_EDGES = denseEdges;
const LOW_MASK = lowMask;
const MAX_DENSE_LABELS = maxDenseLabels;
const SINGLE_EDGE = singleEdge;
const SINGLE_PAYLOAD = singlePayload;
const TARGET_FOLLOWS = targetFollows;
const NEEDS_PREVIOUS_PART = needsPreviousPart;
const OPEN_END = openEnd;
const SEVERAL_WORDS = severalWords;
const COMBINING = combining;
const DIGIT = digit;
const HANGUL = hangul;
const SCRIPT_MASK = scriptMask;
const SCRIPT_OF = scriptOf;
const UNSPACED = unspaced;
const BLOCK_UNITS = blockUnits;

const PART = PAYLOAD_KINDS.indexOf('part');

export interface MatchInput {
  graph: WordGraph;
  text: FoldedText;
  scratch: TextScratch;
  /** Bit set of the kinds that count (`kindMask`); absent: all. */
  kinds?: number | undefined;
  /** By unit: a phrase that starts there must end behind this unit; -1: no phrase starts there. Absent: no limit. */
  minEnds?: Int32Array | null;
}

/** Part of a text, and a bit for each language whose phrases count there. */
export interface LanguageSpan extends UnitSpan {
  languages: number;
}

/**
 * Every phrase in the text, ordered by start; `active`: by language number, 1 where its phrases count. The result is in
 * the scratch memory and valid until the next call. Throws a RangeError when the graph of an active language is broken.
 */
export function matchPhrases(input: MatchInput, active: Uint8Array): PhraseMatches {
  return matchLanguageSpans(input, [{ start: 0, end: input.text.length, languages: languageMask(active) }]);
}

/** As `matchPhrases`, for phrases that start in one of the spans, which must be in order. */
export function matchLanguageSpans(input: MatchInput, spans: readonly LanguageSpan[]): PhraseMatches {
  const { graph, scratch, kinds = ALL_KINDS } = input;
  // One call for all languages: loading a further language rebuilds the start tables of all
  const languages = spans.reduce((bits, span) => bits | span.languages, 0);
  const prepared = graph.prepareFor(languages, kinds);
  scratch.matches.length = 0;
  scratch.matchRun++;
  for (const span of spans) matchSpan(input, prepared, span);
  return scratch.matches;
}

function matchSpan(input: MatchInput, { graphs, edge, inside }: PreparedGraphs, span: LanguageSpan): void {
  const { text, scratch, minEnds = null } = input;
  const { edgeCandidates, insideCandidates, walks } = scratch;
  const { languages } = span;
  for (let start = span.start; start < span.end; start += BLOCK_UNITS) {
    const end = Math.min(span.end, start + BLOCK_UNITS);
    walks.clear();
    edgeCandidates.gather(text, start, end, edge, true);
    insideCandidates.length = 0;
    if ((inside.languages & languages) !== 0) insideCandidates.gather(text, start, end, inside, false);
    let next = 0;
    for (let i = 0; i < edgeCandidates.length; i++) {
      const position = edgeCandidates.positions[i] as number;
      while (next < insideCandidates.length && (insideCandidates.positions[next] as number) < position)
        walks.add(insideCandidates, next++, inside, languages, minEnds);
      walks.add(edgeCandidates, i, edge, languages, minEnds);
    }
    while (next < insideCandidates.length) walks.add(insideCandidates, next++, inside, languages, minEnds);
    followWalks(input, graphs);
  }
}

function followWalks(input: MatchInput, graphs: readonly (LanguageGraph | undefined)[]): void {
  const { walks } = input.scratch;
  input.scratch.touched = touchNodes(walks, graphs);
  for (let i = 0; i < walks.length; i++) {
    const graph = graphs[walks.languages[i] as number] as LanguageGraph;
    const start = walks.starts[i] as number;
    const minEnd = walks.minEnds[i] as number;
    const end = walks.ends[i] as number;
    if (end === start + 3) follow(input, graph, walks.nodes[i] as number, start, minEnd);
    else if (end > minEnd) addMatches(input, graph, walks.nodes[i] as number, start, end);
  }
}

/** Reads the first node of each walk: see `TextScratch.touched`. */
function touchNodes(walks: GraphWalks, graphs: readonly (LanguageGraph | undefined)[]): number {
  let sum = 0;
  for (let i = 0; i < walks.length; i++) {
    if (walks.ends[i] !== (walks.starts[i] as number) + 3) continue;
    const { nodes } = graphs[walks.languages[i] as number] as LanguageGraph;
    sum ^= nodes[walks.nodes[i] as number] as number;
  }
  return sum;
}

/** Follows the graph from `node`, which lies behind the first three units; only phrases that end behind `minEnd` count. */
function follow(input: MatchInput, graph: LanguageGraph, node: number, start: number, minEnd: number): void {
  const { nodes } = graph;
  const { units, length } = input.text;
  let at = node;
  for (let i = start + 3; ; i++) {
    const head = nodes[at++] as number;
    if ((head & ACCEPTS) !== 0) {
      const accept = nodes[at++] as number;
      if (i > minEnd) addMatches(input, graph, accept, start, i);
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
        // Advance by `half` unless the label there is greater; written without a branch
        edge += half & ~((unit - labelAt(nodes, at, edge + half)) >> 31);
        size -= half;
      }
      if (low === 0 || labelAt(nodes, at, edge) !== unit) return;
      at = nodes[at + ((low + 1) >> 1) + edge] as number;
    }
  }
}

function addMatches(input: MatchInput, graph: LanguageGraph, accept: number, start: number, end: number): void {
  if (accept < 0) {
    addMatch(input, accept & ~SINGLE_PAYLOAD, start, end);
    return;
  }
  const { outputs } = graph;
  const count = outputs[accept] as number;
  for (let j = accept + 1; j <= accept + count; j++) addMatch(input, outputs[j] as number, start, end);
}

function addMatch({ text, scratch, kinds = ALL_KINDS }: MatchInput, value: number, start: number, end: number): void {
  if (((kinds >> payloadKind(value)) & 1) === 0) return;
  const { matches, partFoundIn, matchRun } = scratch;
  if ((value & NEEDS_PREVIOUS_PART) !== 0 && partFoundIn[payloadId(value) - 1] !== matchRun) return;
  if (!isWholePhrase(text, start, end, value)) return;
  if (payloadKind(value) === PART) partFoundIn[payloadId(value)] = matchRun;
  matches.add(start, end, value);
}

/** Whether the units from `start` to `end`, which spell a phrase, are that phrase and no part of other words. */
export function isWholePhrase(text: FoldedText, start: number, end: number, value: number): boolean {
  return canStart(text, start) && canEnd(text, end, value) && isOnePhrase(text, start, end, value);
}

/** A phrase may start at a unit unless a syllable continues there. Scripts without spaces mark no other edge. */
function canStart({ units, flags }: FoldedText, start: number): boolean {
  return start === 0 || ((flags[start] as number) & EDGE) !== 0 || !continuesSyllable(units[start - 1] as number);
}

/** Whether a phrase may end before unit `end`: on a word edge, and anywhere in a script without spaces. */
function canEnd(text: FoldedText, end: number, value: number): boolean {
  if (end >= text.length || ((text.flags[end] as number) & EDGE) !== 0) return true;
  const last = SCRIPT_OF[text.units[end - 1] as number] as number;
  const next = SCRIPT_OF[text.units[end] as number] as number;
  if ((next & COMBINING) !== 0) return false;
  if ((last & UNSPACED) !== 0 || (value & OPEN_END) !== 0) return true;
  // Korean writes particles directly after a word
  return (last & SCRIPT_MASK) === HANGUL;
}

/**
 * Whether the separators between the units allow one phrase. Words of a phrase may be joined or apart, but not in two
 * sentences. Letters of one word may be spaced out evenly ("t e l e") or broken by signs. Two words that happen to
 * spell a third one ("vis a vis") are no match.
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

/** In scripts without spaces: no sentence ends between the units, unless a stop follows every unit ("微。信。号"). */
function isOneSentence({ flags }: FoldedText, start: number, end: number): boolean {
  let stops = 0;
  for (let i = start + 1; i < end; i++) stops += ((flags[i] as number) & SENTENCE_BREAK) === 0 ? 0 : 1;
  return stops === 0 || (stops === end - start - 1 && stops > 1);
}
