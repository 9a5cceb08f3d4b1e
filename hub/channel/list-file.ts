/** `list.csv` of a channel: the list. Every change is checked completely before the file is written. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { dayOf } from '../../utils/indicators/day-number.ts';
import { hashOf, hashText } from '../../utils/indicators/hash.ts';
import { indicatorOf, isIndicatorKind } from '../../utils/indicators/canonical.ts';
import { parseLink } from '../../utils/indicators/link.ts';
import { VERIFIED, type Indicator } from '../../utils/model/indicator.ts';
import { Refusal } from '../refusal.ts';
import { CANARY_COLUMNS, publicationHold } from './canary.ts';
import {
  cellsOf,
  ENTRY_COLUMNS,
  entryOf,
  isAccusation,
  OPTIONAL_COLUMNS,
  REQUIRED_COLUMNS,
  spreadsheetFault,
  type Entry,
} from './entry.ts';
import { channelPaths, readChannelConfig, writeAtomically } from './channel-folder.ts';
import type { ImportedRow, ImportedRows, RefusedRow } from './imports/imported-rows.ts';
import { protectionReason, readProtectedNames } from './protected-names.ts';
import { readTextFile } from './read-text-file.ts';
import { readCsvRows, writeCsvRows, type CsvRow } from './csv-rows.ts';

/** Hash in hexadecimal to entry. */
export type Entries = Map<string, Entry>;

export interface AddResult {
  added: number;
  replaced: number;
  /** Entries that were on the list and stay unchanged. */
  alreadyListed: number;
  /** Lines that repeat another line. */
  duplicates: number;
  /** With `mirror`: entries with the same evidence that the file no longer names. */
  removed: number;
  /** Parts of a site that were listed as the whole site: `jobs.example.com: as example.com`. */
  wholeSites: string[];
  /** With `skipRefused`: refused lines. */
  refused: RefusedRow[];
  /** Lines that may not be published yet. Add the file again later. */
  held: string[];
}

interface ChangeOptions {
  dir: string;
  /** File name, for messages. */
  name?: string;
  /** Milliseconds since 1970. */
  now: number;
  /** List protected names too. */
  insist?: boolean;
  /** Add the valid lines and report the others, instead of refusing the whole file. */
  skipRefused?: boolean;
}

export interface AddOptions extends ChangeOptions {
  /** CSV with the columns of `entry.ts`. */
  csv: string;
}

export interface ImportOptions extends ChangeOptions {
  list: Pick<ImportedRows, 'rows' | 'refused'>;
  /** For lines without their own. */
  category?: string;
  evidence?: string;
  /** Whether a line that names a part of a site lists the whole of it; else it is refused. */
  wholeSites?: boolean;
  /** Extend entries that are already listed. */
  renew?: boolean;
  /** Remove entries with this evidence that the imported list no longer names. */
  mirror?: boolean;
}

export async function readList(dir: string): Promise<Entries> {
  const { list } = channelPaths(dir);
  return parseEntries(await readIfExists(list), list);
}

/**
 * Reads the list in order to change or sign it. Throws a Refusal when list.csv was lost: what is not in it leaves the list with
 * the next signature.
 */
export async function readWholeList(dir: string): Promise<Entries> {
  const { list, signed, public: folder } = channelPaths(dir);
  const text = await readIfExists(list);
  // Every command writes the line of columns, also for an empty list.
  if (text.trim() !== '' || !existsSync(join(folder, 'timestamp.json'))) return parseEntries(text, list);
  throw new Refusal(
    `${list} is ${existsSync(list) ? 'empty' : 'missing'}, and a list was signed here: all that is on it would be removed.`,
    existsSync(signed)
      ? `Put a copy of it back. ${signed} is the list as it was last signed. Nothing was changed.`
      : 'Put a copy of it back. Nothing was changed.',
  );
}

/** Reads the list as it was last signed; empty when it is not known. */
export async function readSignedList(dir: string): Promise<Entries> {
  const { signed } = channelPaths(dir);
  return parseEntries(await readIfExists(signed), signed);
}

