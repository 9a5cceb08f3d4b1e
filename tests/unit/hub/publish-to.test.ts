/** A folder for a web host: what a copy counts, what it deletes when asked, and which timestamp it writes over. */
import { cp, mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { publishTo } from '../../../hub/channel/host/publish-to.ts';
import { renewRoot } from '../../../hub/channel/key-files/renew-root.ts';
import { refreshChannel } from '../../../hub/channel/signing/sign-channel.ts';
import { withdrawIndicators } from '../../../hub/channel/signing/withdraw-indicators.ts';
import { verifyChannel } from '../../../hub/channel/host/verify-channel.ts';
import { forge, hostOf, makeChannel, NOW } from '../channel/test-channel.ts';
import { snapshotFolder } from './publisher-machine.ts';

let dir: string;
let web: string;
beforeEach(async () => {
  dir = await makeChannel({ onePerson: true });
  web = join(dir, '..', 'web');
});

const publish = (prune = false) => publishTo({ dir, to: web, now: NOW, prune });
const refresh = async (folder: string, count: number): Promise<void> => {
  for (let done = 0; done < count; done += 1) await refreshChannel({ dir: folder, now: NOW });
};
const names = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1)).sort();
};

it('counts the files and bytes that it copies, and those that are there already', async () => {
  const files = await hostOf(dir);
  const bytes = Array.from(files.values()).reduce((sum, { length }) => sum + length, 0);
  const first = { copied: files.size, unchanged: 0, pruned: 0, bytes, version: 1 };
  expect(await publish()).toEqual(first);
  expect(await publish()).toEqual({ ...first, copied: 0, unchanged: files.size, bytes: 0 });
  await refresh(dir, 1);
  const { size: timestamp } = await stat(join(dir, 'public', 'timestamp.json'));
  const { size: snapshot } = await stat(join(dir, 'public', '2.snapshot.json'));
  expect(await publish()).toEqual({
    copied: 2,
    unchanged: files.size - 1,
    pruned: 0,
    bytes: timestamp + snapshot,
    version: 2,
  });
  for (const [name, data] of await hostOf(dir))
    expect(new Uint8Array(await readFile(join(web, name))), name).toEqual(data);
});

it('a file that was changed at the host is written again', async () => {
  await publish();
  await writeFile(join(web, '1.targets.json'), '{}');
  expect(await publish()).toMatchObject({ copied: 1 });
  expect(await readFile(join(web, '1.targets.json'))).toEqual(await readFile(join(dir, 'public', '1.targets.json')));
});

it('deletes the part files that a killed one left, and nothing that is new or of others', async () => {
  await publish();
  const part = (name: string): string => join(web, `${name}.${'0a'.repeat(16)}.part`);
  const target = (await names(web)).find((name) => name.startsWith('targets/')) ?? '';
  const ours = ['timestamp.json', '_headers', '.htaccess', '404.html', '3.targets.json', '2.root.json', target];
  const others = ['film.mp4', 'targets/film.mp4', 'index.html'].map(part).concat(join(web, 'timestamp.json.part'));
  const isNew = part('3.snapshot.json');
  for (const file of [...ours.map(part), ...others, isNew]) await writeFile(file, 'half');
  const hourAgo = new Date(Date.now() - 3_600_000);
  for (const file of [...ours.map(part), ...others]) await utimes(file, hourAgo, hourAgo);
  // Written before a clock that was ahead was set right.
  const inAnHour = new Date(Date.now() + 3_600_000);
  await utimes(part('2.root.json'), inAnHour, inAnHour);
  await publish();
  const left = Object.keys(await snapshotFolder(web)).filter((file) => file.endsWith('.part'));
  expect(left.sort()).toEqual([...others, isNew].sort());
});

describe('when asked, it deletes', () => {
  it('what the last eight releases do not name, and neither roots nor files of others', async () => {
    await publish();
    await writeFile(join(web, 'index.html'), 'A page of the publisher');
    await mkdir(join(web, 'pictures'));
    await writeFile(join(web, 'pictures', '1.png'), 'x');
    const indicators = [{ kind: 'telegram', value: 'gold_hr88' }] as const;
    await withdrawIndicators({ dir, indicators, as: 'removed', now: NOW });
    await renewRoot({ dir, now: NOW });
    await refresh(dir, 7);
    // Nine releases: the first one goes, with what it alone names.
    const before = await names(web);
    expect(await publish(true)).toMatchObject({ version: 9, pruned: 3 });
    const after = await names(web);
    const gone = before.filter((name) => !after.includes(name));
    expect(gone).toEqual([
      '1.snapshot.json',
      '1.withdrawals.json',
      expect.stringMatching(/^targets\/.*withdrawn\.json$/u),
    ]);
    expect(after).toEqual(
      expect.arrayContaining(['1.root.json', '2.root.json', '2.snapshot.json', '9.snapshot.json', '1.targets.json']),
    );
    expect(after).toEqual(expect.arrayContaining(['_headers', 'index.html', join('pictures', '1.png')]));
    // What was deleted is not copied again.
    expect(await publish(true)).toMatchObject({ copied: 0, pruned: 0 });
    expect((await verifyChannel(web, NOW)).entries).toBe(0);
  });

  it('the oldest by their numbers, also where those have two digits', async () => {
    await refresh(dir, 3);
    await publish();
    await writeFile(join(web, '10.root.json'), '{}');
    await refresh(dir, 8);
    expect(await publish(true)).toMatchObject({ version: 12, pruned: 4 });
    expect(await names(web)).toContain('10.root.json');
    expect((await names(web)).filter((name) => name.endsWith('.snapshot.json'))).toEqual(
      ['10', '11', '12', '5', '6', '7', '8', '9'].map((version) => `${version}.snapshot.json`),
    );
  });
});

