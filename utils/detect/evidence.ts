/**
 * Evidence: one number for how much a post reads like an offer that harms, from facts that mean the same in every
 * language. The weights are fitted to the corpus by `npm run train` under signs that common sense fixes (what speaks for
 * a lure never lowers, counter-evidence never raises), so that each stays a plain weight that a person can read.
 */
import { setsOf } from './combinations.ts';
import type { Fact } from './facts.ts';
import type { Knowledge } from './knowledge.ts';
import type { Find } from './phrases.ts';
import { isQuoted, type Quotation } from './quotes.ts';

/** Feature name to value: `travel-paid`, `faint:easy-money`, `concept:ticket`, `set:online-route`, `guard`, `quoted`, `long`, `model`. */
export type Features = ReadonlyMap<string, number>;

const MOST_GUARDS = 4;

const MOST_QUOTED = 4;

/** What the facts among those of a piece say; `length` of 0 for a part of it. */
export function evidenceOf(
  facts: readonly Fact[],
  finds: readonly Find[],
  quotations: readonly Quotation[],
  length: number,
  knowledge: Knowledge,
): Map<string, number> {
  const features = new Map<string, number>();
  const sure = new Set<string>();
  const guards = new Set<number>();
  for (const fact of facts) {
    if (fact.id.startsWith('guard-') && fact.from !== null) guards.add(fact.from);
    if (fact.faint === true) {
      features.set(`faint:${fact.id}`, 1);
      continue;
    }
    sure.add(fact.id);
    // A pair of concepts is less sure than a phrase
    const value = fact.near === true ? knowledge.levels.near : 1;
    features.set(fact.id, Math.max(value, features.get(fact.id) ?? 0));
  }
  for (const find of finds) {
    if (find.kind === 'concept' && !find.faint) features.set(knowledge.conceptFeatures[find.id] ?? '', 1);
  }
  for (const id of setsOf(sure, knowledge)) features.set(`set:${id}`, 1);
  const quoted = new Set(
    facts.filter((fact) => isRaising(fact, knowledge) && isQuotedFact(fact, quotations)).map((fact) => fact.id),
  );
  if (quoted.size > 0) features.set('quoted', Math.min(MOST_QUOTED, quoted.size));
  if (guards.size > 0) features.set('guard', Math.min(MOST_GUARDS, guards.size));
  if (length > 0) features.set('long', length);
  return features;
}

function isRaising(fact: Fact, knowledge: Knowledge): boolean {
  return (knowledge.signals.get(fact.id)?.weight ?? 0) > 0;
}

function isQuotedFact(fact: Fact, quotations: readonly Quotation[]): boolean {
  return quotations.length > 0 && fact.from !== null && fact.to !== null && isQuoted(quotations, fact.from, fact.to);
}

/** Log-odds of "an offer that harms" against "honest, or a warning". */
export function evidenceScore(features: Features, knowledge: Knowledge): number {
  const { bias, weights } = knowledge.evidence;
  let score = bias;
  for (const [name, value] of features) score += value * (weights[name] ?? 0);
  return score;
}
