/** The time that the commands of `hub deploy` use. */
import process from 'node:process';
import { Refusal } from '../refusal.ts';

/** A rehearsal sets this variable to an ISO 8601 time, to see what a later day brings. */
export const CLOCK_VARIABLE = 'JOBLANTERN_CLOCK';

/** Milliseconds since 1970: the variable, else this machine's clock. Throws a Refusal when the variable is no time. */
export function readClock(): number {
  const text = process.env[CLOCK_VARIABLE] ?? '';
  if (text === '') return Date.now();
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new Refusal(`${CLOCK_VARIABLE} must be a time such as 2026-12-01T06:00:00Z.`);
  return time;
}
