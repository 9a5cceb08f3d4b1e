/**
 * Whether a relay's clock can be trusted with deletions. A clock that jumps, as on a board without a battery, would make
 * every report look old. So the relay records the days that it was in use. Nothing is deleted by age until many of them
 * passed one by one.
 */
import { dayNumber } from '../../utils/indicators/day-number.ts';

/** The last day that a relay saw, and how many it saw since the clock last jumped. */
export interface ClockRecord {
  /** `YYYY-MM-DD`, UTC. */
  day: string;
  steadyDays: number;
}

/** A clock before this day is not set: no relay of this version ran then. */
export const EARLIEST_DAY = '2026-11-01';
/** Days without a request after which the clock counts as jumped. */
const MAX_GAP_DAYS = 7;
/** Days that must pass one by one before reports are deleted by age. */
export const STEADY_DAYS = 14;

/** The record of `today` after the one before. @param record null for a relay that has none yet */
export function recordDay(record: ClockRecord | null, today: string): ClockRecord {
  const gap = record === null ? Infinity : dayNumber(today) - dayNumber(record.day);
  if (record === null || gap < 0 || gap > MAX_GAP_DAYS) return { day: today, steadyDays: 0 };
  // Days at which nobody asked do not count.
  return { day: today, steadyDays: Math.min(record.steadyDays + (gap > 0 ? 1 : 0), STEADY_DAYS) };
}
