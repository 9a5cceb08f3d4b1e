/** Removes expired entries, reports those that expire soon, and changes days of expiry. */
import { dayNumber, dayOf, dayText } from '../../../utils/indicators/day-number.ts';
import { FormatError } from '../../../utils/indicators/format-error.ts';
import { hashOf, hashText } from '../../../utils/indicators/hash.ts';
import { Refusal } from '../../refusal.ts';
import { UsageError } from '../../usage-error.ts';
import { ENTRY_COLUMNS, readIndicator, type Entry } from './entry.ts';
import { readChannelConfig } from '../channel-folder.ts';
import { placeOf } from './remove-indicators.ts';
import { readWholeList, writeList } from './list-file.ts';
import { readCsvRows } from './csv-rows.ts';
import { clockAhead } from '../note-clock.ts';

/** Entries that expire within this number of days are reported. */
const SOON_DAYS = 30;

export interface ExpiryReport {
  expired: Entry[];
  /** Still listed, expiring within 30 days. */
  expiringSoon: Entry[];
}

/** Removes expired entries from list.csv. @param now milliseconds since 1970 */
export async function dropExpired(dir: string, now: number): Promise<ExpiryReport> {
  await readChannelConfig(dir);
  await requireLikelyClock(dir, now);
  const entries = await readWholeList(dir);
  const today = dayOf(now);
  const near = dayText(dayNumber(today) + SOON_DAYS);
  const report: ExpiryReport = { expired: [], expiringSoon: [] };
  for (const [hash, entry] of entries) {
    if (entry.expiresOn <= today) {
      entries.delete(hash);
      report.expired.push(entry);
    } else if (entry.expiresOn <= near) report.expiringSoon.push(entry);
  }
  if (report.expired.length > 0) await writeList(dir, entries);
  return report;
}

/** Throws a Refusal when the list was signed so long ago that the clock may be ahead: it would make every entry look expired. */
async function requireLikelyClock(dir: string, now: number): Promise<void> {
  const doubt = await clockAhead(dir, now);
  if (doubt === null) return;
  throw new Refusal(doubt, `If it is, sign first: channel refresh ${dir}. Nothing was removed.`);
}

/**
 * Sets the day of expiry of the indicators in a CSV (kind, value). Throws a Refusal, and changes nothing, when one is not listed; a UsageError for what is no day.
 * Returns their number. @param day `YYYY-MM-DD`
 */
export async function setExpiry(dir: string, csv: string, name: string | null, day: string): Promise<number> {
  await readChannelConfig(dir);
  try {
    dayNumber(day);
  } catch (error) {
    if (error instanceof FormatError) throw new UsageError(`--on takes a day like 2027-03-31, not "${day}".`);
    throw error;
  }
  const entries = await readWholeList(dir);
  const faults: string[] = [];
  const rows = readCsvRows(csv, name ?? '', ['kind', 'value'], ENTRY_COLUMNS);
  for (const { line, cells } of rows) {
    const indicator = readIndicator(cells);
    const place = placeOf(name, line);
    if (typeof indicator === 'string') {
      faults.push(`${place}${indicator}`);
      continue;
    }
    const hash = hashText(hashOf(indicator));
    const entry = entries.get(hash);
    if (entry === undefined) faults.push(`${place}${indicator.value} is not on the list`);
    else if (day <= entry.listedOn)
      faults.push(`${place}${entry.value} would expire before ${entry.listedOn}, when it was listed`);
    else entries.set(hash, { ...entry, expiresOn: day });
  }
  if (faults.length > 0) throw new Refusal(...faults, 'Nothing was changed.');
  await writeList(dir, entries);
  return rows.length;
}
