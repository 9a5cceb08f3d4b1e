/** A store whose disk is nearly full: reports are refused, deletions work, and the relay goes on and starts again. */
import { execFileSync } from 'node:child_process';
import fs, { mkdirSync, mkdtempSync, rmSync, statSync, statfsSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { hashSecret } from '../../../hub/relay/hash-secret.ts';
import type { AddResult } from '../../../hub/relay/relay-store.ts';
import { SQLITE_FILE } from '../../../hub/relay/sqlite-file.ts';
import { SqliteStore } from '../../../hub/relay/sqlite-store.ts';

const DAY = '2026-11-25';
const MIB = 1024 ** 2;
/** Result codes of SQLite. */
const [SQLITE_IOERR, SQLITE_FULL] = [10, 13];
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'full-disk-'));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

const freeBytesOf = (path: string): number => {
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize;
};
const add = async (store: SqliteStore, name: string, length = 60_000): Promise<AddResult> =>
  await store.add(
    { key: `key-${name}`, sealed: new Uint8Array(length), withdrawHash: hashSecret(`secret-${name}`) },
    DAY,
    Infinity,
  );

it('refuses reports below its free bytes, knows those that it has, and deletes', async () => {
  const roomy = new SqliteStore(folder);
  expect(await add(roomy, 'a')).toBe('stored');
  await roomy.close();
  const store = new SqliteStore(folder, Infinity);
  expect([await add(store, 'b'), await add(store, 'a')]).toEqual(['full', 'known']);
  expect(await store.withdraw('secret-a', DAY)).toBe(true);
  expect(await store.usage()).toEqual({ bytes: 0, reports: 0 });
  await store.close();
});

it('goes on and starts when the log cannot be emptied, says so once, and tries again', async () => {
  const prepare = DatabaseSync.prototype.prepare;
  let fails = true;
  const tried = vi.fn<() => void>();
  vi.spyOn(DatabaseSync.prototype, 'prepare').mockImplementation(function (this: DatabaseSync, sql) {
    if (!sql.includes('wal_checkpoint')) return prepare.call(this, sql);
    tried();
    if (fails) throw new Error('database or disk is full');
    return prepare.call(this, sql);
  });
  const log = vi.spyOn(console, 'error').mockReturnValue();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const exec = vi.spyOn(DatabaseSync.prototype, 'exec');
  const store = new SqliteStore(folder);
  expect(tried).toHaveBeenCalledTimes(1);
  expect(exec.mock.calls.findLast(([sql]) => sql.includes('busy_timeout'))).toEqual(['PRAGMA busy_timeout = 5000']);
  vi.advanceTimersByTime(5_000);
  expect(tried).toHaveBeenCalledTimes(2);
  expect(log.mock.calls).toEqual([
    ['relay: the log could not be emptied, is the disk full? (database or disk is full)'],
  ]);
  fails = false;
  vi.advanceTimersByTime(60_000);
  expect(tried).toHaveBeenCalledTimes(3);
  vi.useRealTimers();
  expect(await add(store, 'a')).toBe('stored');
  await store.close();
});

describe('a commit that finds the disk full', () => {
  /** The next commits fail with SQLite's code of each. Returns how often the log was emptied. */
  async function storeFailing(codes: number[]): Promise<{ store: SqliteStore; emptied: () => number }> {
    const store = new SqliteStore(folder);
    const [exec, prepare] = [DatabaseSync.prototype.exec, DatabaseSync.prototype.prepare];
    let count = 0;
    vi.spyOn(DatabaseSync.prototype, 'exec').mockImplementation(function (this: DatabaseSync, sql) {
      const errcode = sql === 'COMMIT' ? codes.shift() : undefined;
      if (errcode !== undefined) throw Object.assign(new Error('no commit'), { errcode });
      exec.call(this, sql);
    });
    vi.spyOn(DatabaseSync.prototype, 'prepare').mockImplementation(function (this: DatabaseSync, sql) {
      if (sql.includes('wal_checkpoint')) count += 1;
      return prepare.call(this, sql);
    });
    return { store, emptied: () => count };
  }

  it('empties the log, tries once more, and counts each report once', async () => {
    const { store, emptied } = await storeFailing([SQLITE_FULL]);
    expect(await add(store, 'a')).toBe('stored');
    expect([emptied(), await store.usage()]).toEqual([1, { bytes: 60_000, reports: 1 }]);
    await store.close();
  });

  it('gives up after the second time, and at once after another fault', async () => {
    const { store, emptied } = await storeFailing([SQLITE_FULL, SQLITE_FULL, SQLITE_IOERR]);
    for (const name of ['a', 'b']) await expect(add(store, name)).rejects.toThrow('no commit');
    expect([emptied(), await store.usage()]).toEqual([1, { bytes: 0, reports: 0 }]);
    expect(await add(store, 'a')).toBe('stored');
    await store.close();
  });
});

it('counts the reports of one commit together against the free bytes', async () => {
  const original = fs.statfsSync;
  const store = new SqliteStore(folder, 50_000);
  fs.statfsSync = (() => ({ bavail: 200_000, bsize: 1 })) as unknown as typeof fs.statfsSync;
  syncBuiltinESMExports();
  try {
    // The log of the new store counts, too.
    const log = statSync(join(folder, `${SQLITE_FILE}-wal`)).size;
    const length = Math.floor((150_000 - log) / 2);
    const results = await Promise.all(['a', 'b', 'c'].map(async (name) => await add(store, name, length)));
    expect(results).toEqual(['stored', 'stored', 'full']);
  } finally {
    fs.statfsSync = original;
    syncBuiltinESMExports();
    await store.close();
  }
});

/** A file system of its own in memory, which only root on Linux can make. */
function mountSmall(at: string): boolean {
  try {
    mkdirSync(at, { recursive: true });
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', at], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('on a file system of 8 MiB', () => {
  it('keeps room for deletions, and opens again when others filled the rest', async (context) => {
    const disk = join(folder, 'disk');
    if (!mountSmall(disk)) {
      context.skip('no small file system can be mounted here');
      return;
    }
    vi.spyOn(console, 'error').mockReturnValue();
    try {
      const data = join(disk, 'data');
      let store = new SqliteStore(data, 3 * MIB);
      const results: AddResult[] = [];
      for (let index = 0; index < 200; index += 1) results.push(await add(store, String(index)));
      expect(new Set(results)).toEqual(new Set(['stored', 'full']));
      for (const [index, result] of results.entries()) {
        if (result === 'stored') expect(await store.withdraw(`secret-${index}`, DAY)).toBe(true);
      }
      for (let index = 0; index < 20; index += 1) await add(store, `again-${index}`);
      writeFileSync(join(disk, 'of-others'), new Uint8Array(Math.max(0, freeBytesOf(disk) - 200_000)));
      // Whether they find room is left open; the next start, with room, must find the store sound.
      for (let index = 0; index < 20; index += 1) await store.withdraw(`secret-again-${index}`, DAY).catch(() => false);
      await new Promise((resolve) => setTimeout(resolve, 500));
      await store.close();
      store = new SqliteStore(data, 3 * MIB);
      await store.checkReadable();
      rmSync(join(disk, 'of-others'));
      for (let index = 0; index < 20; index += 1) await store.withdraw(`secret-again-${index}`, DAY);
      expect(await store.usage()).toEqual({ bytes: 0, reports: 0 });
      await store.close();
    } finally {
      execFileSync('umount', ['-l', disk]);
    }
  });
});
