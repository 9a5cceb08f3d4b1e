/** Offers that state their harm: signals of a lure together, or one that hardly any honest offer has. */
import type { ExtractedFeatures } from './extract-features.ts';
import type { Rules } from './rules.ts';
import { signalSetHolds } from './signal-set-holds.ts';
import { THRESHOLDS } from './thresholds.ts';

/**
 * Signals of which one is enough: money for nothing, pay far above the place's, a tourist visa, a known compound. Also
 * a promise that nobody is locked up, and paid likes and orders.
 */
const SUFFICIENT_SIGNALS = [
  'easy-money',
  'pay-high',
  'tourist-visa',
  'place-compound',
  'safety-reassurance',
  'task-scam',
];

/** Those of them that suffice in talk: a text on journeys, rooms or prices without a word of work. */
const SUFFICIENT_SIGNALS_IN_TALK = ['pay-high'];

/**
 * Whether a post states its harm, so that a lower threshold applies: `THRESHOLDS.statedHarmOdds`, or for talk the usual
 * one. The post may have no mitigating signal, no sign of a warning, no laughter and no quotation. It may not stand on
 * a job board.
 *
 * @param isTalk whether the post has no word of work
 */
export function statesHarm(
  {
    facts,
    isShownAsJob,
    hasLaughter,
    quotations,
    modelOutput,
  }: Pick<ExtractedFeatures, 'facts' | 'isShownAsJob' | 'hasLaughter' | 'quotations' | 'modelOutput'>,
  { priors, awareness, sets, numberOf }: Rules,
  isTalk = false,
): boolean {
  if (
    isShownAsJob ||
    hasLaughter ||
    quotations.length > 0 ||
    modelOutput === null ||
    modelOutput.warning >= THRESHOLDS.maxWarningOdds
  )
    return false;
  const stated = new Float64Array(priors.length);
  for (const { signal, isWeak } of facts) {
    if (isWeak) continue;
    if ((priors[signal] as number) < 0 || awareness[signal] === 1) return false;
    stated[signal] = 1;
  }
  const isStated = (id: string): boolean => stated[numberOf(id)] === 1;
  if (isTalk) return SUFFICIENT_SIGNALS_IN_TALK.some(isStated);
  return SUFFICIENT_SIGNALS.some(isStated) || sets.some((set) => signalSetHolds(set, stated));
}
