/**
 * The phrase matcher: minimal word graphs (tries whose equal tails are shared) over folded units, one for each language.
 *
 * Phrases begin on word edges, or anywhere in scripts without spaces, so no failure links are needed: from each place
 * where a phrase may begin, follow edges until none fits. A table of how phrases of all languages begin leads over their
 * first three units (`phrase-starts.ts`). It is all waiting for memory: so places are looked up a block at a time, each
 * without waiting for the one before (`candidates.ts`), and a graph is laid out in the order in which it is read
 * (`graph-nodes.ts`).
 */
import { BLOCK, Candidates, Walks } from './candidates.ts';
import { BOUNDARY, EDGE, MARKED, SIGNED, SPACED, STOPPED, type FoldedText } from './folded-text.ts';
import { ACCEPTS, DENSE, FOLLOWS, label, LOW, MOST_SPAN, ONE, SINGLE, SPAN_SHIFT } from './graph-nodes.ts';
import { leadsOn, COMBINING, DIGIT, HANGUL, SCRIPT_MASK, SCRIPT_OF, UNSPACED } from './scripts.ts';
import { ALL_KINDS } from './kind-filter.ts';
import { bitsOf, type LaidOut, type ReadyGraphs, type WordGraph } from './word-graph.ts';

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
export const TONED = 1 << 26;
/** A stretch of a phrase that says nothing unless the stretch numbered before it stands earlier in the text. */
export const CONTINUES = 1 << 27;

/** Language index of phrases that belong to no language (places, channels). */
export const ANY_LANGUAGE = 31;

export function payload(kind: PayloadKind, id: number, language: number, flags: number): number {
  if (id > ID_MASK || language > LANGUAGE_MASK) throw new RangeError(`payload out of range: ${kind} ${id} ${language}`);
  return PAYLOAD_KINDS.indexOf(kind) | (id << ID_SHIFT) | (language << LANGUAGE_SHIFT) | flags;
}

/** A bit for each of these kinds. */
export const kindBits = (...kinds: readonly PayloadKind[]): number =>
  kinds.reduce((bits, kind) => bits | (1 << PAYLOAD_KINDS.indexOf(kind)), 0);

export const kindOf = (value: number): number => value & 7;
export const idOf = (value: number): number => (value >> ID_SHIFT) & ID_MASK;
export const languageOf = (value: number): number => (value >> LANGUAGE_SHIFT) & LANGUAGE_MASK;

/** Finds, as columns: units `from` to `to` (exclusive), and what they mean. */
export class Finds {
  from = new Int32Array(1024);
  to = new Int32Array(1024);
  value = new Int32Array(1024);
  length = 0;

