/** Adds answers of registers to a verdict, and changes its level where they are sure. */
import type { Level, Reason, Verdict } from '../model/verdict.ts';
import type { LicenceAnswer } from '../model/licence-answer.ts';

/** Answers that are a sign of a false offer by themselves. */
const WARNING_STATUSES: ReadonlySet<string> = new Set(['other-name', 'suspended', 'cancelled']);
/** Score of a post that only a register makes a caution. */
const REGISTER_SCORE = 0.6;

/**
 * A number of another agency, or a licence that was suspended or cancelled, makes a caution of an offer. A valid
 * licence lowers the level by one step, but hides no listing. Name and every contact must agree with the register of
 * the brand's own channel.
 * @param analysis `isAwarenessText`: the post is news, a warning or a story. It is read only beside an answer: to find
 *   it out can take longer than the rest of the verdict.
 */
export function applyLicences(
  verdict: Verdict,
  licences: readonly LicenceAnswer[],
  analysis: { readonly isAwarenessText: boolean },
): Verdict {
  if (licences.length === 0) return verdict;
  const { level, kind } = verdict;
  const warning = licences.find(({ status }) => WARNING_STATUSES.has(status));
  if (warning !== undefined) {
    const isOffer = kind !== 'held' && kind !== 'too-little' && !analysis.isAwarenessText;
    if (!isOffer) return { ...verdict, licences };
    const raised = level === 'none' ? ({ level: 'caution', kind: 'job-scam' } as const) : {};
    const reasons = [reasonOf(warning, 'moderate'), ...verdict.reasons];
    return { ...verdict, ...raised, score: Math.max(verdict.score, REGISTER_SCORE), reasons, licences };
  }
  const [valid] = licences;
  const isProven = licences.every(
    (each) => each.status === 'valid' && each.contactAgrees === true && each.added !== true,
  );
  if (valid === undefined || !isProven || kind === 'listed' || level === 'none') return { ...verdict, licences };
  const lower: Level = level === 'danger' ? 'caution' : 'none';
  return {
    ...verdict,
    level: lower,
    kind: lower === 'none' ? null : kind,
    reasons: [...verdict.reasons, reasonOf(valid, 'mitigating')],
    licences,
  };
}

function reasonOf({ status, field, quote, start, end, register }: LicenceAnswer, severity: Reason['severity']): Reason {
  const standing = status === 'cancelled' ? 'suspended' : status;
  return { id: `licence-${standing}`, severity, field, quote, start, end, source: register };
}
