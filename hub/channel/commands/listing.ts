/** Commands that change list.csv. Readers see no change before `sign`. */
import type { Command } from 'commander';
import { print } from '../../print.ts';
import { Refusal } from '../../refusal.ts';
import { UsageError } from '../../usage-error.ts';
import { LIST_CATEGORIES } from '../../../utils/model/indicator.ts';
import { locked } from '../channel-lock.ts';
import { writeCsvRows } from '../list/csv-rows.ts';
import { addDeskFile, parseDeskFile } from '../list/desk-file.ts';
import { dropExpired, setExpiry } from '../list/drop-expired.ts';
import { IMPORT_FORMATS, parseImportedList, type ImportFormat } from '../list/imports/imported-list.ts';
import { addIndicators, importIndicators, refusedLine, RefusedRows } from '../list/add-indicators.ts';
import { removeIndicators } from '../list/remove-indicators.ts';
import { readTextFile } from '../read-text-file.ts';
import { textCsvRows } from '../list/text-csv-rows.ts';
import { MAX_SHOWN, printRefused, printWholeSites } from './print-rows.ts';
import { readNamesFile } from './names-file.ts';

export function addListingCommands(group: Command): void {
  group
    .command('add')
    .summary('add indicators to the list (published by the next "sign")')
    .description(
      `FILE is the desk's file or a CSV with the columns kind,value,category,evidence. It may also have listed_on,expires_on,disputed_since,source,not_before (knowledge/indicators/README.md).
Indicators from private messages alone are refused. Indicators that may not be published yet are held back: add the file again later.
Every refused line is named, and nothing is added unless --skip-refused.`,
    )
    .argument('<DIR>', 'folder of the channel')
    .argument('<FILE>', 'CSV or file of the desk')
    .option('--skip-refused', 'add the valid lines')
    .option('--yes-really', 'list names that are on the protected list')
    .action(locked('channel add', add));

  group
    .command('import')
    .summary('import a list of others: CSV, domains, hosts file, AdBlock, STIX 2.1, MISP')
    .description(
      `FILE may be gzip. Indicators that are already on your list stay as they are. Every refused line is named with its place and the reason (in FILE.refused.csv when there are more than ${MAX_SHOWN}), and nothing is imported unless --skip-refused.`,
    )
    .argument('<DIR>', 'folder of the channel')
    .argument('<FILE>', 'list to import')
    .option('--category <CATEGORY>', `category of the whole list: ${LIST_CATEGORIES.join(', ')}`)
    .option('--evidence <REFERENCE>', 'reference to your evidence; STIX and MISP files bring one for each indicator')
    .option('--format <FORMAT>', `${IMPORT_FORMATS.join(', ')} (default: detected from the file)`)
    .option('--skip-refused', 'import the valid lines')
    .option('--whole-sites', 'a line such as jobs.example.com lists the whole of example.com; else it is refused')
    .option('--renew', 'extend indicators that are already on your list by a year')
    .option('--mirror', 'remove indicators with this evidence that FILE no longer names')
    .option('--report <FILE>', 'file for the refused lines')
    .option('--yes-really', 'list names that are on the protected list')
    .action(locked('channel import', importList));

  group
    .command('text')
    .summary('print the CSV lines that list a post by its text, for "add"')
    .description(
      `FILE holds the text of a post. Copies with small edits match too. A match is a caution, never a danger.
Each text needs an evidence reference of its own: the lines of one text belong together by it.`,
    )
    .argument('<FILE>', 'text of the post')
    .option('--category <CATEGORY>', LIST_CATEGORIES.join(', '))
    .option('--evidence <REFERENCE>', 'reference to your evidence')
    .action(async (file: string, { category, evidence }: { category?: string; evidence?: string }) => {
      if (category === undefined || evidence === undefined)
        throw new UsageError('A text needs --category and --evidence.');
      requireListCategory(category);
      for (const line of (await textCsvRows(await readTextFile(file), { category, evidence })).trimEnd().split('\n'))
        print(line);
    });

  group
    .command('remove')
    .summary('remove indicators from the list (published by the next "sign")')
    .description(
      'Give a CSV with the columns kind and value, or a kind and a value. To withdraw a name at once with one key: withdraw.',
    )
    .argument('<DIR>', 'folder of the channel')
    .argument('<CSV or KIND>', 'CSV file, or the kind of one indicator')
    .argument('[VALUE]', 'value of one indicator')
    .action(
      locked('channel remove', async (dir: string, first: string, value: string | undefined) => {
        const { csv, name } = await readNamedIndicators('remove', first, value);
        print(`${await removeIndicators(dir, csv, name)} removed. Now: channel sign ${dir}`);
      }),
    );

  group
    .command('expire')
    .summary('remove expired indicators, or set the day of expiry of some')
    .description(
      'Without a CSV or KIND it removes the expired indicators and names those that expire within 30 days: check each of them.',
    )
    .argument('<DIR>', 'folder of the channel')
    .argument('[CSV or KIND]', 'CSV file with the columns kind and value, or the kind of one indicator')
    .argument('[VALUE]', 'value of one indicator')
    .option('--on <DAY>', 'day of expiry, YYYY-MM-DD')
    .action(locked('channel expire', expire));
}

interface AddValues {
  skipRefused?: boolean;
  yesReally?: boolean;
}

