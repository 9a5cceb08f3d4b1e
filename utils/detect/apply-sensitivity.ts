/**
 * Applies the reader's sensitivity setting, which raises or lowers the threshold for cautions only. Danger and listed
 * indicators are shown at every setting. An awareness text gets no warning at any setting.
 */
import type { Verdict } from '../model/verdict.ts';
import type { Analysis } from './analysis.ts';
import { logOddsOf } from './evidence.ts';
import { THRESHOLDS } from './thresholds.ts';
import { cautionIn, type Levels } from './weights.ts';

/** `calm`: fewer cautions; `watchful`: cautions for posts that fall a little short of them. */
export const SENSITIVITIES = ['calm', 'normal', 'watchful'] as const;
export type Sensitivity = (typeof SENSITIVITIES)[number];

/** The verdict as a reader with this setting is to see it. */
export function applySensitivity(
  verdict: Verdict,
  analysis: Pick<Analysis, 'isAwarenessText' | 'evidence' | 'language'>,
  sensitivity: Sensitivity,
  levels: Pick<Levels, 'caution' | 'danger' | 'languages'>,
): Verdict {
  if (sensitivity === 'normal' || verdict.level === 'danger' || verdict.kind === 'listed') return verdict;
  const caution = cautionIn(analysis.language, levels);
  const odds = logOddsOf(analysis.evidence);
  if (sensitivity === 'calm') {
    const shown = verdict.level === 'caution' && odds >= caution + THRESHOLDS.calmFraction * (levels.danger - caution);
    return shown ? verdict : { ...verdict, level: 'none', kind: null };
  }
  // `isAwarenessText` is read last: computing it may take longer than the verdict
  if (verdict.level === 'caution' || odds < caution - THRESHOLDS.watchfulMargin || analysis.isAwarenessText)
    return verdict;
  // A caution must show a signal
  const hasSignal = verdict.reasons.some(({ severity }) => severity === 'strong' || severity === 'moderate');
  return hasSignal ? { ...verdict, level: 'caution', kind: 'lure' } : verdict;
}
