/** `list.csv` of a channel: what is listed now. Every change is checked whole before the file is written. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dayOf } from '../../utils/indicators/days.ts';
import { hashOf, hashText } from '../../utils/indicators/hash.ts';
import { indicatorOf, isIndicatorKind } from '../../utils/indicators/keys.ts';
import { parseLink } from '../../utils/indicators/link.ts';
import type { Indicator } from '../../utils/model/indicator.ts';
import { Refusal } from '../refusal.ts';
import { CANARY_COLUMNS, heldBack } from './canary.ts';
import { cellsOf, COLUMNS, entryOf, isAccusation, OPTIONAL, REQUIRED, type Entry } from './entry.ts';
import { pathsOf, readConfig, writeWhole } from './folder.ts';
import type { ForeignList, ForeignRow, RefusedRow } from './imports/foreign-list.ts';
import { protectionOf, readProtectedNames } from './protected-names.ts';
import { readRows, writeRows, type Row } from './rows.ts';

/** Hash in hexadecimal to entry. */
export type Entries = Map<string, Entry>;

export interface AddResult {
  added: number;
  replaced: number;
  /** On the list before, and left as they are. */
  known: number;
  /** Lines that say what another line says. */
  repeated: number;
  /** On the list by the same evidence, and no longer in the file. */
  gone: number;
  /** Parts of a site that were listed as the whole site: `jobs.example.com: as example.com`. */
  whole: string[];
  /** With `skipRefused` only: what was left out. */
  refused: RefusedRow[];
  /** Not listed yet, as they may not be published before a day; a line each. Add the file again then. */
  held: string[];
}

