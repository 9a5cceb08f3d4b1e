/** Reasons: the facts that told most, strongest first, in the post's own words. */
import type { Reason, Severity } from '../model/verdict.ts';
import type { FoldTable } from '../text/fold-table.ts';
import type { Fact } from './facts.ts';
import type { Knowledge } from './knowledge.ts';
import { fieldOf, spanOf, type PostText } from './reading.ts';
import { rulesOf } from './rules.ts';
import type { Signal } from './weights.ts';

const MOST_RAISING = 5;
const MOST_LOWERING = 3;
const MOST_QUOTED = 160;

const RANK: Readonly<Record<Severity, number>> = { strong: 3, sign: 2, weak: 1, counter: 0, note: 0 };

/** `kind`: only signals that speak for it, and what lowers. */
export function explain(
  facts: readonly Fact[],
  kind: 'lure' | 'job-scam' | null,
  post: PostText,
  knowledge: Knowledge,
): Reason[] {
  if (facts.length === 0) return [];
  const { signals, weights } = rulesOf(knowledge);
  const raising: Fact[] = [];
  const lowering: Fact[] = [];
  // What ordinary ads say too counts for little, and tells a reader nothing
  for (const fact of bestOfEach(
    facts.filter(({ faint }) => !faint),
    signals.length,
  )) {
    const weight = weights[fact.signal] as number;
    if (weight < 0) lowering.push(fact);
    else if (weight > 0 && (kind === null || signals[fact.signal]!.kinds.includes(kind))) raising.push(fact);
  }
  const weigh = (fact: Fact): number => weights[fact.signal] as number;
  const rank = (fact: Fact): number => RANK[signals[fact.signal]!.severity];
  raising.sort((a, b) => rank(b) - rank(a) || weigh(b) - weigh(a));
  lowering.sort((a, b) => weigh(a) - weigh(b));
  return [...raising.slice(0, MOST_RAISING), ...lowering.slice(0, MOST_LOWERING)].map((fact) =>
    toReason(fact, signals[fact.signal]!, post, knowledge.fold),
  );
}

/** One fact of each signal, in the order in which the signals come. */
function bestOfEach(facts: readonly Fact[], signals: number): Fact[] {
  const best: Fact[] = [];
  const known = new Int16Array(signals);
  for (const fact of facts) {
    const at = known[fact.signal] as number;
    if (at === 0) known[fact.signal] = best.push(fact);
    else if (prefers(fact, best[at - 1]!)) best[at - 1] = fact;
  }
  return best;
}

/** A quote that stands in the text and is long enough to be understood. */
function prefers(fact: Fact, known: Fact): boolean {
  if (known.from === null || fact.from === null) return known.from === null && fact.from !== null;
  return size(fact) > size(known) && size(fact) <= 60;
}

const size = (fact: Fact): number => (fact.to ?? 0) - (fact.from ?? 0);

function toReason(fact: Fact, { id, severity }: Signal, post: PostText, table: FoldTable): Reason {
  const source = fact.source === null ? {} : { source: fact.source };
  if (fact.from === null || fact.to === null || fact.to <= fact.from) {
    return { id, severity, field: 'text', quote: null, start: null, end: null, ...source };
  }
  const { field, start, end } = spanOf(post, table, fact.from, fact.to);
  const last = Math.min(end, start + MOST_QUOTED);
  const quote = fieldOf(post, fact.from).source.slice(start, last);
  return { id, severity, field, quote, start, end: last, ...source };
}
