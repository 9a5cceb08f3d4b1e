/**
 * News, official warnings, survivors' stories and warning comments repeat every word of a lure. They must get no
 * warning. A post is an awareness text when several different awareness phrases stand in it. A lure pasted below a
 * warning is still an offer: neighbouring paragraphs without such phrases are judged by themselves, if they say how to
 * apply. So is what stands outside the clauses of such phrases, as recruiters borrow them.
 */
import type { UnitSpan } from '../model/span.ts';
import { BOUNDARY, CLAUSE_BREAK, SENTENCE_BREAK, type FoldedText } from '../text/folded-text.ts';
import type { Fact } from './fact.ts';
import type { FieldRange } from './post-text.ts';
import type { Rules } from './rules.ts';
import { THRESHOLDS } from './thresholds.ts';

export interface AwarenessResult {
  isAwarenessText: boolean;
  /** Different awareness phrases, in order. */
  phrases: readonly Fact[];
  /** Spans without awareness phrases, longest first. The whole text where it is no awareness text. */
  openSpans: readonly UnitSpan[];
}

/** Most spans that are judged by themselves. */
const MAX_OPEN_SPANS = 12;
/** Folded units on either side of an awareness phrase that belong to it where no comma ends its clause. `eval` on warnings. */
const MAX_CLAUSE_UNITS = 12;
const CLAUSE_END = SENTENCE_BREAK | CLAUSE_BREAK;

interface Paragraph {
  from: number;
  to: number;
  awarenessPhrases: number;
}

/** Signals of the recruiter's own words that a warning has, too: "nobody is cheated", "do not ask the embassy". */
const RECRUITERS_WORDS = ['safety-reassurance', 'secrecy'];
const overlap = (a: Fact, b: Fact): boolean =>
  a.from !== null && b.from !== null && a.from < (b.to ?? b.from) && b.from < (a.to ?? a.from);

export function filterAwareness(
  facts: readonly Fact[],
  text: FoldedText,
  fields: readonly FieldRange[],
  rules: Rules,
): AwarenessResult {
  const phrases = awarenessPhrases(facts, rules);
  if (phrases.length < THRESHOLDS.minAwarenessPhrases)
    return { isAwarenessText: false, phrases, openSpans: [{ start: 0, end: text.length }] };
  const paragraphs = paragraphsBetween(
    text.length,
    fields.flatMap((range) => lineBreaks(text, range)),
  );
  for (const phrase of phrases) {
    const paragraph = paragraphOf(paragraphs, phrase.from ?? 0);
    if (paragraph !== undefined) paragraph.awarenessPhrases++;
  }
  return { isAwarenessText: true, phrases, openSpans: openSpansOf(paragraphs) };
}

/**
 * What stands outside the clauses with awareness phrases, in order. Recruiters borrow such phrases: "beware of fake
 * agents, write to me only".
 * @param wording spans without contacts, in order: a clause takes no contact with it
 */
export function spansOutside(phrases: readonly Fact[], text: FoldedText, wording: readonly UnitSpan[]): UnitSpan[] {
  const spans: UnitSpan[] = [];
  let end = 0;
  for (const { from, to } of phrases) {
    const clause = clauseAround(from ?? 0, to ?? 0, text, wording);
    if (clause.start > end) spans.push({ start: end, end: clause.start });
    end = Math.max(end, clause.end);
  }
  if (end < text.length) spans.push({ start: end, end: text.length });
  return spans;
}

/** The clause of a phrase, cut to the span of `wording` in which it begins; the phrase alone where none holds it. */
function clauseAround(from: number, to: number, { flags }: FoldedText, wording: readonly UnitSpan[]): UnitSpan {
  const around = wording.find(({ start, end }) => start <= from && from < end) ?? { start: from, end: to };
  return {
    start: from - clauseUnits((step) => (from - step > around.start ? flags[from - step] : CLAUSE_END)),
    end: to + clauseUnits((step) => (to + step < around.end ? flags[to + step] : CLAUSE_END)),
  };
}

/** Units from a phrase to the end of its clause, or to the last gap between words within `MAX_CLAUSE_UNITS`. */
function clauseUnits(flagAt: (step: number) => number | undefined): number {
  let units = 0;
  for (let step = 0; step <= MAX_CLAUSE_UNITS; step++) {
    const flag = flagAt(step) ?? 0;
    if ((flag & BOUNDARY) !== 0) units = step;
    if ((flag & CLAUSE_END) !== 0) break;
  }
  return units;
}

function openSpansOf(paragraphs: readonly Paragraph[]): UnitSpan[] {
  const open: UnitSpan[] = [];
  for (const { from, to, awarenessPhrases: count } of paragraphs) {
    const last = open.at(-1);
    if (count > 0) continue;
    if (last !== undefined && last.end === from) last.end = to;
    else open.push({ start: from, end: to });
  }
  return open.sort((a, b) => b.end - b.start - (a.end - a.start)).slice(0, MAX_OPEN_SPANS);
}

/** Different awareness phrases. */
function awarenessPhrases(facts: readonly Fact[], rules: Rules): Fact[] {
  const phrases = facts.filter((fact) => rules.awareness[fact.signal] === 1);
  if (phrases.length === 0) return phrases;
  const signals = RECRUITERS_WORDS.map((id) => rules.numberOf(id));
  const recruiters = facts.filter(({ signal }) => signals.includes(signal));
  return distinct(phrases.filter((phrase) => !recruiters.some((each) => overlap(phrase, each))));
}

/** Phrases that overlap are one. */
function distinct(phrases: readonly Fact[]): Fact[] {
  const sorted = [...phrases].sort((a, b) => (a.from ?? 0) - (b.from ?? 0));
  const kept: Fact[] = [];
  for (const phrase of sorted) {
    const last = kept.at(-1);
    if (last === undefined || (phrase.from ?? 0) >= (last.to ?? 0)) kept.push(phrase);
  }
  return kept;
}

function paragraphsBetween(length: number, breaks: readonly number[]): Paragraph[] {
  const starts = [0, ...breaks.filter((at) => at > 0 && at < length)];
  return starts.map((from, index) => ({ from, to: starts[index + 1] ?? length, awarenessPhrases: 0 }));
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
function lineBreaks(text: FoldedText, { source, from, to }: FieldRange): number[] {
  const breaks = [from];
  for (let i = from + 1; i < to; i++) {
    if (((text.flags[i] ?? 0) & SENTENCE_BREAK) === 0) continue;
    const between = source.slice(text.offsets[i - 1], text.offsets[i]);
    if (between.includes('\n')) breaks.push(i);
  }
  return breaks;
}
