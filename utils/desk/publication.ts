/**
 * Protects reporters against canary traps. A recruiter can give each person a different account or wording, and learn
 * from the list who reported. So an indicator that was seen only in private messages waits for a team member. They
 * confirm that it is public, or that the reports come from different people. A second report alone may come from the
 * same person, or from the recruiter. Anything known from a private message is published after a random one to seven
 * days: the day shows nothing.
 */
import { dayNumber, dayText } from '../indicators/day-number.ts';
import type { IndicatorState } from './log-state.ts';

export type Publication =
  /** Not listed by two people. */
  | { state: 'undecided' }
  /**
   * A team member has to confirm. `merged`: a colleague's file made it listed, or released it; `private-only`: known from private messages
   * only; `no-source`: no report has it.
   */
  | { state: 'held'; why: 'merged' | 'private-only' | 'no-source' }
  /** Published from this day on, `YYYY-MM-DD`. */
  | { state: 'waiting'; until: string }
  | { state: 'due'; source: 'public' | 'confirmed'; notBefore: string | null };

/** Whether it is published at some time unless another decision follows. */
export function isReleased(indicator: IndicatorState): boolean {
  return publicationOf({ ...indicator, isUnconfirmed: false }, LAST_DAY).state === 'due';
}
const LAST_DAY = '9999-12-31';

/** @param today `YYYY-MM-DD` */
export function publicationOf(indicator: IndicatorState, today: string): Publication {
  const { status, listedAt, confirmedAt, seenIn, delay, isUnconfirmed, releasedHereOn } = indicator;
  if (status !== 'listed' || listedAt === null) return { state: 'undecided' };
  if (isUnconfirmed) return { state: 'held', why: 'merged' };
  if (!seenIn.public && confirmedAt === null)
    return { state: 'held', why: seenIn.private ? 'private-only' : 'no-source' };
  if (!seenIn.private) return { state: 'due', source: seenIn.public ? 'public' : 'confirmed', notBefore: null };
  const released = confirmedAt !== null && confirmedAt > listedAt && !seenIn.public ? confirmedAt : listedAt;
  // Decisions are dated by their authors. From a colleague's file, the wait begins when somebody here let it through.
  const start = [released.slice(0, 10), releasedHereOn ?? ''].reduce((a, b) => (a > b ? a : b));
  const until = dayText(dayNumber(start) + delay);
  return until > today ? { state: 'waiting', until } : { state: 'due', source: 'confirmed', notBefore: until };
}
