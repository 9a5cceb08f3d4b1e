/** Commands that change list.csv; nothing of it is seen by a reader before `sign`. */
import { Refusal } from '../../refusal.ts';
import { LIST_CATEGORIES } from '../../../utils/model/indicator.ts';
import { addDeskFile, parseDeskFile } from '../desk-file.ts';
import { dropExpired, setExpiry } from '../drop-expired.ts';
import { writeAtomically } from '../channel-folder.ts';
import { IMPORT_FORMATS, parseImportedList, type ImportFormat, type RefusedRow } from '../imports/imported-list.ts';
import { addIndicators, importIndicators, refusedLine, RefusedRows, removeIndicators } from '../list-file.ts';
import { writeCsvRows } from '../csv-rows.ts';
import { textCsvRows } from '../text-csv-rows.ts';
import { flag, readText, textOf, word, type Commands, type PrintLine } from './command.ts';

/** More refused lines than this are read in a file, not on a screen. */
const MAX_SHOWN = 50;

export const LISTING_COMMANDS: Commands = {
  add: {
    usage: 'add DIR FILE [--skip-refused] [--yes-really]',
    summary: 'put indicators on the list (signed by the next "sign")',
    help: `FILE is the file that the desk hands over, or a CSV with the columns kind,value,category,evidence, which may
have listed_on,expires_on,disputed_since,source,not_before (knowledge/indicators/README.md). What came from a private
message alone is refused; what may not be published yet is held back: add the file again then. Every refused line is named;
then nothing is added, unless
  --skip-refused       add the good lines all the same
  --yes-really         list names that stand on the protected list`,
    options: { 'skip-refused': flag, 'yes-really': flag },
    argumentCount: [2, 2],
    async run(values, [dir = '', file = ''], say) {
      const text = await readText(file);
      const options = {
        dir,
        name: file,
        now: Date.now(),
        insist: values['yes-really'] === true,
        skipRefused: values['skip-refused'] === true,
      };
      const release = parseDeskFile(text, file);
      const result =
        release === null ? await addIndicators({ ...options, csv: text }) : await addDeskFile(release, options);
      const { added, replaced, refused, held, wholeSites } = result;
      for (const row of refused) say(refusedLine(file, row));
      for (const line of held) say(line);
      const counts = `${added} added, ${replaced} replaced, ${refused.length} refused`;
      say(`${counts}${held.length > 0 ? `, ${held.length} held back` : ''}. Now: channel sign ${dir}`);
      printWholeSites(wholeSites, say);
    },
  },
  import: {
    usage: 'import DIR FILE --category CATEGORY --evidence REFERENCE [--format FORMAT] [--skip-refused] ...',
    summary: "take over somebody else's list: CSV, domains, hosts file, AdBlock, STIX 2.1, MISP",
    help: `FILE may be gzip. What stands on your list already stays as it is. Every refused line is named, with its place and the reason
(in FILE.refused.csv where there are more than ${MAX_SHOWN}); then nothing is imported, unless --skip-refused.
  --category CATEGORY  for the whole list: ${LIST_CATEGORIES.join(', ')}
  --evidence REFERENCE for the whole list, in your own files; STIX and MISP bring a reference for each line where you give none
  --format FORMAT      ${IMPORT_FORMATS.join(', ')}; told from the file when not given
  --skip-refused       import the good lines all the same
  --whole-sites        a line such as jobs.example.com lists the whole of example.com; else it is refused
  --renew              what is on your list already is good for another year
  --mirror             what you listed by this evidence and FILE no longer names is taken off
  --report FILE        where to write the refused lines
  --yes-really         list names that stand on the protected list`,
    options: {
      category: word,
      evidence: word,
      format: word,
      report: word,
      'skip-refused': flag,
      'whole-sites': flag,
      'yes-really': flag,
      renew: flag,
      mirror: flag,
    },
    argumentCount: [2, 2],
    async run(values, [dir = '', file = ''], say) {
      const list = parseImportedList(await readText(file), file, formatNamed(textOf(values, 'format')));
      const { category, evidence } = requireReason(values, list.format);
      const report = textOf(values, 'report') ?? `${file}.refused.csv`;
      try {
        const result = await importIndicators({
          dir,
          list,
          category,
          evidence,
          name: file,
          now: Date.now(),
          skipRefused: values['skip-refused'] === true,
          insist: values['yes-really'] === true,
          wholeSites: values['whole-sites'] === true,
          renew: values['renew'] === true,
          mirror: values['mirror'] === true,
        });
        await printRefused(result.refused, file, report, say);
        printWholeSites(result.wholeSites, say);
        const { added, alreadyListed, duplicates, removed, refused } = result;
        const more = [
          `${alreadyListed} known already`,
          `${duplicates} repeated`,
          ...(values['mirror'] === true ? [`${removed} taken off`] : []),
          `${refused.length} refused`,
          `${list.comments} comments`,
        ];
        say(
          `${file} (${list.format}): ${added} added, ${more.join(', ')}. Now: channel diff ${dir}, then channel sign ${dir}`,
        );
      } catch (error) {
        if (!(error instanceof RefusedRows)) throw error;
        await printRefused(error.rows, file, report, say);
        throw new Refusal(
          `${error.rows.length} lines are refused, so nothing was imported.`,
          'Mend them, or import the others all the same with --skip-refused.',
        );
      }
    },
  },
  text: {
    usage: 'text FILE --category CATEGORY --evidence REFERENCE',
    summary: 'print the CSV lines that list a post by its text, for "add"',
    help: `FILE holds the post's text. Copies with small edits are known again too; a hit is a caution, never a danger.
Each text needs an evidence reference of its own: the lines of one text belong together by it.`,
    options: { category: word, evidence: word },
    argumentCount: [1, 1],
    async run(values, [file = ''], say) {
      const { category, evidence } = values;
      if (typeof category !== 'string' || typeof evidence !== 'string') {
        throw new Refusal('A text needs --category and --evidence.');
      }
      say((await textCsvRows(await readText(file), category, evidence)).trimEnd());
    },
  },
  remove: {
    usage: 'remove DIR CSV | remove DIR KIND VALUE',
    summary: 'take indicators off the list (signed by the next "sign")',
    help: 'CSV needs the columns kind and value only. To take a name back at once with one key: withdraw.',
    options: {},
    argumentCount: [2, 3],
    async run(_values, [dir = '', first = '', value], say) {
      const { csv, name } = await readNamedIndicators(first, value);
      const removed = await removeIndicators(dir, csv, name);
      say(`${removed} removed. Now: channel sign ${dir}`);
    },
  },
  expire: {
    usage: 'expire DIR [CSV | KIND VALUE] [--on YYYY-MM-DD]',
    summary: 'take off what has run out, tell what soon will, or set the day for some',
    help: `Without more, takes off the entries whose day has come, and names those that end within 30 days: look at each again.
  --on YYYY-MM-DD      from that day the named entries mean nothing; CSV needs the columns kind and value only`,
    options: { on: word },
    argumentCount: [1, 3],
    async run(values, [dir = '', first, value], say) {
      const on = textOf(values, 'on');
      if (first === undefined) {
        if (on !== undefined) throw new Refusal('Say which entries end on that day: a CSV, or a kind and a value.');
        const { expired, expiringSoon } = await dropExpired(dir, Date.now());
        for (const entry of expiringSoon)
          say(`ends on ${entry.expiresOn}: ${entry.kind} ${entry.value} (${entry.evidence})`);
        for (const entry of expired) say(`taken off: ${entry.kind} ${entry.value}, ended on ${entry.expiresOn}`);
        say(
          `${expired.length} taken off, ${expiringSoon.length} end within 30 days.${expired.length > 0 ? ` Now: channel sign ${dir}` : ''}`,
        );
        return;
      }
      if (on === undefined) throw new Refusal('--on YYYY-MM-DD is needed: the day from which these mean nothing.');
      const { csv, name } = await readNamedIndicators(first, value);
      say(`${await setExpiry(dir, csv, name, on)} end on ${on}. Now: channel sign ${dir}`);
    },
  },
};

