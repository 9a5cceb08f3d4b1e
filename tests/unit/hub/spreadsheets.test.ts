/** Tables as spreadsheets and databases save them: they are read as they were meant, or refused, and never as somebody else. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { entryOf, spreadsheetFault } from '../../../hub/channel/list/entry.ts';
import { createPublisher, refuses, runChannel, snapshotFolder, succeeds, type Machine } from './publisher-machine.ts';

let anna: Machine;
let dir: string;

beforeEach(async () => {
  ({ anna, dir } = await createPublisher());
});

const ROWS = ['kind,value,category,evidence', 'line,gold.hr,trafficking,E-1', 'line,silver.hr,trafficking,E-2'];
const withMark = (mark: string): string[] => ROWS.map((row) => row.replaceAll(',', mark));

describe('a table', () => {
  it.each<[string, string | Uint8Array]>([
    ['with a line that names the separator', `\uFEFFsep=;\r\n${withMark(';').join('\r\n')}\r\n`],
    ['of Excel for old Macs, with a carriage return alone', `${ROWS.join('\r')};;;;;;;;\r`],
    ['with line ends of two systems', ROWS.join('\n').replace('\n', '\r\n')],
    ['with empty columns and rows at the end', `${ROWS.map((row) => `${row},,`).join('\n')}\n,,,,,\n , ,\n`],
    ['with cells behind the last column that are empty', `${ROWS.join(', ,\n').replace(', ,', '')}\n`],
    ['with hidden characters in the names of columns', ROWS.join('\n').replace('value', '\u200Bvalue\u00A0')],
    [
      'with quotes around each cell',
      withMark('";"')
        .map((row) => `"${row}"`)
        .join('\r\n'),
    ],
    ['in UTF-16 with tabs', Buffer.from(`\uFEFF${withMark('\t').join('\r\n')}\r\n`, 'utf16le')],
  ])('%s is read by "add" and by "import"', async (_what, table) => {
    const file = anna.path('table.csv');
    await writeFile(file, table);
    expect(await succeeds('add', dir, file)).toContain('2 added');
    expect(await succeeds('import', dir, file)).toContain('(csv): 0 added, 2 already listed');
  });

  it('names the line of a fault behind a line that names the separator', async () => {
    const file = await anna.file('table.csv', 'sep=,', ...ROWS, 'line,,trafficking,E-3');
    expect(await refuses('add', dir, file)).toContain('table.csv: line 5: ');
  });

  it('without the names of its columns is told which it needs', async () => {
    expect(await refuses('add', dir, await anna.file('table.csv', ROWS[1] ?? ''))).toBe(
      `${anna.path('table.csv')}: the first line must name the columns: kind,value,category,evidence. It names none of them.
It may also have: listed_on,expires_on,disputed_since,source,not_before.`,
    );
  });
});

describe('a value', () => {
  it.each([
    ['facebook', '100012345678901.0', /a number that a spreadsheet changed: format the column as text/u],
    ['line', '8.55123E+10', /a spreadsheet changed/u],
    ['qq', '9E+08', /a spreadsheet changed/u],
    ['phone', '+66812345678.0', /a spreadsheet changed/u],
    ['line', 'unknown', /stands for a value that is missing/u],
    ['facebook', 'NULL', /stands for a value that is missing/u],
    ['wechat', '#N/A', /stands for a value that is missing/u],
    ['phone', '66812345678', /identifies one party: it needs \+ and the country code/u],
    ['phone', '8.5', /identifies one party$/mu],
  ])('%s %s is refused, not listed as another one', async (kind, value, why) => {
    const file = await anna.csv(`${kind},${value},trafficking,E-1`);
    expect(await refuses('add', dir, file)).toMatch(why);
    const [code, out] = await runChannel('import', dir, file);
    expect([code, out]).toEqual([1, expect.stringMatching(why)]);
  });

  it.each([
    ['line', '77e8'],
    ['line', 'hr.100'],
    ['instagram', '2000.0'],
    ['telegram', '@unknown'],
    ['company', '8.5E+3'],
    ['domain', '100000.00'],
    ['phone', '+66 81 234 5678'],
  ])('%s %s is no such case', (kind, value) => {
    expect(spreadsheetFault({ kind, value })).toBeNull();
  });

  it('that is a day in another form is shown with a day as it must be', () => {
    const cells = { kind: 'line', value: 'gold.hr', category: 'trafficking', evidence: 'E-1' };
    expect(entryOf({ ...cells, listed_on: '46351' }, 0)).toBe(
      '"46351" is not a day such as 2026-11-25: give the column the format YYYY-MM-DD',
    );
    expect(entryOf({ ...cells, listed_on: '2026-11-25', expires_on: '2026-11-25' }, 0)).toBe(
      'it expires before it is listed',
    );
  });
});

describe('list.csv, saved by a spreadsheet', () => {
  beforeEach(async () => {
    await succeeds(
      'add',
      dir,
      await anna.csv('line,silver.hr,trafficking,Dossier é-1', 'line,gold.hr,trafficking,E-2'),
    );
    await succeeds('sign', dir);
  });

  it('in the encoding of Windows is refused: its words would be others', async () => {
    const text = await readFile(join(dir, 'list.csv'), 'utf8');
    await writeFile(join(dir, 'list.csv'), Buffer.from(text, 'latin1'));
    const before = await snapshotFolder(dir);
    for (const call of [['diff'], ['sign', '--confirm'], ['remove', 'line', 'gold.hr'], ['expire']]) {
      const [command = '', ...rest] = call;
      expect(await refuses(command, dir, ...rest)).toMatch(/list\.csv is not in UTF-8: .* save it as "CSV UTF-8"\./u);
    }
    expect(await snapshotFolder(dir)).toEqual(before);
  });

  it('in UTF-16, or with semicolons, is the same list', async () => {
    const text = await readFile(join(dir, 'list.csv'), 'utf8');
    for (const saved of [Buffer.from(`\uFEFF${text}`, 'utf16le'), `\uFEFF${text.replaceAll(',', ';')}`]) {
      await writeFile(join(dir, 'list.csv'), saved);
      expect(await succeeds('diff', dir)).toBe('0 new, 0 removed, 0 disputed. The list then has 2 entries.');
    }
  });
});
