/**
 * Keys at rest are sealed, and lost or stolen ones are replaced. A reader who pinned the first root follows each time.
 */
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Decrypter } from 'age-encryption';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { initChannel } from '../../../hub/channel/key-files/init-channel.ts';
import { encryptKeys } from '../../../hub/channel/key-files/key-table.ts';
import { fixedPassphrases } from '../../../hub/channel/key-files/passphrases.ts';
import { signChannel } from '../../../hub/channel/signing/sign-channel.ts';
import { Refusal } from '../../../hub/refusal.ts';
import { succeeds, snapshotFolder, createMachine, refuses, runChannel, type Machine } from './publisher-machine.ts';

const PASSPHRASE = 'ink lamp river nine';
/** Cheap to open, so that the tests are fast; the command line takes age's own cost. */
const encryption = { passphrase: PASSPHRASE, workFactor: 4 };

let anna: Machine;
let dir: string;
let keys: string;

beforeEach(async () => {
  anna = await createMachine();
  [dir, keys] = [anna.path('list'), anna.path('list', 'keys')];
});
afterEach(() => vi.unstubAllEnvs());

describe('encrypted keys', () => {
  it('are age files that the passphrase decrypts, except the online key', async () => {
    await initChannel({ dir, publisher: 'Example', encryption, now: Date.now() });
    expect((await readdir(keys)).sort()).toEqual([
      'online-1.pem',
      ...['root-1', 'root-2', 'root-3', 'targets-1', 'targets-2', 'withdrawals-1', 'withdrawals-2'].map(
        (name) => `${name}.pem.age`,
      ),
    ]);
    const decrypter = new Decrypter();
    decrypter.addPassphrase(PASSPHRASE);
    const sealed = await readFile(anna.path('list', 'keys', 'targets-1.pem.age'));
    expect(sealed.toString('latin1')).not.toContain('PRIVATE KEY');
    expect(await decrypter.decrypt(sealed, 'text')).toMatch(/^-----BEGIN PRIVATE KEY-----/u);
  });

  it('sign with the passphrase from a file or the variable, and with no other', async () => {
    await initChannel({ dir, publisher: 'Example', encryption, now: Date.now() });
    await succeeds('add', dir, await anna.csv('line,gold.hr,trafficking,E-1'));
    const before = await snapshotFolder(dir);
    expect(await refuses('sign', dir)).toMatch(/locked, targets-1, targets-2.*\n.*--passphrase-file/u);
    expect(await refuses('sign', dir, '--passphrase-file', await anna.file('bad', 'another one'))).toContain('locked');
    expect(await refuses('sign', dir, '--passphrase-file', anna.path('none'))).toContain('cannot be read');
    expect(await refuses('sign', dir, '--passphrase-file', await anna.file('empty', ''))).toContain('it is empty');
    expect(Object.keys(await snapshotFolder(dir))).toEqual(Object.keys(before));

    expect(await succeeds('sign', dir, '--passphrase-file', await anna.file('good', PASSPHRASE))).toContain(
      'Signed: 1',
    );
    vi.stubEnv('JOBLANTERN_PASSPHRASE', PASSPHRASE);
    expect(await succeeds('withdraw', dir, 'line', 'gold.hr')).toContain('1 of them withdrawn');
    vi.stubEnv('JOBLANTERN_PASSPHRASE', '');
    expect(await succeeds('refresh', dir)).toContain('timestamp 3');
    expect(await succeeds('keys', dir)).toMatch(/targets-1 +here, encrypted: lists/u);
  });

  it('can be encrypted later and again; a short passphrase is refused', async () => {
    await succeeds('init', dir, '--publisher', 'Example');
    expect(await succeeds('keys', dir)).toMatch(/root-1 +here, NOT encrypted/u);
    const sealed = await encryptKeys(dir, fixedPassphrases(), encryption);
    expect(sealed).toHaveLength(7);
    expect((await readdir(keys)).filter((name) => name.endsWith('.pem'))).toEqual(['online-1.pem']);
    await encryptKeys(dir, fixedPassphrases(PASSPHRASE), { passphrase: 'quite another one', workFactor: 4 });
    await expect(signChannel({ dir, now: Date.now(), passphrases: fixedPassphrases(PASSPHRASE) })).rejects.toThrow(
      Refusal,
    );
    await expect(encryptKeys(dir, fixedPassphrases(PASSPHRASE), encryption)).rejects.toThrow(/opens root-1/u);
    await signChannel({ dir, now: Date.now(), passphrases: fixedPassphrases('quite another one') });

    vi.stubEnv('JOBLANTERN_PASSPHRASE', 'short');
    expect(await refuses('init', anna.path('other'))).toContain('fewer than 12 characters');
    expect(existsSync(anna.path('other'))).toBe(false);
  });

  it.each([null, 'the one before them'])(
    'are encrypted by the same command after it was killed (before: %s)',
    async (old) => {
      await succeeds('init', dir, '--publisher', 'Example');
      const before = fixedPassphrases(...(old === null ? [] : [old]));
      if (old !== null) await encryptKeys(dir, before, { passphrase: old, workFactor: 1 });
      const plain = await snapshotFolder(keys);
      await encryptKeys(dir, before, encryption);
      // What it had not come to yet.
      for (const name of Object.keys(plain)
        .map((path) => basename(path))
        .filter((each) => !each.startsWith('root-1'))) {
        await rm(join(keys, `${name.replace('.age', '')}.age`), { force: true });
        await writeFile(join(keys, name), Buffer.from(plain[join(keys, name)] ?? '', 'hex'), { mode: 0o600 });
      }
      expect(await encryptKeys(dir, before, encryption)).toHaveLength(7);
      await signChannel({ dir, now: Date.now(), passphrases: fixedPassphrases(PASSPHRASE) });
    },
  );

  it('are not encrypted anew without a new passphrase', async () => {
    await succeeds('init', dir, '--publisher', 'Example');
    const before = await snapshotFolder(dir);
    vi.stubEnv('JOBLANTERN_NEW_PASSPHRASE', '');
    expect(await refuses('lock', dir)).toContain('No new passphrase was given');
    expect(await snapshotFolder(dir)).toEqual(before);
  });

  it('of a channel without public-keys.json go on signing withdrawals', async () => {
    await succeeds('init', dir, '--publisher', 'Example');
    await succeeds('add', dir, await anna.csv('line,gold.hr,trafficking,E-1'));
    await rm(anna.path('list', 'public-keys.json'));
    await succeeds('sign', dir);
    // The published list names the keys, also where one of them is not here.
    await rm(anna.path('list', 'keys', 'withdrawals-2.pem'));
    await succeeds('sign', dir);
    expect(await succeeds('withdraw', dir, 'line', 'gold.hr')).toContain('1 of them withdrawn');
    expect(await succeeds('verify', dir)).toContain('by Example, 0 entries');
  });

  it("of a person's own folder are sealed too", async () => {
    await succeeds('key', anna.path('mali'), '--name', 'mali', '--no-passphrase');
    expect(await encryptKeys(anna.path('mali'), fixedPassphrases(), encryption)).toEqual([
      'targets-mali',
      'withdrawals-mali',
    ]);
    expect((await readdir(anna.path('mali'))).sort()).toEqual([
      'mali.public.json',
      'targets-mali.pem.age',
      'withdrawals-mali.pem.age',
    ]);
  });

  it('are found on a memory stick, and reported when damaged or swapped', async () => {
    await succeeds('init', dir, '--publisher', 'Example');
    await mkdir(anna.path('stick'));
    await rename(anna.path('list', 'keys', 'targets-2.pem'), anna.path('stick', 'targets-2.pem'));
    expect(await refuses('sign', dir)).toContain('here are only targets-1');
    expect(await succeeds('sign', dir, '--keys', anna.path('stick'))).toContain('Signed: 0 entries');
    expect(await refuses('sign', dir, '--keys', anna.path('nowhere'))).toContain('is the memory stick plugged in?');
    await writeFile(anna.path('stick', 'targets-2.pem'), 'no key');
    expect(await refuses('sign', dir, '--keys', anna.path('stick'))).toContain('holds no private key');
    await initChannel({ dir: anna.path('other'), publisher: 'Other', encryption, now: Date.now() });
    await cp(anna.path('other', 'keys', 'targets-1.pem.age'), anna.path('list', 'keys', 'targets-1.pem.age'));
    await rm(anna.path('list', 'keys', 'targets-1.pem'));
    await rm(anna.path('stick', 'targets-2.pem'));
    const file = await anna.file('good', PASSPHRASE);
    expect(await refuses('sign', dir, '--passphrase-file', file)).toContain('is another key than the one that');
  });
});

