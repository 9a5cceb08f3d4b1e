/** Adds indicators to a channel's list. A change is checked completely before the file is written. */
import { dayOf } from '../../../utils/indicators/day-number.ts';
import { hashOf, hashText } from '../../../utils/indicators/hash.ts';
import { parseLink } from '../../../utils/indicators/link.ts';
import { VERIFIED } from '../../../utils/model/indicator.ts';
import { Refusal } from '../../refusal.ts';
import { CANARY_COLUMNS, publicationHold } from './canary.ts';
import { entryOf, isAccusation, OPTIONAL_COLUMNS, REQUIRED_COLUMNS, spreadsheetFault, type Entry } from './entry.ts';
import { readChannelConfig } from '../channel-folder.ts';
import type { ImportedRow, ImportedRows, RefusedRow } from './imports/imported-rows.ts';
import { readWholeList, writeList, type Entries } from './list-file.ts';
import { protectionReason, readProtectedNames } from './protected-names.ts';
import { readCsvRows } from './csv-rows.ts';

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
  return changeList(options, { rows, refused: [] }, (change, { place, cells }) => {
    const entry = entryOf(cells, options.now);
    const held = publicationHold(cells, today);
    if (held !== null && 'until' in held) {
      change.result.held.push(`${name}: ${place}: held back until ${held.until}`);
      return null;
    }
    if (typeof entry === 'string') return entry;
    const hash = hashText(hashOf(entry));
    const fault = held?.refused ?? change.conflictOf(entry, hash) ?? change.duplicateOf(entry, hash);
    if (fault !== null) return fault;
    if (isPartOfSite(cells['value'] ?? '', entry))
      change.result.wholeSites.push(`${cells['value']}: as ${entry.value}`);
    return change.setEntry(entry, hash, place);
  });
}

/** Adds an imported list. Entries that are already listed stay as they are; repeated lines are only counted. */
export async function importIndicators(options: ImportOptions): Promise<AddResult> {
  const { dir, list, name = 'The list', category = '', evidence = '', now } = options;
  const { wholeSites = false, renew = false, mirror = false } = options;
  await readChannelConfig(dir);
  const named = new Set<string>();
  const today = dayOf(now);
  return changeList(
    options,
    list,
    (change, { place, cells }) => {
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
      const isPart = isPartOfSite(cells['value'] ?? '', entry);
      if (isPart && !wholeSites)
        return `names a part of ${entry.value}, and only the whole of it can be listed (--whole-sites)`;
      const fault = change.conflictOf(entry, hash);
      if (fault !== null) return fault;
      const isRepeated = named.has(hash);
      named.add(hash);
      if (isRepeated) {
        change.result.duplicates++;
        return null;
      }
      if (isPart) change.result.wholeSites.push(`${cells['value']}: as ${entry.value}`);
      const old = change.entries.get(hash);
      if (old === undefined) return change.setEntry(entry, hash, place);
      change.result.alreadyListed++;
      if (renew) change.entries.set(hash, { ...old, expiresOn: entry.expiresOn });
      return null;
    },
    ({ entries, result }) => {
      const unnamed = Array.from(entries).filter(
        ([hash, entry]) => mirror && entry.evidence === evidence && !named.has(hash),
      );
      // A download that failed is an empty file, too.
      if (named.size === 0 && unnamed.length > 0) {
        throw new Refusal(
          `${name} names nothing that can be listed: --mirror would remove all with the evidence ${evidence} (${unnamed.length}).`,
          'Get the list again. If they shall all go: channel remove. Nothing was changed.',
        );
      }
      if (list.rows.length + list.refused.length === 0) {
        throw new Refusal(`${name} names no indicator: it is empty, or holds comments only. Nothing was changed.`);
      }
      for (const [hash] of unnamed) entries.delete(hash);
      result.removed = unnamed.length;
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
  applyRow: (change: ListChange, row: ImportedRow) => string | null,
  finish: (change: ListChange) => void = () => undefined,
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
  const change: ListChange = {
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
    const reason = spreadsheetFault(row.cells) ?? applyRow(change, row);
    if (reason !== null) result.refused.push({ place: row.place, text: row.cells['value'] ?? '', reason });
  }
  finish(change);
  if (result.refused.length > 0 && !skipRefused) throw new RefusedRows(name, result.refused);
  await writeList(dir, entries);
  return result;
}

/** Lines that a refusal names; a file may have more than a call can take as arguments. */
const MAX_NAMED = 1_000;
/** Letters of a line or a reason that are quoted. */
const MAX_QUOTED = 300;

/** Names the lines that cannot be listed. */
export class RefusedRows extends Refusal {
  readonly rows: readonly RefusedRow[];

  constructor(name: string, rows: readonly RefusedRow[]) {
    const named = rows.slice(0, MAX_NAMED).map((row) => refusedLine(name, row));
    const rest = rows.length - named.length;
    super(...named, ...(rest > 0 ? [`and ${rest} more lines are refused`] : []), 'Nothing was added.');
    this.rows = rows;
  }
}

export function refusedLine(name: string, { place, text, reason }: RefusedRow): string {
  const what = text === '' || reason.includes(text) ? '' : `"${shorten(text)}": `;
  return `${name}: ${place}: ${what}${shorten(reason)}`;
}

/** A partner's line may have megabytes. The end is kept: a reason quotes the value first. */
export function shorten(text: string): string {
  if (text.length <= MAX_QUOTED) return text;
  return `${text.slice(0, MAX_QUOTED / 2)} … ${text.slice(-MAX_QUOTED / 2)}`;
}

/** Whether the value names only a part of the listed domain: a subdomain other than `www`, or one page. */
function isPartOfSite(raw: string, { kind, value }: Entry): boolean {
  if (kind !== 'domain' || value.includes('/')) return false;
  const link = parseLink(raw);
  return link !== null && (link.host !== value || link.segments.length > 0);
}
