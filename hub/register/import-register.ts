/** Makes a country's register from the files of an office. */
import { basename } from 'node:path';
import { dayNumber, dayText } from '../../utils/indicators/day-number.ts';
import { FormatError } from '../../utils/indicators/format-error.ts';
import { agencyKey } from '../../utils/register/agency-name.ts';
import { numberKey } from '../../utils/register/number-key.ts';
import { encodeRegister, MAX_AGENCIES, type Agency } from '../../utils/register/register-file.ts';
import { readChannelConfig } from '../channel/channel-folder.ts';
import { readLimitedFile } from '../channel/read-text-file.ts';
import { isThere } from '../is-there.ts';
import { Refusal } from '../refusal.ts';
import { UsageError } from '../usage-error.ts';
import { readMapping } from './mapping.ts';
import { readAgencies, type RegisterFormat } from './read-register.ts';
import { openRegisters, registerPath, writeRegister } from './register-folder.ts';

export interface ImportRegisterOptions {
  dir: string;
  files: readonly string[];
  /** Id of the mapping, such as `ph-dmw`. */
  mapping: string;
  /** Day of the office's list, `YYYY-MM-DD`. */
  asOf: string;
  /** Today, `YYYY-MM-DD`. */
  today: string;
  format?: RegisterFormat;
  /** Address of the list; default: the mapping's. */
  source?: string;
  /** Import although much of the former register is missing or many rows cannot be read. */
  confirm?: boolean;
}

export interface ImportedRegister {
  country: string;
  register: string;
  agencies: number;
  expiresOn: string;
  /** Rows that were left out: place and reason. */
  refused: string[];
  /** Rows that repeat a number and name; the one that is valid longest is kept. */
  repeated: number;
}

/** Shares above which an import is probably a mistake. */
const MAX_REFUSED_SHARE = 0.02;
const MAX_LOST_SHARE = 0.1;

/** Throws a Refusal, and writes nothing, when a file cannot be read or the result is probably a mistake. */
export async function importRegister(options: ImportRegisterOptions): Promise<ImportedRegister> {
  const { dir, files, asOf, today, format } = options;
  await readChannelConfig(dir);
  const mapping = await readMapping(options.mapping);
  const { country, register } = mapping;
  const expiresOn = expiryOf(asOf, today, mapping.validDays);
  let agencies: Agency[] = [];
  let refused: string[] = [];
  for (const file of files) {
    const bytes = await readLimitedFile(file);
    const read = await readAgencies(new Uint8Array(bytes), basename(file), mapping, format);
    agencies = agencies.concat(read.agencies);
    refused = refused.concat(read.refused);
  }
  const kept = withoutRepeats(country, agencies);
  if (kept.length === 0) throw new Refusal('No row could be read.', ...refused.slice(0, 5));
  if (kept.length > MAX_AGENCIES)
    throw new Refusal(`${kept.length} agencies: a register holds ${MAX_AGENCIES} at most.`);
  if (options.confirm !== true) {
    await refuseMistakes(options, country, { kept: kept.length, refused });
  }
  const info = { country, register, source: options.source ?? mapping.source, asOf, expiresOn };
  await writeRegister(dir, country, encodeRegister(info, kept));
  return { country, register, agencies: kept.length, expiresOn, refused, repeated: agencies.length - kept.length };
}

function expiryOf(asOf: string, today: string, validDays: number): string {
  try {
    const expiresOn = dayText(dayNumber(asOf) + validDays);
    if (asOf > today) throw new Refusal(`--as-of ${asOf} is in the future.`);
    if (expiresOn < today) throw new Refusal(`A list of ${asOf} is too old: it answers for ${validDays} days.`);
    return expiresOn;
  } catch (error) {
    if (error instanceof FormatError) throw new UsageError(`--as-of takes a day like 2026-11-20, not "${asOf}".`);
    throw error;
  }
}

function withoutRepeats(country: string, agencies: readonly Agency[]): Agency[] {
  const kept = new Map<string, Agency>();
  for (const agency of agencies) {
    const key = `${numberKey(country, agency.number)} ${agencyKey(agency.name)}`;
    const other = kept.get(key);
    if (other === undefined || (other.validUntil ?? '') < (agency.validUntil ?? '')) kept.set(key, agency);
  }
  return [...kept.values()];
}

async function refuseMistakes(
  { dir }: ImportRegisterOptions,
  country: string,
  { kept, refused }: { kept: number; refused: readonly string[] },
): Promise<void> {
  const share = refused.length / (kept + refused.length);
  if (share > MAX_REFUSED_SHARE) {
    const rest = refused.length - 10;
    throw new Refusal(
      ...refused.slice(0, 10),
      ...(rest > 0 ? [`and ${rest} more`] : []),
      `${refused.length} rows cannot be read, ${Math.round(share * 100)} % of all. If they may be left out: --confirm`,
    );
  }
  const file = registerPath(dir, country);
  if (!isThere(file)) return;
  const [before] = await openRegisters(file);
  if (before !== undefined && kept < before.count * (1 - MAX_LOST_SHARE)) {
    throw new Refusal(
      `The register of ${before.asOf} has ${before.count} agencies, and this one ${kept}. Is a page missing?`,
      'If it is right: --confirm',
    );
  }
}
