/** `list.csv` of a channel: what is listed now. Every change is checked whole before the file is written. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dayOf } from '../../utils/indicators/day-number.ts';
import { hashOf, hashText } from '../../utils/indicators/hash.ts';
import { indicatorOf, isIndicatorKind } from '../../utils/indicators/canonical.ts';
import { parseLink } from '../../utils/indicators/link.ts';
import type { Indicator } from '../../utils/model/indicator.ts';
import { Refusal } from '../refusal.ts';
import { CANARY_COLUMNS, publicationHold } from './canary.ts';
import {
  cellsOf,
  ENTRY_COLUMNS,
  entryOf,
  isAccusation,
  OPTIONAL_COLUMNS,
  REQUIRED_COLUMNS,
  type Entry,
} from './entry.ts';
import { channelPaths, readChannelConfig, writeAtomically } from './channel-folder.ts';
import type { ImportedList, ImportedRow, RefusedRow } from './imports/imported-list.ts';
import { protectionReason, readProtectedNames } from './protected-names.ts';
import { readCsvRows, writeCsvRows, type CsvRow } from './csv-rows.ts';

/** Hash in hexadecimal to entry. */
export type Entries = Map<string, Entry>;

export interface AddResult {
  added: number;
  replaced: number;
  /** On the list before, and left as they are. */
  alreadyListed: number;
  /** Lines that say what another line says. */
  duplicates: number;
  /** On the list by the same evidence, and no longer in the file. */
  removed: number;
  /** Parts of a site that were listed as the whole site: `jobs.example.com: as example.com`. */
  wholeSites: string[];
  /** With `skipRefused` only: what was left out. */
  refused: RefusedRow[];
  /** Not listed yet, as they may not be published before a day; a line each. Add the file again then. */
  held: string[];
}

interface ChangeOptions {
  dir: string;
  /** The file's name, for messages. */
  name?: string;
  /** Milliseconds since 1970. */
  now: number;
  /** List a protected name all the same. */
  insist?: boolean;
  /** Add the good lines and report the others, instead of refusing the whole file. */
  skipRefused?: boolean;
}

export interface AddOptions extends ChangeOptions {
  /** CSV with the columns of `entry.ts`. */
  csv: string;
}

export interface ImportOptions extends ChangeOptions {
  list: Pick<ImportedList, 'rows' | 'refused'>;
  /** For lines that do not say their own. */
  category?: string;
  evidence?: string;
  /** Whether a line that names a part of a site lists the whole of it; else it is refused. */
  wholeSites?: boolean;
  /** Entries known before get a new day of expiry. */
  renew?: boolean;
  /** Entries by this evidence that the list no longer names go. */
  mirror?: boolean;
}

export async function readList(dir: string): Promise<Entries> {
  const { list } = channelPaths(dir);
  return parseEntries(await readIfExists(list), list);
}

/** The list as it was last signed; empty when that is not known. */
export async function readSignedList(dir: string): Promise<Entries> {
  const { signed } = channelPaths(dir);
  return parseEntries(await readIfExists(signed), signed);
}

/** @param name the file's, for messages */
export function parseEntries(csv: string, name: string): Entries {
  const entries: Entries = new Map();
  if (csv === '') return entries;
  for (const { line, cells } of readCsvRows(csv, name, REQUIRED_COLUMNS, OPTIONAL_COLUMNS)) {
    const entry = entryOf(cells, 0);
    if (typeof entry === 'string') throw new Refusal(`${name}: line ${line}: ${entry}`);
    entries.set(hashText(hashOf(entry)), entry);
  }
  return entries;
}

/** A file's text, or none. */
export async function readIfExists(file: string): Promise<string> {
  return existsSync(file) ? readFile(file, 'utf8') : '';
}

export async function writeList(dir: string, entries: Entries): Promise<void> {
  await writeEntries(channelPaths(dir).list, entries);
}

export async function writeEntries(file: string, entries: Entries): Promise<void> {
  await writeAtomically(file, writeCsvRows(ENTRY_COLUMNS, Array.from(entries.values(), cellsOf)));
}

/** Throws a Refusal that names every refused line and its reason; the list is then as it was. */
export async function addIndicators(options: AddOptions): Promise<AddResult> {
  const { csv, name = 'CSV' } = options;
  await readChannelConfig(options.dir);
  const today = dayOf(options.now);
  const rows = readCsvRows(csv, name, REQUIRED_COLUMNS, [...OPTIONAL_COLUMNS, ...CANARY_COLUMNS]).map(
    ({ line, cells }) => ({
      place: `line ${line}`,
      cells,
    }),
  );
  return changeList(options, { rows, refused: [] }, (book, { place, cells }) => {
    const entry = entryOf(cells, options.now);
    const held = publicationHold(cells, today);
    if (held !== null && 'until' in held) {
      book.result.held.push(`${name}: ${place}: held back until ${held.until}`);
      return null;
    }
    if (typeof entry === 'string') return entry;
    const hash = hashText(hashOf(entry));
    const fault = held?.refused ?? book.conflictOf(entry, hash) ?? book.duplicateOf(entry, hash);
    if (fault !== null) return fault;
    if (isPartOfSite(cells['value'] ?? '', entry)) book.result.wholeSites.push(`${cells['value']}: as ${entry.value}`);
    return book.setEntry(entry, hash, place);
  });
}

