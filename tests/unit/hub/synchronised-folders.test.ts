/**
 * Two machines of one publisher on a folder that a program synchronises (files come late, in any order, and as copies under
 * another name), or in a repository with a merge that failed.
 */
import { spawnSync } from 'node:child_process';
import { cp, readFile, rename, writeFile } from 'node:fs/promises';
import os from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { beforeEach, describe, expect, it } from 'vitest';
import { createMachine, refuses, runChannel, snapshotFolder, succeeds, type Machine } from './publisher-machine.ts';

let anna: Machine;
let dir: string;
/** The same folder on the other machine. */
let other: string;
const COPY = 'conflicted copy of other 2026-12-02';

beforeEach(async () => {
  anna = await createMachine();
  [dir, other] = [anna.path('list'), anna.path('other')];
  await succeeds('init', dir, '--one-person', '--publisher', 'Example');
  await succeeds('add', dir, await anna.csv('telegram,gold_hr88,trafficking,A-1'));
  await succeeds('sign', dir);
  await cp(dir, other, { recursive: true });
});

const add = async (to: string, name: string): Promise<string> =>
  succeeds('add', to, await anna.csv(`telegram,${name},trafficking,A-2`));

/** Brings a file from the other machine. @param as its name here */
const bring = async (name: string, as = name): Promise<void> => cp(join(other, name), join(dir, as));

describe('a copy that keeps what the other machine wrote', () => {
  it('keeps "sign" back until its rows are taken over, and is noted by "withdraw" and "refresh"', async () => {
    await add(dir, 'silver_hr77');
    await add(other, 'copper_hr66');
    await bring('list.csv', `list (${COPY}).csv`);
    const before = await snapshotFolder(dir);
    expect(await succeeds('diff', dir)).toMatch(/"sign" needs --confirm: Another machine wrote here/u);
    expect(await refuses('sign', dir)).toContain(`these copies are not read: list (${COPY}).csv`);
    expect(await snapshotFolder(dir)).toEqual(before);
    for (const command of [
      ['refresh', dir],
      ['withdraw', dir, 'telegram', 'gold_hr88'],
    ]) {
      const [code, , err] = await runChannel(...command);
      expect([code, err]).toEqual([0, expect.stringContaining(`note: Another machine wrote here`)]);
    }
    await succeeds('add', dir, join(dir, `list (${COPY}).csv`));
    await rename(join(dir, `list (${COPY}).csv`), anna.path('read.csv'));
    expect(await succeeds('sign', dir)).toMatch(/new: telegram silver_hr77.*\n.*new: telegram copper_hr66/u);
  });

  it.each([
    'list (In Konflikt stehende Kopie von Büro 2026-12-02).csv',
    'withdrawn (Copie en conflit de Anna).csv',
    'list.sync-conflict-20261202-101010-ABCDEFG.csv',
    'list (1).csv',
    'list-DESKTOP-7Q2L.csv',
    'in-use (конфликтующая копия).json',
    join('keys', 'targets-1 (1).pem'),
    join('public', 'timestamp-ANNA-PC.json'),
    join('public', '2.targets (冲突副本).json'),
  ])('is known by its name: %s', async (name) => {
    await writeFile(join(dir, name), '');
    expect(await refuses('sign', dir)).toContain(`not read: ${name}.`);
    await succeeds('sign', dir, '--confirm');
  });

  it.each(['list-2026.csv', 'list-old.csv', 'notes (draft).txt', 'Partner-LIST.csv', 'rows.csv.refused.csv'])(
    'is not a file of somebody here: %s',
    async (name) => {
      await writeFile(join(dir, name), '');
      await succeeds('sign', dir);
    },
  );
});

