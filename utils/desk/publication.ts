/**
 * The canary rule. A recruiter can give each person a name or a wording of their own, and learn from the list who reported.
 * So a name that was seen in private messages only is held back until somebody of the team confirms that it stands in
 * public, or that reports of different people have it (a second report alone may be the same person, or the recruiter);
 * and whatever a private message knew is published only after a random one to seven days, so that the day tells nothing.
 */
import { dayNumber, dayText } from '../indicators/day-number.ts';
import type { IndicatorState } from './log-state.ts';

export type Publication =
  /** Not listed by two people. */
  | { state: 'undecided' }
  /** `private-only`: known from private messages; `no-source`: no report has it. Somebody has to confirm. */
  | { state: 'held'; why: 'private-only' | 'no-source' }
  /** From this day on, `YYYY-MM-DD`. */
  | { state: 'waiting'; until: string }
  | { state: 'due'; source: 'public' | 'confirmed'; notBefore: string | null };

/** @param today `YYYY-MM-DD` */
export function publicationOf(indicator: IndicatorState, today: string): Publication {
  const { status, listedAt, confirmedAt, seenIn, delay } = indicator;
  if (status !== 'listed' || listedAt === null) return { state: 'undecided' };
  if (!seenIn.public && confirmedAt === null)
    return { state: 'held', why: seenIn.private ? 'private-only' : 'no-source' };
  if (!seenIn.private) return { state: 'due', source: seenIn.public ? 'public' : 'confirmed', notBefore: null };
  const released = confirmedAt !== null && confirmedAt > listedAt && !seenIn.public ? confirmedAt : listedAt;
  const until = dayText(dayNumber(released.slice(0, 10)) + delay);
  return until > today ? { state: 'waiting', until } : { state: 'due', source: 'confirmed', notBefore: until };
}
