/** Mistakes of a tired person at the command line and in a spreadsheet: each is named with what to do, and changes nothing. */
import { cp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { readList } from '../../../hub/channel/list/list-file.ts';
import { createPublisher, refuses, snapshotFolder, succeeds, type Machine } from './publisher-machine.ts';

let anna: Machine;
let dir: string;
beforeEach(async () => {
  ({ anna, dir } = await createPublisher());
});

describe('before the first signature', () => {
  it.each([
    [['refresh'], 'Nothing was signed yet. Sign the list first: channel sign'],
    [['withdraw', 'telegram', 'gold_hr88'], 'channel remove takes a row out of list.csv'],
    [['publish', '--to', 'web'], 'Is the list signed (channel sign)'],
  ])('%s says what comes first', async ([command = '', ...words], advice) => {
    await succeeds('add', dir, await anna.csv('telegram,gold_hr88,trafficking,A-1'));
    const before = await snapshotFolder(dir);
    expect(await refuses(command, dir, ...words)).toContain(advice);
    expect(await snapshotFolder(dir)).toEqual(before);
  });
});

describe('one name', () => {
  beforeEach(async () => {
    await succeeds('add', dir, await anna.csv('telegram,gold_hr88,trafficking,A-1'));
    await succeeds('sign', dir);
  });

  it.each([
    [['remove', 'telegram', 'gold_hr8'], /^gold_hr8 is not on the list\nNothing was removed\.$/u],
    [['remove', 'telegramm', 'gold_hr8'], /^the kind "telegramm" is none of domain, email, phone/u],
    [['remove', 'phone', '12'], /^"12" is no phone that identifies one party\nNothing was removed\.$/u],
    [['expire', 'line', 'gold_hr8', '--on', '2099-01-01'], /^gold_hr8 is not on the list\nNothing was changed\.$/u],
    [['withdraw', 'telegramm', 'gold_hr88'], /^the kind "telegramm" is none of .*\nNothing was withdrawn\.$/u],
    [
      ['withdraw', 'telegram', '“gold_hr88”'],
      /typographic quotes stand around it: delete them\nNothing was withdrawn\.$/u,
    ],
    [['withdraw', 'gold_hr88'], /gold_hr88 cannot be read.*\n.*\nFor one name: channel withdraw DIR KIND VALUE\.$/u],
    [['remove', 'gold_hr88'], /gold_hr88 cannot be read.*\n.*\nFor one name: channel remove DIR KIND VALUE\.$/u],
  ])('%s says what is wrong with it', async ([command = '', ...words], complaint) => {
    const before = await snapshotFolder(dir);
    expect(await refuses(command, dir, ...words)).toMatch(complaint);
    expect(await snapshotFolder(dir)).toEqual(before);
  });

  it('is found though a phone began its kind with a capital letter', async () => {
    expect(await succeeds('withdraw', dir, 'Telegram', '@Gold_HR88')).toContain('1 of them withdrawn');
    await succeeds('remove', dir, 'TELEGRAM', 'gold_hr88');
  });
});

describe('a place to verify', () => {
  it.each([
    ['no folder', 'lst', /^There is no lst: name a folder, or an address that begins with https:\/\/\.$/u],
    ['an address without https', 'list.example.org', /name a folder, or an address that begins with https/u],
  ])('that is %s is told so', async (_what, place, complaint) => {
    expect(await refuses('verify', place)).toMatch(complaint);
  });

  it('that is a file, and a root or a channel that are none, are told so', async () => {
    await succeeds('sign', dir);
    expect(await refuses('verify', join(dir, 'list.csv'))).toMatch(/list\.csv is a file: name a folder/u);
    expect(await refuses('verify', dir, '--root', join(dir, 'list.csv'))).toMatch(
      /^.*list\.csv is no root: name 1\.root\.json of the channel/u,
    );
    expect(await refuses('verify', dir, '--against', anna.path('lst'))).toMatch(/lst is no channel/u);
  });
});

describe('keys', () => {
  it('of another channel are named as such', async () => {
    await succeeds('sign', dir);
    const other = anna.path('other');
    await succeeds('init', other, '--one-person', '--publisher', 'Other');
    await rm(join(dir, 'keys'), { recursive: true });
    const stranger =
      /^.* needed: none of them is here\.\nThe channel does not know this .*: it is of another channel, or was replaced\.$/mu;
    for (const command of ['sign', 'refresh']) {
      await cp(join(other, 'keys'), join(dir, 'keys'), { recursive: true });
      expect(await refuses(command, dir)).toMatch(stranger);
    }
    expect(await refuses('sign', dir)).toContain('does not know this targets-1:');
    expect(await refuses('rotate', dir)).toContain('does not know these root-1, root-2, root-3: they are of another');
  });

  it('that are no request are told so', async () => {
    const file = join(dir, 'keys', 'root-1.pem');
    expect(await refuses('cosign', file, '--keys', join(dir, 'keys'))).toMatch(
      /root-1\.pem cannot be read as a request for a signature: .*\nA request is the file that "sign --ask" or "rotate --ask" wrote\.$/u,
    );
  });
});

describe('a table', () => {
  const table = async (text: string | Uint8Array): Promise<string> => {
    await writeFile(anna.path('table.csv'), text);
    return anna.path('table.csv');
  };
  const HEADER = 'kind,value,category,evidence,listed_on\n';

  it('in UTF-16 of the other byte order is read', async () => {
    const bytes = Buffer.from(`\uFEFF${HEADER}line,gold.hr,trafficking,A-1,\n`, 'utf16le').swap16();
    expect(await succeeds('add', dir, await table(bytes))).toContain('1 added');
    await expect(table(bytes.subarray(0, -1)).then(async (file) => refuses('add', dir, file))).resolves.toContain(
      'is damaged: half of its last letter is missing',
    );
  });

  it('whose words began with capital letters is read as they were meant', async () => {
    await succeeds('add', dir, await table(`${HEADER}Telegram,gold_hr88,Trafficking,A-1,2026-12-01\n`));
    expect([...(await readList(dir)).values()]).toMatchObject([
      { kind: 'telegram', value: 'gold_hr88', category: 'trafficking', listedOn: '2026-12-01' },
    ]);
  });

  it.each([
    ['01.12.2026', 'is not a day such as 2026-11-25: give the column the format YYYY-MM-DD'],
    ['1/12/2026', 'is not a day such as 2026-11-25: give the column the format YYYY-MM-DD'],
    ['46357', 'is not a day such as 2026-11-25: give the column the format YYYY-MM-DD'],
    ['2569-12-01', '"2569-12-01" is not a day such as 2026-11-25'],
  ])('with the day %s is told how to write it: none is guessed', async (day, complaint) => {
    const file = await table(`${HEADER}line,gold.hr,trafficking,A-1,${day}\n`);
    expect(await refuses('add', dir, file)).toContain(complaint);
    expect((await readList(dir)).size).toBe(0);
  });

  it.each([
    ['telegram,“gold_hr88”,trafficking', '"“gold_hr88”" is no telegram that identifies one party: typographic quotes'],
    ['domain,„bad-jobs.example“,trafficking', 'typographic quotes stand around it: delete them'],
    ['phone,«+66812345678»,trafficking', 'typographic quotes stand around it: delete them'],
    ['“telegram”,gold_hr88,trafficking', 'is none of domain, email'],
    ['telegram,gold_hr88,“trafficking”', 'the category "“trafficking”" is none of'],
  ])('with typographic quotes is told so: %s', async (row, complaint) => {
    expect(await refuses('add', dir, await table(`${HEADER}${row},A-1,\n`))).toContain(complaint);
  });

  it('with a quote that never ends is told so', async () => {
    const file = await table(`${HEADER}telegram,"gold_hr88,trafficking,A-1,\nline,silver.hr,trafficking,A-2,\n`);
    expect(await refuses('add', dir, file)).toMatch(
      /Quote Not Closed.*\nA cell begins with a quotation mark, and none ends it\. Nothing was changed\.$/u,
    );
  });
});
