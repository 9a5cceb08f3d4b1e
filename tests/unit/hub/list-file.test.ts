/**
 * Changes of the list in a channel's folder. What is counted, what is refused, and that a refused change changes
 * nothing.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_VALIDITY_DAYS, writeChannelConfig } from '../../../hub/channel/channel-folder.ts';
import { dropExpired, setExpiry } from '../../../hub/channel/list/drop-expired.ts';
import {
  addIndicators,
  importIndicators,
  refusedLine,
  RefusedRows,
  shorten,
  type AddOptions,
  type ImportOptions,
} from '../../../hub/channel/list/add-indicators.ts';
import { removeIndicators } from '../../../hub/channel/list/remove-indicators.ts';
import { parseEntries, readList, readSignedList } from '../../../hub/channel/list/list-file.ts';

const NOW = Date.parse('2026-11-25T10:00:00Z');
const HEAD = 'kind,value,category,evidence';
const NOTHING = {
  added: 0,
  replaced: 0,
  alreadyListed: 0,
  duplicates: 0,
  removed: 0,
  wholeSites: [],
  refused: [],
  held: [],
};

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'list-'));
  await writeChannelConfig(dir, { publisher: 'Example', days: DEFAULT_VALIDITY_DAYS });
});
afterEach(() => rm(dir, { recursive: true }));

const add = (rows: string[], options: Partial<AddOptions> = {}, head = HEAD) =>
  addIndicators({ dir, csv: [head, ...rows].join('\n'), name: 'x.csv', now: NOW, ...options });
type Cells = Record<string, string>;
const bring = (rows: Cells[], options: Partial<ImportOptions> = {}) =>
  importIndicators({
    dir,
    list: {
      rows: rows.map((cells, at) => ({ place: `line ${at + 1}`, cells: { kind: 'domain', ...cells } })),
      refused: [],
    },
    name: 'x.txt',
    category: 'job-scam',
    evidence: 'PUB-1',
    now: NOW,
    ...options,
  });
const listed = async (): Promise<string[]> =>
  Array.from((await readList(dir)).values(), ({ value, evidence }) => `${value} ${evidence}`).sort();
const listFile = (): Promise<string> => readFile(join(dir, 'list.csv'), 'utf8');

describe('add', () => {
  it('counts what is new and what is replaced, and keeps the later row', async () => {
    expect(await add(['line,gold.hr,trafficking,E-1', 'line,silver.hr,trafficking,E-2'])).toEqual({
      ...NOTHING,
      added: 2,
    });
    expect(await add(['line,gold.hr,job-scam,E-3', 'line,bronze.hr,trafficking,E-4'])).toEqual({
      ...NOTHING,
      added: 1,
      replaced: 1,
    });
    expect(await listed()).toEqual(['bronze.hr E-4', 'gold.hr E-3', 'silver.hr E-2']);
  });

  it('names parts of sites that it lists as whole sites, and pages and subdomains of shared hosts as they are', async () => {
    const rows = ['jobs.golden-desk.com', 'https://silver-desk.com/jobs', 'www.bronze-desk.com', 'bad.github.io'];
    const { wholeSites } = await add(rows.map((value) => `domain,${value},job-scam,E-1`));
    expect(wholeSites).toEqual([
      'jobs.golden-desk.com: as golden-desk.com',
      'https://silver-desk.com/jobs: as silver-desk.com',
    ]);
  });

  it('takes an account by its link, and a page of a shared host, for what they are, and no whole site', async () => {
    const rows = [
      'telegram,https://t.me/gold_hr88,job-scam,E-1',
      'domain,https://sites.google.com/view/gold,job-scam,E-2',
    ];
    expect(await add(rows)).toMatchObject({ added: 2, wholeSites: [] });
    expect(await listed()).toEqual(['gold_hr88 E-1', 'sites.google.com/view/gold E-2']);
  });

  it('refuses a second row of one indicator, with the line of the first', async () => {
    const running = add([
      'line,gold.hr,trafficking,E-1',
      'line,silver.hr,trafficking,E-2',
      'line,GOLD.hr,job-scam,E-3',
    ]);
    await expect(running).rejects.toThrow('x.csv: line 4: "GOLD.hr": gold.hr is on line 2 already\nNothing was added.');
    await expect(running).rejects.toBeInstanceOf(RefusedRows);
    expect(await listed()).toEqual([]);
  });

  it('with skipRefused adds the valid rows and reports the others', async () => {
    const rows = ['line,gold.hr,trafficking,E-1', 'pigeon,x,trafficking,E-2'];
    const { added, refused } = await add(rows, { skipRefused: true });
    expect([added, refused]).toEqual([1, [{ place: 'line 3', text: 'x', reason: expect.stringContaining('pigeon') }]]);
    expect(await listed()).toEqual(['gold.hr E-1']);
  });

  it('names the first thousand refused lines and the number of the others, and quotes a long one in short', async () => {
    const rows = Array.from({ length: 1_002 }, (_, at) => `pigeon,${at},job-scam,E-1`);
    const refusal = await add(rows).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(RefusedRows);
    const { lines, rows: refused } = refusal as RefusedRows;
    expect([refused.length, lines.length]).toEqual([1_002, 1_002]);
    expect(lines[999]).toMatch(/^x\.csv: line 1001: /u);
    expect(lines.slice(1_000)).toEqual(['and 2 more lines are refused', 'Nothing was added.']);
    const [all = ''] = ((await add(rows.slice(0, 1_000)).catch((error: unknown) => error)) as RefusedRows).lines.slice(
      -2,
    );
    expect(all).toMatch(/^x\.csv: line 1001: /u);
    expect(['a'.repeat(300), `${'a'.repeat(150)}${'b'.repeat(1_000)}${'c'.repeat(150)}`].map(shorten)).toEqual([
      'a'.repeat(300),
      `${'a'.repeat(150)} … ${'c'.repeat(150)}`,
    ]);
  });

  it('accuses a protected name only where the publisher insists, and allows it without', async () => {
    await expect(add(['domain,amazon.com,job-scam,E-1'])).rejects.toThrow('amazon.com is on the protected list');
    expect((await add(['domain,amazon.com,verified,E-1'])).added).toBe(1);
    expect((await add(['domain,amazon.com,job-scam,E-1'], { insist: true })).replaced).toBe(1);
  });

  it('holds rows back and refuses those that would tell who reported, beside rows of other faults', async () => {
    const head = `${HEAD},source,not_before`;
    const rows = ['line,gold.hr,trafficking,E-1,confirmed,2026-11-26', 'line,silver.hr,trafficking,E-2,public,'];
    expect(await add(rows, {}, head)).toEqual({
      ...NOTHING,
      added: 1,
      held: ['x.csv: line 2: held back until 2026-11-26'],
    });
    // A row that is held back is not checked yet: it is added again later.
    expect((await add(['pigeon,x,trafficking,E-1,,2026-12-01'], {}, head)).held).toHaveLength(1);
    await expect(add(['line,gold.hr,trafficking,E-1,private,'], {}, head)).rejects.toThrow('private messages only');
    expect(await listed()).toEqual(['silver.hr E-2']);
  });
});

describe('import', () => {
  it('counts repeated lines, and leaves what is listed as it is', async () => {
    await add(['domain,golden-desk.com,trafficking,OWN-1']);
    const rows = ['golden-desk.com', 'www.golden-desk.com', 'silver-desk.com', 'silver-desk.com'];
    const result = await bring(rows.map((value) => ({ value })));
    expect(result).toEqual({ ...NOTHING, added: 1, alreadyListed: 1, duplicates: 2 });
    expect(await listed()).toEqual(['golden-desk.com OWN-1', 'silver-desk.com PUB-1']);
  });

  it('clears nobody by a list of others, unless the publisher says that the whole list does', async () => {
    const friend = { value: 'golden-desk.com', category: 'verified' };
    await expect(bring([friend])).rejects.toThrow('would clear it (verified)');
    expect(await bring([friend], { category: 'verified' })).toMatchObject({ added: 1 });
  });

  it('takes the category of the row and the evidence of the command before the others', async () => {
    await bring([{ value: 'golden-desk.com', category: 'trafficking', evidence: 'ROW-1' }]);
    await bring([{ value: 'silver-desk.com', evidence: 'ROW-2' }], { evidence: '' });
    expect(Array.from((await readList(dir)).values(), ({ category, evidence }) => [category, evidence])).toEqual([
      ['trafficking', 'PUB-1'],
      ['job-scam', 'ROW-2'],
    ]);
  });

  it('renews the expiry alone, and only when asked', async () => {
    await add(['domain,golden-desk.com,trafficking,OWN-1,2026-01-01,2026-12-31'], {}, `${HEAD},listed_on,expires_on`);
    const entry = async (): Promise<object> => Array.from((await readList(dir)).values())[0]!;
    await bring([{ value: 'golden-desk.com' }]);
    const before = await entry();
    expect(before).toMatchObject({ expiresOn: '2026-12-31' });
    await bring([{ value: 'golden-desk.com' }], { renew: true });
    expect(await entry()).toEqual({ ...before, expiresOn: '2027-11-25' });
  });

  it('as a mirror removes what has its evidence and is no longer named, and nothing of others', async () => {
    await add(['domain,other-desk.com,trafficking,OWN-1']);
    await bring([{ value: 'golden-desk.com' }, { value: 'silver-desk.com' }]);
    expect((await bring([{ value: 'silver-desk.com' }])).removed).toBe(0);
    expect(await bring([{ value: 'silver-desk.com' }], { mirror: true })).toEqual({
      ...NOTHING,
      alreadyListed: 1,
      removed: 1,
    });
    expect(await listed()).toEqual(['other-desk.com OWN-1', 'silver-desk.com PUB-1']);
  });

  it('as a mirror of an empty file removes nothing', async () => {
    await bring([{ value: 'golden-desk.com' }, { value: 'silver-desk.com' }]);
    const before = await listFile();
    for (const rows of [[], [{ value: 'Error 503' }]]) {
      await expect(bring(rows, { mirror: true, skipRefused: true })).rejects.toThrow(
        'x.txt names nothing that can be listed: --mirror would remove all with the evidence PUB-1 (2).',
      );
    }
    expect(await listFile()).toBe(before);
    const elsewhere = { mirror: true, evidence: 'PUB-2' };
    await expect(bring([], elsewhere)).rejects.toThrow('x.txt names no indicator');
    expect((await bring([{ value: 'golden-desk.com' }], elsewhere)).removed).toBe(0);
  });

  it.each<[string, Cells, string]>([
    [
      'a part of a site',
      { value: 'jobs.golden-desk.com' },
      'names a part of golden-desk.com, and only the whole of it',
    ],
    ['a protected name', { value: 'amazon.com' }, 'protected list'],
    ['what may not be published yet', { value: 'golden-desk.com', not_before: '2026-12-01' }, 'before 2026-12-01'],
    ['what was seen in private messages', { value: 'golden-desk.com', source: 'private' }, 'private messages only'],
    ['what is no domain', { value: 'golden' }, '"golden" is no domain'],
  ])('refuses %s, and changes nothing', async (_what, cells, reason) => {
    await bring([{ value: 'silver-desk.com' }]);
    const before = await listFile();
    await expect(bring([{ value: 'bronze-desk.com' }, cells], { mirror: true })).rejects.toThrow(
      new RegExp(`^x\\.txt: line 2: .*${reason}.*\nNothing was added\\.$`, 'u'),
    );
    expect(await listFile()).toBe(before);
    const { added, refused } = await bring([{ value: 'bronze-desk.com' }, cells], { skipRefused: true });
    expect([added, refused.length]).toEqual([1, 1]);
  });

  it('lists whole sites when asked, and keeps the refusals of the parser', async () => {
    const refused = [{ place: 'line 9', text: '', reason: 'is nothing' }];
    const rows = [{ place: 'line 1', cells: { kind: 'domain', value: 'jobs.golden-desk.com' } }];
    const options = { wholeSites: true, skipRefused: true, list: { rows, refused } };
    expect(await bring([], options)).toMatchObject({
      added: 1,
      wholeSites: ['jobs.golden-desk.com: as golden-desk.com'],
      refused,
    });
    await expect(bring([], { ...options, skipRefused: false })).rejects.toThrow('x.txt: line 9: is nothing');
  });
});

describe('remove', () => {
  it('removes what is named and returns the number, or names each fault and removes nothing', async () => {
    await add(['line,gold.hr,trafficking,E-1', 'line,silver.hr,trafficking,E-2']);
    const before = await listFile();
    const csv = ['kind,value', 'line,gold.hr', 'line,bronze.hr', 'pigeon,x', 'domain,not a domain'].join('\n');
    await expect(removeIndicators(dir, csv, 'y.csv')).rejects.toMatchObject({
      lines: [
        'y.csv: line 3: bronze.hr is not on the list',
        expect.stringMatching(/^y\.csv: line 4: the kind "pigeon" is none of domain, email/u),
        'y.csv: line 5: "not a domain" is no domain that identifies one party',
        'Nothing was removed.',
      ],
    });
    expect(await listFile()).toBe(before);
    expect(await removeIndicators(dir, 'kind,value,evidence,source\nline,@GOLD.hr,,\n'.replace('@', ''))).toBe(1);
    expect(await listed()).toEqual(['silver.hr E-2']);
  });
});

describe('expiry', () => {
  const dated = async (): Promise<void> => {
    const days = {
      old: '2026-11-24',
      today: '2026-11-25',
      tomorrow: '2026-11-26',
      soon: '2026-12-25',
      late: '2026-12-26',
    };
    const rows = Object.entries(days).map(([name, day]) => `line,${name}.hr,trafficking,E-1,2026-01-01,${day}`);
    await add(rows, {}, `${HEAD},listed_on,expires_on`);
  };
  const names = (entries: readonly { value: string }[]): string[] => entries.map(({ value }) => value);

  it('removes what expires today or before, and names what expires within 30 days', async () => {
    await dated();
    const { expired, expiringSoon } = await dropExpired(dir, NOW);
    expect([names(expired), names(expiringSoon)]).toEqual([
      ['old.hr', 'today.hr'],
      ['tomorrow.hr', 'soon.hr'],
    ]);
    expect(await listed()).toEqual(['late.hr E-1', 'soon.hr E-1', 'tomorrow.hr E-1']);
    // What a person wrote beside the rows stays where nothing expires.
    await writeFile(join(dir, 'list.csv'), `${await listFile()}\n\n`);
    const before = await listFile();
    expect((await dropExpired(dir, NOW)).expired).toEqual([]);
    expect(await listFile()).toBe(before);
  });

  it('is set for all that are named, or for none', async () => {
    await dated();
    const before = await listFile();
    const csv = 'kind,value\nline,late.hr\nline,nobody.hr\npigeon,x\nline,soon.hr\n';
    await expect(setExpiry(dir, csv, 'z.csv', '2026-01-01')).rejects.toMatchObject({
      lines: [
        'z.csv: line 2: late.hr would expire before 2026-01-01, when it was listed',
        'z.csv: line 3: nobody.hr is not on the list',
        expect.stringMatching(/^z\.csv: line 4: the kind "pigeon" is none of domain, email/u),
        'z.csv: line 5: soon.hr would expire before 2026-01-01, when it was listed',
        'Nothing was changed.',
      ],
    });
    await expect(setExpiry(dir, csv, 'z.csv', '2026-02-30')).rejects.toThrow('--on takes a day like 2027-03-31');
    expect(await listFile()).toBe(before);
    expect(await setExpiry(dir, 'kind,value\nline,late.hr\nline,soon.hr\n', 'z.csv', '2026-01-02')).toBe(2);
    expect((await dropExpired(dir, Date.parse('2026-01-02T00:00:00Z'))).expired).toHaveLength(2);
  });
});

describe('a list', () => {
  it('without a file is empty, and one that cannot be read is refused with file and line', async () => {
    expect([(await readList(dir)).size, (await readSignedList(dir)).size, parseEntries('', 'x').size]).toEqual([
      0, 0, 0,
    ]);
    await writeFile(
      join(dir, 'signed.csv'),
      `${HEAD},listed_on\nline,gold.hr,trafficking,E-1,2026-11-01\nline,silver.hr,bad,E-2,2026-11-01\n`,
    );
    await expect(readSignedList(dir)).rejects.toThrow(`${join(dir, 'signed.csv')}: line 3: the category "bad"`);
    for (const row of ['line,gold.hr,trafficking,E-1', 'line,gold.hr,trafficking,E-1,'])
      expect(() => parseEntries(`${HEAD}${row.endsWith(',') ? ',listed_on' : ''}\n${row}\n`, 'x')).toThrow(
        'x: line 2: the day in listed_on is missing',
      );
    await rm(join(dir, 'channel.json'));
    const list = { rows: [], refused: [] };
    for (const change of [
      () => add([]),
      () => importIndicators({ dir, list, now: NOW }),
      () => dropExpired(dir, NOW),
      () => setExpiry(dir, 'kind,value\n', 'x', '2027-01-01'),
    ])
      await expect(change()).rejects.toThrow('channel.json is missing');
  });

  it('names a refused line with its text, unless the reason holds it', () => {
    const row = { place: 'line 7', text: 'gold.hr', reason: 'is no domain' };
    expect(refusedLine('x', row)).toBe('x: line 7: "gold.hr": is no domain');
    expect(refusedLine('x', { ...row, reason: '"gold.hr" is no domain' })).toBe('x: line 7: "gold.hr" is no domain');
    expect(refusedLine('x', { ...row, text: '' })).toBe('x: line 7: is no domain');
  });
});
