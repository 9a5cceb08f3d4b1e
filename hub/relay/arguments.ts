/** Reads the arguments of a command of the relay or of partners; `--help` and mistakes are answered here, for all commands alike. */
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';

type Values = Record<string, string | boolean | string[] | undefined>;

/** What was wrong with the arguments, in one sentence. */
export class UsageError extends Error {}

/**
 * Runs `act` with the arguments.
 * @param form.group names the group of commands in messages; "relay" when absent
 * @param form.positionals how many free arguments the command takes
 * @returns `act`'s exit code; 0 after `--help`; 2 when the arguments are wrong; 1 when `act` throws
 */
export async function withArguments(
  args: string[],
  form: { help: string; options: ParseArgsOptionsConfig; positionals: number; group?: string },
  run: (values: Values, free: string[]) => Promise<number>,
): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { ...form.options, help: { type: 'boolean', short: 'h' } },
      allowPositionals: form.positionals > 0,
    });
    if (values['help'] === true) {
      console.log(form.help);
      return 0;
    }
    if (positionals.length !== form.positionals) throw new UsageError('wrong number of arguments');
    return await run(values, positionals);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const misused = error instanceof UsageError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
    console.error(misused === true ? `${message}\n\n${form.help}` : `${form.group ?? 'relay'}: ${message}`);
    return misused === true ? 2 : 1;
  }
}

/** @throws UsageError when the option is missing */
export function requireOption(values: Values, name: string): string {
  const value = values[name];
  if (typeof value !== 'string' || value === '') throw new UsageError(`--${name} is needed`);
  return value;
}

/** A whole number of an option, or `fallback`. @throws UsageError */
export function parseWholeNumber(values: Values, name: string, fallback: number, max: number): number {
  const value = values[name];
  if (typeof value !== 'string') return fallback;
  const number = Number(value);
  if (!/^\d+$/u.test(value) || number > max) throw new UsageError(`--${name} must be a whole number up to ${max}`);
  return number;
}

/** Where the store is: DATABASE_URL, else `--data`. @throws UsageError when neither is given */
export function storeLocation(values: Values): { dataDir: string } | { databaseUrl: string } {
  const databaseUrl = process.env['DATABASE_URL'];
  if (databaseUrl !== undefined && databaseUrl !== '' && values['data'] === undefined) return { databaseUrl };
  return { dataDir: requireOption(values, 'data') };
}
