/** A store whose disk is nearly full: reports are refused, deletions work, and the relay goes on and starts again. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { hashSecret } from '../../../hub/relay/hash-secret.ts';
import type { AddResult } from '../../../hub/relay/relay-store.ts';
import { SqliteStore } from '../../../hub/relay/sqlite-store.ts';

const DAY = '2026-11-25';
const MIB = 1024 ** 2;
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
