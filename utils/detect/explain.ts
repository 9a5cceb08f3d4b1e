/** Reasons: the facts that told most, strongest first, in the post's own words. */
import type { Reason, Severity } from '../model/verdict.ts';
import type { FoldTable } from '../text/fold-table.ts';
import type { Fact } from './fact.ts';
import type { Knowledge } from './knowledge.ts';
import { fieldOf, spanOf, type PostText } from './post-text.ts';
import { rulesOf } from './rules.ts';
import type { Signal } from './weights.ts';

const MAX_INCREASING = 5;
const MAX_MITIGATING = 3;
const MAX_QUOTE_UNITS = 160;

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
  const increasing: Fact[] = [];
  const mitigating: Fact[] = [];
  // What ordinary ads say too counts for little, and tells a reader nothing
  for (const fact of bestPerSignal(
    facts.filter(({ weak: faint }) => !faint),
    signals.length,
  )) {
    const weight = weights[fact.signal] as number;
    if (weight < 0) mitigating.push(fact);
    else if (weight > 0 && (kind === null || signals[fact.signal]!.kinds.includes(kind))) increasing.push(fact);
  }
  const weigh = (fact: Fact): number => weights[fact.signal] as number;
  const rank = (fact: Fact): number => RANK[signals[fact.signal]!.severity];
  increasing.sort((a, b) => rank(b) - rank(a) || weigh(b) - weigh(a));
  mitigating.sort((a, b) => weigh(a) - weigh(b));
  return [...increasing.slice(0, MAX_INCREASING), ...mitigating.slice(0, MAX_MITIGATING)].map((fact) =>
    toReason(fact, signals[fact.signal]!, post, knowledge.fold),
  );
}

/** One fact of each signal, in the order in which the signals come. */
function bestPerSignal(facts: readonly Fact[], signals: number): Fact[] {
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
  const last = Math.min(end, start + MAX_QUOTE_UNITS);
  const quote = fieldOf(post, fact.from).source.slice(start, last);
  return { id, severity, field, quote, start, end: last, ...source };
}
