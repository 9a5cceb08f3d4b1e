/** From the features of a post to a level: evidence against thresholds, and what a warning text around it changes. */
import { asksWhetherReal } from './asked-offer.ts';
import type { UnitSpan } from '../model/span.ts';
import type { Level } from '../model/verdict.ts';
import { filterAwareness, spansOutside } from './awareness-filter.ts';
import type { PlacedContact } from './contact-facts.ts';
import {
  countOfferWords,
  evidenceOdds,
  extractEvidence,
  hasSpecificSignal,
  hasTalkSignal,
  probabilityOf,
  type FeatureValues,
} from './evidence.ts';
import type { ExtractedFeatures } from './extract-features.ts';
import type { Fact } from './fact.ts';
import type { Knowledge } from './knowledge.ts';
import { asksMoneyFirst, type MoneyFirst } from './money-first.ts';
import { rulesOf, type Rules } from './rules.ts';
import { statesHarm } from './states-harm.ts';
import { classify } from './text-classifier.ts';
import { THRESHOLDS } from './thresholds.ts';
import { cautionIn } from './weights.ts';

export type OfferKind = 'lure' | 'job-scam';

export interface Judgement {
  level: Level;
  kind: OfferKind | null;
  /** Probability that the post harms, 0 to 1. */
  score: number;
  /** The facts that count. */
  facts: readonly Fact[];
  /** The post is news, a warning or a survivor's story. */
  isAwarenessText: boolean;
}

/** `isInAwarenessArticle`: the post is part of a longer text that is an awareness text. */
export function judge(features: ExtractedFeatures, knowledge: Knowledge, isInAwarenessArticle = false): Judgement {
  const { text, facts } = features;
  const rules = rulesOf(knowledge);
  const awareness = filterAwareness(facts, text.text, text.fields, rules);
  const values = extractEvidence(features, knowledge.levels.near, rules, buffersOf(rules).whole);
  const whole = { features, facts, values, odds: evidenceOdds(values, knowledge) };
  const found =
    awareness.isAwarenessText || isInAwarenessArticle
      ? judgeAwarenessText(whole, awareness.openSpans, knowledge)
      : decide(whole, knowledge);
  if (found.level !== 'none' || isInAwarenessArticle || awareness.phrases.length === 0) return found;
  return judgeOutsideWarning(features, awareness.phrases, knowledge) ?? found;
}

/** What an offer says beside words of warning that it borrows: caution, or null where that is not enough. */
function judgeOutsideWarning(
  features: ExtractedFeatures,
  phrases: readonly Fact[],
  knowledge: Knowledge,
): Judgement | null {
  const part = partOf(features, spansOutside(phrases, features.text.text, features.spans));
  const judgement = judgePart(features, part, knowledge);
  const isEnough =
    hasReplyChannel(part.facts, part.contacts, rulesOf(knowledge)) ||
    judgement.score >= probabilityOf(knowledge.levels.caution + THRESHOLDS.outsideWarningOdds);
  return judgement.level !== 'none' && isEnough ? { ...judgement, level: 'caution' } : null;
}

/** A lure pasted below a warning: a part outside the warning must say how to reply, and needs more evidence. */
function judgeAwarenessText(whole: DecisionInput, openSpans: readonly UnitSpan[], knowledge: Knowledge): Judgement {
  const { features } = whole;
  let best: Judgement | null = null;
  for (const span of openSpans) {
    const part = partOf(features, [span]);
    if (!hasReplyChannel(part.facts, part.contacts, rulesOf(knowledge))) continue;
    const judgement = judgePart(features, part, knowledge);
    if (best === null || judgement.score > best.score) best = judgement;
  }
  const odds = Math.min(whole.odds, knowledge.levels.caution - 0.1 - placePrior(features, knowledge));
  const found = { ...decide({ ...whole, odds }, knowledge), level: 'none', kind: null, isAwarenessText: true } as const;
  if (best === null || (best.level === 'none' && best.score <= found.score)) return found;
  return best.level === 'none' ? best : { ...best, level: 'caution' };
}

