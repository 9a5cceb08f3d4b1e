/**
 * The phrase matcher: one minimal word graph (a trie whose equal tails are shared) over folded units.
 *
 * Phrases begin on word edges, or anywhere in scripts without spaces, so no failure links are needed: from each place
 * where a phrase may begin, follow edges until none fits. Most places end after one or two steps. The graph is built
 * when knowledge is compiled and read in place from the shipped bytes.
 *
 *     states   first edge of each state, in order; state s owns edges first[s] .. first[s + 1] - 1, sorted by label
 *     edges    label (folded unit) and target state
 *     accepts  per state 0 or an index into `outputs`: [count, (payload, tone) * count]
 */
import { BOUNDARY, EDGE, MARKED, SIGNED, SPACED, STOPPED, type FoldedText } from './folded-text.ts';
import { COMBINING, HANGUL, SCRIPT_MASK, SCRIPT_OF, UNSPACED } from './scripts.ts';

export interface AutomatonTables {
  first: Uint32Array;
  labels: Uint16Array;
  targets: Uint32Array;
  accepts: Uint32Array;
  outputs: Uint32Array;
  /** Root of the phrases that begin on an edge, and of those that may begin inside a word. */
  roots: readonly [edge: number, inside: number];
}

/** What a phrase stands for. */
export const PAYLOAD_KINDS = [
  'signal',
  'concept',
  'place',
  'channel',
  'language',
  'part',
  'money',
  'ordinary',
] as const;
export type PayloadKind = (typeof PAYLOAD_KINDS)[number];

const ID_SHIFT = 3;
const ID_MASK = 0x7fff;
const LANGUAGE_SHIFT = 18;
const LANGUAGE_MASK = 0x1f;
/** The phrase may begin inside a word (`*word`), end inside one (`word*`), and has more than one word. */
export const OPEN_START = 1 << 23;
export const OPEN_END = 1 << 24;
export const SEVERAL_WORDS = 1 << 25;

/** Language index of phrases that belong to no language (places, channels). */
export const ANY_LANGUAGE = 31;

export function payload(kind: PayloadKind, id: number, language: number, flags: number): number {
  if (id > ID_MASK || language > LANGUAGE_MASK) throw new RangeError(`payload out of range: ${kind} ${id} ${language}`);
  return PAYLOAD_KINDS.indexOf(kind) | (id << ID_SHIFT) | (language << LANGUAGE_SHIFT) | flags;
}

export const kindOf = (value: number): number => value & 7;
export const idOf = (value: number): number => (value >> ID_SHIFT) & ID_MASK;
export const languageOf = (value: number): number => (value >> LANGUAGE_SHIFT) & LANGUAGE_MASK;

/** Finds, as columns: units `from` to `to` (exclusive), what they mean, and the tone hash to check (0: none). */
export interface Finds {
  from: number[];
  to: number[];
  value: number[];
  tone: number[];
}

/** The tables, with the first step of each root by unit: 0 where no phrase begins so, else the state and one. */
export interface Automaton extends AutomatonTables {
  edgeStart: Uint32Array;
  insideStart: Uint32Array;
}

export function withStarts(tables: AutomatonTables): Automaton {
  const [edgeStart, insideStart] = tables.roots.map((root) => {
    const starts = new Uint32Array(65536);
    for (let edge = tables.first[root] ?? 0; edge < (tables.first[root + 1] ?? 0); edge++) {
      starts[tables.labels[edge] ?? 0] = (tables.targets[edge] ?? 0) + 1;
    }
    return starts;
  }) as [Uint32Array, Uint32Array];
  return { ...tables, edgeStart, insideStart };
}

/** Every phrase that stands in the text, in order of its beginning. */
export function matchPhrases(automaton: Automaton, text: FoldedText): Finds {
  const finds: Finds = { from: [], to: [], value: [], tone: [] };
  const { units, flags, length } = text;
  const { edgeStart, insideStart } = automaton;
  for (let i = 0; i < length; i++) {
    const unit = units[i] as number;
    if (((flags[i] as number) & EDGE) !== 0 || ((SCRIPT_OF[unit] as number) & (UNSPACED | COMBINING)) === UNSPACED) {
      const start = edgeStart[unit] as number;
      if (start !== 0) follow(automaton, text, start - 1, i, finds);
    }
    const start = insideStart[unit] as number;
    if (start !== 0) follow(automaton, text, start - 1, i, finds);
  }
  return finds;
}

/** `state` is that after the unit at `start`. */
function follow(tables: AutomatonTables, text: FoldedText, state: number, start: number, finds: Finds): void {
  const { first, labels, targets, accepts } = tables;
  const { units, length } = text;
  let at = state;
  for (let i = start + 1; ; i++) {
    const accept = accepts[at] as number;
    if (accept !== 0) take(tables, text, accept, start, i, finds);
    if (i >= length) return;
    const unit = units[i] as number;
    let low = first[at] as number;
    const end = first[at + 1] as number;
    let high = end;
    while (high - low > 4) {
      const middle = (low + high) >> 1;
      if ((labels[middle] as number) <= unit) low = middle;
      else high = middle;
    }
    while (low < high && labels[low] !== unit) low++;
    if (low >= end || labels[low] !== unit) return;
    at = targets[low] as number;
  }
}

function take(
  tables: AutomatonTables,
  text: FoldedText,
  accept: number,
  start: number,
  end: number,
  finds: Finds,
): void {
  const { outputs } = tables;
  const count = outputs[accept] as number;
  for (let j = accept + 1; j <= accept + 2 * count; j += 2) {
    const value = outputs[j] as number;
    if (!mayEnd(text, end, value) || !holdsTogether(text, start, end, value)) continue;
    finds.from.push(start);
    finds.to.push(end);
    finds.value.push(value);
    finds.tone.push(outputs[j + 1] as number);
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
