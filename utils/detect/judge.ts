/** From what a piece says to a level: evidence against thresholds, and what a warning text around it changes. */
import type { Level } from '../model/verdict.ts';
import { evidenceOf, evidenceScore, type Features } from './evidence.ts';
import type { Fact } from './facts.ts';
import { lineBreaks, readGuard } from './guard.ts';
import type { Knowledge } from './knowledge.ts';
import type { Piece } from './piece.ts';

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

export function judge(piece: Piece, knowledge: Knowledge): Judgement {
  const { text, facts, finds, quotations, length } = piece;
  const breaks = text.fields.flatMap((range) => lineBreaks(text.text, range.source, range.from, range.to));
  const guard = readGuard(facts, text.text, breaks);
  const features = evidenceOf(facts, finds, quotations, length, knowledge);
  if (piece.model !== 0) features.set('model', piece.model);
  const whole = evidenceScore(features, knowledge);
  if (!guard.guarded) return decide(whole, features, facts, piece, knowledge, false);
  // A lure pasted below a warning: what stands outside it must say how to answer, and more than usual
  const openFinds = finds.filter((find) => guard.isOpen(find.from));
  const open = evidenceOf(guard.open, openFinds, quotations, 0, knowledge);
  const answers = piece.contacts.some((contact) => contact.kind !== 'domain' && guard.isOpen(contact.unit));
  const beside = evidenceScore(open, knowledge) - knowledge.levels.besideWarning + knowledge.levels.caution;
  if (answers && beside > whole) return decide(beside, open, guard.open, piece, knowledge, true);
  return decide(Math.min(whole, knowledge.levels.caution - 0.1), features, facts, piece, knowledge, true);
}

function decide(
  odds: number,
  features: Features,
  facts: readonly Fact[],
  piece: Piece,
  knowledge: Knowledge,
  guarded: boolean,
): Judgement {
  const { caution, danger } = knowledge.levels;
  const score = 1 / (1 + Math.exp(-odds));
  // Two signs, or one that seldom stands in an honest ad.
  const raising = [...features.keys()].filter((id) => weightOf(id, knowledge) > 0);
  const enough = raising.length > 1 || raising.some((id) => knowledge.signals.get(id)?.severity === 'strong');
  if (odds < caution || !enough) return { level: 'none', kind: null, score, facts, guarded };
  const reviewed = knowledge.meta.languages.some((each) => each.id === piece.language && each.reviewed);
  const beyondLanguage = facts.some((fact) => fact.language === null && weightOf(fact.id, knowledge) > 0);
  const sure = odds >= danger && !guarded && (reviewed || beyondLanguage);
  return { level: sure ? 'danger' : 'caution', kind: kindOf(features, knowledge), score, facts, guarded: false };
}

/** The side that its facts speak for more. */
function kindOf(features: Features, knowledge: Knowledge): OfferKind {
  let lure = 0;
  let scam = 0;
  for (const id of features.keys()) {
    const signal = knowledge.signals.get(id);
    if (signal === undefined || signal.weight <= 0) continue;
    if (signal.kinds.includes('lure')) lure += signal.weight;
    if (signal.kinds.includes('job-scam')) scam += signal.weight;
  }
  return scam > lure ? 'job-scam' : 'lure';
}

function weightOf(id: string, knowledge: Knowledge): number {
  return knowledge.signals.get(id)?.weight ?? 0;
}
