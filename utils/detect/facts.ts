/** Facts: signals that a post shows, each with where it stands. */
import type { FoldedText } from '../text/folded-text.ts';
import type { Fact } from './fact.ts';
import { addProximityFacts } from './add-proximity-facts.ts';
import type { FoundPhrase } from './find-phrases.ts';
import type { Rules } from './rules.ts';

/** Facts found so far, and the rules that number their signals. */
export interface FactList {
  facts: Fact[];
  rules: Rules;
}

/** Units of a fact; null: the fact is an absence. */
type FactPlace = Pick<Fact, 'from' | 'to'>;

/** Adds a fact that needs no language, when the knowledge has such a signal. */
export function addFact(
  { facts, rules }: FactList,
  id: string,
  { from, to }: FactPlace,
  { isDisguised = false, isWeak = false, source = null }: Partial<Pick<Fact, 'isDisguised' | 'isWeak' | 'source'>> = {},
): void {
  const signal = rules.numberOf(id);
  if (signal >= 0) facts.push({ signal, from, to, language: null, isDisguised, isByProximity: false, isWeak, source });
}

/** Facts from single phrases, and from two concepts near each other. */
export function phraseFacts(phrases: readonly FoundPhrase[], text: FoldedText, rules: Rules): Fact[] {
  const facts: Fact[] = [];
  for (const { kind, id, from, to, language, isDisguised, isWeak } of phrases) {
    if (kind !== 'signal' || id >= rules.signals.length) continue;
    facts.push({ signal: id, from, to, language, isDisguised, isByProximity: false, isWeak, source: null });
  }
  addProximityFacts(phrases, text, rules, facts);
  return withoutContradicted(facts, rules);
}

const MAX_OPEN_FACTS = 64;

/**
 * Drops facts that a longer phrase around them denies: the requirement in "no diploma needed", the fee in "we never
 * take a deposit". Such a pair has priors of opposite signs. A fact from two concepts drops nothing between them unless
 * one denies the other: "all free" and "work permit" leave a "visit visa".
 */
function withoutContradicted(facts: Fact[], rules: Rules): Fact[] {
  if (facts.length < 2) return facts;
  facts.sort((a, b) => (a.from as number) - (b.from as number) || (b.to as number) - (a.to as number));
  let kept = 0;
  // The first `open` of these: to shorten the array would make it grow again for the next fact
  const openFacts: Fact[] = [];
  let open = 0;
  for (const fact of facts) {
    const side = signOf(fact, rules);
    let still = 0;
    let inside = false;
    for (let i = 0; i < open; i++) {
      const other = openFacts[i] as Fact;
      if ((other.to as number) <= (fact.from as number)) continue;
      openFacts[still++] = other;
      inside ||=
        covers(other, fact) &&
        signOf(other, rules) !== side &&
        (!other.isByProximity || rules.denials[other.signal] === 1);
    }
    if (still < MAX_OPEN_FACTS) openFacts[still++] = fact;
    open = still;
    if (!inside) facts[kept++] = fact;
  }
  facts.length = kept;
  return facts;
}

const signOf = (fact: Fact, rules: Rules): number => Math.sign(rules.priors[fact.signal] as number);

/** Whether `outer` contains `inner` and is longer. */
function covers(outer: Fact, inner: Fact): boolean {
  const from = (inner.from as number) - (outer.from as number);
  const to = (outer.to as number) - (inner.to as number);
  return from >= 0 && to >= 0 && from + to > 0;
}