async function add(dir: string, file: string, { skipRefused = false, yesReally = false }: AddValues): Promise<void> {
  const text = await readTextFile(file);
  const options = { dir, name: file, now: Date.now(), insist: yesReally, skipRefused };
  const release = parseDeskFile(text, file);
  const { relisted, stillWithdrawn, isOlder, ...result } =
    release === null
      ? { ...(await addIndicators({ ...options, csv: text })), relisted: [], stillWithdrawn: [], isOlder: false }
      : await addDeskFile(release, options);
  const { added, replaced, removed, refused, held, wholeSites } = result;
  for (const row of refused) print(refusedLine(file, row));
  for (const line of held) print(line);
  for (const line of relisted) print(`listed again: ${line}`);
  for (const line of stillWithdrawn) print(`stays withdrawn, as it was not listed later: ${line}`);
  if (isOlder) print('A later file of the desk was added before: its outcomes and statistics stay.');
  const heldBack = held.length > 0 ? `, ${held.length} held back` : '';
  const takenOff = removed > 0 ? `, ${removed} removed` : '';
  print(
    `${added} added, ${replaced} replaced${takenOff}, ${refused.length} refused${heldBack}. Now: channel sign ${dir}`,
  );
  printWholeSites(wholeSites);
}

interface ImportValues extends AddValues {
  category?: string;
  evidence?: string;
  format?: string;
  report?: string;
  wholeSites?: boolean;
  renew?: boolean;
  mirror?: boolean;
}

async function importList(dir: string, file: string, values: ImportValues): Promise<void> {
  const { report = `${file}.refused.csv`, mirror = false, renew = false } = values;
  const list = parseImportedList(await readTextFile(file), file, parseFormat(values.format));
  const reason = requireReason(values, list.format);
  try {
    const result = await importIndicators({
      dir,
      list,
      ...reason,
      name: file,
      now: Date.now(),
      skipRefused: values.skipRefused === true,
      insist: values.yesReally === true,
      wholeSites: values.wholeSites === true,
      renew,
      mirror,
    });
    await printRefused(result.refused, file, report);
    printWholeSites(result.wholeSites);
    const counts = [
      `${result.added} added`,
      `${result.alreadyListed} already listed`,
      `${result.duplicates} repeated`,
      ...(mirror ? [`${result.removed} removed`] : []),
      `${result.refused.length} refused`,
      `${list.comments} comments`,
    ];
    print(`${file} (${list.format}): ${counts.join(', ')}. Now: channel diff ${dir}, then channel sign ${dir}`);
  } catch (error) {
    if (!(error instanceof RefusedRows)) throw error;
    await printRefused(error.rows, file, report);
    throw new Refusal(
      `${error.rows.length} lines are refused, so nothing was imported.`,
      'Correct them, or import the valid lines with --skip-refused.',
    );
  }
}

async function expire(
  dir: string,
  first: string | undefined,
  value: string | undefined,
  { on }: { on?: string },
): Promise<void> {
  if (first === undefined) {
    if (on !== undefined) throw new UsageError('Name the indicators for --on: a CSV, or a kind and a value.');
    const { expired, expiringSoon } = await dropExpired(dir, Date.now());
    for (const entry of expiringSoon)
      print(`expires on ${entry.expiresOn}: ${entry.kind} ${entry.value} (${entry.evidence})`);
    for (const entry of expired) print(`removed: ${entry.kind} ${entry.value}, expired on ${entry.expiresOn}`);
    const next = expired.length > 0 ? ` Now: channel sign ${dir}` : '';
    print(`${expired.length} removed, ${expiringSoon.length} expire within 30 days.${next}`);
    return;
  }
  if (on === undefined) throw new UsageError('--on YYYY-MM-DD is needed: the day of expiry.');
  const { csv, name } = await readNamedIndicators('expire', first, value);
  print(`${await setExpiry(dir, csv, name, on)} expire on ${on}. Now: channel sign ${dir}`);
}

async function readNamedIndicators(
  command: string,
  first: string,
  value: string | undefined,
): Promise<{ csv: string; name: string | null }> {
  if (value !== undefined) return { csv: writeCsvRows(['kind', 'value'], [{ kind: first, value }]), name: null };
  return { csv: await readNamesFile(first, command), name: first };
}

function parseFormat(name: string | undefined): ImportFormat | undefined {
  const format = IMPORT_FORMATS.find((known) => known === name);
  if (name === undefined || format !== undefined) return format;
  throw new UsageError(`--format takes one of ${IMPORT_FORMATS.join(', ')}, not "${name}".`);
}

function requireListCategory(category: string): void {
  if (LIST_CATEGORIES.some((name) => name === category)) return;
  throw new UsageError(`--category takes one of ${LIST_CATEGORIES.join(', ')}, not "${category}".`);
}

/** Every indicator needs a category and evidence, from the list or from the options. */
function requireReason(
  { category = '', evidence = '', mirror }: ImportValues,
  format: ImportFormat,
): { category: string; evidence: string } {
  if (category !== '') requireListCategory(category);
  if (evidence === '' && mirror === true) {
    throw new UsageError('--mirror needs --evidence: it selects the indicators to compare.');
  }
  if (format === 'csv') return { category, evidence };
  if (category === '') {
    throw new UsageError(`Say why these are listed: --category ${LIST_CATEGORIES.join(' | ')}. Nothing was imported.`);
  }
  if (evidence === '' && format !== 'stix' && format !== 'misp') {
    throw new UsageError('Say where the evidence is: --evidence and your own reference to it. Nothing was imported.');
  }
  return { category, evidence };
}
