/** `withdrawn.csv` of a channel: indicators that are withdrawn or disputed and still in list.csv. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DAY_MS, dayOf } from '../../../utils/indicators/day-number.ts';
import { hashOf, hashText } from '../../../utils/indicators/hash.ts';
import { WITHDRAWN_TARGET } from '../../../utils/indicators/indicator-list.ts';
import { decodeWithdrawals, type Withdrawal, type Withdrawals } from '../../../utils/indicators/withdrawals.ts';
import type { Indicator } from '../../../utils/model/indicator.ts';
import { isThere } from '../../is-there.ts';
import { Refusal } from '../../refusal.ts';
import { channelPaths, writeAtomically } from '../channel-folder.ts';
import { indicatorOfCells } from './remove-indicators.ts';
import { readIfExists, type Entries } from './list-file.ts';
import { PUT_BACK, type PublishedMetadata } from '../signing/published-metadata.ts';
import { readCsvRows, writeCsvRows } from './csv-rows.ts';

const WITHDRAWN_COLUMNS = ['kind', 'value', 'on', 'as'] as const;

export type WithdrawnEntry = Indicator & Withdrawal;

/** The withdrawals, by hash in hexadecimal. */
export async function readWithdrawn(dir: string): Promise<Map<string, WithdrawnEntry>> {
  const { withdrawn } = channelPaths(dir);
  return parseWithdrawn(await readIfExists(withdrawn), withdrawn);
}

/** @param name file name, for messages */
export function parseWithdrawn(csv: string, name: string): Map<string, WithdrawnEntry> {
  const entries = new Map<string, WithdrawnEntry>();
  if (csv === '') return entries;
  for (const { line, cells } of readCsvRows(csv, name, WITHDRAWN_COLUMNS, [])) {
    const indicator = indicatorOfCells(cells);
    const { on = '', as } = cells;
    if (indicator === null || (as !== 'removed' && as !== 'disputed')) {
      throw new Refusal(`${name}: line ${line}: cannot be read`);
    }
    entries.set(hashText(hashOf(indicator)), { ...indicator, on, as });
  }
  return entries;
}

/**
 * Dates today what lies more than a day ahead: a clock that was wrong wrote it. Else readers would see a dispute of a day to come,
 * and until that day nothing that the desk decides could list the name again. A listing of a later day still counts as earlier.
 * @param now milliseconds since 1970
 */
export function correctFutureDays(withdrawn: Map<string, WithdrawnEntry>, entries: Entries, now: number): void {
  const [today, tomorrow] = [dayOf(now), dayOf(now + DAY_MS)];
  for (const [hash, entry] of withdrawn) {
    if (entry.on <= tomorrow) continue;
    const listedOn = entries.get(hash)?.listedOn ?? today;
    withdrawn.set(hash, { ...entry, on: listedOn > today ? listedOn : today });
  }
}

export async function writeWithdrawn(dir: string, entries: ReadonlyMap<string, WithdrawnEntry>): Promise<void> {
  const rows = Array.from(entries.values(), ({ kind, value, on, as }) => ({ kind, value, on, as }));
  await writeAtomically(channelPaths(dir).withdrawn, writeCsvRows(WITHDRAWN_COLUMNS, rows));
}

/**
 * The entries to sign: all that are not withdrawn. If a new list held a withdrawn indicator, one withdrawals key alone
 * could list it again. It stays in withdrawn.csv, and in list.csv until somebody removes it there.
 */
export function entriesToSign(entries: Entries, withdrawn: Withdrawals): Entries {
  return new Map(Array.from(entries).filter(([hash]) => withdrawn.get(hash)?.as !== 'removed'));
}

/** The withdrawals that the public folder publishes. Throws a Refusal when their file is missing: they would be undone unseen. */
export async function readPublishedWithdrawals(
  dir: string,
  { withdrawals }: Pick<PublishedMetadata, 'withdrawals'>,
): Promise<Withdrawals> {
  const sha256 = withdrawals?.signed.targets[WITHDRAWN_TARGET]?.hashes['sha256'];
  if (sha256 === undefined) return new Map();
  const path = join(channelPaths(dir).public, 'targets', `${sha256}.${WITHDRAWN_TARGET}`);
  if (isThere(path)) return decodeWithdrawals(new Uint8Array(await readFile(path)));
  throw new Refusal(`${path} is missing: it holds what is withdrawn.`, PUT_BACK);
}

/**
 * Merges the published withdrawals with those of `withdrawn.csv`, which win. But a published removal stays a removal: a
 * command that ended before it wrote the file may have left it as a dispute there.
 */
export function combineWithdrawals(published: Withdrawals, withdrawn: Withdrawals): Withdrawals {
  const kept = Array.from(withdrawn).filter(
    ([hash, { as }]) => as === 'removed' || published.get(hash)?.as !== 'removed',
  );
  return new Map([...published, ...kept]);
}
