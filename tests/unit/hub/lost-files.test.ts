/**
 * Files of the publisher's folder are lost, emptied or damaged. Nothing is taken off the list, and no version is
 * counted anew.
 */
import { cp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { readPublishedMetadata } from '../../../hub/channel/signing/published-metadata.ts';
import { readMapping } from '../../../hub/register/mapping.ts';
import { writeRegister } from '../../../hub/register/register-folder.ts';
import { encodeRegister } from '../../../utils/register/register-file.ts';
import { readFixture } from '../register/read-fixture-registers.ts';
import { createPublisher, refuses, snapshotFolder, succeeds, type Machine } from './publisher-machine.ts';

let anna: Machine;
let dir: string;

beforeEach(async () => {
  ({ anna, dir } = await createPublisher());
});

describe('list.csv', () => {
  it.each([
    ['missing', async (file: string) => rm(file)],
    ['empty', async (file: string) => writeFile(file, '\uFEFF\r\n')],
  ])('is %s: no command signs or writes a list that lacks all', async (word, lose) => {
    await succeeds('add', dir, await anna.csv('line,gold.hr,trafficking,E-1', 'line,silver.hr,trafficking,E-2'));
    await succeeds('sign', dir);
    await lose(join(dir, 'list.csv'));
    const more = await anna.file('more.csv', 'kind,value,category,evidence', 'line,bronze.hr,trafficking,E-3');
    const before = await snapshotFolder(dir);
    for (const call of [
      ['diff', dir],
      ['sign', dir, '--confirm'],
      ['add', dir, more],
      ['import', dir, more],
      ['remove', dir, 'line', 'gold.hr'],
      ['expire', dir],
      ['expire', dir, 'line', 'gold.hr', '--on', '2099-01-01'],
    ]) {
      const words = await refuses(...call);
      expect(words, call.join(' ')).toContain(`list.csv is ${word}, and a list was signed here`);
      expect(words).toContain('signed.csv is the list as it was last signed.');
    }
    expect(await snapshotFolder(dir)).toEqual(before);
    // Who withdraws, and a timer, need no list.csv.
    await succeeds('withdraw', dir, 'line', 'gold.hr');
    await succeeds('refresh', dir);
    await rm(join(dir, 'signed.csv'));
    expect(await refuses('diff', dir)).not.toContain('signed.csv');
  });

  it('holds only its line of columns, or half of its rows: a short list is not emptied unasked', async () => {
    await succeeds('add', dir, await anna.csv('line,gold.hr,trafficking,E-1', 'line,silver.hr,trafficking,E-2'));
    await succeeds('sign', dir);
    const [columns = ''] = (await readFile(join(dir, 'list.csv'), 'utf8')).split('\n');
    await writeFile(join(dir, 'list.csv'), `${columns}\n`);
    expect(await refuses('sign', dir)).toContain('2 of 2 entries would be removed at once. Nothing was signed.');
    await cp(join(dir, 'signed.csv'), join(dir, 'list.csv'));
    await succeeds('remove', dir, 'line', 'gold.hr');
    await succeeds('sign', dir);
  });

  it('is missing before the first signature: that is an empty list', async () => {
    await rm(join(dir, 'list.csv'));
    await succeeds('add', dir, await anna.csv('line,gold.hr,trafficking,E-1'));
    await succeeds('sign', dir);
  });
});

it('registers of agencies that leave are named, and a lost folder of them is refused', async () => {
  const [first, second] = ['bd', 'my'];
  for (const [file, id] of [
    ['bd-bmet.csv', 'bd-bmet'],
    ['my-jtksm.csv', 'my-jtksm'],
  ] as const) {
    const { agencies } = await readFixture(file, id);
    const { country, register, source } = await readMapping(id);
    const info = { country, register, source, asOf: '2026-11-20', expiresOn: '2027-01-10' };
    await writeRegister(dir, country, encodeRegister(info, agencies));
  }
  await succeeds('sign', dir);
  expect(await succeeds('diff', dir)).not.toContain('register');
  await rename(join(dir, 'registers'), anna.path('registers'));
  for (const command of ['diff', 'sign']) {
    const complaint = await refuses(command, dir);
    expect(complaint).toContain('registers is missing, and registers are published: ');
    expect(complaint).toContain(`registers.${first}.json`);
  }
  await rename(anna.path('registers'), join(dir, 'registers'));
  await rm(join(dir, 'registers', `${first}.json`));
  expect(await succeeds('sign', dir)).toMatch(new RegExp(`register of agencies that leaves: ${first}$`, 'mu'));
  expect(await succeeds('diff', dir)).not.toContain('register');
  expect(await succeeds('verify', dir)).toContain(`registers.${second}.json`);
});

describe('channel.json', () => {
  it('is lost, and a new channel in its place would have replaced all keys: refused, and it can be written anew', async () => {
    await succeeds('add', dir, await anna.csv('line,gold.hr,trafficking,E-1'));
    for (const isSigned of [false, true]) {
      if (isSigned) await succeeds('sign', dir);
      await rm(join(dir, 'channel.json'));
      const before = await snapshotFolder(dir);
      const complaint = await refuses('sign', dir);
      expect(complaint).toContain('channel.json is missing, and');
      expect(complaint).not.toContain('channel init');
      const [, , json = ''] = complaint.split('\n');
      expect(await refuses('init', dir, '--one-person')).toMatch(/New keys would replace its own.*\nPut a copy/u);
      expect(await snapshotFolder(dir)).toEqual(before);
      expect(json).toContain('"publisher":"Example"');
      await writeFile(join(dir, 'channel.json'), json);
      expect(await succeeds('diff', dir)).toContain(' The list then has 1 entries.');
    }
    // On a timer's machine there is no list.
    const timer = anna.path('timer');
    await cp(join(dir, 'public'), join(timer, 'public'), { recursive: true });
    expect(await refuses('refresh', timer)).toContain('channel.json is missing, and');
    await rm(join(timer, 'public', '1.root.json'));
    expect(await refuses('refresh', timer)).toContain('"publisher":"YOUR NAME"');
    await rm(join(dir, 'public', '1.root.json'));
    expect(await refuses('sign', dir)).toMatch(/public holds no root\.\nPut a copy/u);
  });

  it('was never written, because "init" was killed, or all but the keys is lost: no key is replaced', async () => {
    for (const file of ['channel.json', 'list.csv']) await rm(join(dir, file));
    expect(await refuses('sign', dir)).toContain('is no channel. Make one: channel init');
    const before = await snapshotFolder(dir);
    expect(await refuses('init', dir, '--one-person')).toMatch(
      /online-1\.pem is a key already.*\nIf an "init" was broken off here.* delete .*keys, and run the same command/u,
    );
    expect(await snapshotFolder(dir)).toEqual(before);
    await rm(join(dir, 'keys'), { recursive: true });
    await succeeds('init', dir, '--one-person', '--publisher', 'Example');
    await succeeds('sign', dir);
  });
});

it("a person's public file is lost: new keys do not replace those that count", async () => {
  const keys = anna.path('mali');
  await succeeds('key', keys, '--name', 'mali', '--no-passphrase');
  await rm(anna.path('mali', 'mali.public.json'));
  const before = await snapshotFolder(keys);
  // Of a "key" that was killed: half a private key.
  await writeFile(join(keys, `targets-mali.pem.${'0a'.repeat(16)}.part`), 'half');
  expect(await refuses('key', keys, '--name', 'mali', '--no-passphrase')).toMatch(
    /targets-mali\.pem is a key already.*\nIf only .*mali\.public\.json is lost, the keeper/u,
  );
  expect(await snapshotFolder(keys)).toEqual(before);
  await succeeds('key', keys, '--name', 'ana', '--no-passphrase');
});

it('of a release: the newest metadata that the timestamp names is read, and none where nothing was signed', async () => {
  const nothing = { timestamp: null, snapshot: null, targets: null, withdrawals: null };
  expect(await readPublishedMetadata(dir)).toMatchObject(nothing);
  await succeeds('sign', dir);
  await succeeds('sign', dir);
  expect(await readPublishedMetadata(dir)).toMatchObject({ targets: { signed: { version: 2 } } });
});

describe('a file of the release', () => {
  const signTwice = async (): Promise<void> => {
    await succeeds('add', dir, await anna.csv('line,gold.hr,trafficking,E-1', 'line,silver.hr,trafficking,E-2'));
    await succeeds('sign', dir);
    await succeeds('withdraw', dir, 'line', 'gold.hr');
    await succeeds('sign', dir);
  };

  it.each(['timestamp.json', '3.snapshot.json', '2.targets.json', '3.withdrawals.json'])(
    'is missing (%s): no version is counted anew',
    async (name) => {
      await signTwice();
      const file = join(dir, 'public', name);
      const bytes = await readFile(file);
      await rm(file);
      const before = await snapshotFolder(dir);
      for (const call of [['sign', '--confirm'], ['refresh'], ['diff'], ['withdraw', 'line', 'silver.hr']]) {
        const [command = '', ...rest] = call;
        expect(await refuses(command, dir, ...rest), command).toContain(`${name} is missing.\nPut a copy`);
      }
      expect(await snapshotFolder(dir)).toEqual(before);
      await writeFile(file, bytes);
      expect(await succeeds('sign', dir)).toContain('targets 3, withdrawals 4, snapshot 4, timestamp 4');
    },
  );

  it('is on the machine of a timer alone: "refresh" counts what is published there', async () => {
    await signTwice();
    const timer = anna.path('timer');
    await cp(join(dir, 'public'), join(timer, 'public'), { recursive: true });
    for (const file of ['channel.json', 'keys/online-1.pem']) await cp(join(dir, file), join(timer, file));
    await succeeds('add', dir, await anna.csv('line,bronze.hr,trafficking,E-3'));
    for (const folder of [timer, dir]) {
      expect(await succeeds('refresh', folder)).toContain('Signed: 1 entries, 0 of them withdrawn');
      expect(await succeeds('verify', folder)).toContain('by Example, 1 entries');
    }
    expect(await succeeds('withdraw', dir, 'line', 'silver.hr')).toContain('Signed: 1 entries, ');
  });

  it('is missing after the first signature, or on the machine of a timer', async () => {
    await succeeds('sign', dir);
    const timer = anna.path('timer');
    await cp(dir, timer, { recursive: true });
    await rm(join(timer, 'signed.csv'));
    await succeeds('refresh', timer);
    for (const folder of [dir, timer]) {
      await rm(join(folder, 'public', 'timestamp.json'));
      expect(await refuses('refresh', folder)).toContain('timestamp.json is missing');
    }
  });

  it('that holds the withdrawals is missing: nothing is listed again unseen', async () => {
    await signTwice();
    const targets = join(dir, 'public', 'targets');
    for (const name of await readdir(targets)) if (name.endsWith('.withdrawn.json')) await rm(join(targets, name));
    await writeFile(join(dir, 'withdrawn.csv'), 'kind,value,on,as\n');
    expect(await refuses('sign', dir)).toMatch(/withdrawn\.json is missing: it holds what is withdrawn.*\nPut a copy/u);
  });

  it.each(['indicators.hashes', 'indicators.listings'])(
    'that holds the list (%s) is missing or cut off: nothing is signed unseen, and names are withdrawn still',
    async (target) => {
      await signTwice();
      const folder = join(dir, 'public', 'targets');
      // Two lists were signed, and the second one is in force.
      const { targets } = await readPublishedMetadata(dir);
      const file = join(folder, `${targets?.signed.targets[target]?.hashes['sha256']}.${target}`);
      const bytes = await readFile(file);
      await succeeds('remove', dir, 'line', 'silver.hr');
      await writeFile(file, bytes.subarray(0, -1));
      expect(await refuses('sign', dir, '--confirm')).toMatch(/is damaged\.\nPut a copy of that file back/u);
      expect(await refuses('withdraw', dir, 'line', 'bronze.hr')).toContain('bronze.hr is not on the list.');
      await rm(file);
      for (const command of ['diff', 'sign']) {
        expect(await refuses(command, dir)).toMatch(/is missing: it is a part of the list.*\nPut a copy/u);
      }
      await cp(join(dir, 'signed.csv'), join(dir, 'list.csv'));
      await succeeds('withdraw', dir, 'line', 'silver.hr');
      await writeFile(file, bytes);
      await succeeds('sign', dir);
    },
  );

  it.each(['channel.json', 'public/timestamp.json', 'public/3.snapshot.json', 'public/1.root.json'])(
    'is damaged (%s): the message names it, and says what to do',
    async (name) => {
      await signTwice();
      await writeFile(join(dir, name), '{"sig');
      expect(await refuses('sign', dir)).toMatch(new RegExp(`${name} cannot be read: .*\nPut a copy of`, 'u'));
      await rm(join(dir, name));
    },
  );

  it('was saved with a mark of byte order: it is read', async () => {
    const file = join(dir, 'channel.json');
    await writeFile(file, `\uFEFF${await readFile(file, 'utf8')}`);
    await succeeds('sign', dir);
  });
});
