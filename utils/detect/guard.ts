/**
 * The guard: news, official warnings, survivors' stories and comments that warn others repeat every word of a lure, and
 * must stay silent. A post is guarded when different guard phrases stand in it. A lure pasted below a warning is still
 * an offer: what stands in paragraphs without guard phrases is judged by itself, if it says how to apply.
 */
import { STOPPED, type FoldedText } from '../text/folded-text.ts';
import type { Fact } from './facts.ts';

export interface Guard {
  guarded: boolean;
  /** Facts outside guarded paragraphs. */
  open: Fact[];
  /** Whether a unit stands outside guarded paragraphs. */
  isOpen(unit: number): boolean;
}

interface Paragraph {
  from: number;
  to: number;
  guards: number;
}

/** Different guard phrases that make a text a warning. */
const LEAST_GUARDS = 2;

const REASSURANCE = 'safety-reassurance';
const isGuard = (fact: Fact): boolean => fact.id.startsWith('guard-');
const overlap = (a: Fact, b: Fact): boolean =>
  a.from !== null && b.from !== null && a.from < (b.to ?? b.from) && b.from < (a.to ?? a.from);

/** `breaks`: units at which a line of the original begins. */
export function readGuard(facts: readonly Fact[], text: FoldedText, breaks: readonly number[]): Guard {
  // "Nobody is cheated, nobody is locked up" has a warning's words and is the lure's own promise
  const promises = facts.filter(({ id }) => id === REASSURANCE);
  const guards = distinct(facts.filter((fact) => isGuard(fact) && !promises.some((promise) => overlap(fact, promise))));
  if (guards.length < LEAST_GUARDS) return { guarded: false, open: [...facts], isOpen: () => true };
  const paragraphs = split(text.length, breaks);
  for (const guard of guards) {
    const paragraph = paragraphOf(paragraphs, guard.from ?? 0);
    if (paragraph !== undefined) paragraph.guards++;
  }
  const isOpen = (unit: number): boolean => (paragraphOf(paragraphs, unit)?.guards ?? 0) === 0;
  return { guarded: true, open: facts.filter((fact) => fact.from !== null && isOpen(fact.from)), isOpen };
}

/** Phrases that overlap are one. */
function distinct(guards: readonly Fact[]): Fact[] {
  const sorted = [...guards].sort((a, b) => (a.from ?? 0) - (b.from ?? 0));
  const kept: Fact[] = [];
  for (const guard of sorted) {
    const last = kept.at(-1);
    if (last === undefined || (guard.from ?? 0) >= (last.to ?? 0)) kept.push(guard);
  }
  return kept;
}

function split(length: number, breaks: readonly number[]): Paragraph[] {
  const starts = [0, ...breaks.filter((at) => at > 0 && at < length)];
  return starts.map((from, index) => ({ from, to: starts[index + 1] ?? length, guards: 0 }));
}

function paragraphOf(paragraphs: readonly Paragraph[], unit: number): Paragraph | undefined {
  let low = 0;
  let high = paragraphs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((paragraphs[middle]?.to ?? 0) <= unit) low = middle + 1;
    else high = middle;
  }
  return paragraphs[low];
}

/** Units at which a new line of a field begins. */
export function lineBreaks(text: FoldedText, source: string, from: number, to: number): number[] {
  const breaks = [from];
  for (let i = from + 1; i < to; i++) {
    if (((text.flags[i] ?? 0) & STOPPED) === 0) continue;
    const between = source.slice(text.at[i - 1], text.at[i]);
    if (between.includes('\n')) breaks.push(i);
  }
  return breaks;
}
