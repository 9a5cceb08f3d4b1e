/**
 * Whole commands that are killed at any of their writes, and given again. Every key that counts is there and known by its
 * name; no other key is left, and nothing that is half written.
 */
import { createPrivateKey } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { withChannelLock } from '../../../hub/channel/channel-lock.ts';
import { openKeyFile } from '../../../hub/channel/key-files/key-file.ts';
import { encryptKeys } from '../../../hub/channel/key-files/key-table.ts';
import { fixedPassphrases } from '../../../hub/channel/key-files/passphrases.ts';
import { verifyChannel } from '../../../hub/channel/host/verify-channel.ts';
import { ageLock, countWrites, killAfter } from './interrupted-writes.ts';
import { createMachine, runChannel, succeeds, type Machine } from './publisher-machine.ts';

countWrites();

let anna: Machine;
let base: string;
let dir: string;
beforeEach(async () => {
  anna = await createMachine();
  [base, dir] = [anna.path('base'), anna.path('list')];
});

/** A channel that has one name signed and one more to sign. */
async function makeChannel(...people: string[]): Promise<void> {
  await succeeds('init', base, '--publisher', 'Example', ...(people.length === 0 ? ['--one-person'] : people));
  await succeeds('add', base, await anna.csv('line,gold.hr,trafficking,E-1'));
  await succeeds('sign', base, ...(people.length === 0 ? [] : ['--keys', anna.path('mali')]));
  await succeeds('add', base, await anna.csv('line,silver.hr,trafficking,E-2'));
}

/** Calls `check` after each kill. At least `least` writes are expected. */
async function killAtEachWrite(
  least: number,
  command: () => Promise<unknown>,
  check: (writes: number) => Promise<void>,
): Promise<void> {
  let writes = 0;
  let wasNoted = false;
  for (; ; writes++) {
    await rm(dir, { recursive: true, force: true });
    if (existsSync(base)) await cp(base, dir, { recursive: true });
    if (await killAfter(writes, command)) break;
    ageLock(dir);
    // The signature that follows a change of keys is killed in killed-commands.test.ts.
    const isNoted = existsSync(join(dir, 'keys', 'key-change.json'));
    await check(writes);
    if (wasNoted && !isNoted) break;
    wasNoted = isNoted;
  }
  expect(writes).toBeGreaterThan(least);
}

/** Names of the keys in the folder; each file is whole, and nobody else can read it. */
async function keysHere(): Promise<string[]> {
  const files = await readdir(join(dir, 'keys'));
  for (const file of files.filter((each) => !each.endsWith('.part'))) {
    const path = join(dir, 'keys', file);
    expect(statSync(path).mode & 0o777, file).toBe(0o600);
    if (file.endsWith('.pem')) createPrivateKey(await readFile(path));
  }
  const keys = files.filter((file) => !/\.(?:part|json|replaced)$/u.test(file));
  return [...new Set(keys.map((file) => file.replace(/\.pem(?:\.age)?$/u, '')))].sort();
}

const partFiles = async (): Promise<string[]> =>
  (await readdir(dir, { recursive: true })).filter((name) => name.endsWith('.part'));

const CHANGES: [name: string, args: string[], kinds: Record<string, number>][] = [
  ['rotate --replace root', ['rotate', '--replace', 'root'], { root: 3, targets: 1, withdrawals: 1, online: 1 }],
  [
    'rotate --replace withdrawals',
    ['rotate', '--replace', 'withdrawals'],
    { root: 3, targets: 1, withdrawals: 1, online: 1 },
  ],
  ['recover root-1', ['recover', '--lost', 'root-1'], { root: 3, targets: 1, withdrawals: 1, online: 1 }],
  ['recover withdrawals-1', ['recover', '--lost', 'withdrawals-1'], { root: 3, targets: 1, withdrawals: 1, online: 1 }],
];

it.each(CHANGES)('%s', { timeout: 240_000 }, async (_name, [command = '', ...options], kinds) => {
  await makeChannel();
  const args = [command, dir, ...options];
  await killAtEachWrite(
    8,
    async () => runChannel(...args),
    async (writes) => {
      const [code, , complaint] = await runChannel(...args);
      if (code !== 0) expect(complaint, `${writes} writes`).toContain(`ended by: channel sign ${dir}`);
      await succeeds('sign', dir);
      const here = await keysHere();
      expect(
        Object.fromEntries(Object.keys(kinds).map((kind) => [kind, here.filter((key) => key.startsWith(kind)).length])),
        `${writes} writes`,
      ).toEqual(kinds);
      expect(await succeeds('keys', dir), `${writes} writes`).not.toMatch(
        /does not count|without a name|kept elsewhere/u,
      );
      expect(await partFiles(), `${writes} writes`).toEqual([]);
      expect((await verifyChannel(dir, Date.now())).entries, `${writes} writes`).toBe(2);
    },
  );
});

