/** A publisher at the command line, from an empty folder to a withdrawal. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createHub } from '../../../hub/run-hub.ts';
import { addIndicators } from '../../../hub/channel/list/add-indicators.ts';
import { serveChannel } from '../../../hub/channel/host/serve-channel.ts';
import { describedCommands, helpOf } from './described-commands.ts';
import { runChannel } from './publisher-machine.ts';

let folder: string;
let dir: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'joblantern-hub-'));
  dir = join(folder, 'channel');
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

async function csv(...lines: string[]): Promise<string> {
  const file = join(folder, 'rows.csv');
  await writeFile(file, `kind,value,category,evidence\n${lines.join('\n')}\n`);
  return file;
}

/** Every file of the channel with its bytes. */
async function everything(): Promise<Record<string, string>> {
  const files = (await readdir(dir, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(await Promise.all(paths.map(async (path) => [path, await readFile(path, 'hex')])));
}

describe('a publisher', () => {
  it('goes from an empty folder to a list, a withdrawal and a removal', async () => {
    expect((await runChannel('init', dir, '--publisher', 'Example NGO'))[1]).toContain('NOT encrypted');
    expect((await stat(join(dir, 'keys', 'root-1.pem'))).mode & 0o77).toBe(0);
    const rows = await csv(
      'telegram,@Gold_HR88,trafficking,E-1',
      'domain,https://t.me/Silver_HR,job-scam,"E-2, page 3"',
    );
    expect((await runChannel('add', dir, rows))[1]).toMatch(/^2 added, 0 replaced, 0 refused/u);
    expect((await runChannel('add', dir, rows))[1]).toMatch(/^0 added, 2 replaced, 0 refused/u);
    expect((await runChannel('sign', dir))[1]).toContain('Signed: 2 entries');
    expect((await runChannel('verify', dir))[1]).toContain('good: version 1 by Example NGO, 2 entries');

    expect(await runChannel('withdraw', dir, 'telegram', '@gold_hr88')).toMatchObject([0, expect.any(String), '']);
    expect((await runChannel('verify', dir))[1]).toContain('good: version 2 by Example NGO, 1 entries');
    expect((await runChannel('remove', dir, 'telegram', 'gold_hr88'))[0]).toBe(0);
    expect((await runChannel('sign', dir))[1]).toContain('Signed: 1 entries, 0 of them withdrawn');
    expect((await runChannel('verify', dir))[1]).toContain('good: version 3 by Example NGO, 1 entries');
    const printed = await runChannel('root', dir);
    expect(JSON.parse(printed[1])).toMatchObject({ signed: { _type: 'root', version: 1 } });
  });

  it('is told every refused line with its number and reason, and nothing is added', async () => {
    await runChannel('init', dir, '--one-person');
    await runChannel('add', dir, await csv('line,gold.hr,trafficking,E-0'));
    const before = await everything();
    const rows = await csv(
      'telegram,@good_one,trafficking,E-1',
      'telegraf,@x_y_z,trafficking,E-2',
      'domain,https://bit.ly,trafficking,E-3',
      'phone,081 234 5678,trafficking,E-4',
      'line,hr.x1,bad,E-5',
      'line,hr.x2,trafficking,',
      'telegram,t.me/Good_One,trafficking,E-7',
      'domain,careers.amazon.com,impersonation,E-8',
      'line,hr.x3,trafficking,E-9,more',
    );
    const [code, , output] = await runChannel('add', dir, rows);
    expect(code).toBe(1);
    expect(output).toMatch(/line 10: has more cells/u);
    await writeFile(rows, (await readFile(rows, 'utf8')).replace(',more', ''));
    const [again, , lines] = await runChannel('add', dir, rows);
    expect(again).toBe(1);
    for (const [line, reason] of [
      [3, 'the kind "telegraf"'],
      [4, 'is no domain'],
      [5, 'is no phone'],
      [6, 'the category "bad"'],
      [7, 'evidence reference is missing'],
      [8, 'is on line 2'],
      [9, 'protected list'],
    ] as const) {
      expect(lines).toMatch(new RegExp(`line ${line}: .*${reason}`, 'u'));
    }
    expect(lines).toMatch(/Nothing was added/u);
    expect(await everything()).toEqual(before);

    expect((await runChannel('add', dir, rows, '--skip-refused'))[1]).toMatch(/^2 added, 0 replaced, 7 refused/mu);
    const insisted = await csv('domain,careers.amazon.com,impersonation,E-8');
    expect((await runChannel('add', dir, insisted, '--yes-really'))[1]).toMatch(/^1 added/u);
  });

  it.each([
    ['semicolons', (text: string) => Buffer.from(text.replaceAll(',', ';'))],
    ['tabs', (text: string) => Buffer.from(text.replaceAll(',', '\t'))],
    ['a mark of byte order', (text: string) => Buffer.from(`\uFEFF${text}`)],
    ['UTF-16', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ])('may save the spreadsheet with %s', async (_name, saved) => {
    await runChannel('init', dir, '--one-person');
    const file = join(folder, 'sheet.csv');
    await writeFile(file, saved('kind,value,category,evidence\r\ncompany,บริษัท ทองคำ จำกัด,trafficking,E-1\r\n'));
    expect((await runChannel('add', dir, file))[1]).toMatch(/^1 added/u);
    await writeFile(file, Buffer.from('kind,value,category,evidence\ncompany,caf\xe9,trafficking,E-1\n', 'latin1'));
    expect((await runChannel('add', dir, file))[2]).toContain('save it as "CSV UTF-8"');
  });

  it('cannot list with one of two keys, but can withdraw with one', async () => {
    await runChannel('init', dir, '--publisher', 'Example NGO');
    await runChannel('add', dir, await csv('line,gold.hr,trafficking,E-1', 'line,silver.hr,trafficking,E-2'));
    await runChannel('sign', dir);
    await rename(join(dir, 'keys', 'targets-2.pem'), join(folder, 'elsewhere.pem'));
    for (const name of ['root-1', 'root-2', 'root-3', 'withdrawals-2']) await rm(join(dir, 'keys', `${name}.pem`));
    const before = await everything();
    const [code, , output] = await runChannel('sign', dir);
    expect(code).toBe(1);
    expect(output).toMatch(/^To sign the list, 2 of its keys are needed: here are only targets-1\.\n.*--ask FILE/u);
    expect(await everything()).toEqual(before);

    expect((await runChannel('withdraw', dir, 'line', 'gold.hr', '--disputed'))[0]).toBe(0);
    expect((await runChannel('refresh', dir))[0]).toBe(0);
    expect((await runChannel('verify', dir))[1]).toContain('2 entries');
    expect((await runChannel('withdraw', dir, 'line', 'bronze.hr'))[2]).toContain('bronze.hr is not on the list');
  });

  it('replaces stolen keys, and readers of the first root follow', async () => {
    await runChannel('init', dir, '--one-person');
    await runChannel('sign', dir);
    for (const kind of ['online', 'targets', 'root'])
      expect((await runChannel('rotate', dir, '--replace', kind))[0]).toBe(0);
    // New root keys vouch for nothing that would have to be signed anew.
    expect((await runChannel('verify', dir))[1]).toContain('good: version 3');
    expect((await readdir(join(dir, 'keys'))).sort()).toEqual([
      'online-2.pem',
      'root-4.pem',
      'root-5.pem',
      'root-6.pem',
      'targets-2.pem',
      'withdrawals-1.pem',
    ]);
  });

  it('publishes compiled knowledge, and keeps it where only the list is signed', async () => {
    const knowledge = join(folder, 'knowledge');
    await runChannel('init', dir, '--one-person');
    expect((await runChannel('sign', dir, '--knowledge', knowledge))[2]).toContain('There is no folder');
    await mkdir(knowledge);
    await writeFile(join(knowledge, 'lexicon.bin'), 'phrases');
    await runChannel('sign', dir, '--knowledge', knowledge);
    expect((await runChannel('sign', dir))[1]).toContain('lexicon.bin');
    expect((await runChannel('verify', dir))[1]).toContain('lexicon.bin');
  });

  it('loses nothing when the disk refuses to write', async () => {
    await runChannel('init', dir, '--one-person');
    const before = await everything();
    await rm(join(dir, 'list.csv'));
    // A folder in the file's place: the move fails, even for root.
    await mkdir(join(dir, 'list.csv', 'in-the-way'), { recursive: true });
    const [code] = await runChannel('add', dir, await csv('line,gold.hr,trafficking,E-1'));
    expect(code).toBe(1);
    await rm(join(dir, 'list.csv'), { recursive: true });
    delete before[join(dir, 'list.csv')];
    expect(await everything()).toEqual(before);
  });
});

const commandNames = (await createHub(['channel'])).commands.flatMap((group) =>
  group.commands.map((each) => each.name()),
);

describe('the command line', () => {
  it.each(commandNames)('%s explains itself, and refuses a wrong call with exit code 2', async (name) => {
    const [code, out] = await runChannel(name, '--help');
    expect(code).toBe(0);
    expect(out).toContain(`channel ${name}`);
    expect((await runChannel(name, '--no-such-option'))[0]).toBe(2);
    expect((await runChannel(name))[0]).toBe(2);
  });

  it('says what each command, argument and option is for, each option once', async () => {
    for (const { name, texts, options } of await describedCommands('channel')) {
      for (const text of texts) expect(text, `${name}: ${texts.join(' | ')}`).toMatch(/\p{L}{2}/u);
      expect(new Set(options).size, name).toBe(options.length);
    }
  });

  it('prints the help that the reference for publishers says', async () => {
    const { written, printed } = await helpOf('channel');
    expect(printed).toContain('channel cosign [options] <FILE>');
    expect(printed).toBe(written);
  });

  it('reads the passphrase from a file wherever keys are made or used', async () => {
    const commands = (await describedCommands('channel')).filter(({ options }) =>
      options.includes('--passphrase-file <FILE>'),
    );
    expect(commands.map(({ name }) => name).sort()).toEqual([
      'cosign',
      'init',
      'key',
      'lock',
      'pull',
      'recover',
      'rotate',
      'sign',
      'withdraw',
    ]);
  });

  it('names its commands, and says when there is no channel', async () => {
    expect((await runChannel('--help'))[0]).toBe(0);
    expect((await runChannel())[0]).toBe(2);
    expect((await runChannel('toString'))[0]).toBe(2);
    expect((await runChannel('sign', dir))[2]).toContain('is no channel');
    await runChannel('init', dir);
    expect((await runChannel('init', dir))[2]).toContain('is a channel already');
    expect((await runChannel('init', join(folder, 'other'), '--recipient', 'bob'))[2]).toContain('no age recipient');
    expect(existsSync(join(folder, 'other', 'keys'))).toBe(false);
  });

  it('reads the folder that "publish" made, too', async () => {
    await runChannel('init', dir, '--one-person');
    await runChannel('sign', dir);
    const web = join(folder, 'web');
    await runChannel('publish', dir, '--to', web);
    await rm(join(web, 'targets'), { recursive: true });
    expect((await runChannel('verify', dir))[1]).toContain('good: version 1');
    expect((await runChannel('verify', web))[2]).toContain('(not-found)');
    await runChannel('publish', dir, '--to', web);
    expect((await runChannel('verify', web))[1]).toContain('good: version 1');
  });

  it('names the tampered file when a channel is broken', async () => {
    await runChannel('init', dir, '--one-person');
    await runChannel('sign', dir);
    const file = join(dir, 'public', '1.targets.json');
    await writeFile(file, (await readFile(file, 'utf8')).replace('"version": 1', '"version": 7'));
    const [code, , output] = await runChannel('verify', dir);
    expect(code).toBe(1);
    expect(output).toContain('(wrong-hash): 1.targets.json');
  });
});

describe('the served channel', () => {
  it('lets immutable files be cached, others be revalidated, any site read, and serves nothing else', async () => {
    await runChannel('init', dir, '--one-person');
    await runChannel('sign', dir);
    const { url, close } = await serveChannel({ dir });
    try {
      expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/u);
      const cache = async (path: string) => (await fetch(url + path)).headers.get('cache-control');
      expect(await cache('1.root.json')).toBe('public, max-age=31536000, immutable');
      expect(await cache('timestamp.json')).toBe('no-cache');
      expect(await cache('2.root.json')).toBe('no-cache');
      const timestamp = await fetch(`${url}timestamp.json`);
      expect(timestamp.headers.get('access-control-allow-origin')).toBe('*');
      expect((await fetch(`${url}2.root.json`)).status).toBe(404);
      expect((await fetch(`${url}..%2fkeys%2froot-1.pem`)).status).toBe(404);
      expect((await fetch(`${url}timestamp.json`, { method: 'POST' })).status).toBe(404);
      expect((await runChannel('verify', url))[1]).toContain('good: version 1');
    } finally {
      await close();
    }
  });
});

it('adds 20,000 domains at once', { timeout: 60_000 }, async () => {
  await runChannel('init', dir, '--one-person');
  const rows = Array.from({ length: 20_000 }, (_, at) => `domain,jobs-${at}-example.com,job-scam,E-${at}`);
  const csv = `kind,value,category,evidence\n${rows.join('\n')}\n`;
  expect(await addIndicators({ dir, csv, now: Date.now() })).toMatchObject({ added: 20_000 });
});
