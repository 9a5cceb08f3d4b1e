/** Folders and files that this user may not read: said so, and never taken for folders and files that are missing. */
import { spawnSync } from 'node:child_process';
import { chmod, chown, mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import { systemAdvice } from '../../../hub/system-advice.ts';
import { isThere } from '../../../hub/is-there.ts';
import { createPublisher, refuses, snapshotFolder, succeeds, type Machine } from './publisher-machine.ts';

const HUB = fileURLToPath(new URL('../../../hub/hub.ts', import.meta.url));
const NOBODY = 65_534;
/** The root user may read everything, so that another user runs the commands in its place. */
const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
const runAsUser = (...args: string[]) =>
  spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', HUB, ...args], { ...user, encoding: 'utf8' });
/** Not on Windows, and not from a folder that only root may read. */
const canRun = process.platform !== 'win32' && runAsUser('--help').status === 0;

let anna: Machine;
let dir: string;
beforeEach(async () => {
  ({ anna, dir } = await createPublisher());
  await succeeds('sign', dir);
});

async function giveToUser(): Promise<void> {
  if (user.uid === undefined) return;
  const below = await readdir(anna.folder, { recursive: true });
  for (const path of ['', ...below]) await chown(anna.path(path), user.uid, user.gid);
}

describe.runIf(canRun)('a command of a user who may not read', { timeout: 60_000 }, () => {
  it.each([
    ['', 'channel diff'],
    ['', 'channel sign'],
    ['', 'channel init'],
    ['', 'partners export --format csv'],
    ['public', 'channel verify'],
    ['keys', 'channel sign'],
    ['registers', 'channel sign'],
  ])('the folder "list/%s" is told so by %s', async (folder, words) => {
    const [group = '', command = '', ...options] = words.split(' ');
    await mkdir(join(dir, 'registers'), { recursive: true });
    await giveToUser();
    const before = await snapshotFolder(dir);
    await chmod(join(dir, folder), 0o000);
    const { status, stdout, stderr } = runAsUser(group, command, dir, ...options);
    await chmod(join(dir, folder), 0o700);
    expect([status, stdout + stderr]).toEqual([1, expect.stringContaining('This user may not write or read there')]);
    expect(stdout + stderr).toContain(join(dir, folder));
    expect(stdout + stderr).not.toMatch(/is no channel|online|Put a copy/u);
    expect(await snapshotFolder(dir)).toEqual(before);
  });

  it('a file of a release is told so by "verify", and not that the host is offline', async () => {
    await giveToUser();
    const file = join(dir, 'public', '1.targets.json');
    await chmod(file, 0o000);
    const { status, stderr } = runAsUser('channel', 'verify', dir);
    expect([status, stderr]).toEqual([
      1,
      expect.stringMatching(/EACCES.*1\.targets\.json[^]*This user may not write or read/u),
    ]);
    expect(stderr).not.toContain('offline');
  });

  it.each([['channel.json'], ['list.csv'], [join('public', 'timestamp.json')], ['in-use.json']])(
    'the file %s is told so',
    async (name) => {
      if (name === 'in-use.json') await writeFile(join(dir, name), '');
      await giveToUser();
      await chmod(join(dir, name), 0o000);
      const { status, stderr } = runAsUser('channel', 'sign', dir);
      await chmod(join(dir, name), 0o600);
      expect(status).toBe(1);
      expect(stderr).toMatch(new RegExp(`${name} cannot be read.*EACCES`, 'u'));
      expect(stderr).not.toContain('Put a copy');
    },
  );
});

it('a folder of links in a circle is said to be one', async () => {
  const loop = anna.path('loop');
  await symlink(loop, loop);
  for (const call of [
    ['sign', loop],
    ['diff', loop],
    ['init', join(loop, 'list')],
    ['publish', dir, '--to', loop],
    ['sign', dir, '--keys', loop],
  ])
    expect(await refuses(...call)).toContain('Symbolic links lead in a circle there');
});

it.each([
  ['EBUSY', /close it there/u],
  ['EROFS', /memory stick locked/u],
  ['ENOSPC', /Make room/u],
  ['EDQUOT', /Make room/u],
  ['EPERM', /the owner and the permissions/u],
])('what the system says by %s has advice', (code, advice) => {
  expect(systemAdvice(Object.assign(new Error('x'), { code }))).toMatch(advice);
  expect(systemAdvice(new Error(code))).toBeNull();
});

it('tells what is missing from what cannot be known', () => {
  expect(isThere(dir)).toBe(true);
  expect(isThere(join(dir, 'no'))).toBe(false);
  expect(isThere(join(dir, 'channel.json', 'below'))).toBe(false);
  expect(() => isThere(join(dir, 'x'.repeat(5_000)))).toThrow('ENAMETOOLONG');
});
