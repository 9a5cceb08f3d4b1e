/** Two commands at once in one channel's folder: the second one is refused, and nothing of either is lost. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs, { existsSync } from 'node:fs';
import { mkdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import os, { hostname, uptime } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { withChannelLock } from '../../../hub/channel/channel-lock.ts';
import { refreshChannel } from '../../../hub/channel/signing/sign-channel.ts';
import { verifyChannel } from '../../../hub/channel/host/verify-channel.ts';
import { withdrawIndicators } from '../../../hub/channel/signing/withdraw-indicators.ts';
import { createMachine, refuses, snapshotFolder, succeeds, type Machine } from './publisher-machine.ts';

let anna: Machine;
let dir: string;
let lock: string;
beforeEach(async () => {
  anna = await createMachine();
  dir = anna.path('list');
  lock = anna.path('list', 'in-use.json');
  await succeeds('init', dir, '--one-person', '--publisher', 'Example', '--no-passphrase');
  await succeeds('add', dir, await anna.csv('telegram,@gold_hr88,trafficking,E-1'));
  await succeeds('sign', dir);
});

const holding = (work: () => Promise<void>) => withChannelLock(dir, 'channel sign', work);

describe('a second command', () => {
  it.each([
    ['add', 'CSV'],
    ['import', 'CSV'],
    ['remove', 'telegram', 'gold_hr88'],
    ['expire'],
    ['sign'],
    ['withdraw', 'telegram', 'gold_hr88'],
    ['refresh'],
    ['rotate', '--no-passphrase'],
    ['recover', '--lost', 'online-1'],
    ['pull', 'http://127.0.0.1:9/'],
    ['lock'],
  ])('%s is refused while one runs, and says which', async (command, ...rest) => {
    const csv = await anna.csv('telegram,@silver_hr77,trafficking,E-2');
    await holding(async () => {
      const before = await snapshotFolder(dir);
      const complaint = await refuses(command, dir, ...rest.map((each) => (each === 'CSV' ? csv : each)));
      expect(complaint).toMatch(
        /is in use by "channel sign" since 2\S+ \(process \d+ on .+\)\. Nothing was changed\./u,
      );
      expect(complaint).toContain(lock);
      expect(await snapshotFolder(dir)).toEqual(before);
    });
    expect(existsSync(lock)).toBe(false);
  });

  it('loses no withdrawal: of two at once, one builds on the other or is refused', async () => {
    const now = Date.now();
    const indicators = [{ kind: 'telegram', value: 'gold_hr88' }] as const;
    const [withdrawing, refreshing] = await Promise.allSettled([
      withChannelLock(dir, 'channel withdraw', async () => withdrawIndicators({ dir, indicators, as: 'removed', now })),
      withChannelLock(dir, 'channel refresh', async () => refreshChannel({ dir, now })),
    ]);
    for (const each of [withdrawing, refreshing].filter(({ status }) => status === 'rejected'))
      expect(each).toMatchObject({ reason: { message: expect.stringContaining('is in use by') } });
    expect((await verifyChannel(dir, now)).entries).toBe(withdrawing.status === 'fulfilled' ? 0 : 1);
  });
});

describe('the lock', () => {
  it('tells who holds it, each time by another id, and gives back what the work returns', async () => {
    const read = () => withChannelLock(dir, 'channel sign', async () => JSON.parse(await readFile(lock, 'utf8')));
    const [first, second] = [await read(), await read()];
    expect(first).toMatchObject({ command: 'channel sign', pid: process.pid, host: hostname() });
    expect(Math.abs(Date.parse(first.since) - Date.now())).toBeLessThan(60_000);
    expect(new Set([first.id, second.id]).size).toBe(2);
  });

  it('is for a folder alone: without one the command itself says what is wrong', async () => {
    const file = await anna.file('a-file', 'x');
    for (const place of [anna.path('none'), file])
      expect(await withChannelLock(place, 'channel sign', () => Promise.resolve('done'))).toBe('done');
    expect(existsSync(anna.path('none'))).toBe(false);
  });

  it('ends with its command, also when that is refused', async () => {
    await refuses('remove', dir, 'telegram', 'nobody_hr');
    await expect(holding(async () => Promise.reject(new Error('x')))).rejects.toThrow('x');
    expect(existsSync(lock)).toBe(false);
    await succeeds('refresh', dir);
  });

  it('of another command is left to it, when somebody deleted the first one', async () => {
    await holding(async () => {
      await rm(lock);
      await writeFile(lock, holder({}));
    });
    expect(await refuses('refresh', dir)).toContain('is in use by');
  });

  const holder = (change: object): string =>
    JSON.stringify({
      command: 'channel sign',
      pid: process.ppid,
      host: hostname(),
      since: new Date().toISOString(),
      id: '',
      ...change,
    });

  it.each<[string, () => object]>([
    ['a process that has ended', () => ({ pid: spawnSync(process.execPath, ['-e', '0']).pid })],
    ['a process with our number that is not ours', () => ({ pid: process.pid })],
    [
      'before the machine was started',
      () => ({ since: new Date(Date.now() - (uptime() + 2 * 86_400) * 1000).toISOString() }),
    ],
  ])('of %s is taken over', async (_what, change) => {
    await writeFile(lock, holder(change()));
    await succeeds('refresh', dir);
    expect(existsSync(lock)).toBe(false);
  });

  it('of another machine of the same name stays: its process is not to be seen from here', async () => {
    const other = holder({ pid: process.pid, machine: 'f'.repeat(16) });
    await writeFile(lock, other);
    expect(await refuses('refresh', dir)).toContain('is in use by "channel sign"');
    expect(await readFile(lock, 'utf8')).toBe(other);
    await rm(lock);
    let own = '';
    await holding(async () => void (own = await readFile(lock, 'utf8')));
    const { machine } = JSON.parse(own) as { machine?: string };
    expect(machine ?? '').toMatch(existsSync('/etc/machine-id') ? /^[0-9a-f]{16}$|^$/u : /^$/u);
    await writeFile(lock, holder({ pid: process.pid, ...(machine === undefined ? {} : { machine }) }));
    await succeeds('refresh', dir);
  });

  it('of a process that has ended is taken over, also after a command was killed while it did so', async () => {
    const text = holder({ pid: process.pid, id: 'old' });
    const claim = `${lock}.${createHash('sha256').update(text).digest('hex')}.part`;
    await writeFile(lock, text);
    await writeFile(claim, '');
    expect(await refuses('refresh', dir)).toContain('Try again');
    const hourAgo = Date.now() / 1000 - 3_600;
    await utimes(claim, hourAgo, hourAgo);
    await succeeds('refresh', dir);
    expect([lock, claim].map((file) => existsSync(file))).toEqual([false, false]);
  });

  it('of a killed command goes with what that left half written; no other command deletes such files', async () => {
    const half = ['keys', 'public'].map((folder) => join(dir, folder, `a.${'0f'.repeat(16)}.part`));
    for (const file of half) await writeFile(file, 'half a key');
    await succeeds('refresh', dir);
    expect(half.map((file) => existsSync(file))).toEqual([true, true]);
    await writeFile(lock, holder({ pid: process.pid, id: 'old' }));
    await succeeds('refresh', dir);
    expect(half.map((file) => existsSync(file))).toEqual([false, false]);
  });

  it.each([
    ['its number', '0123456789abcdef0123456789abcdef\n', /^[0-9a-f]{16}$/u],
    ['no number, as in many containers', '\n', /^none$/u],
    ['no such file', null, /^none$/u],
  ])('names the machine by a digest of %s, and never by the number itself', async (_what, text, expected) => {
    replaceFile('/etc/machine-id', text);
    let own = '';
    await holding(async () => void (own = await readFile(lock, 'utf8')));
    const { machine = 'none' } = JSON.parse(own) as { machine?: string };
    expect(machine).toMatch(expected);
    expect(text ?? '').not.toContain(machine);
  });

  it('of a process that has ended is taken over by one of many commands at once', async () => {
    let [running, most] = [0, 0];
    const work = async (): Promise<void> => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 2));
      running--;
    };
    for (let round = 0; round < 100; round++) {
      await writeFile(lock, holder({ pid: process.pid, id: `old ${round}` }));
      const begun = Array.from({ length: 12 }, async () => {
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 3));
        return holding(work);
      });
      const ended = await Promise.allSettled(begun);
      expect(ended.some(({ status }) => status === 'fulfilled')).toBe(true);
    }
    expect(most).toBe(1);
  });

  it('of a command that has run for days stays, on a machine that was started before', async () => {
    vi.spyOn(os, 'uptime').mockReturnValue(7 * 86_400);
    onTestFinished(() => void vi.restoreAllMocks());
    const text = holder({ since: new Date(Date.now() - 3 * 86_400_000).toISOString() });
    await writeFile(lock, text);
    expect(await refuses('refresh', dir)).toContain('is in use by "channel sign"');
    expect(await readFile(lock, 'utf8')).toBe(text);
  });

  it('of another user’s process stays: it runs, and may not be asked', async () => {
    vi.spyOn(process, 'kill').mockImplementation(() => {
      throw Object.assign(new Error('not permitted'), { code: 'EPERM' });
    });
    onTestFinished(() => void vi.restoreAllMocks());
    await writeFile(lock, holder({}));
    expect(await refuses('refresh', dir)).toContain('is in use by');
  });

  it.each([
    ['never', ''],
    ['half', '{"command":"channel sign","pid":1'],
  ])(
    'that was %s written is taken over after a minute: its command was killed, or the disk was full',
    async (_how, text) => {
      await writeFile(lock, text);
      expect(await refuses('refresh', dir)).toContain('is in use by another command');
      const hourAgo = Date.now() / 1000 - 3_600;
      await utimes(lock, hourAgo, hourAgo);
      await succeeds('refresh', dir);
      expect(existsSync(lock)).toBe(false);
      await writeFile(lock, '{}');
      await utimes(lock, hourAgo, hourAgo);
      expect(await refuses('refresh', dir)).toContain('is in use by another command');
    },
  );

  it('that was never written is left for a minute; a clock that was set back keeps nobody out', async () => {
    await writeFile(lock, '');
    const now = Date.now() / 1000;
    await utimes(lock, now - 30, now - 30);
    expect(await refuses('refresh', dir)).toContain('is in use by another command');
    await utimes(lock, now + 3_600, now + 3_600);
    await succeeds('refresh', dir);
  });

  it('of a running command stays where the clock was corrected by hours since the machine was started', async () => {
    vi.spyOn(os, 'uptime').mockReturnValue(7 * 86_400);
    onTestFinished(() => void vi.restoreAllMocks());
    await writeFile(lock, holder({ since: new Date(Date.now() - (7 * 86_400 + 43_200) * 1000).toISOString() }));
    expect(await refuses('refresh', dir)).toContain('is in use by "channel sign"');
  });

  it.each([
    ['a number of no process', { pid: 0 }],
    ['half a number', { pid: 1.5 }],
    ['no time', { since: 'yesterday' }],
    ['no id', { id: undefined }],
  ])('with %s is nobody’s that could have ended: it stays', async (_what, change) => {
    await writeFile(lock, holder(change));
    expect(await refuses('refresh', dir)).toContain('is in use by another command');
    expect(existsSync(lock)).toBe(true);
  });

  it('that cannot be read is left, and its file is named', async () => {
    await mkdir(lock);
    expect(await refuses('refresh', dir)).toContain(`${lock} cannot be read`);
    expect(existsSync(lock)).toBe(true);
  });

  it.each([
    ['another machine', () => holder({ host: 'other', pid: spawnSync(process.execPath, ['-e', '0']).pid })],
    ['a process that runs', () => holder({})],
    ['nobody knows whom', () => ''],
    ['nobody knows whom, with words', () => '{}'],
  ])('of %s stays, and its file is named', async (_what, text) => {
    const written = text();
    await writeFile(lock, written);
    expect(await refuses('refresh', dir)).toContain(`delete ${lock}`);
    expect(await readFile(lock, 'utf8')).toBe(written);
  });
});

/** What the module reads in the place of a file of the system; null where there is none. */
function replaceFile(path: string, text: string | null): void {
  const read = fs.readFileSync;
  const reading = vi.spyOn(fs, 'readFileSync').mockImplementation((...call: Parameters<typeof read>) => {
    if (call[0] !== path) return read(...call);
    if (text === null) throw Object.assign(new Error(`ENOENT: no such file, open '${path}'`), { code: 'ENOENT' });
    return text;
  });
  syncBuiltinESMExports();
  onTestFinished(() => {
    reading.mockRestore();
    syncBuiltinESMExports();
  });
}

