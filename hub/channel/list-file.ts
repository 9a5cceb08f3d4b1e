/** `list.csv` of a channel: what is listed now. Every change is checked whole before the file is written. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dayOf } from '../../utils/indicators/days.ts';
import { hashOf, hashText } from '../../utils/indicators/hash.ts';
import { indicatorOf, isIndicatorKind } from '../../utils/indicators/keys.ts';
import type { Indicator } from '../../utils/model/indicator.ts';
import { Refusal } from '../refusal.ts';
import { CANARY_COLUMNS, heldBack } from './canary.ts';
import { cellsOf, COLUMNS, entryOf, OPTIONAL, REQUIRED, type Entry } from './entry.ts';
import { pathsOf, readConfig, writeWhole } from './folder.ts';
import { protectionOf, readProtectedNames } from './protected-names.ts';
import { readRows, writeRows, type Row } from './rows.ts';

/** Hash in hexadecimal to entry. */
export type Entries = Map<string, Entry>;

export interface AddResult {
  added: number;
  replaced: number;
  /** With `skipRefused` only: what was left out, a line each. */
  refused: string[];
  /** Not listed yet, as they may not be published before a day; a line each. Add the file again then. */
  held: string[];
}

export interface AddWish {
  dir: string;
  /** CSV with the columns of `entry.ts`. */
  csv: string;
  /** The file's name, for messages. */
  name?: string;
  /** Milliseconds since 1970. */
  now: number;
  /** List a protected name all the same. */
  insist?: boolean;
  /** Add the good lines and report the others, instead of refusing the whole file. */
  skipRefused?: boolean;
}

export async function readList(dir: string): Promise<Entries> {
  const { list } = pathsOf(dir);
  const entries: Entries = new Map();
  if (!existsSync(list)) return entries;
  for (const { line, cells } of readRows(await readFile(list, 'utf8'), list, REQUIRED, OPTIONAL)) {
    const entry = entryOf(cells, 0);
    if (typeof entry === 'string') throw new Refusal(`${list}: line ${line}: ${entry}`);
    entries.set(hashText(hashOf(entry)), entry);
  }
  return entries;
}

export async function writeList(dir: string, entries: Entries): Promise<void> {
  await writeWhole(pathsOf(dir).list, writeRows(COLUMNS, Array.from(entries.values(), cellsOf)));
}

/** Throws a Refusal that names every refused line and its reason; the list is then as it was. */
export async function addIndicators(wish: AddWish): Promise<AddResult> {
  const { dir, csv, name = 'CSV', now, insist = false, skipRefused = false } = wish;
  await readConfig(dir);
  const protectedNames = await readProtectedNames();
  const entries = await readList(dir);
  const lines = new Map<string, number>();
  const result: AddResult = { added: 0, replaced: 0, refused: [], held: [] };
  for (const { line, cells } of readRows(csv, name, REQUIRED, [...OPTIONAL, ...CANARY_COLUMNS])) {
    const entry = entryOf(cells, now);
    const held = heldBack(cells, dayOf(now));
    if (held !== null && 'until' in held) {
      result.held.push(`${name}: line ${line}: held back until ${held.until}`);
      continue;
    }
    const fault =
      typeof entry === 'string'
        ? entry
        : (held?.refused ?? protectionOf(protectedNames, entry, insist) ?? clashOf(entry, entries, lines));
    if (fault !== null || typeof entry === 'string') {
      result.refused.push(`${name}: line ${line}: ${fault}`);
      continue;
    }
    const key = hashText(hashOf(entry));
    if (entries.has(key)) result.replaced++;
    else result.added++;
    entries.set(key, entry);
    lines.set(key, line);
  }
  if (result.refused.length > 0 && !skipRefused) throw new Refusal(...result.refused, 'Nothing was added.');
  await writeList(dir, entries);
  return result;
}

/** Two lines for one thing, or two things with one hash. */
function clashOf(entry: Entry, entries: Entries, lines: ReadonlyMap<string, number>): string | null {
  const key = hashText(hashOf(entry));
  const line = lines.get(key);
  if (line !== undefined) return `${entry.value} stands on line ${line} already`;
  const other = entries.get(key);
  return other === undefined || other.value === entry.value ? null : `its hash is that of ${other.value}`;
}

/** Takes the indicators of a CSV (columns kind and value; others are ignored) off the list. Throws as `addIndicators`. */
export async function removeIndicators(dir: string, csv: string, name = 'CSV'): Promise<number> {
  const rows = readRows(csv, name, ['kind', 'value'], [...COLUMNS, ...CANARY_COLUMNS]);
  const entries = await readList(dir);
  const faults: string[] = [];
  for (const { line, cells } of rows) {
    const indicator = readIndicator(cells);
    if (indicator === null) faults.push(`${name}: line ${line}: "${cells['value']}" is no ${cells['kind']}`);
    else if (!entries.delete(hashText(hashOf(indicator)))) {
      faults.push(`${name}: line ${line}: ${indicator.value} is not on the list`);
    }
  }
  if (faults.length > 0) throw new Refusal(...faults, 'Nothing was removed.');
  await writeList(dir, entries);
  return rows.length;
}

export function readIndicator(cells: Row['cells']): Indicator | null {
  const { kind = '', value = '' } = cells;
  return isIndicatorKind(kind) ? indicatorOf(kind, value) : null;
}