it('stays as it is when it holds another channel: a wrong folder would cut off the readers of that one', async () => {
  const stranger = await makeChannel({ onePerson: true });
  await publishTo({ dir: stranger, to: web, now: NOW });
  const before = await snapshotFolder(web);
  await expect(publish()).rejects.toMatchObject({
    lines: [
      `${web} holds another channel, of "Example NGO": its readers would lose it. Nothing was copied.`,
      `Name another folder. If this channel shall replace that one, delete what is in ${web} first.`,
    ],
  });
  expect(await snapshotFolder(web)).toEqual(before);
});

it('gets its own root again where that was damaged', async () => {
  await publish();
  const root = await readFile(join(web, '1.root.json'), 'utf8');
  for (const damaged of ['', '{', '{}', root.replace(/"version": 1\b/u, '"version": 2')]) {
    await writeFile(join(web, '1.root.json'), damaged);
    await publish();
    expect(await readFile(join(web, '1.root.json'), 'utf8')).toBe(root);
  }
});

describe('the timestamp at the host', () => {
  const other = (): string => join(dir, '..', 'other');
  const timestampThere = async (): Promise<number> =>
    (JSON.parse(await readFile(join(web, 'timestamp.json'), 'utf8')) as { signed: { version: number } }).signed.version;

  it('is written over when it is damaged, or of another channel', async () => {
    await publish();
    const stranger = await makeChannel({ onePerson: true });
    await refresh(stranger, 5);
    for (const bytes of ['', '{', '{"signed":{}}', await readFile(join(stranger, 'public', 'timestamp.json'))]) {
      await writeFile(join(web, 'timestamp.json'), bytes);
      await publish();
      expect((await verifyChannel(web, NOW)).entries).toBe(1);
    }
  });

  it('stays when it is signed elsewhere: with the key in force, or with the one before it', async () => {
    await publish();
    await cp(dir, other(), { recursive: true });
    await refresh(other(), 2);
    await publishTo({ dir: other(), to: web, now: NOW });
    await refresh(dir, 1);
    const before = await snapshotFolder(web);
    const refused = publish();
    await expect(refused).rejects.toThrow(`${web} holds version 3, which was signed elsewhere`);
    await expect(refused).rejects.toMatchObject({ lines: { length: 2 } });
    await renewRoot({ dir, now: NOW, replace: ['online'] });
    await refresh(dir, 4);
    await expect(publish()).rejects.toThrow(`refuses it: delete ${join(web, 'timestamp.json')}`);
    expect(await snapshotFolder(web)).toEqual(before);
  });

  it('is written over by the key that replaced it, though its number is higher, where its release is known here', async () => {
    await refresh(dir, 3);
    await publish();
    await cp(dir, other(), { recursive: true });
    await renewRoot({ dir, now: NOW, replace: ['online'] });
    await refresh(dir, 1);
    // A timer with the old key signs the timestamp again and again, over the snapshot that is known here.
    const timestamp = await readFile(join(dir, 'public', 'timestamp.json'));
    await writeFile(join(web, 'timestamp.json'), await readFile(join(other(), 'public', 'timestamp.json')));
    await publish();
    expect(await readFile(join(web, 'timestamp.json'))).toEqual(timestamp);
    expect(await timestampThere()).toBe(5);
  });

  it('counts by its number where it names no digest: a known release is written over, another one is not', async () => {
    await refresh(dir, 1);
    await publish();
    await cp(dir, other(), { recursive: true });
    await refresh(dir, 1);
    await refresh(other(), 2);
    for (const [version, isKnown] of [
      [2, true],
      [4, false],
    ] as const) {
      const host = await hostOf(other());
      const change = (signed: Record<string, unknown>): void => {
        Object.assign(signed, { version, meta: { 'snapshot.json': { version } } });
      };
      await writeFile(join(web, 'timestamp.json'), await forge(other(), host, 'timestamp.json', change, 'online-1'));
      if (isKnown) expect(await publish()).toMatchObject({ version: 3 });
      else await expect(publish()).rejects.toThrow(`${web} holds version 4, which was signed elsewhere`);
    }
  });

  it('that a thief of the former key counted up without end is written over', async () => {
    await publish();
    const change = (signed: Record<string, unknown>): void => {
      const snapshot = (signed['meta'] as Record<string, object>)['snapshot.json'];
      signed['meta'] = { 'snapshot.json': { ...snapshot, version: 1_000_000_000 } };
    };
    const stolen = await forge(dir, await hostOf(dir), 'timestamp.json', change, 'online-1');
    await writeFile(join(web, 'timestamp.json'), stolen);
    await expect(publish()).rejects.toThrow('which was signed elsewhere');
    await renewRoot({ dir, now: NOW, replace: ['online'] });
    await refresh(dir, 1);
    expect(await publish()).toMatchObject({ version: 2 });
    expect((await verifyChannel(web, NOW)).opened.version).toBe(2);
  });
});