  add(from: number, to: number, value: number): void {
    const at = this.length++;
    if (at === this.from.length) this.grow();
    this.from[at] = from;
    this.to[at] = to;
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
const finds = new Finds();
/** Where phrases may begin in the block that is being read. */
const edges = new Candidates();
const insides = new Candidates();
const walks = new Walks();

/**
 * Every phrase that stands in the text, in order of its beginning; good until the next text is read. `active`: by
 * language, 1 where its words count. `through`: for each unit one that a phrase which begins there must reach beyond, or
 * -1. `kinds`: a bit for each kind that counts (`kindBits`). Throws a RangeError when the graph of such a language is broken.
 */
export function matchPhrases(
  graph: WordGraph,
  text: FoldedText,
  active: Uint8Array,
  through: Int32Array | null = null,
  kinds: number = ALL_KINDS,
): Finds {
  return matchSegments(graph, text, [{ from: 0, to: text.length, languages: bitsOf(active) }], kinds, through);
}

/** Units `from` to `to` (exclusive) of a text, and a bit for each language whose words count there. */
export interface Segment {
  from: number;
  to: number;
  languages: number;
}

/** The same for phrases that begin in one of the segments, which stand in order. */
export function matchSegments(
  graph: WordGraph,
  text: FoldedText,
  segments: readonly Segment[],
  kinds: number,
  through: Int32Array | null = null,
): Finds {
  // All at once: what lays one language's graph out prepares those of the others anew
  const all = segments.reduce((bits, { languages }) => bits | languages, 0);
  const ready = graph.readyFor(all, kinds);
  wanted = kinds;
  finds.length = 0;
  reading++;
  for (const segment of segments) matchSegment(ready, text, segment, through);
  return finds;
}

function matchSegment(
  { graphs, edge, inside }: ReadyGraphs,
  text: FoldedText,
  { from: start, to: end, languages }: Segment,
  through: Int32Array | null,
): void {
  for (let from = start; from < end; from += BLOCK) {
    const to = Math.min(end, from + BLOCK);
    walks.clear();
    edges.gather(text, from, to, edge, true);
    insides.length = 0;
    if ((inside.languages & languages) !== 0) insides.gather(text, from, to, inside, false);
    let next = 0;
    for (let i = 0; i < edges.length; i++) {
      while (next < insides.length && (insides.at[next] as number) < (edges.at[i] as number))
        walks.add(insides, next++, inside, languages, through);
      walks.add(edges, i, edge, languages, through);
    }
    while (next < insides.length) walks.add(insides, next++, inside, languages, through);
    walkAll(graphs, text);
  }
}

/** By stretch: the last text (by number of reading) in which it was found. */
const foundIn = new Uint32Array(ID_MASK + 1);
let reading = 0;
let wanted = ALL_KINDS;

function walkAll(graphs: readonly (LaidOut | undefined)[], text: FoldedText): void {
  for (let i = 0; i < walks.length; i++) {
    const graph = graphs[walks.language[i] as number] as LaidOut;
    const start = walks.start[i] as number;
    const least = walks.least[i] as number;
    const end = walks.end[i] as number;
    if (end === start + 3) follow(graph, text, walks.node[i] as number, start, least);
    else if (end > least) take(graph, text, walks.node[i] as number, start, end);
  }
}

/** Follows the graph from `node` on, which lies behind three units; only what reaches beyond unit `least` - 1 counts. */
function follow(graph: LaidOut, text: FoldedText, node: number, start: number, least: number): void {
  const { nodes } = graph;
  const { units, length } = text;
  let at = node;
  for (let i = start + 3; ; i++) {
    const head = nodes[at++] as number;
    if ((head & ACCEPTS) !== 0) {
      const accept = nodes[at++] as number;
      if (i > least) take(graph, text, accept, start, i);
    }
    if (i >= length) return;
    const unit = units[i] as number;
    const low = head & LOW;
    if ((head & SINGLE) !== 0) {
      if (low !== unit) return;
      if ((head & FOLLOWS) === 0) at = nodes[at] as number;
    } else if ((head & DENSE) !== 0) {
      if (unit < low || unit >= low + ((head >> SPAN_SHIFT) & MOST_SPAN)) return;
      at = nodes[at + unit - low] as number;
      if (at === 0) return;
    } else {
      let edge = 0;
      for (let size = low; size > 1;) {
        const half = size >> 1;
        // Onwards by `half` unless the label there is greater; no branch depends on it
        edge += half & ~((unit - label(nodes, at, edge + half)) >> 31);
        size -= half;
      }
      if (low === 0 || label(nodes, at, edge) !== unit) return;
      at = nodes[at + ((low + 1) >> 1) + edge] as number;
    }
  }
}

function take(graph: LaidOut, text: FoldedText, accept: number, start: number, end: number): void {
  if (accept < 0) {
    takeOne(text, accept & ~ONE, start, end);
    return;
  }
  const { outputs } = graph;
  const count = outputs[accept] as number;
  for (let j = accept + 1; j <= accept + count; j++) takeOne(text, outputs[j] as number, start, end);
}

function takeOne(text: FoldedText, value: number, start: number, end: number): void {
  if (((wanted >> kindOf(value)) & 1) === 0) return;
  if ((value & CONTINUES) !== 0 && foundIn[idOf(value) - 1] !== reading) return;
  if (!isWhole(text, start, end, value)) return;
  if (kindOf(value) === PART) foundIn[idOf(value)] = reading;
  finds.add(start, end, value);
}

/** Whether the units from `start` to `end`, which spell a phrase, are it. */
export function isWhole(text: FoldedText, start: number, end: number, value: number): boolean {
  return mayStart(text, start) && mayEnd(text, end, value) && holdsTogether(text, start, end, value);
}

/** Whether a phrase may begin at a unit: not inside a syllable, of which scripts without spaces show no other edge. */
function mayStart({ units, flags }: FoldedText, start: number): boolean {
  return start === 0 || ((flags[start] as number) & EDGE) !== 0 || !leadsOn(units[start - 1] as number);
}

/** Whether a phrase may end before unit `end`: on an edge, anywhere between letters of a script without spaces. */
function mayEnd(text: FoldedText, end: number, value: number): boolean {
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
function holdsTogether(text: FoldedText, start: number, end: number, value: number): boolean {
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
  if (breaks === 0) return (value & SEVERAL_WORDS) === 0 || !isNumber(text, start, end);
  // "1.300" is not the number 1300, nor "19-30" the number 1930
  if ((script & SCRIPT_MASK) === DIGIT) return (value & SEVERAL_WORDS) !== 0;
  if ((value & SEVERAL_WORDS) !== 0) return (between & STOPPED) === 0 || breaks === end - start - 1;
  if (end - start <= 2) return false;
  if (breaks === end - start - 1) return end - start >= 4;
  if ((between & (SPACED | STOPPED)) === 0) return (between & (SIGNED | MARKED)) === between && end - start >= 4;
  return end - start >= 7 && breaks === 1 && (between & STOPPED) === 0;
}

function isNumber({ units }: FoldedText, start: number, end: number): boolean {
  for (let i = start; i < end; i++)
    if (((SCRIPT_OF[units[i] as number] as number) & SCRIPT_MASK) !== DIGIT) return false;
  return true;
}

/** In scripts without spaces: no sentence ends between the units, unless one seems to end behind each ("微。信。号"). */
function isOneSentence({ flags }: FoldedText, start: number, end: number): boolean {
  let stops = 0;
  for (let i = start + 1; i < end; i++) stops += ((flags[i] as number) & STOPPED) === 0 ? 0 : 1;
  return stops === 0 || (stops === end - start - 1 && stops > 1);
}
