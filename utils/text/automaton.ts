/**
 * The phrase matcher: one minimal word graph (a trie whose equal tails are shared) over folded units.
 *
 * Phrases begin on word edges, or anywhere in scripts without spaces, so no failure links are needed: from each place
 * where a phrase may begin, follow edges until none fits. Most places end after one or two steps. The graph is built
 * when knowledge is compiled and laid out when it is loaded, a state's first target right behind it (`graph-nodes.ts`),
 * because following it is all waiting for memory.
 */
import { BOUNDARY, EDGE, MARKED, SIGNED, SPACED, STOPPED, type FoldedText } from './folded-text.ts';
import { COMBINING, HANGUL, SCRIPT_MASK, SCRIPT_OF, UNSPACED } from './scripts.ts';
import { pairHash, tripleHash, type Starts } from './phrase-starts.ts';
import { ACCEPTS, FOLLOWS, LOW, SINGLE } from './graph-nodes.ts';
import type { ScriptGraphs } from './active-graphs.ts';
import type { LanguageGraph, WordGraph } from './word-graph.ts';

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

export const kindOf = (value: number): number => value & 7;
export const idOf = (value: number): number => (value >> ID_SHIFT) & ID_MASK;
export const languageOf = (value: number): number => (value >> LANGUAGE_SHIFT) & LANGUAGE_MASK;

/** Finds, as columns: units `from` to `to` (exclusive), and what they mean. */
export interface Finds {
  from: number[];
  to: number[];
  value: number[];
}

/**
 * Every phrase that stands in the text, in order of its beginning. `active`: by language, 1 where its words count.
 * Throws a RangeError when the graph of such a language is broken.
 */
export function matchPhrases(graph: WordGraph, text: FoldedText, active: Uint8Array): Finds {
  const finds: Finds = { from: [], to: [], value: [] };
  const { units, flags, length } = text;
  const { byScript, edge, inside } = graph.among(active);
  reading++;
  for (let i = 0; i < length; i++) {
    const a = units[i] as number;
    const script = SCRIPT_OF[a] as number;
    const own = byScript[script & SCRIPT_MASK] as ScriptGraphs;
    const onEdge =
      own.edge.length > 0 && (((flags[i] as number) & EDGE) !== 0 || (script & (UNSPACED | COMBINING)) === UNSPACED);
    if (!onEdge && own.inside.length === 0) continue;
    const b = i + 1 < length ? (units[i + 1] as number) : 0;
    const c = i + 2 < length ? (units[i + 2] as number) : 0;
    const ab = a | (b << 16);
    const pair = pairHash(a, b);
    const triple = tripleHash(ab, c);
    if (onEdge && edge.passes(a, pair, triple)) {
      for (const each of own.edge) begin(each, each.edge, text, i, ab, c, pair, triple, finds);
    }
    if (own.inside.length > 0 && inside.passes(a, pair, triple)) {
      for (const each of own.inside) begin(each, each.inside, text, i, ab, c, pair, triple, finds);
    }
  }
  return finds;
}

/** By stretch: the last text (by number of reading) in which it was found. */
const foundIn = new Uint32Array(ID_MASK + 1);
let reading = 0;

/** Phrases of one root that begin at unit `i` with the units `ab` and `c`. */
function begin(
  graph: LanguageGraph,
  starts: Starts,
  text: FoldedText,
  i: number,
  ab: number,
  c: number,
  pair: number,
  triple: number,
  finds: Finds,
): void {
  const a = ab & LOW;
  if (
    (((starts.units[a >> 5] as number) >> (a & 31)) & 1) !== 0 ||
    (((starts.pairs[pair >> 5] as number) >> (pair & 31)) & 1) !== 0
  ) {
    follow(graph, text, starts.root, i, i, finds);
    return;
  }
  const { slots, mask } = starts;
  for (let slot = triple & mask; ; slot = (slot + 1) & mask) {
    const node = slots[3 * slot + 2] as number;
    if (node === 0) return;
    if (slots[3 * slot] !== ab || slots[3 * slot + 1] !== c) continue;
    follow(graph, text, node - 1, i, i + 3, finds);
    return;
  }
}

/** Follows the graph from `node` on, which lies behind the units from `start` to `next` (exclusive). */
function follow(graph: LanguageGraph, text: FoldedText, node: number, start: number, next: number, finds: Finds): void {
  const { nodes } = graph;
  const { units, length } = text;
  let at = node;
  for (let i = next; ; i++) {
    const head = nodes[at] as number;
    let edges = at + 1;
    if ((head & ACCEPTS) !== 0) take(graph, text, nodes[edges++] as number, start, i, finds);
    if (i >= length) return;
    const unit = units[i] as number;
    if ((head & SINGLE) !== 0) {
      if ((head & LOW) !== unit) return;
      at = (head & FOLLOWS) === 0 ? (nodes[edges] as number) : edges;
      continue;
    }
    const degree = head & LOW;
    let low = 0;
    let high = degree - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (label(nodes, edges, middle) < unit) low = middle + 1;
      else high = middle;
    }
    if (degree === 0 || label(nodes, edges, low) !== unit) return;
    at = nodes[edges + ((degree + 1) >> 1) + low] as number;
  }
}

/** Labels lie two to a word. */
function label(nodes: Uint32Array, labels: number, index: number): number {
  return ((nodes[labels + (index >> 1)] as number) >>> ((index & 1) << 4)) & LOW;
}

function take(graph: LanguageGraph, text: FoldedText, accept: number, start: number, end: number, finds: Finds): void {
  const { outputs } = graph;
  const count = outputs[accept] as number;
  for (let j = accept + 1; j <= accept + count; j++) {
    const value = outputs[j] as number;
    if ((value & CONTINUES) !== 0 && foundIn[idOf(value) - 1] !== reading) continue;
    if (!mayEnd(text, end, value) || !holdsTogether(text, start, end, value)) continue;
    if (kindOf(value) === PART) foundIn[idOf(value)] = reading;
    finds.from.push(start);
    finds.to.push(end);
    finds.value.push(value);
  }
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
  if ((script & UNSPACED) !== 0 || (script & SCRIPT_MASK) === HANGUL) return true;
  let breaks = 0;
  let between = 0;
  for (let i = start + 1; i < end; i++) {
    const flag = (text.flags[i] as number) & BOUNDARY;
    if (flag === 0) continue;
    breaks++;
    between |= flag;
  }
  if (breaks === 0) return true;
  if ((value & SEVERAL_WORDS) !== 0) return (between & STOPPED) === 0 || breaks === end - start - 1;
  if (end - start <= 2) return false;
  if (breaks === end - start - 1) return end - start >= 4;
  if ((between & (SPACED | STOPPED)) === 0) return (between & (SIGNED | MARKED)) === between && end - start >= 4;
  return end - start >= 7 && breaks === 1 && (between & STOPPED) === 0;
}