/** Buffers for the values of a post and of a part of it, reused from post to post. */
interface EvidenceBuffers {
  whole: FeatureValues;
  part: FeatureValues;
}

const buffersByRules = new WeakMap<Rules, EvidenceBuffers>();

function buffersOf(rules: Rules): EvidenceBuffers {
  let buffers = buffersByRules.get(rules);
  if (buffers === undefined) {
    const { length } = rules.features.names;
    buffersByRules.set(rules, (buffers = { whole: new Float64Array(length), part: new Float64Array(length) }));
  }
  return buffers;
}

/** What of a post stands within some spans. */
function partOf(features: ExtractedFeatures, within: readonly UnitSpan[]): ExtractedFeatures {
  const isWithin = (unit: number | null): boolean =>
    unit !== null && within.some(({ start, end }) => unit >= start && unit < end);
  const spans = features.spans.flatMap((span) =>
    within.flatMap(({ start, end }) => {
      const both = { start: Math.max(span.start, start), end: Math.min(span.end, end) };
      return both.start < both.end ? [both] : [];
    }),
  );
  return {
    ...features,
    facts: features.facts.filter(({ from }) => isWithin(from)),
    phrases: features.phrases.filter(({ from }) => isWithin(from)),
    contacts: features.contacts.filter(({ unit }) => isWithin(unit)),
    spans,
    excessLength: 0,
  };
}

/** Judges what stands beside a warning by its own wording and facts. It needs more evidence than a post. */
function judgePart(features: ExtractedFeatures, part: ExtractedFeatures, knowledge: Knowledge): Judgement {
  const { model } = knowledge;
  const rules = rulesOf(knowledge);
  const modelOutput = model === null ? null : classify(model, part.text.text, part.spans, -Infinity);
  const values = extractEvidence({ ...part, modelOutput }, knowledge.levels.near, rules, buffersOf(rules).part);
  const odds = evidenceOdds(values, knowledge) - knowledge.levels.besideWarning;
  return decide({ features, facts: part.facts, values, odds }, knowledge);
}

/** Whether the text says how to reply: a contact other than a web site, or "write to me". */
export function hasReplyChannel(facts: readonly Fact[], contacts: readonly PlacedContact[], rules: Rules): boolean {
  const message = rules.numberOf('private-message');
  return contacts.some(({ kind }) => kind !== 'domain') || facts.some(({ signal }) => signal === message);
}

interface DecisionInput {
  features: ExtractedFeatures;
  facts: readonly Fact[];
  values: FeatureValues;
  /** Log-odds before the prior of the place. */
  odds: number;
}

function decide({ features, facts, values, odds: raw }: DecisionInput, knowledge: Knowledge): Judgement {
  const { danger, dangerWithoutFact } = knowledge.levels;
  const rules = rulesOf(knowledge);
  // Titles are always short: the prior of cards was chosen for them
  const isTitle = features.place === 'card' || hasNoBody(features);
  const odds = raw + placePrior(features, knowledge);
  const less = isTitle ? 0 : knowledge.levels.short * features.shortness;
  const caution = cautionIn(features.language, knowledge.levels) - less;
  // A deposit for goods is no money before work
  const money = values[rules.features.noJobOffer] === 0 ? readMoneyFirst(features, facts, knowledge) : null;
  const isTalk = values[rules.features.talkOnly] !== 0;
  const talk = talkOdds(values, facts, knowledge);
  const usual = caution + talk;
  const needed = money === null ? usual : Math.min(usual, money.caution);
  const score = probabilityOf(odds);
  const stated = isTalk ? caution : THRESHOLDS.statedHarmOdds;
  if (odds < needed && (odds < stated || !statesHarm(features, rules, isTalk)))
    return { level: 'none', kind: null, score, facts, isAwarenessText: false };
  const counts = countSignals(values, rules);
  const isDanger = mayBeDanger(features, values, rules)
    ? odds >= danger || (money !== null && money.hasPressure && odds >= caution)
    : odds - talk >= dangerWithoutFact + (isTalk ? THRESHOLDS.talkDangerOdds : 0) && !hasNoBody(features);
  return {
    level: isDanger ? 'danger' : 'caution',
    kind: kindOf(features, counts),
    score,
    facts,
    isAwarenessText: false,
  };
}

