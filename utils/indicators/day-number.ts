/** Days as lists store them: whole days since 2020-01-01, so that two bytes last until 2199. */
import { FormatError } from './format-error.ts';

const EPOCH_MS = Date.UTC(2020, 0, 1);
/** Milliseconds of a day. */
export const DAY_MS = 86_400_000;
const MAX_DAY_NUMBER = 0xfffe;

/** `2026-11-25` -> 2520. Throws a FormatError for anything but a real day from 2020 to 2199. */
export function dayNumber(day: string): number {
  const number = (Date.parse(`${day}T00:00:00Z`) - EPOCH_MS) / DAY_MS;
  // The second condition refuses other forms, and February 30, which Date.parse may read as March 2.
  if (!(number >= 0 && number <= MAX_DAY_NUMBER) || dayText(number) !== day) throw new FormatError(`not a day: ${day}`);
  return number;
}

/** Whether `dayNumber` takes it. */
export function isDay(day: string): boolean {
  try {
    dayNumber(day);
    return true;
  } catch {
    return false;
  }
}

export function dayText(number: number): string {
  return new Date(EPOCH_MS + number * DAY_MS).toISOString().slice(0, 10);
}

/** Returns the day in UTC of a time in milliseconds since 1970. */
export function dayOf(now: number): string {
  return new Date(now).toISOString().slice(0, 10);
}
