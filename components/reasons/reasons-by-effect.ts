/** Reasons that increase the score and mitigating reasons, in the order of the verdict. */
import type { Reason } from '../../utils/model/verdict.ts';

export function increasingReasons(reasons: readonly Reason[]): Reason[] {
  return reasons.filter(({ severity }) => severity === 'strong' || severity === 'moderate' || severity === 'weak');
}

export function mitigatingReasons(reasons: readonly Reason[]): Reason[] {
  return reasons.filter(({ severity }) => severity === 'mitigating');
}
