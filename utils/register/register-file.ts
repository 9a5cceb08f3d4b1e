/**
 * A register of licensed agencies as a signed target, `registers.<country>.json`. It is one JSON object. Its columns
 * are strings of one line for each agency, in the order of the numbers' keys. Columns compress well, and a look-up
 * reads single lines in place. The target's name has no slash, because clients before registers refuse metadata that
 * names a target with one.
 */
import * as v from 'valibot';
import { dayNumber } from '../indicators/day-number.ts';
import { FormatError } from '../indicators/format-error.ts';
import { decodeUtf8 } from '../indicators/utf8.ts';
import { numberKey } from './number-key.ts';

/** Standing of a licence as the register states it. What has expired keeps its status: the day decides. */
export const LICENCE_STATUSES = ['valid', 'suspended', 'cancelled'] as const;
export type LicenceStatus = (typeof LICENCE_STATUSES)[number];

/** One licensed agency. */
export interface Agency {
  name: string;
  /** Licence number as the register writes it. */
  number: string;
  status: LicenceStatus;
  /** Last day of validity, `YYYY-MM-DD`; null when the register names none. */
  validUntil: string | null;
  address: string;
  /** Other names under which it trades. */
  tradeNames: readonly string[];
  /** Canonical contacts, `kind:value` (see utils/indicators/canonical.ts). */
  contacts: readonly string[];
  /** Job orders, where the register publishes them: number or country and employer. */
  jobOrders: readonly string[];
}

const day = v.pipe(
  v.string(),
  v.check((text) => {
    try {
      return dayNumber(text) >= 0;
    } catch {
      return false;
    }
  }, 'not a day'),
);

const RegisterInfoSchema = v.object({
  /** ISO 3166, two capital letters. */
  country: v.pipe(v.string(), v.regex(/^[A-Z]{2}$/u)),
  /** Short name of the office or its system, e.g. `DMW`. */
  register: v.pipe(v.string(), v.minLength(1), v.maxLength(60)),
  /** Address of the page or file that it was read from. */
  source: v.pipe(v.string(), v.maxLength(500)),
  /** Day of the office's list. */
  asOf: day,
  /** After this day the register no longer answers "valid". */
  expiresOn: day,
});
export type RegisterInfo = v.InferOutput<typeof RegisterInfoSchema>;

const COLUMNS = ['numbers', 'names', 'statuses', 'days', 'addresses', 'tradeNames', 'contacts', 'jobOrders'] as const;
type Column = (typeof COLUMNS)[number];

const RegisterFileSchema = v.object({
  format: v.literal(1),
  ...RegisterInfoSchema.entries,
  count: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535)),
  ...(Object.fromEntries(COLUMNS.map((name) => [name, v.string()])) as Record<Column, v.StringSchema<undefined>>),
});

export type RegisterFile = v.InferOutput<typeof RegisterFileSchema>;

/** Most agencies of one register. */
export const MAX_AGENCIES = 65_535;
/** Between the values of one line of `tradeNames`, `contacts` and `jobOrders`. */
const VALUE_SEPARATOR = '\t';

/** Target name of a country's register. @param country ISO 3166 */
export function registerTarget(country: string): string {
  return `registers.${country.toLowerCase()}.json`;
}

export function isRegisterTarget(name: string): boolean {
  return /^registers\.[a-z]{2}\.json$/u.test(name);
}

/** Returns the file's text. Throws a FormatError for more than 65,535 agencies or a number that the country does not have. */
export function encodeRegister(info: RegisterInfo, agencies: readonly Agency[]): string {
  if (agencies.length > MAX_AGENCIES) throw new FormatError(`register: ${agencies.length} agencies`);
  const keyed = agencies.map((agency) => ({ agency, key: numberKey(info.country, agency.number) }));
  for (const { agency, key } of keyed) {
    if (key === null) throw new FormatError(`register: "${agency.number}" is no licence number of ${info.country}`);
  }
  const sorted = keyed.toSorted((a, b) => (a.key! < b.key! ? -1 : a.key! > b.key! ? 1 : 0)).map(({ agency }) => agency);
  const column = (read: (agency: Agency) => string): string =>
    sorted.map((agency) => read(agency).replaceAll(/[\n\r]+/gu, ' ')).join('\n');
  const list = (values: readonly string[]): string =>
    values.map((value) => value.replaceAll(/\s+/gu, ' ')).join(VALUE_SEPARATOR);
  const file: RegisterFile = {
    format: 1,
    ...info,
    count: sorted.length,
    numbers: column(({ number }) => number),
    names: column(({ name }) => name),
    statuses: column(({ status }) => (status === 'valid' ? '' : status)),
    days: column(({ validUntil }) => validUntil ?? ''),
    addresses: column(({ address }) => address),
    tradeNames: column(({ tradeNames }) => list(tradeNames)),
    contacts: column(({ contacts }) => list(contacts)),
    jobOrders: column(({ jobOrders }) => list(jobOrders)),
  };
  return `${JSON.stringify(file)}\n`;
}

/** Throws a FormatError when the bytes are no register of this form. */
export function decodeRegister(bytes: Uint8Array): RegisterFile {
  let json: unknown;
  try {
    json = JSON.parse(decodeUtf8(bytes));
  } catch (error) {
    throw new FormatError(`register: ${(error as Error).message}`);
  }
  const parsed = v.safeParse(RegisterFileSchema, json);
  if (parsed.success) return parsed.output;
  throw new FormatError(`register: ${v.getDotPath(parsed.issues[0]) ?? '(file)'}: ${parsed.issues[0].message}`);
}

/** Splits one line of a column of several values. */
export function splitValues(line: string): string[] {
  return line === '' ? [] : line.split(VALUE_SEPARATOR);
}
