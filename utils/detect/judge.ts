/** From what a piece says to a level: evidence against thresholds, and what a warning text around it changes. */
import type { Level, Severity } from '../model/verdict.ts';
import type { PlacedContact } from './contact-facts.ts';
import { evidenceOdds, countOfferWords, extractEvidence } from './evidence.ts';
import type { FeatureValues } from './feature-values.ts';
import type { Fact } from './fact.ts';
import { filterAwareness, type UnitSpan } from './awareness-filter.ts';
import type { Knowledge } from './knowledge.ts';
import type { ExtractedFeatures } from './extract-features.ts';
import { rulesOf, type Rules } from './rules.ts';

export type OfferKind = 'lure' | 'job-scam';

export interface Judgement {
  level: Level;
  kind: OfferKind | null;
  /** 0..1 */
  score: number;
  /** The facts that count. */
  facts: readonly Fact[];
  /** News, a warning or a story. */
  isAwarenessText: boolean;
}

/** `inAwarenessArticle`: the piece stands in a longer text that warns. */
export function judge(features: ExtractedFeatures, knowledge: Knowledge, inAwarenessArticle = false): Judgement {
  const { text, facts } = features;
  const rules = rulesOf(knowledge);
  const { near } = knowledge.levels;
  const guard = filterAwareness(facts, text.text, text.fields, rules);
  const values = extractEvidence(features, near, rules);
  values[rules.features.model] = features.modelOdds;
  const whole = evidenceOdds(values, knowledge);
  if (!guard.isAwarenessText && !inAwarenessArticle) return decide(whole, values, facts, features, knowledge, false);
  let best: Judgement | null = null;
  for (const stretch of guard.openSpans) {
    const open = judgeOpenSpan(features, stretch, knowledge);
    if (open !== null && (best === null || open.score > best.score)) best = open;
  }
  const silent = decide(Math.min(whole, knowledge.levels.caution - 0.1), values, facts, features, knowledge, true);
  return best !== null && (best.level !== 'none' || best.score > silent.score) ? best : silent;
}

/** A lure pasted below a warning: what stands outside it must say how to answer, and more than usual. */
function judgeOpenSpan(
  features: ExtractedFeatures,
  { start: from, end: to }: UnitSpan,
  knowledge: Knowledge,
): Judgement | null {
  const { caution, besideWarning, near } = knowledge.levels;
  const facts = features.facts.filter((fact) => fact.from !== null && fact.from >= from && fact.from < to);
  const contacts = features.contacts.filter(({ unit }) => unit >= from && unit < to);
  if (!hasReplyChannel(facts, contacts, rulesOf(knowledge))) return null;
  const finds = features.finds.filter((find) => find.from >= from && find.from < to);
  const open = extractEvidence({ ...features, facts, finds, excessLength: 0 }, near, rulesOf(knowledge));
  return decide(evidenceOdds(open, knowledge) - besideWarning + caution, open, facts, features, knowledge, true);
}

/** A contact that is no mere site, or "write to me". */
export function hasReplyChannel(facts: readonly Fact[], contacts: readonly PlacedContact[], rules: Rules): boolean {
  const message = rules.numberOf('private-message');
  return contacts.some(({ kind }) => kind !== 'domain') || facts.some(({ signal }) => signal === message);
}

function decide(
  odds: number,
  values: FeatureValues,
  facts: readonly Fact[],
  features: ExtractedFeatures,
  knowledge: Knowledge,
  guarded: boolean,
): Judgement {
  const { caution, danger } = knowledge.levels;
  const score = 1 / (1 + Math.exp(-odds));
  const silent: Judgement = { level: 'none', kind: null, score, facts, isAwarenessText: guarded };
  if (odds < caution) return silent;
  const rules = rulesOf(knowledge);
  const counts = countSignals(values, rules);
  // Two signs, or one that seldom stands in an honest ad, or where all else leaves hardly a doubt
  const isSingle = counts.positive < 2 && counts.strong === 0;
  if (isSingle && (counts.positive === 0 || odds < MIN_ODDS_SINGLE_SIGNAL)) return silent;
  // In a line or two, where the work is says too little
  if (features.wordingReliability < 1 && counts.points < MIN_POINTS) return silent;
  const reviewed = knowledge.meta.languages.some((each) => each.id === features.language && each.reviewed);
  const beyondLanguage = facts.some((fact) => fact.language === null && (rules.weights[fact.signal] as number) > 0);
  const offered = values[rules.features.noJobOffer] === 0;
  if (!offered && counts.specific === 0) return silent;
  const isSure =
    odds >= danger && !guarded && !isSingle && offered && (reviewed || beyondLanguage) && !hasNoBody(features);
  // Talk of journeys and prices beside one word of work: "my sister is a nurse there"
  const sure =
    isSure && (counts.specific > 0 || features.shownAsJob || countOfferWords(facts, features.finds, rules, 2) > 1);
  // The side that its facts speak for more
  const kind = counts.scam > counts.lure ? 'job-scam' : 'lure';
  return { level: sure ? 'danger' : 'caution', kind, score, facts, isAwarenessText: false };
}

/** Log-odds from which a single sign is enough for a caution. */
const MIN_ODDS_SINGLE_SIGNAL = 2.2;

/** Units of the shortest body that says more than a card. */
const MIN_BODY_UNITS = 12;

/** A title, a place and hardly a word more: what is offered there is not known yet. */
function hasNoBody({ text: { fields } }: ExtractedFeatures): boolean {
  const body = fields.find(({ field }) => field === 'text');
  return body === undefined || body.to - body.from < MIN_BODY_UNITS;
}

/** What a sign is worth that does not only say where the work is; in towns near compounds honest people work too. */
const SEVERITY_POINTS: Readonly<Record<Severity, number>> = { weak: 1, sign: 2, strong: 3, counter: 0, note: 0 };
const MIN_POINTS = 2;

interface SignalCounts {
  /** Different sure signals that raise the worry, and the strong ones among them. */
  positive: number;
  strong: number;
  /** Of those that say more than a place. */
  points: number;
  /** Those that more than talk of journeys, rooms and prices holds. */
  specific: number;
  /** Weights of those that speak for either kind of offer. */
  lure: number;
  scam: number;
}

function countSignals(values: FeatureValues, { signals, weights, places, offering }: Rules): SignalCounts {
  const signs: SignalCounts = { positive: 0, strong: 0, points: 0, specific: 0, lure: 0, scam: 0 };
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i] as number;
    if (weight <= 0 || values[i] === 0) continue;
    const { kinds, severity } = signals[i]!;
    signs.positive++;
    if (severity === 'strong') signs.strong++;
    if (offering.talk[i] === 0) signs.specific++;
    if (places[i] === 0) signs.points += SEVERITY_POINTS[severity];
    if (kinds.includes('lure')) signs.lure += weight;
    if (kinds.includes('job-scam')) signs.scam += weight;
  }
  return signs;
}