it('on a disk that may only be read, says that and not that the folder is in use', async () => {
  const open = fs.promises.open;
  const opening = vi.spyOn(fs.promises, 'open').mockImplementation(async (...call) => {
    if (call[0] !== lock) return open(...call);
    throw Object.assign(new Error('EROFS: read-only file system, open'), { code: 'EROFS' });
  });
  syncBuiltinESMExports();
  try {
    expect(await refuses('refresh', dir)).toContain('read-only file system');
  } finally {
    opening.mockRestore();
    syncBuiltinESMExports();
  }
});

it('leaves no lock without words on a full disk, and says that the disk is full', async () => {
  const open = fs.promises.open;
  const opening = vi.spyOn(fs.promises, 'open').mockImplementation(async (...call) => {
    const file = await open(...call);
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    if (call[0] === lock) vi.spyOn(file, 'writeFile').mockRejectedValue(full);
    return file;
  });
  syncBuiltinESMExports();
  try {
    const complaint = await refuses('refresh', dir);
    expect(complaint).toContain('no space left on device');
    expect(complaint).toContain('The disk is full. Make room');
    expect(opening).toHaveBeenCalled();
  } finally {
    opening.mockRestore();
    syncBuiltinESMExports();
  }
  expect(existsSync(lock)).toBe(false);
  await succeeds('refresh', dir);
});