/** @param name file name, for messages */
export function parseEntries(csv: string, name: string): Entries {
  const entries: Entries = new Map();
  if (csv.trim() === '') return entries;
  for (const { line, cells } of readCsvRows(csv, name, REQUIRED_COLUMNS, OPTIONAL_COLUMNS)) {
    // A list states its days: a row without them would change from day to day.
    const entry = cells['listed_on'] ? entryOf(cells, 0) : 'the day in listed_on is missing';
    if (typeof entry === 'string') throw new Refusal(`${name}: line ${line}: ${entry}`);
    entries.set(hashText(hashOf(entry)), entry);
  }
  return entries;
}

/**
 * Returns a file's text, or '' when there is no file. Throws a Refusal when a spreadsheet saved it in another encoding: words with
 * accents would become other words.
 */
export async function readIfExists(file: string): Promise<string> {
  return existsSync(file) ? readTextFile(file, Number.POSITIVE_INFINITY) : '';
}

export async function writeList(dir: string, entries: Entries): Promise<void> {
  await writeEntries(channelPaths(dir).list, entries);
}

export async function writeEntries(file: string, entries: Entries): Promise<void> {
  await writeAtomically(file, entriesCsv(entries));
}

export function entriesCsv(entries: Entries): string {
  return writeCsvRows(ENTRY_COLUMNS, Array.from(entries.values(), cellsOf));
}

/** Adds the rows of a CSV. Throws a Refusal that names every refused line; the list is then unchanged. */
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

/** Adds an imported list. Entries that are already listed stay as they are; repeated lines are only counted. */
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
      // A list of others may not clear their friends among many accusations.
      if (!isAccusation(entry) && category !== VERIFIED)
        return 'would clear it (verified), which only "channel add" does';
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
      const gone = Array.from(entries).filter(([hash, entry]) => entry.evidence === evidence && !named.has(hash));
      // A download that failed is an empty file, too.
      if (named.size === 0 && gone.length > 0) {
        throw new Refusal(
          `${options.name ?? 'The list'} names nothing that can be listed: --mirror would remove all with the evidence ${evidence} (${gone.length}).`,
          'Get the list again. If they shall all go: channel remove. Nothing was changed.',
        );
      }
      for (const [hash] of gone) entries.delete(hash);
      result.removed = gone.length;
    },
  );
}

/** The list during a change. */
interface ListChange {
  entries: Entries;
  result: AddResult;
  /** Returns why the entry must not be listed, or null. */
  conflictOf(entry: Entry, hash: string): string | null;
  /** Returns a message when another line of the file names the same indicator, or null. */
  duplicateOf(entry: Entry, hash: string): string | null;
  setEntry(entry: Entry, hash: string, place: string): null;
}

async function changeList(
  { dir, name = 'CSV', insist = false, skipRefused = false }: ChangeOptions,
  { rows, refused }: Pick<ImportedRows, 'rows' | 'refused'>,
  applyRow: (listChange: ListChange, row: ImportedRow) => string | null,
  finish: (book: ListChange) => void = () => undefined,
): Promise<AddResult> {
  const protectedNames = await readProtectedNames();
  const entries = await readWholeList(dir);
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
      return place === undefined ? null : `${entry.value} is on ${place} already`;
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
    const reason = spreadsheetFault(row.cells) ?? applyRow(book, row);
    if (reason !== null) result.refused.push({ place: row.place, text: row.cells['value'] ?? '', reason });
  }
  finish(book);
  if (result.refused.length > 0 && !skipRefused) throw new RefusedRows(name, result.refused);
  await writeList(dir, entries);
  return result;
}

/** Names every line that cannot be listed. */
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

/** Whether the value names only a part of the listed domain: a subdomain other than `www`, or one page. */
function isPartOfSite(raw: string, { kind, value }: Entry): boolean {
  if (kind !== 'domain' || value.includes('/')) return false;
  const link = parseLink(raw);
  return link !== null && (link.host !== value || link.segments.length > 0);
}

/** Removes the indicators of a CSV (columns kind and value). Returns their number. Throws as `addIndicators`. */
export async function removeIndicators(dir: string, csv: string, name = 'CSV'): Promise<number> {
  const rows = readCsvRows(csv, name, ['kind', 'value'], [...ENTRY_COLUMNS, ...CANARY_COLUMNS]);
  const entries = await readWholeList(dir);
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
