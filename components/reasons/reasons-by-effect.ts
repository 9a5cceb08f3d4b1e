/** Reasons that raise the worry, and those that lower it, in the order in which the verdict gives them. */
import type { Reason } from '../../utils/model/verdict.ts';

export function increasingReasons(reasons: readonly Reason[]): Reason[] {
  return reasons.filter(({ severity }) => severity === 'strong' || severity === 'sign' || severity === 'weak');
}

export function mitigatingReasons(reasons: readonly Reason[]): Reason[] {
  return reasons.filter(({ severity }) => severity === 'counter');
}
