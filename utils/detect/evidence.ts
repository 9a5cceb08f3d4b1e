/**
 * Evidence: the log-odds that a post is an offer that harms. It sums weighted facts, which mean the same in every
 * language, pairs of facts, and the log-odds of the text model. `npm run -s train` fits the weights. Signs are fixed: a
 * signal of harm never lowers the score by itself nor beside another one; a mitigating one by itself never raises it.
 */
import type { ModelOutput } from './text-classifier.ts';
import { signalSetHolds } from './signal-set-holds.ts';
import type { Fact } from './fact.ts';
import type { Knowledge } from './knowledge.ts';
import type { FoundPhrase } from './find-phrases.ts';
import { isQuoted, type Quotation } from './quotations.ts';
import { rulesOf, type Rules } from './rules.ts';

/**
 * Value of each feature by its number (`Rules.features`); 0: not there. By name they are `travel-paid`, `weak:easy-money`,
 * `concept:ticket`, `set:online-route`, `quoted`, `awareness`, `excess-length`, `no-job-offer`, `model:harm`.
 */
export type FeatureValues = Float64Array;

/** Largest values of the features `awareness` and `quoted`: more phrases count no more. */
const MAX_AWARENESS_PHRASES = 4;
const MAX_QUOTED = 4;

/** Features of a post, or of a part of it. */
export interface EvidenceInput {
  facts: readonly Fact[];
  phrases: readonly FoundPhrase[];
  quotations: readonly Quotation[];
  /** See `ExtractedFeatures`; 0 for a part. */
  excessLength: number;
  isShownAsJob: boolean;
  hasLaughter: boolean;
  modelOutput: ModelOutput | null;
  wordingReliability: number;
}

/**
 * @param proximityFactor value of a fact from two concepts, 0 to 1; a fact from a phrase has the value 1
 * @param into receives the values; its former content is overwritten
 */
export function extractEvidence(
  of: EvidenceInput,
  proximityFactor: number,
  rules: Rules,
  into?: FeatureValues,
): FeatureValues {
  const { facts, phrases, quotations, excessLength, isShownAsJob, modelOutput, wordingReliability } = of;
  const { features, sets, awareness } = rules;
  const values = into ?? new Float64Array(features.names.length);
  values.fill(0);
  const warnings: number[] = [];
  for (let i = 0; i < facts.length; i++) {
    const { signal, from, isWeak, isByProximity } = facts[i] as Fact;
    if (awareness[signal] === 1 && from !== null && warnings.length < MAX_AWARENESS_PHRASES && !warnings.includes(from))
      warnings.push(from);
    if (isWeak) values[features.weak + signal] = 1;
    else {
      // In a short text a place is weak evidence, and so is a pair of concepts beside a phrase
      const value = rules.places[signal] === 1 ? wordingReliability : isByProximity ? proximityFactor : 1;
      values[signal] = Math.max(value, values[signal] as number);
    }
  }
  const uncovered = new UncoveredSpans(facts, rules);
  for (let i = 0; i < phrases.length; i++) {
    const { kind, id, isWeak, from, to } = phrases[i] as FoundPhrase;
    if (kind !== 'concept' || isWeak || id >= features.sets - features.concepts) continue;
    if (uncovered.isUncovered(from, to)) values[features.concepts + id] = 1;
  }
  for (let i = 0; i < sets.length; i++) {
    if (signalSetHolds(sets[i]!, values)) values[features.sets + i] = 1;
  }
  values[features.quoted] = Math.min(MAX_QUOTED, countQuoted(facts, quotations, rules));
  values[features.awareness] = warnings.length;
  if (!isShownAsJob && countOfferWords(facts, phrases, rules, 1) === 0) {
    values[features.noJobOffer] = 1;
    if (!hasSpecificSignal(values, rules)) values[features.talkOnly] = 1;
  }
  values[features.excessLength] = excessLength;
  const unreliable = 1 - wordingReliability;
  values[features.short] = unreliable;
  if (of.hasLaughter) values[features.laughter] = 1;
  if (modelOutput === null) return values;
  values.set(modelValues(modelOutput, unreliable), features.model);
  return values;
}

/** Lower log-odds of a class are raised to this: they add no more information. */
const MIN_CLASS_ODDS = -3;

/** Values of `MODEL_FEATURES`, in order. `unreliable`: 1 less the reliability of the wording, 0 to 1. */
export function modelValues({ harm, lure, jobScam, warning }: ModelOutput, unreliable: number): number[] {
  return [harm, Math.max(MIN_CLASS_ODDS, lure), Math.max(MIN_CLASS_ODDS, jobScam), warning, harm * unreliable];
}