interface Manner {
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

export interface AddWish extends Manner {
  /** CSV with the columns of `entry.ts`. */
  csv: string;
}

export interface ImportWish extends Manner {
  list: Pick<ForeignList, 'rows' | 'refused'>;
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
  const { list } = pathsOf(dir);
  return entriesIn(await readIfThere(list), list);
}

/** The list as it was last signed; empty when that is not known. */
export async function readSigned(dir: string): Promise<Entries> {
  const { signed } = pathsOf(dir);
  return entriesIn(await readIfThere(signed), signed);
}

/** @param name the file's, for messages */
export function entriesIn(csv: string, name: string): Entries {
  const entries: Entries = new Map();
  if (csv === '') return entries;
  for (const { line, cells } of readRows(csv, name, REQUIRED, OPTIONAL)) {
    const entry = entryOf(cells, 0);
    if (typeof entry === 'string') throw new Refusal(`${name}: line ${line}: ${entry}`);
    entries.set(hashText(hashOf(entry)), entry);
  }
  return entries;
}

/** A file's text, or none. */
export async function readIfThere(file: string): Promise<string> {
  return existsSync(file) ? readFile(file, 'utf8') : '';
}

export async function writeList(dir: string, entries: Entries): Promise<void> {
  await writeEntries(pathsOf(dir).list, entries);
}

export async function writeEntries(file: string, entries: Entries): Promise<void> {
  await writeWhole(file, writeRows(COLUMNS, Array.from(entries.values(), cellsOf)));
}

/** Throws a Refusal that names every refused line and its reason; the list is then as it was. */
export async function addIndicators(wish: AddWish): Promise<AddResult> {
  const { csv, name = 'CSV' } = wish;
  await readConfig(wish.dir);
  const today = dayOf(wish.now);
  const rows = readRows(csv, name, REQUIRED, [...OPTIONAL, ...CANARY_COLUMNS]).map(({ line, cells }) => ({
    place: `line ${line}`,
    cells,
  }));
  return change(wish, { rows, refused: [] }, (book, { place, cells }) => {
    const entry = entryOf(cells, wish.now);
    const held = heldBack(cells, today);
    if (held !== null && 'until' in held) {
      book.result.held.push(`${name}: ${place}: held back until ${held.until}`);
      return null;
    }
    if (typeof entry === 'string') return entry;
    const hash = hashText(hashOf(entry));
    const fault = held?.refused ?? book.faultOf(entry, hash) ?? book.repeatOf(entry, hash);
    if (fault !== null) return fault;
    if (isPart(cells['value'] ?? '', entry)) book.result.whole.push(`${cells['value']}: as ${entry.value}`);
    return book.put(entry, hash, place);
  });
}

/** As `addIndicators`, for the list of somebody else: what is known already stays as it is, and repeated lines are only counted. */
export async function importIndicators(wish: ImportWish): Promise<AddResult> {
  const { dir, list, category = '', evidence = '', now, wholeSites = false, renew = false, mirror = false } = wish;
  await readConfig(dir);
  const named = new Set<string>();
  const today = dayOf(now);
  return change(
    wish,
    list,
    (book, { place, cells }) => {
      const entry = entryOf(
        { ...cells, category: cells['category'] || category, evidence: evidence || (cells['evidence'] ?? '') },
        now,
      );
      if (typeof entry === 'string') return entry;
      const held = heldBack(cells, today);
      if (held !== null) return 'until' in held ? `may not be published before ${held.until}` : held.refused;
      const hash = hashText(hashOf(entry));
      const part = isPart(cells['value'] ?? '', entry);
      if (part && !wholeSites)
        return `names a part of ${entry.value}, and only the whole of it can be listed (--whole-sites)`;
      const fault = book.faultOf(entry, hash);
      if (fault !== null) return fault;
      const again = named.has(hash);
      named.add(hash);
      if (again) {
        book.result.repeated++;
        return null;
      }
      if (part) book.result.whole.push(`${cells['value']}: as ${entry.value}`);
      const old = book.entries.get(hash);
      if (old === undefined) return book.put(entry, hash, place);
      book.result.known++;
      if (renew) book.entries.set(hash, { ...old, expiresOn: entry.expiresOn });
      return null;
    },
    ({ entries, result }) => {
      if (!mirror) return;
      for (const [hash, entry] of entries) {
        if (entry.evidence !== evidence || named.has(hash)) continue;
        entries.delete(hash);
        result.gone++;
      }
    },
  );
}

/** The list while it is being changed. */
interface Book {
  entries: Entries;
  result: AddResult;
  /** Why the entry must never stand here, or null. */
  faultOf(entry: Entry, hash: string): string | null;
  /** Whether another line of the same file says the same. */
  repeatOf(entry: Entry, hash: string): string | null;
  put(entry: Entry, hash: string, place: string): null;
}

async function change(
  { dir, name = 'CSV', insist = false, skipRefused = false }: Manner,
  { rows, refused }: Pick<ForeignList, 'rows' | 'refused'>,
  take: (book: Book, row: ForeignRow) => string | null,
  end: (book: Book) => void = () => undefined,
): Promise<AddResult> {
  const protectedNames = await readProtectedNames();
  const entries = await readList(dir);
  const places = new Map<string, string>();
  const result: AddResult = {
    added: 0,
    replaced: 0,
    known: 0,
    repeated: 0,
    gone: 0,
    whole: [],
    refused: [...refused],
    held: [],
  };
  const book: Book = {
    entries,
    result,
    faultOf(entry, hash) {
      const other = entries.get(hash);
      const clash = other === undefined || other.value === entry.value ? null : `its hash is that of ${other.value}`;
      return protectionOf(protectedNames, entry, insist || !isAccusation(entry), hash) ?? clash;
    },
    repeatOf(entry, hash) {
      const place = places.get(hash);
      return place === undefined ? null : `${entry.value} stands on ${place} already`;
    },
    put(entry, hash, place) {
      if (entries.has(hash)) result.replaced++;
      else result.added++;
      entries.set(hash, entry);
      places.set(hash, place);
      return null;
    },
  };
  for (const row of rows) {
    const reason = take(book, row);
    if (reason !== null) result.refused.push({ place: row.place, text: row.cells['value'] ?? '', reason });
  }
  end(book);
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
function isPart(raw: string, { kind, value }: Entry): boolean {
  if (kind !== 'domain' || value.includes('/')) return false;
  const link = parseLink(raw);
  return link !== null && (link.host !== value || link.segments.length > 0);
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