describe('a release of the other machine that arrives in part', () => {
  beforeEach(async () => {
    await add(other, 'copper_hr66');
    await succeeds('sign', other);
  });

  it('without its timestamp is not signed over; once that is here, the next version follows it', async () => {
    for (const name of ['2.snapshot.json', '2.targets.json', '2.withdrawals.json']) await bring(join('public', name));
    await add(dir, 'silver_hr77');
    const before = await snapshotFolder(dir);
    expect(await refuses('sign', dir)).toMatch(/2\.snapshot\.json is signed, and timestamp\.json does not name it/u);
    expect(await snapshotFolder(dir)).toEqual(before);
    await cp(join(other, 'public'), join(dir, 'public'), { recursive: true });
    await bring('signed.csv');
    await cp(join(dir, 'list.csv'), anna.path('mine.csv'));
    await bring('list.csv');
    await succeeds('add', dir, anna.path('mine.csv'));
    expect(await succeeds('sign', dir)).toMatch(/3 entries[^]*targets 3, withdrawals 3, snapshot 3/u);
  });

  it.each([
    ['withdraw', ['telegram', 'gold_hr88'], 'withdrawals 2'],
    ['refresh', [], 'withdrawals 1'],
    ['recover', ['--lost', 'online-1'], 'snapshot 2'],
    ['rotate', ['--replace', 'online'], 'snapshot 2'],
  ])('without its timestamp is waited for by "%s", too, unless that is confirmed', async (command, words, signed) => {
    for (const name of ['2.snapshot.json', '2.targets.json', '2.withdrawals.json']) await bring(join('public', name));
    const before = await snapshotFolder(dir);
    const refusal = await refuses(command, dir, ...words);
    expect(refusal).toMatch(/2\.snapshot\.json is signed, and timestamp\.json does not name it/u);
    expect(refusal).toContain('Nothing was signed. If no other machine signs here: the same command with --confirm.');
    expect(await snapshotFolder(dir)).toEqual(before);
    expect(await succeeds(command, dir, ...words, '--confirm')).toContain(signed);
  });

  it('without its timestamp is waited for by "sign --with"', async () => {
    await bring(join('public', '2.snapshot.json'));
    const none = await anna.file('none.signature', '{}');
    expect(await refuses('sign', dir, '--with', none)).toMatch(
      /^[^\n]*timestamp\.json does not name it.*\nNothing was signed/u,
    );
    expect(await refuses('sign', dir, '--with', none, '--confirm')).toContain('is no signature');
  });

  it.each(['sign', 'refresh'])(
    'is signed over at once by "%s" when a command that was killed here explains it',
    async (command) => {
      await bring(join('public', '2.snapshot.json'));
      const pid = spawnSync(process.execPath, ['-e', '0']).pid;
      const holder = { command: 'channel sign', pid, host: os.hostname(), since: new Date().toISOString(), id: 'x' };
      await writeFile(join(dir, 'in-use.json'), JSON.stringify(holder));
      expect(await succeeds(command, dir)).toContain('snapshot 2');
    },
  );

  it.each(['2.snapshot.json', '2.targets.json', '2.withdrawals.json'])(
    'with %s of another signature is no release: nothing builds on it, and the file is named',
    async (name) => {
      await add(dir, 'silver_hr77');
      await succeeds('sign', dir);
      const own = await readFile(join(dir, 'public', name));
      const signed = JSON.parse(own.toString()) as { signed: { expires: string } };
      signed.signed.expires = '2099-01-01T00:00:00Z';
      await writeFile(join(dir, 'public', name), JSON.stringify(signed));
      const before = await snapshotFolder(dir);
      for (const call of [
        ['sign', dir, '--confirm'],
        ['withdraw', dir, 'telegram', 'gold_hr88'],
        ['refresh', dir],
        ['publish', dir, '--to', anna.path('web')],
      ])
        expect(await refuses(...call)).toMatch(new RegExp(`${name} is another one than .* names: two machines`, 'u'));
      expect(await snapshotFolder(dir)).toEqual(before);
      await writeFile(join(dir, 'public', name), own);
      expect(await succeeds('sign', dir)).toContain('targets 3');
    },
  );
});

it.each([
  'list.csv',
  'withdrawn.csv',
  'signed.csv',
  'channel.json',
  'public-keys.json',
  join('public', 'timestamp.json'),
  join('public', '1.targets.json'),
])('marks of a merge that failed are named, with their line: %s', async (name) => {
  const [first = '', ...rest] = (await readFile(join(dir, name), 'utf8')).split('\n');
  const [mine = '', ...more] = rest;
  for (const end of ['\n', '\r\n']) {
    const lines = [first, '<<<<<<< HEAD', mine, '=======', mine, '>>>>>>> other', ...more];
    await writeFile(join(dir, name), lines.join(end));
    expect(await refuses('sign', dir, '--confirm')).toMatch(
      new RegExp(`${name}: line 2: two people changed this file.*\\n\\S`, 'u'),
    );
  }
});