async function readNamedIndicators(first: string, value: string | undefined): Promise<{ csv: string; name: string }> {
  if (value === undefined) return { csv: await readText(first), name: first };
  return { csv: writeCsvRows(['kind', 'value'], [{ kind: first, value }]), name: 'arguments' };
}

function formatNamed(name: string | undefined): ImportFormat | undefined {
  const format = IMPORT_FORMATS.find((known) => known === name);
  if (name === undefined || format !== undefined) return format;
  throw new Refusal(`--format takes one of ${IMPORT_FORMATS.join(', ')}, not "${name}".`);
}

/** No indicator without a reason and evidence: they come with the list, or are said here. */
function requireReason(
  values: Parameters<typeof textOf>[0],
  format: ImportFormat,
): { category: string; evidence: string } {
  const [category = '', evidence = ''] = [textOf(values, 'category'), textOf(values, 'evidence')];
  const known = LIST_CATEGORIES.some((name) => name === category);
  if (category !== '' && !known)
    throw new Refusal(`--category takes one of ${LIST_CATEGORIES.join(', ')}, not "${category}".`);
  if (format === 'csv') return { category, evidence };
  if (category === '')
    throw new Refusal(`Say why these are listed: --category ${LIST_CATEGORIES.join(' | ')}. Nothing was imported.`);
  if (evidence === '' && format !== 'stix' && format !== 'misp') {
    throw new Refusal('Say where the evidence is: --evidence and your own reference to it. Nothing was imported.');
  }
  if (evidence === '' && values['mirror'] === true)
    throw new Refusal('--mirror needs --evidence: it tells which entries are meant.');
  return { category, evidence };
}

