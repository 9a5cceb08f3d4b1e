/** Reads the options of the relay's commands. */
import { UsageError } from '../usage-error.ts';

/** @throws UsageError when the option is missing */
export function requireOption<T extends object>(values: T, name: keyof T & string): string {
  const value = values[name];
  if (typeof value !== 'string' || value === '') throw new UsageError(`--${name} is needed`);
  return value;
}

/** Returns a whole number from `min` to `max`, or `fallback` without a value. @throws UsageError */
export function parseWholeNumber(
  value: string | undefined,
  name: string,
  fallback: number,
  max: number,
  min = 0,
): number {
  if (value === undefined) return fallback;
  const number = Number(value);
  const range = min === 0 ? `up to ${max}` : `from ${min} to ${max}`;
  if (!/^\d+$/u.test(value) || number > max || number < min)
    throw new UsageError(`--${name} must be a whole number ${range}`);
  return number;
}

/** Where the store is: DATABASE_URL, else `--data`. @throws UsageError when neither is given */
export function storeLocation(values: { data?: string }): { dataDir: string } | { databaseUrl: string } {
  const databaseUrl = process.env['DATABASE_URL'];
  if (databaseUrl !== undefined && databaseUrl !== '' && values.data === undefined) return { databaseUrl };
  return { dataDir: requireOption(values, 'data') };
}
