/** From what a piece says to a level: evidence against thresholds, and what a warning text around it changes. */
import type { Level, Severity } from '../model/verdict.ts';
import type { PlacedContact } from './contact-facts.ts';
import { evidenceOdds, offersOf, readEvidence, type FeatureValues } from './evidence.ts';
import type { Fact } from './facts.ts';
import { readGuard, type Stretch } from './guard.ts';
import type { Knowledge } from './knowledge.ts';
import type { Piece } from './piece.ts';
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
  guarded: boolean;
}

/** `warned`: the piece stands in a longer text that warns. */
export function judge(piece: Piece, knowledge: Knowledge, warned = false): Judgement {
  const { text, facts } = piece;
  const rules = rulesOf(knowledge);
  const { near } = knowledge.levels;
  const guard = readGuard(facts, text.text, text.fields, rules);
  const values = readEvidence(piece, near, rules);
  values[rules.features.model] = piece.model;
  const whole = evidenceOdds(values, knowledge);
  if (!guard.guarded && !warned) return decide(whole, values, facts, piece, knowledge, false);
  let most: Judgement | null = null;
  for (const stretch of guard.open) {
    const open = judgeOpen(piece, stretch, knowledge);
    if (open !== null && (most === null || open.score > most.score)) most = open;
  }
  const silent = decide(Math.min(whole, knowledge.levels.caution - 0.1), values, facts, piece, knowledge, true);
  return most !== null && (most.level !== 'none' || most.score > silent.score) ? most : silent;
}

/** A lure pasted below a warning: what stands outside it must say how to answer, and more than usual. */
function judgeOpen(piece: Piece, { from, to }: Stretch, knowledge: Knowledge): Judgement | null {
  const { caution, besideWarning, near } = knowledge.levels;
  const facts = piece.facts.filter((fact) => fact.from !== null && fact.from >= from && fact.from < to);
  const contacts = piece.contacts.filter(({ unit }) => unit >= from && unit < to);
  if (!saysHowToAnswer(facts, contacts, rulesOf(knowledge))) return null;
  const finds = piece.finds.filter((find) => find.from >= from && find.from < to);
  const open = readEvidence({ ...piece, facts, finds, length: 0 }, near, rulesOf(knowledge));
  return decide(evidenceOdds(open, knowledge) - besideWarning + caution, open, facts, piece, knowledge, true);
}

/** A contact that is no mere site, or "write to me". */
export function saysHowToAnswer(facts: readonly Fact[], contacts: readonly PlacedContact[], rules: Rules): boolean {
  const message = rules.numberOf('private-message');
  return contacts.some(({ kind }) => kind !== 'domain') || facts.some(({ signal }) => signal === message);
}

function decide(
  odds: number,
  values: FeatureValues,
  facts: readonly Fact[],
  piece: Piece,
  knowledge: Knowledge,
  guarded: boolean,
): Judgement {
  const { caution, danger } = knowledge.levels;
  const score = 1 / (1 + Math.exp(-odds));
  const silent: Judgement = { level: 'none', kind: null, score, facts, guarded };
  if (odds < caution) return silent;
  const rules = rulesOf(knowledge);
  const signs = countSigns(values, rules);
  // Two signs, or one that seldom stands in an honest ad, or where all else leaves hardly a doubt
  const isSingle = signs.raising < 2 && signs.strong === 0;
  if (isSingle && (signs.raising === 0 || odds < SURE_OF_ONE)) return silent;
  // In a line or two, where the work is says too little
  if (piece.worded < 1 && signs.points < LEAST_POINTS) return silent;
  const reviewed = knowledge.meta.languages.some((each) => each.id === piece.language && each.reviewed);
  const beyondLanguage = facts.some((fact) => fact.language === null && (rules.weights[fact.signal] as number) > 0);
  const offered = values[rules.features.unoffered] === 0;
  if (!offered && signs.telling === 0) return silent;
  const isSure = odds >= danger && !guarded && !isSingle && offered && (reviewed || beyondLanguage) && !isCard(piece);
  // Talk of journeys and prices beside one word of work: "my sister is a nurse there"
  const sure = isSure && (signs.telling > 0 || piece.listed || offersOf(facts, piece.finds, rules, 2) > 1);
  // The side that its facts speak for more
  const kind = signs.scam > signs.lure ? 'job-scam' : 'lure';
  return { level: sure ? 'danger' : 'caution', kind, score, facts, guarded: false };
}

/** Log-odds from which a single sign is enough for a caution. */
const SURE_OF_ONE = 2.2;

/** Units of the shortest body that says more than a card. */
const LEAST_BODY = 12;

/** A title, a place and hardly a word more: what is offered there is not known yet. */
function isCard({ text: { fields } }: Piece): boolean {
  const body = fields.find(({ field }) => field === 'text');
  return body === undefined || body.to - body.from < LEAST_BODY;
}

/** What a sign is worth that does not only say where the work is; in towns near compounds honest people work too. */
const POINTS: Readonly<Record<Severity, number>> = { weak: 1, sign: 2, strong: 3, counter: 0, note: 0 };
const LEAST_POINTS = 2;

interface Signs {
  /** Different sure signals that raise the worry, and the strong ones among them. */
  raising: number;
  strong: number;
  /** Of those that say more than a place. */
  points: number;
  /** Those that more than talk of journeys, rooms and prices holds. */
  telling: number;
  /** Weights of those that speak for either kind of offer. */
  lure: number;
  scam: number;
}

function countSigns(values: FeatureValues, { signals, weights, places, offering }: Rules): Signs {
  const signs: Signs = { raising: 0, strong: 0, points: 0, telling: 0, lure: 0, scam: 0 };
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i] as number;
    if (weight <= 0 || values[i] === 0) continue;
    const { kinds, severity } = signals[i]!;
    signs.raising++;
    if (severity === 'strong') signs.strong++;
    if (offering.talk[i] === 0) signs.telling++;
    if (places[i] === 0) signs.points += POINTS[severity];
    if (kinds.includes('lure')) signs.lure += weight;
    if (kinds.includes('job-scam')) signs.scam += weight;
  }
  return signs;
}