/** As `addIndicators`, for the list of somebody else: what is known already stays as it is, and repeated lines are only counted. */
export async function importIndicators(options: ImportOptions): Promise<AddResult> {
  const { dir, list, category = '', evidence = '', now, wholeSites = false, renew = false, mirror = false } = options;
  await readChannelConfig(dir);
  const named = new Set<string>();
  const today = dayOf(now);
  return changeList(
    options,
    list,
    (book, { place, cells }) => {
      const entry = entryOf(
        { ...cells, category: cells['category'] || category, evidence: evidence || (cells['evidence'] ?? '') },
        now,
      );
      if (typeof entry === 'string') return entry;
      const held = publicationHold(cells, today);
      if (held !== null) return 'until' in held ? `may not be published before ${held.until}` : held.refused;
      const hash = hashText(hashOf(entry));
      const part = isPartOfSite(cells['value'] ?? '', entry);
      if (part && !wholeSites)
        return `names a part of ${entry.value}, and only the whole of it can be listed (--whole-sites)`;
      const fault = book.conflictOf(entry, hash);
      if (fault !== null) return fault;
      const again = named.has(hash);
      named.add(hash);
      if (again) {
        book.result.duplicates++;
        return null;
      }
      if (part) book.result.wholeSites.push(`${cells['value']}: as ${entry.value}`);
      const old = book.entries.get(hash);
      if (old === undefined) return book.setEntry(entry, hash, place);
      book.result.alreadyListed++;
      if (renew) book.entries.set(hash, { ...old, expiresOn: entry.expiresOn });
      return null;
    },
    ({ entries, result }) => {
      if (!mirror) return;
      for (const [hash, entry] of entries) {
        if (entry.evidence !== evidence || named.has(hash)) continue;
        entries.delete(hash);
        result.removed++;
      }
    },
  );
}

/** The list while it is being changed. */
interface ListChange {
  entries: Entries;
  result: AddResult;
  /** Why the entry must never stand here, or null. */
  conflictOf(entry: Entry, hash: string): string | null;
  /** Whether another line of the same file says the same. */
  duplicateOf(entry: Entry, hash: string): string | null;
  setEntry(entry: Entry, hash: string, place: string): null;
}

async function changeList(
  { dir, name = 'CSV', insist = false, skipRefused = false }: ChangeOptions,
  { rows, refused }: Pick<ImportedList, 'rows' | 'refused'>,
  applyRow: (listChange: ListChange, row: ImportedRow) => string | null,
  finish: (book: ListChange) => void = () => undefined,
): Promise<AddResult> {
  const protectedNames = await readProtectedNames();
  const entries = await readList(dir);
  const places = new Map<string, string>();
  const result: AddResult = {
    added: 0,
    replaced: 0,
    alreadyListed: 0,
    duplicates: 0,
    removed: 0,
    wholeSites: [],
    refused: [...refused],
    held: [],
  };
  const book: ListChange = {
    entries,
    result,
    conflictOf(entry, hash) {
      const other = entries.get(hash);
      const clash = other === undefined || other.value === entry.value ? null : `its hash is that of ${other.value}`;
      return protectionReason(protectedNames, entry, insist || !isAccusation(entry), hash) ?? clash;
    },
    duplicateOf(entry, hash) {
      const place = places.get(hash);
      return place === undefined ? null : `${entry.value} stands on ${place} already`;
    },
    setEntry(entry, hash, place) {
      if (entries.has(hash)) result.replaced++;
      else result.added++;
      entries.set(hash, entry);
      places.set(hash, place);
      return null;
    },
  };
  for (const row of rows) {
    const reason = applyRow(book, row);
    if (reason !== null) result.refused.push({ place: row.place, text: row.cells['value'] ?? '', reason });
  }
  finish(book);
  if (result.refused.length > 0 && !skipRefused) throw new RefusedRows(name, result.refused);
  await writeList(dir, entries);
  return result;
}

/** Lines that cannot be listed; each is named. */
export class RefusedRows extends Refusal {
  readonly rows: readonly RefusedRow[];

  constructor(name: string, rows: readonly RefusedRow[]) {
    super(...rows.map((row) => refusedLine(name, row)), 'Nothing was added.');
    this.rows = rows;
  }
}

export function refusedLine(name: string, { place, text, reason }: RefusedRow): string {
  const what = text === '' || reason.includes(text) ? '' : `"${text}": `;
  return `${name}: ${place}: ${what}${reason}`;
}

/** Whether the value names less than what is listed: a host below the domain, or one page of it. `www.` is no part. */
function isPartOfSite(raw: string, { kind, value }: Entry): boolean {
  if (kind !== 'domain' || value.includes('/')) return false;
  const link = parseLink(raw);
  return link !== null && (link.host !== value || link.segments.length > 0);
}

/** Takes the indicators of a CSV (columns kind and value; others are ignored) off the list. Throws as `addIndicators`. */
export async function removeIndicators(dir: string, csv: string, name = 'CSV'): Promise<number> {
  const rows = readCsvRows(csv, name, ['kind', 'value'], [...ENTRY_COLUMNS, ...CANARY_COLUMNS]);
  const entries = await readList(dir);
  const faults: string[] = [];
  for (const { line, cells } of rows) {
    const indicator = indicatorOfCells(cells);
    if (indicator === null) faults.push(`${name}: line ${line}: "${cells['value']}" is no ${cells['kind']}`);
    else if (!entries.delete(hashText(hashOf(indicator)))) {
      faults.push(`${name}: line ${line}: ${indicator.value} is not on the list`);
    }
  }
  if (faults.length > 0) throw new Refusal(...faults, 'Nothing was removed.');
  await writeList(dir, entries);
  return rows.length;
}

export function indicatorOfCells(cells: CsvRow['cells']): Indicator | null {
  const { kind = '', value = '' } = cells;
  return isIndicatorKind(kind) ? indicatorOf(kind, value) : null;
}
