/** Mapping files `knowledge/registers/<id>.yaml`: which column of an office's list means what. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { parse } from 'yaml';
import { LICENCE_STATUSES } from '../../utils/register/register-file.ts';
import { Refusal } from '../refusal.ts';
import { UsageError } from '../usage-error.ts';

const FOLDER = fileURLToPath(new URL('../../knowledge/registers', import.meta.url));

const headings = v.pipe(v.array(v.pipe(v.string(), v.minLength(1))), v.minLength(1));
export const MappingSchema = v.strictObject({
  /** ISO 3166. */
  country: v.pipe(v.string(), v.regex(/^[A-Z]{2}$/u)),
  /** Short name that readers see. */
  register: v.pipe(v.string(), v.minLength(1), v.maxLength(60)),
  office: v.string(),
  /** Page on which the office publishes its list. */
  source: v.pipe(v.string(), v.url()),
  /** Days after the list's own day during which the register answers "valid". */
  validDays: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(366)),
  /** Order of the parts of a date. */
  dates: v.picklist(['DMY', 'MDY', 'YMD']),
  calendar: v.optional(v.picklist(['gregorian', 'buddhist', 'nepali']), 'gregorian'),
  /** Names of the months in the office's language, in order; English names are always known. */
  months: v.optional(v.pipe(v.array(v.string()), v.length(12))),
  /** Headings of each column, in any spelling of case and spaces. */
  columns: v.strictObject({
    name: headings,
    number: headings,
    status: v.optional(headings),
    validUntil: v.optional(headings),
    address: v.optional(headings),
    tradeNames: v.optional(headings),
    phone: v.optional(headings),
    email: v.optional(headings),
    website: v.optional(headings),
    jobOrders: v.optional(headings),
  }),
  /** Words of the status column. A status that is not here refuses the row. */
  statuses: v.optional(
    v.strictObject({ valid: headings, suspended: v.optional(headings), cancelled: v.optional(headings) }),
  ),
});
export type Mapping = v.InferOutput<typeof MappingSchema>;
export type MappedColumn = keyof Mapping['columns'];

/** Returns the ids of all mapping files, in order. */
export async function mappingIds(): Promise<string[]> {
  const files = await readdir(FOLDER);
  return files.flatMap((file) => /^(.+)\.yaml$/u.exec(file)?.[1] ?? []).sort();
}

/** Throws a UsageError when there is no such mapping, a Refusal when it does not fit its schema. */
export async function readMapping(id: string): Promise<Mapping> {
  const ids = await mappingIds();
  if (!ids.includes(id)) throw new UsageError(`There is no mapping "${id}". Known: ${ids.join(', ')}`);
  const file = join(FOLDER, `${id}.yaml`);
  const read = v.safeParse(MappingSchema, parse(await readFile(file, 'utf8')));
  if (read.success) return read.output;
  throw new Refusal(`${file}: ${v.getDotPath(read.issues[0]) ?? '(file)'}: ${read.issues[0].message}`);
}

/** Reads the status words as a table from word, in lower case, to status. */
export function statusTable({ statuses }: Mapping): ReadonlyMap<string, (typeof LICENCE_STATUSES)[number]> {
  return new Map(
    LICENCE_STATUSES.flatMap((status) =>
      (statuses?.[status] ?? []).map((word) => [word.toLowerCase(), status] as const),
    ),
  );
}