/** Whether a signal of harm is present that is rare in talk of journeys, rooms and prices (`OfferSchema`). */
export function hasSpecificSignal(values: FeatureValues, { priors, offering }: Rules): boolean {
  for (let i = 0; i < priors.length; i++)
    if (values[i] !== 0 && (priors[i] as number) > 0 && offering.talk[i] === 0) return true;
  return false;
}

/** Whether a signal is present that is common in talk of journeys, rooms and prices (`OfferSchema`). */
export const hasTalkSignal = (facts: readonly Fact[], { offering }: Rules): boolean =>
  facts.some(({ signal, isWeak }) => !isWeak && offering.talk[signal] === 1);

/** Number of places with a word for hiring, wages or a role; counts up to `max`. */
export function countOfferWords(
  facts: readonly Fact[],
  phrases: readonly FoundPhrase[],
  rules: Rules,
  max: number,
): number {
  const { offering } = rules;
  const at = new Set<number>();
  for (const { kind, id, from } of phrases) {
    if (at.size >= max) break;
    if (kind === 'concept' && offering.concepts[id] === 1) at.add(from);
  }
  for (const { signal, from } of facts) {
    if (at.size >= max) break;
    if (offering.signals[signal] === 1) at.add(from ?? -1);
  }
  return at.size;
}

/**
 * Tells whether a span lies outside all facts: the "experience" of "no experience needed" is no concept by itself.
 * Spans must be given in order of their start.
 */
class UncoveredSpans {
  private readonly facts: Fact[] = [];
  private next = 0;
  /** End of the fact that reaches furthest among those that began. */
  private end = 0;

  /** Facts of harm that stand in the text. */
  constructor(facts: readonly Fact[], { priors }: Rules) {
    const sorted = this.facts;
    for (const fact of facts) {
      if ((priors[fact.signal] as number) <= 0 || fact.from === null || fact.to === null) continue;
      // Most are in order: a few of places and contacts stand at the end
      let at = sorted.push(fact) - 1;
      for (; at > 0 && ((sorted[at - 1] as Fact).from as number) > fact.from; at--) sorted[at] = sorted[at - 1] as Fact;
      sorted[at] = fact;
    }
  }

  isUncovered(from: number, to: number): boolean {
    const { facts } = this;
    for (; this.next < facts.length; this.next++) {
      const fact = facts[this.next]!;
      if ((fact.from as number) > from) break;
      if ((fact.to as number) > this.end) this.end = fact.to as number;
    }
    return to > this.end;
  }
}

/** The features of `extractEvidence` that are not 0, by name. */
export function namedEvidence(of: EvidenceInput, knowledge: Knowledge): Map<string, number> {
  const rules = rulesOf(knowledge);
  const values = extractEvidence(of, knowledge.levels.near, rules);
  const features = new Map<string, number>();
  for (const [number, value] of values.entries()) if (value !== 0) features.set(rules.features.names[number]!, value);
  return features;
}

/** How many different signals of harm stand in quotation marks. */
function countQuoted(facts: readonly Fact[], quotations: readonly Quotation[], rules: Rules): number {
  if (quotations.length === 0) return 0;
  const quoted = new Set<number>();
  for (const { signal, from, to } of facts) {
    if ((rules.priors[signal] as number) <= 0 || from === null || to === null) continue;
    if (isQuoted(quotations, from, to)) quoted.add(signal);
  }
  return quoted.size;
}

/** Probability of log-odds. */
export const probabilityOf = (odds: number): number => 1 / (1 + Math.exp(-odds));
/** Log-odds of a probability between 0 and 1. */
export const logOddsOf = (probability: number): number => Math.log(probability / (1 - probability));

/** Log-odds of "an offer that harms" against "honest, or a warning". */
export function evidenceOdds(values: FeatureValues, knowledge: Knowledge): number {
  const { weights, pairs } = rulesOf(knowledge).features;
  const { first, others, weights: pairWeights } = pairs;
  let odds = knowledge.evidence.bias;
  for (let i = 0; i < weights.length; i++) {
    const value = values[i] as number;
    if (value === 0) continue;
    odds += value * (weights[i] as number);
    const end = first[i + 1] as number;
    for (let pair = first[i] as number; pair < end; pair++)
      odds += value * (values[others[pair] as number] as number) * (pairWeights[pair] as number);
  }
  return odds;
}