/** Looks for the question whether the offer is real only where the post asks for money: that search takes longer. */
function readMoneyFirst(features: ExtractedFeatures, facts: readonly Fact[], knowledge: Knowledge): MoneyFirst | null {
  const rules = rulesOf(knowledge);
  const money = asksMoneyFirst(facts, features.contacts, rules);
  return money !== null && asksWhetherReal(features, knowledge)
    ? asksMoneyFirst(facts, features.contacts, rules, true)
    : money;
}

/** Additional log-odds that a post without a word of work needs, most for talk of journeys, rooms and prices. */
export function talkOdds(values: FeatureValues, facts: readonly Fact[], knowledge: Knowledge): number {
  const rules = rulesOf(knowledge);
  if (values[rules.features.talkOnly] === 0) return 0;
  return hasTalkSignal(facts, rules) ? knowledge.levels.talkOnly : knowledge.levels.noWorkWord;
}

/** Whether `danger` decides: the post offers work, has a body, and states a hard fact. Else `dangerWithoutFact` does. */
export function mayBeDanger(features: ExtractedFeatures, values: FeatureValues, rules: Rules): boolean {
  return countSignals(values, rules).hardFacts > 0 && !hasNoBody(features) && isSurelyOffer(features, values, rules);
}

/** Whether work is offered. One word of work is not enough: "my sister is a nurse there". */
function isSurelyOffer(
  { facts, phrases, isShownAsJob }: ExtractedFeatures,
  values: FeatureValues,
  rules: Rules,
): boolean {
  if (values[rules.features.noJobOffer] !== 0) return false;
  return isShownAsJob || hasSpecificSignal(values, rules) || countOfferWords(facts, phrases, rules, 2) > 1;
}

/** Whether the post has hardly a word beside its title and place. */
function hasNoBody({ text: { fields } }: ExtractedFeatures): boolean {
  const body = fields.find(({ field }) => field === 'text');
  return body === undefined || body.to - body.from < THRESHOLDS.minBodyUnits;
}

/** Log-odds by the place where the post was found. The prior of cards was chosen for titles, so a card with a text gets less. */
function placePrior(features: ExtractedFeatures, { levels: { places } }: Knowledge): number {
  const prior = places[features.place];
  if (hasOnlyTitle(features)) return Math.min(places.card, prior);
  return features.place === 'card' && !hasNoBody(features) ? THRESHOLDS.cardWithTextFactor * prior : prior;
}

/** Whether the post is like a card of a list: a title without a text. */
function hasOnlyTitle(features: ExtractedFeatures): boolean {
  return hasNoBody(features) && features.text.fields.some(({ field, from, to }) => field === 'title' && to > from);
}

interface SignalCounts {
  hardFacts: number;
  /** Summed priors of the signals of either kind. */
  lure: number;
  scam: number;
}

function countSignals(values: FeatureValues, { signals, priors, hardFacts }: Rules): SignalCounts {
  const counts: SignalCounts = { hardFacts: 0, lure: 0, scam: 0 };
  for (let i = 0; i < priors.length; i++) {
    const prior = priors[i] as number;
    if (prior <= 0 || values[i] === 0) continue;
    const { kinds } = signals[i]!;
    if (hardFacts[i] === 1) counts.hardFacts++;
    if (kinds.includes('lure')) counts.lure += prior;
    if (kinds.includes('job-scam')) counts.scam += prior;
  }
  return counts;
}

/** The kind with more support from text model and facts; one point of prior counts as log-odds of 1. */
function kindOf({ modelOutput }: ExtractedFeatures, { lure, scam }: SignalCounts): OfferKind {
  const model = modelOutput === null ? 0 : modelOutput.lure - modelOutput.jobScam;
  return model + lure - scam >= 0 ? 'lure' : 'job-scam';
}