it.skipIf(process.platform === 'win32')(
  'warns of a plain key that other users can read, and not of the timer’s',
  async () => {
    await succeeds('init', dir, '--one-person', '--no-passphrase');
    for (const name of ['targets-1', 'online-1']) await chmod(anna.path('list', 'keys', `${name}.pem`), 0o644);
    const [code, , err] = await runChannel('sign', dir);
    const file = anna.path('list', 'keys', 'targets-1.pem');
    expect([code, err]).toEqual([
      0,
      `Warning: other users of this machine may read ${file}, and it is not encrypted. Now: chmod 600 ${file}`,
    ]);
  },
);

describe('recovery', () => {
  /** A reader who has pinned the first root, and nothing else. */
  const reads = (): Promise<string> => succeeds('verify', dir, '--root', anna.path('list', 'public', '1.root.json'));

  beforeEach(async () => {
    await succeeds('init', dir, '--publisher', 'Example');
    await succeeds('add', dir, await anna.csv('line,gold.hr,trafficking,E-1'));
    await succeeds('sign', dir);
  });

  it.each(['root-2', 'targets-1', 'withdrawals-1', 'online-1'])('puts another key in the place of %s', async (lost) => {
    const kind = lost.replace(/-.*/u, '');
    await rm(anna.path('list', 'keys', `${lost}.pem`));
    const output = await succeeds('recover', dir, '--lost', lost, '--stolen');
    // A name that no key had: copies of the lost one elsewhere keep theirs.
    const number = { root: 4, targets: 3, withdrawals: 3, online: 2 }[kind];
    expect(output).toContain(`New keys: ${kind}-${number}.`);
    expect(output).toContain('Change the passphrase of the keys beside it: channel lock DIR.');
    expect(output).toContain(`no longer count: ${lost}`);
    expect(await reads()).toContain('by Example, 1 entries');
    const table = await succeeds('keys', dir);
    expect(table).not.toContain(`${lost} `);
    expect(table).not.toContain('counts after');
    await succeeds('withdraw', dir, 'line', 'gold.hr');
    await succeeds('sign', dir);
    expect(await reads()).toContain('by Example, 0 entries');
  });

  it('says what a thief can have done only where the key was stolen', async () => {
    expect(await succeeds('recover', dir, '--lost', 'online-1')).not.toContain('Change the passphrase');
    expect(await succeeds('recover', dir, '--lost', 'targets-1', '--stolen')).toContain(
      'One list key alone can list nothing where two must sign.',
    );
  });

  it.each([
    ['recover', '--lost', 'withdrawals-1'],
    ['rotate', '--replace', 'targets'],
  ])('signs nothing that "sign" asks about: %s', async (command, ...values) => {
    await succeeds('withdraw', dir, 'line', 'gold.hr');
    await rm(anna.path('list', 'withdrawn.csv'));
    const complaint = await refuses(command, dir, ...values);
    expect(complaint).toContain('1 withdrawn name would be listed again');
    expect(complaint).toContain('the list is not signed with them yet');
    expect(await succeeds('sign', dir, '--confirm')).toContain('listed again: line gold.hr');
  });

  it('makes signatures of a stolen key worthless', async () => {
    await cp(anna.path('list'), anna.path('thief'), { recursive: true });
    await succeeds('recover', dir, '--lost', 'online-1', '--stolen');
    // The thief goes on signing with the old key, and serves it beside the new root.
    await succeeds('refresh', anna.path('thief'));
    await succeeds('refresh', anna.path('thief'));
    await cp(anna.path('list', 'public', '2.root.json'), anna.path('thief', 'public', '2.root.json'));
    expect(await refuses('verify', anna.path('thief'))).toContain('bad-signature');
  });

  it('is refused with the reason when two of three root keys are gone', async () => {
    for (const name of ['root-1', 'root-2']) await rm(anna.path('list', 'keys', `${name}.pem`));
    const before = await snapshotFolder(dir);
    const output = await refuses('recover', dir, '--lost', 'targets-1');
    expect(output).toContain('2 of its keys are needed: here are only root-3');
    expect(output).toContain('nobody can name new ones');
    expect(await snapshotFolder(dir)).toEqual(before);
  });

  it('of a key that is misspelt asks for no new channel', async () => {
    for (const name of ['targets-9', 'withdrawals-9']) {
      const output = await refuses('recover', dir, '--lost', name);
      expect(output).toContain(`There is no key ${name}`);
      expect(output).not.toContain('new channel');
    }
  });

  it('leaves no more keys than before when it is begun and given up', async () => {
    for (const name of ['root-2', 'root-3'])
      await rename(anna.path('list', 'keys', `${name}.pem`), anna.path(`${name}.pem`));
    for (const at of [1, 2]) await succeeds('rotate', dir, '--replace', 'targets', '--ask', anna.path(`request-${at}`));
    for (const name of ['root-2', 'root-3'])
      await rename(anna.path(`${name}.pem`), anna.path('list', 'keys', `${name}.pem`));
    await succeeds('rotate', dir, '--replace', 'targets');
    expect(await succeeds('keys', dir)).toContain('a list needs 2 of 2 targets keys');
    expect(await reads()).toContain('by Example, 1 entries');
  });

  it('makes two people of one, by a new root', async () => {
    await succeeds('init', anna.path('alone'), '--publisher', 'Alone', '--one-person');
    await succeeds('sign', anna.path('alone'));
    await succeeds('key', anna.path('mali'), '--name', 'mali', '--no-passphrase');
    const joined = await refuses('rotate', anna.path('alone'), '--person', anna.path('mali', 'mali.public.json'));
    expect(joined).toContain('the list is not signed with them yet');
    await succeeds('sign', anna.path('alone'), '--keys', anna.path('mali'));
    expect(await succeeds('keys', anna.path('alone'))).toContain('a list needs 2 of 2 targets keys');
    expect(await succeeds('verify', anna.path('alone'))).toContain('good: version 2 by Alone');
  });
});
