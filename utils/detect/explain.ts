/** Reasons: the facts that told most, strongest first, in the post's own words. */
import type { Reason, Severity } from '../model/verdict.ts';
import type { FoldTable } from '../text/fold-table.ts';
import type { Fact } from './facts.ts';
import type { Knowledge } from './knowledge.ts';
import { fieldOf, spanOf, type PostText } from './reading.ts';

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
  const best = new Map<string, Fact>();
  for (const fact of facts) {
    const known = best.get(fact.id);
    if (known === undefined || prefers(fact, known)) best.set(fact.id, fact);
  }
  const weigh = (fact: Fact): number => knowledge.signals.get(fact.id)?.weight ?? 0;
  const severity = (fact: Fact): Severity => knowledge.signals.get(fact.id)?.severity ?? 'weak';
  const all = [...best.values()];
  const raising = all
    .filter((fact) => weigh(fact) > 0 && speaksFor(fact, kind, knowledge))
    .sort((a, b) => RANK[severity(b)] - RANK[severity(a)] || weigh(b) - weigh(a))
    .slice(0, MOST_RAISING);
  const lowering = all
    .filter((fact) => weigh(fact) < 0)
    .sort((a, b) => weigh(a) - weigh(b))
    .slice(0, MOST_LOWERING);
  return [...raising, ...lowering].map((fact) => toReason(fact, severity(fact), post, knowledge.fold));
}

function speaksFor(fact: Fact, kind: 'lure' | 'job-scam' | null, knowledge: Knowledge): boolean {
  return kind === null || (knowledge.signals.get(fact.id)?.kinds.includes(kind) ?? false);
}

/** A quote that stands in the text and is long enough to be understood. */
function prefers(fact: Fact, known: Fact): boolean {
  if (known.from === null || fact.from === null) return known.from === null && fact.from !== null;
  return size(fact) > size(known) && size(fact) <= 60;
}

const size = (fact: Fact): number => (fact.to ?? 0) - (fact.from ?? 0);

function toReason(fact: Fact, severity: Severity, post: PostText, table: FoldTable): Reason {
  const source = fact.source === undefined ? {} : { source: fact.source };
  if (fact.from === null || fact.to === null || fact.to <= fact.from) {
    return { id: fact.id, severity, field: 'text', quote: null, start: null, end: null, ...source };
  }
  const { field, start, end } = spanOf(post, table, fact.from, fact.to);
  const last = Math.min(end, start + MOST_QUOTED);
  const quote = fieldOf(post, fact.from).source.slice(start, last);
  return { id: fact.id, severity, field, quote, start, end: last, ...source };
}
