/**
 * The time of the next decision. Colleagues refuse one that is dated more than a day ahead, and the desk would not know it.
 * Under a clock that is not set nothing is dated at all.
 */
import { dayOf, isDay } from '../indicators/day-number.ts';
import { MAX_CLOCK_SKEW_MS, type LogEntry } from './decision-log.ts';

/** A clock before this day was not set: no version was released then. */
const EARLIEST_DAY = '2026-11-01';

/** The clock of this device was not set, or is more than a day ahead of the relay's. */
export class WrongClockError extends Error {
  override name = 'WrongClockError';
}

export interface DecisionClock {
  /**
   * A relay's clock that was not set, or that is behind a colleague's decision, says nothing about this device.
   * @param relayTime milliseconds since 1970; null when the relay does not say it
   * @param colleagues their decisions
   */
  compare(relayTime: number | null, colleagues: Iterable<LogEntry>): void;
  /**
   * Of what arrives or is decided now, `YYYY-MM-DD`.
   * @throws WrongClockError when the clock was not set
   */
  today(): string;
  /**
   * ISO time. Not before anything in the log, so that the days of the log keep its order. What was decided here under a wrong
   * clock does not count: colleagues would refuse whatever follows it, too.
   * @throws WrongClockError
   */
  timeAfter(log: Iterable<LogEntry>): string;
}

/** @param now the clock of this device, milliseconds since 1970 */
export function createDecisionClock(now: () => number): DecisionClock {
  /** This device's time when it was last found too far ahead; null when it was not. */
  let aheadAt: number | null = null;
  const today = (): string => {
    const day = dayOf(now());
    if (day < EARLIEST_DAY || !isDay(day)) throw new WrongClockError('the clock is not set');
    return day;
  };
  return {
    compare(relayTime, colleagues) {
      if (relayTime === null) return;
      let earliest = Date.parse(EARLIEST_DAY);
      for (const { decision } of colleagues) earliest = Math.max(earliest, Date.parse(decision.at) - MAX_CLOCK_SKEW_MS);
      const isAhead = relayTime >= earliest && now() - relayTime > MAX_CLOCK_SKEW_MS;
      aheadAt = isAhead ? now() : null;
    },
    today,
    timeAfter(log) {
      today();
      const start = now();
      // An earlier time than then: the clock was put right since.
      if (aheadAt !== null && start >= aheadAt) throw new WrongClockError('the clock is ahead of the relay');
      let time = start;
      for (const { decision } of log) {
        const at = Date.parse(decision.at);
        if (at <= start + MAX_CLOCK_SKEW_MS) time = Math.max(time, at + 1);
      }
      return new Date(time).toISOString();
    },
  };
}