it("recover of another person's keys: both of the old ones stop to count", { timeout: 240_000 }, async () => {
  await succeeds('key', anna.path('mali'), '--name', 'mali');
  await succeeds('key', anna.path('new'), '--name', 'mali');
  await makeChannel('--person', anna.path('mali', 'mali.public.json'));
  const keys = ['--keys', anna.path('new')];
  const args = ['recover', dir, '--lost', 'targets-mali', '--person', anna.path('new', 'mali.public.json'), ...keys];
  await killAtEachWrite(
    8,
    async () => runChannel(...args),
    async (writes) => {
      const [code, , complaint] = await runChannel(...args);
      if (code !== 0) expect(complaint, `${writes} writes`).toMatch(/ended by: channel sign/u);
      await succeeds('sign', dir, ...keys);
      const known = JSON.parse(await readFile(join(dir, 'public-keys.json'), 'utf8')) as Record<string, string>;
      const person = JSON.parse(await readFile(anna.path('new', 'mali.public.json'), 'utf8')) as Record<string, string>;
      expect(known, `${writes} writes`).toMatchObject({
        'targets-mali': person['targets'],
        'withdrawals-mali': person['withdrawals'],
      });
      expect(await succeeds('keys', dir), `${writes} writes`).not.toMatch(/does not count|without a name/u);
      expect(await partFiles(), `${writes} writes`).toEqual([]);
    },
  );
});

it('init: no key of it is replaced unseen, and what it says to do makes the channel', { timeout: 60_000 }, async () => {
  const args = ['init', dir, '--publisher', 'Example', '--one-person'];
  await killAtEachWrite(
    20,
    async () => runChannel(...args),
    async (writes) => {
      const before = existsSync(join(dir, 'keys')) ? await readdir(join(dir, 'keys')) : [];
      const [code, , complaint] = await runChannel(...args);
      if (code !== 0 && !complaint.includes('is a channel already')) {
        expect(complaint, `${writes} writes`).toContain(`delete ${join(dir, 'keys')}, and run the same command again`);
        expect(await readdir(join(dir, 'keys'))).toEqual(before);
        await rm(join(dir, 'keys'), { recursive: true });
        await succeeds(...args);
      }
      await succeeds('sign', dir);
      expect(await keysHere(), `${writes} writes`).toHaveLength(6);
      expect(
        (await partFiles()).filter((name) => name.startsWith('keys')),
        `${writes} writes`,
      ).toEqual([]);
    },
  );
});

it('lock: each key opens with the old or the new passphrase, and all with the new one at the end', async () => {
  const [old, next] = ['one of the long passphrases', 'another long passphrase'];
  await makeChannel();
  const lock = async (passphrase: string): Promise<unknown> =>
    withChannelLock(dir, 'channel lock', async () =>
      encryptKeys(dir, fixedPassphrases(old), { passphrase, workFactor: 1 }),
    );
  const opensAll = async (...passphrases: string[]): Promise<void> => {
    for (const name of await keysHere()) {
      const files = ['.pem', '.pem.age'].map((ending) => join(dir, 'keys', `${name}${ending}`));
      const opened = files
        .filter((file) => existsSync(file))
        .map(async (file) => openKeyFile(file, name, fixedPassphrases(...passphrases)));
      expect(await Promise.all(opened), name).not.toContain(null);
    }
  };
  for (const isEncrypted of [false, true]) {
    if (isEncrypted)
      await withChannelLock(base, 'channel lock', async () =>
        encryptKeys(base, fixedPassphrases(), { passphrase: old, workFactor: 1 }),
      );
    await killAtEachWrite(
      10,
      async () => lock(next),
      async (writes) => {
        await opensAll(old, next);
        await lock(next);
        await opensAll(next);
        expect(
          (await readdir(join(dir, 'keys'))).filter((file) => file.endsWith('.pem')),
          `${writes} writes`,
        ).toEqual(['online-1.pem']);
        expect(await partFiles(), `${writes} writes`).toEqual([]);
      },
    );
  }
});

it('sign: a note of somebody else costs no key, and none outside the folder', async () => {
  await makeChannel();
  await cp(base, dir, { recursive: true });
  const kept = await readFile(join(dir, 'keys', 'root-1.pem'));
  const note = async (name: string): Promise<void> =>
    writeFile(
      join(dir, 'keys', 'key-change.json'),
      JSON.stringify({ root: 99, created: [name], retired: [], names: {} }),
    );
  await note('../../other');
  const [code, , err] = await runChannel('sign', dir);
  expect([code, err]).toEqual([1, expect.stringContaining('is no name of a key')]);
  await note('root-1');
  await succeeds('sign', dir);
  const [aside] = (await readdir(join(dir, 'keys'))).filter((name) => name.startsWith('root-1.pem.'));
  expect(await readFile(join(dir, 'keys', aside!))).toEqual(kept);
});

it('publish, add: the same command ends the work', { timeout: 240_000 }, async () => {
  await makeChannel();
  const web = anna.path('web');
  const csv = await anna.csv('line,bronze.hr,trafficking,E-3');
  for (const [args, least] of [
    [['publish', dir, '--to', web], 20],
    [['add', dir, csv], 3],
  ] as const) {
    await killAtEachWrite(
      least,
      async () => runChannel(...args),
      async (writes) => {
        await succeeds(...args);
        await succeeds('publish', dir, '--to', web);
        expect((await verifyChannel(web, Date.now())).entries, `${writes} writes`).toBe(1);
        await rm(web, { recursive: true });
        if (args[0] === 'publish') return;
        await succeeds('sign', dir);
        expect((await verifyChannel(dir, Date.now())).entries, `${writes} writes`).toBe(3);
      },
    );
  }
});