function printWholeSites(whole: readonly string[], say: PrintLine): void {
  if (whole.length === 0) return;
  for (const line of whole.slice(0, MAX_SHOWN)) say(`whole site listed: ${line}`);
  if (whole.length > MAX_SHOWN) say(`whole site listed: and ${whole.length - MAX_SHOWN} more`);
}

/** On the screen, or in a file with the reasons counted. */
async function printRefused(rows: readonly RefusedRow[], file: string, report: string, say: PrintLine): Promise<void> {
  if (rows.length <= MAX_SHOWN) {
    for (const row of rows) say(refusedLine(file, row));
    return;
  }
  await writeAtomically(
    report,
    writeCsvRows(
      ['place', 'text', 'reason'],
      rows.map((row) => ({ ...row })),
    ),
  );
  const counts = new Map<string, { count: number; example: RefusedRow }>();
  for (const row of rows) {
    const sort = refusalKind(row);
    const known = counts.get(sort);
    counts.set(sort, { count: (known?.count ?? 0) + 1, example: known?.example ?? row });
  }
  for (const [sort, { count, example }] of [...counts].sort(([, a], [, b]) => b.count - a.count)) {
    say(`${count} refused: ${sort}. For example ${example.place}: ${example.text}`);
  }
  say(`All ${rows.length} refused lines, each with its reason, are in ${report}`);
}

/** The reason without the names in it. */
function refusalKind({ reason }: RefusedRow): string {
  return reason
    .replaceAll(/"[^"]*"/gu, 'the value')
    .replace(/^names a part of \S+,/u, 'names a part of a site,')
    .replace(/^\S+ (is on the protected list)/u, '$1')
    .replace(/(its hash is that of (?:the protected name )?)\S+/u, '$1another')
    .replace(/(holds only for some requests).*/u, '$1');
}
