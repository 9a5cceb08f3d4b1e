/** Files from outside that attack the publisher's machine: compressed bombs, terminal escapes, formulas, guessable files. */
import { existsSync } from 'node:fs';
import { readdir, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { writeAtomically } from '../../../hub/channel/channel-folder.ts';
import { createInvitation } from '../../../hub/channel/host/create-invitation.ts';
import { readCsvRows, writeCsvRows } from '../../../hub/channel/list/csv-rows.ts';
import { readTextFile } from '../../../hub/channel/read-text-file.ts';
import { printable } from '../../../hub/printable.ts';
import { createMachine, refuses, runChannel, succeeds } from './publisher-machine.ts';

describe('readTextFile', () => {
  it('stops a gzip bomb at the limit', async () => {
    const { path } = await createMachine();
    const bomb = gzipSync(Buffer.alloc(3_000_000, 0x61));
    expect(bomb.length).toBeLessThan(10_000);
    await writeFile(path('bomb.gz'), bomb);
    await expect(readTextFile(path('bomb.gz'), 1024 ** 2)).rejects.toThrow(
      'is larger than 1 MiB: is it the right file? A list can be split.',
    );
    expect(await readTextFile(path('bomb.gz'))).toHaveLength(3_000_000);
  });

  it('takes for gzip only what begins as gzip does', async () => {
    const { path } = await createMachine();
    for (const text of ['\u001fwords', '\u001f', '']) {
      await writeFile(path('text'), text);
      expect(await readTextFile(path('text'))).toBe(text);
    }
  });

  it.runIf(existsSync('/dev/zero'))('reads nothing of a device, also by a link, and no folder', async () => {
    const { path } = await createMachine();
    await symlink('/dev/zero', path('zero.csv'));
    await expect(readTextFile(path('zero.csv'))).rejects.toThrow('zero.csv is a device, and no file: name a file.');
    await expect(readTextFile(path())).rejects.toThrow('cannot be read');
  });

  it('says what a file is that is no text, and names one NUL with its line', async () => {
    const { path } = await createMachine();
    for (const [bytes, what] of [
      ['PK\u0003\u0004rest', 'is a spreadsheet (XLSX, ODS)'],
      ['\u00D0\u00CF\u0011\u00E0\u00A1', 'is an old spreadsheet (XLS)'],
      ['%PDF-1.7', 'is a PDF file'],
      ['\u0000k\u0000i\u0000n\u0000d', 'is UTF-16 without its mark, or damaged'],
      ['\u0000'.repeat(5_000), 'is UTF-16 without its mark, or damaged'],
    ] as const) {
      await writeFile(path('list.csv'), bytes, 'latin1');
      await expect(readTextFile(path('list.csv'))).rejects.toThrow(what);
      await expect(readTextFile(path('list.csv'))).rejects.toThrow('save it as "CSV UTF-8"');
    }
    await writeFile(path('list.csv'), `${'x'.repeat(50)}\u0000`);
    expect(await readTextFile(path('list.csv'))).toHaveLength(51);
  });

  it('refuses a file over the limit', async () => {
    const { path } = await createMachine();
    await writeFile(path('large.txt'), Buffer.alloc(1024 ** 2 + 1));
    await expect(readTextFile(path('large.txt'), 1024 ** 2)).rejects.toThrow('is larger than 1 MiB');
  });
});

describe('printable', () => {
  it.each([
    ['a\u001b[2Jb', 'a\\u{1b}[2Jb'],
    ['\u001b]8;;http://evil.example\u0007click', '\\u{1b}]8;;http://evil.example\\u{7}click'],
    ['\u009b31m', '\\u{9b}31m'],
    ['one\r\ntwo', 'one\\u{d}\\u{a}two'],
    ['\u202egpj.exe', '\\u{202e}gpj.exe'],
    ['zero\u200bwidth\u2028', 'zero\\u{200b}width\\u{2028}'],
    ['บริษัท ทองคำ, Đặng 金色', 'บริษัท ทองคำ, Đặng 金色'],
  ])('turns %j into %s', (text, safe) => {
    expect(printable(text)).toBe(safe);
  });

  it('is applied to what a partner file makes a command print', async () => {
    const anna = await createMachine();
    await succeeds('init', anna.path('list'), '--one-person', '--no-passphrase');
    const file = await anna.file('list.txt', 'good-one-example.com', 'bad\u001b[2J\u009d52;c;one two');
    const why = ['--category', 'job-scam', '--evidence', 'E-1'];
    expect(await succeeds('import', anna.path('list'), file, ...why, '--skip-refused')).toContain(
      'bad\\u{1b}[2J\\u{9d}52;c;',
    );
  });
});

describe('a refused file', () => {
  it('of very many lines, or of one very long line, is refused in words that a person can read', async () => {
    const anna = await createMachine();
    await succeeds('init', anna.path('list'), '--one-person', '--no-passphrase');
    const rows = await anna.csv(Array.from({ length: 150_000 }, (_, at) => `bogus,x${at},trafficking,E-1`).join('\n'));
    const lines = (await refuses('add', anna.path('list'), rows)).split('\n');
    expect(lines).toHaveLength(1_002);
    expect(lines.slice(-2)).toEqual(['and 149000 more lines are refused', 'Nothing was added.']);
    expect(await refuses('import', anna.path('list'), rows)).toContain(
      '150000 lines are refused, so nothing was imported',
    );
    const long = await anna.file('long.txt', 'a'.repeat(10_000_000));
    const [code, out, err] = await runChannel(
      'import',
      anna.path('list'),
      long,
      '--category',
      'job-scam',
      '--evidence',
      'E',
    );
    expect([code, `${out}${err}`.length < 2_000]).toEqual([1, true]);
    expect(out).toContain('is no domain');
  });
});

describe('writeCsvRows', () => {
  it('keeps a spreadsheet from running a cell as a formula, and is read back unchanged', () => {
    const values = ['=HYPERLINK("http://evil.example")', '+66812345678', '-1+1', '@goldhr', 'plain', 'a,b', 'a "b"'];
    const csv = writeCsvRows(
      ['value'],
      values.map((value) => ({ value })),
    );
    for (const line of csv.split('\n')) expect(line).not.toMatch(/^"?[=+\-@]/u);
    expect(readCsvRows(csv, 'x', ['value'], []).map(({ cells }) => cells['value'])).toEqual(values);
  });

  it('is used for the file of refused lines', async () => {
    const anna = await createMachine();
    await succeeds('init', anna.path('list'), '--one-person', '--no-passphrase');
    const lines = Array.from({ length: 60 }, (_, at) => `=cmd|' /C calc'!A${at}`);
    const file = await anna.file('list.txt', ...lines);
    await refuses('import', anna.path('list'), file, '--category', 'job-scam', '--evidence', 'E-1');
    const report = await readTextFile(`${file}.refused.csv`);
    expect(report.split('\n')[1]).toMatch(/,'=cmd/u);
    expect(report).not.toMatch(/(?:^|,)"?=cmd/mu);
  });
});

describe('writeAtomically', () => {
  it('leaves no part file, and keeps private files private', async () => {
    const { folder, path } = await createMachine();
    await writeAtomically(path('key.pem'), 'secret', 0o600);
    await writeAtomically(path('list.csv'), 'public');
    expect((await readdir(folder)).sort()).toEqual(['key.pem', 'list.csv']);
    expect((await stat(path('key.pem'))).mode & 0o777).toBe(0o600);
    expect((await stat(path('list.csv'))).mode & 0o777).toBe(0o666 & ~process.umask());
  });

  it('does not write through a symbolic link in the place of the file', async () => {
    const { path } = await createMachine();
    await writeFile(path('target'), 'untouched');
    await symlink(path('target'), path('list.csv'));
    await writeAtomically(path('list.csv'), 'new');
    expect(await readTextFile(path('target'))).toBe('untouched');
    expect(await readTextFile(path('list.csv'))).toBe('new');
  });
});

describe('createInvitation', () => {
  it.each([
    'http://localhost.evil.example/',
    'http://localhost:80@evil.example/',
    'http://evil.example/',
    'https://u@evil.example/',
  ])('refuses the address %s', async (address) => {
    const anna = await createMachine();
    const dir = join(anna.folder, 'list');
    await succeeds('init', dir, '--one-person', '--no-passphrase');
    await expect(createInvitation(dir, address, null)).rejects.toThrow('is no https address');
  });
});

it('makes no channel whose name has hidden characters', async () => {
  const { path } = await createMachine();
  const complaint = await refuses('init', path('list'), '--one-person', '--publisher', '\u202eretlehS elpmaxE');
  expect(complaint).toContain('has invisible characters');
  expect(existsSync(path('list'))).toBe(false);
});
