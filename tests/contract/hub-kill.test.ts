/**
 * The publisher's commands as real processes, killed (SIGKILL) while they write. The next command ends the work or says what to
 * do, and what readers see is whole. tests/unit/hub/killed-commands.test.ts tries every single write, inside one process.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, watch } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';

const HUB = fileURLToPath(new URL('../../hub/hub.ts', import.meta.url));
const WORDS = ['--disable-warning=ExperimentalWarning', HUB];
const INIT = ['--one-person', '--no-passphrase', '--publisher', 'Example'];
const PATIENCE = { timeout: 240_000 };

let work: string;
let dir: string;
let web: string;

const run = (...args: string[]) => spawnSync(process.execPath, [...WORDS, ...args], { encoding: 'utf8' });
function succeeds(...args: string[]): string {
  const { status, stdout, stderr } = run(...args);
  expect([status, stderr.replaceAll(/^Warning:.*\n/gmu, '')], args.join(' ')).toEqual([0, expect.any(String)]);
  return stdout;
}

/** Kills the command at its n-th change below the folder. Returns whether it was killed before its end. */
async function killAt(changes: number, folder: string, ...args: string[]): Promise<boolean> {
  const child = spawn(process.execPath, [...WORDS, ...args], { stdio: 'ignore' });
  let seen = 0;
  const watcher = watch(folder, { recursive: true }, () => {
    seen += 1;
    if (seen === changes) child.kill('SIGKILL');
  });
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
  watcher.close();
  return signal === 'SIGKILL';
}

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'joblantern-kill-'));
  const base = join(work, 'base');
  await mkdir(base);
  await writeFile(join(base, 'one.csv'), 'kind,value,category,evidence\ntelegram,gold_hr88,trafficking,A-1\n');
  await writeFile(join(base, 'two.csv'), 'kind,value,category,evidence\ntelegram,silver_hr77,trafficking,A-2\n');
  succeeds('channel', 'init', join(base, 'list'), ...INIT);
  succeeds('channel', 'add', join(base, 'list'), join(base, 'one.csv'));
  succeeds('channel', 'sign', join(base, 'list'));
  succeeds('channel', 'publish', join(base, 'list'), '--to', join(base, 'web'));
});
afterAll(async () => rm(work, { recursive: true, force: true }));
beforeEach(makeTrial);

async function makeTrial(): Promise<void> {
  const trial = join(work, 'trial');
  await rm(trial, { recursive: true, force: true });
  await cp(join(work, 'base'), trial, { recursive: true });
  [dir, web] = [join(trial, 'list'), join(trial, 'web')];
}

const filesBelow = async (folder: string): Promise<string[]> => readdir(folder, { recursive: true });

it.each([
  ['withdraw', [['withdraw', 'telegram', 'gold_hr88']], 9, '[01]'],
  ['rotate', [['rotate', '--replace', 'targets', '--replace', 'online', '--no-passphrase'], ['sign']], 18, 1],
  ['recover', [['recover', '--lost', 'withdrawals-1', '--no-passphrase'], ['sign']], 12, 1],
  ['sign', [['sign']], 12, 1],
])('"%s" that is killed is ended by the next command', PATIENCE, async (_name, commands, changes, entries) => {
  const callOf = ([command = '', ...rest]: string[]): string[] => ['channel', command, dir, ...rest];
  const [first = [], last = first] = commands;
  // A busy machine reports changes late, and the command may have ended by then: again, with an earlier kill.
  for (let at = changes; !(await killAt(at, dir, ...callOf(first))); at >>= 1) {
    expect(at).toBeGreaterThan(1);
    await makeTrial();
  }
  // A timer publishes whatever lies there, if it may.
  run('channel', 'publish', dir, '--to', web);
  expect(succeeds('channel', 'verify', web)).toContain('good');
  succeeds(...callOf(last));
  succeeds('channel', 'publish', dir, '--to', web);
  expect(succeeds('channel', 'verify', web)).toMatch(new RegExp(`good: .* ${entries} entries`, 'u'));
  expect(succeeds('channel', 'keys', dir)).not.toMatch(/kept elsewhere|does not count|without a name/u);
  expect((await filesBelow(dir)).filter((file) => /\.part$|in-use/u.test(file))).toEqual([]);
});

it('"publish" that is killed leaves a whole release, and the next one deletes its part files', PATIENCE, async () => {
  succeeds('channel', 'add', dir, join(dir, '..', 'two.csv'));
  succeeds('channel', 'sign', dir);
  for (const changes of [1, 5]) {
    await killAt(changes, web, 'channel', 'publish', dir, '--to', web);
    expect(succeeds('channel', 'verify', web)).toContain('good');
  }
  const old = new Date(Date.now() - 3_600_000);
  for (const file of await filesBelow(web)) if (file.endsWith('.part')) await utimes(join(web, file), old, old);
  succeeds('channel', 'publish', dir, '--to', web);
  expect((await filesBelow(web)).filter((file) => file.endsWith('.part'))).toEqual([]);
  expect(succeeds('channel', 'verify', web)).toContain('2 entries');
});

it('"init" that is killed says what to do, and that works', PATIENCE, async () => {
  for (const changes of [9, 22]) {
    const fresh = join(work, 'trial', 'fresh');
    await rm(fresh, { recursive: true, force: true });
    await mkdir(fresh);
    await killAt(changes, fresh, 'channel', 'init', fresh, ...INIT);
    const again = run('channel', 'init', fresh, ...INIT);
    if (again.stderr.includes('is a key already')) {
      expect(again.stderr).toContain(`delete ${join(fresh, 'keys')}, and run the same command again`);
      await rm(join(fresh, 'keys'), { recursive: true });
      succeeds('channel', 'init', fresh, ...INIT);
    } else if (again.status !== 0) {
      expect(again.stderr).toContain('is a channel already');
    }
    expect(existsSync(join(fresh, 'channel.json'))).toBe(true);
    succeeds('channel', 'add', fresh, join(dir, '..', 'one.csv'));
    expect(succeeds('channel', 'sign', fresh)).toContain('1 entries');
  }
});
