/** `list.csv` of a channel, the list: read, parsed and written. */
import { join } from 'node:path';
import { hashOf, hashText } from '../../../utils/indicators/hash.ts';
import { isThere } from '../../is-there.ts';
import { Refusal } from '../../refusal.ts';
import { cellsOf, ENTRY_COLUMNS, entryOf, OPTIONAL_COLUMNS, REQUIRED_COLUMNS, type Entry } from './entry.ts';
import { channelPaths, writeAtomically } from '../channel-folder.ts';
import { readTextFile } from '../read-text-file.ts';
import { readCsvRows, writeCsvRows } from './csv-rows.ts';

/** Hash in hexadecimal to entry. */
export type Entries = Map<string, Entry>;

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
  if (text.trim() !== '' || !isThere(join(folder, 'timestamp.json'))) return parseEntries(text, list);
  throw new Refusal(
    `${list} is ${isThere(list) ? 'empty' : 'missing'}, and a list was signed here: all that is on it would be removed.`,
    isThere(signed)
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
  return isThere(file) ? readTextFile(file, Number.POSITIVE_INFINITY) : '';
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
