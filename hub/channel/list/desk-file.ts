/** Reads the desk's file: its listings go onto the list, its outcomes and statistics are published beside it. */
import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { dayOf } from '../../../utils/indicators/day-number.ts';
import { hashOf, hashText } from '../../../utils/indicators/hash.ts';
import {
  DeskExportSchema,
  STATISTICS_TARGET,
  StatisticsSchema,
  type DeskExport,
} from '../../../utils/desk/desk-export.ts';
import { OUTCOMES_TARGET, OutcomesSchema, type Outcomes } from '../../../utils/report/outcomes.ts';
import { deskExportCsv } from '../../../utils/desk/make-desk-export.ts';
import { isThere } from '../../is-there.ts';
import { Refusal } from '../../refusal.ts';
import { channelPaths, writeAtomically } from '../channel-folder.ts';
import { readJsonFile } from '../read-json-file.ts';
import { addIndicators, type AddResult, type AddOptions } from './add-indicators.ts';
import { readList, writeList } from './list-file.ts';
import type { OutputFile } from '../signing/sign-for-role.ts';
import { withdrawnLine } from '../review/review-withdrawals.ts';
import { correctFutureDays, readWithdrawn, writeWithdrawn } from './withdrawn-file.ts';

/** Returns null when the text is not JSON but CSV. Throws a Refusal when it is other JSON. @param name file name, for messages */
export function parseDeskFile(text: string, name: string): DeskExport | null {
  if (!/^\s*\{/u.test(text)) return null;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Refusal(`${name}: ${(error as Error).message}`);
  }
  const read = v.safeParse(DeskExportSchema, json);
  if (read.success) return read.output;
  throw new Refusal(`${name}: ${v.getDotPath(read.issues[0]) ?? '(file)'}: ${read.issues[0].message}`);
}

export interface DeskResult extends AddResult {
  /** Entries that the next signature lists again. */
  relisted: string[];
  /** Entries that were withdrawn on the day of their listing or later, and stay so. */
  stillWithdrawn: string[];
  /** A later file was added before this one. Its outcomes and statistics stay. */
  isOlder: boolean;
}

/**
 * Adds the listings that may be published, and removes the desk's withdrawals from the list. Stores outcomes and
 * statistics for the next `sign`. Throws a Refusal as `addIndicators`; then nothing is changed.
 */
export async function addDeskFile(deskExport: DeskExport, options: Omit<AddOptions, 'csv'>): Promise<DeskResult> {
  const { dir } = options;
  const before = await readOutcomes(dir);
  const isOlder = wasMadeBefore(deskExport, before, dayOf(options.now));
  const former = await readList(dir);
  const result = await addIndicators({ ...options, csv: deskExportCsv(deskExport) });
  const entries = await readList(dir);
  for (const { kind, value, on } of deskExport.withdrawals) {
    const key = hashText(hashOf({ kind, value }));
    // A later file may have listed it again.
    if (isOlder && (entries.get(key)?.listedOn ?? '') > on) continue;
    if (entries.delete(key)) result.removed++;
  }
  await writeList(dir, entries);
  const withdrawn = await readWithdrawn(dir);
  correctFutureDays(withdrawn, entries, options.now);
  const relisted: string[] = [];
  const stillWithdrawn: string[] = [];
  for (const { kind, value, listed_on: listedOn, disputed_since: disputed } of deskExport.listings) {
    const key = hashText(hashOf({ kind, value }));
    const withdrawal = withdrawn.get(key);
    if (withdrawal === undefined || !entries.has(key)) continue;
    // The desk's file names every listing each day. Only a later listing was decided after the withdrawal.
    const isLater = listedOn > withdrawal.on;
    if (withdrawal.as === 'removed') {
      (isLater ? relisted : stillWithdrawn).push(withdrawnLine({ kind, value }, withdrawal.on));
      if (isLater) withdrawn.delete(key);
    } else if (disputed === undefined && (isLater || former.get(key)?.disputedSince !== undefined)) {
      // The desk had the dispute, and decided it for the listing.
      withdrawn.delete(key);
    }
  }
  await writeWithdrawn(dir, withdrawn);
  const { outcomes } = deskExport.outcomes;
  const all: Outcomes = { format: 1, outcomes: isOlder ? { ...outcomes, ...before } : { ...before, ...outcomes } };
  const { outcomes: file, statistics } = channelPaths(dir);
  await writeAtomically(file, `${JSON.stringify(all)}\n`);
  if (!isOlder) await writeAtomically(statistics, `${JSON.stringify(deskExport.statistics, null, 1)}\n`);
  return { ...result, relisted, stillWithdrawn, isOlder };
}

/** The outcomes that were added so far. Throws a Refusal when their file is damaged. */
async function readOutcomes(dir: string): Promise<Outcomes['outcomes']> {
  const { outcomes: file } = channelPaths(dir);
  if (!isThere(file)) return {};
  try {
    return v.parse(OutcomesSchema, JSON.parse(await readFile(file, 'utf8'))).outcomes;
  } catch (error) {
    throw new Refusal(
      `${file} cannot be read: ${(error as Error).message}`,
      'Move it away: the newest file of the desk holds all outcomes. Nothing was added.',
    );
  }
}

/** No outcome is of a later day than its file. A day ahead of today is a desk's wrong clock, and says nothing. */
function wasMadeBefore({ madeOn }: DeskExport, before: Outcomes['outcomes'], today: string): boolean {
  return Object.values(before).some(({ on }) => on > madeOn && on <= today);
}

const DESK_FILE_AGAIN = 'Move it away and add the newest file of the desk again (channel add). Nothing was signed.';

/** Returns the target files that a desk's file brought, to publish with the list. Throws a Refusal when one is damaged. */
export async function deskTargets(dir: string): Promise<OutputFile[]> {
  const { outcomes, statistics } = channelPaths(dir);
  const files = [
    { name: OUTCOMES_TARGET, path: outcomes, schema: OutcomesSchema },
    { name: STATISTICS_TARGET, path: statistics, schema: StatisticsSchema },
  ];
  const targets: OutputFile[] = [];
  for (const { name, path, schema } of files) {
    if (!isThere(path)) continue;
    const read = v.safeParse(schema, await readJsonFile(path, DESK_FILE_AGAIN));
    if (!read.success) throw new Refusal(`${path} is damaged: ${read.issues[0].message}`, DESK_FILE_AGAIN);
    // Readers take no mark of byte order, which some editors write.
    targets.push({ name, bytes: Buffer.from((await readFile(path, 'utf8')).replace(/^\uFEFF/u, '')) });
  }
  return targets;
}
