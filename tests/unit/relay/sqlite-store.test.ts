import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SqliteStore } from '../../../hub/relay/sqlite-store.ts';
import { hashSecret } from '../../../hub/relay/hash-secret.ts';
import { type AddResult } from '../../../hub/relay/relay-store.ts';

let folder: string;
let store: SqliteStore;
const DAY = '2026-11-25';
const add = async (key: string, sealed: Uint8Array, day: string, capacity: number): Promise<AddResult> =>
  await store.add({ key, sealed, withdrawHash: null }, day, capacity);
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'relay-store-'));
  store = new SqliteStore(join(folder, 'data'));
});

afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

describe('SqliteStore', () => {
  it('stores once per key, and tells a repeated report from another', async () => {
    expect(await add('key-1', bytes('one'), DAY, 100)).toBe('stored');
    expect(await add('key-1', bytes('one'), DAY, 100)).toBe('known');
    expect(await add('key-1', bytes('two'), DAY, 100)).toBe('conflict');
    expect(await store.list('', 10)).toMatchObject([{ arrivedOn: DAY, size: 3 }]);
  });

  it('remembers a deleted report’s key until it is forgotten, and nothing of its bytes', async () => {
    const secret = 'c1phertext-to-be-gone'.repeat(2_000);
    await add('key-1', bytes(secret), DAY, 100_000);
    const id = (await store.list('', 1))[0]?.id ?? '';
    expect(await store.delete(id, DAY)).toBe(true);
    expect(await store.delete(id, DAY)).toBe(false);
    expect(await store.sealed(id)).toBeNull();
    const holding = (): string[] =>
      readdirSync(join(folder, 'data')).filter((file) =>
        readFileSync(join(folder, 'data', file)).includes('c1phertext'),
      );
    await expect.poll(holding, { timeout: 20_000 }).toEqual([]);
    expect(await add('key-1', bytes(secret), DAY, 100_000)).toBe('known');
    await store.deleteExpired('2026-11-25', '2026-01-01', DAY);
    expect(await add('key-1', bytes(secret), DAY, 100_000)).toBe('known');
    await store.deleteExpired('2026-11-26', '2026-01-01', DAY);
    expect(await add('key-1', bytes(secret), DAY, 100_000)).toBe('stored');
  });

  it('is full at its capacity, counts again after a restart, and has room after a deletion', async () => {
    expect(await add('key-1', bytes('12345'), DAY, 10)).toBe('stored');
    expect(await add('key-2', bytes('123456'), DAY, 10)).toBe('full');
    await store.close();
    store = new SqliteStore(join(folder, 'data'));
    expect(await add('key-2', bytes('123456'), DAY, 10)).toBe('full');
    expect(await add('key-1', bytes('12345'), DAY, 10)).toBe('known');
    await store.delete((await store.list('', 1))[0]?.id ?? '', DAY);
    expect(await add('key-2', bytes('123456'), DAY, 10)).toBe('stored');
  });

  it('keeps count by difference: the same as after a restart, whatever was added, withdrawn, deleted or expired', async () => {
    for (const [index, day] of ['2026-01-01', '2026-01-02', DAY, DAY, DAY].entries()) {
      await store.add(
        { key: `key-${index}`, sealed: bytes('x'.repeat(index + 1)), withdrawHash: hashSecret(`secret-${index}`) },
        day,
        1_000,
      );
    }
    expect(await store.usage()).toEqual({ bytes: 15, reports: 5 });
    expect(await store.withdraw('secret-4', DAY)).toBe(true);
    expect(await store.withdraw('secret-4', DAY)).toBe(false);
    await store.deleteExpired('2026-01-01', '2026-02-01', DAY);
    expect(await store.usage()).toEqual({ bytes: 7, reports: 2 });
    await store.close();
    store = new SqliteStore(join(folder, 'data'));
    expect(await store.usage()).toEqual({ bytes: 7, reports: 2 });
  });

  it('opens a store of each earlier format, and counts and lists what is in it', async () => {
    await add('key-1', bytes('one'), DAY, 100);
    await store.close();
    const db = new DatabaseSync(join(folder, 'data', 'relay.sqlite'));
    db.exec(
      'DROP INDEX reports_held; DROP INDEX reports_deleted; ALTER TABLE reports DROP COLUMN withdrawn; PRAGMA user_version = 2',
    );
    db.close();
    store = new SqliteStore(join(folder, 'data'));
    expect(await store.usage()).toEqual({ bytes: 3, reports: 1 });
    expect(await store.list('', 10)).toMatchObject([{ size: 3 }]);
  });

  it('tells a report that its sender withdrew from one that was deleted, until both are forgotten', async () => {
    for (const name of ['back', 'deleted']) {
      await store.add({ key: `key-${name}`, sealed: bytes(name), withdrawHash: hashSecret(name) }, DAY, 100);
    }
    const stored = await store.list('', 10);
    const idOf = (size: number): string => stored.find((report) => report.size === size)?.id ?? '';
    const both = async (): Promise<boolean[]> => [
      await store.isWithdrawn(idOf('back'.length)),
      await store.isWithdrawn(idOf('deleted'.length)),
    ];
    expect(await both()).toEqual([false, false]);
    await store.withdraw('back', DAY);
    await store.delete(idOf('deleted'.length), DAY);
    expect(await both()).toEqual([true, false]);
    await store.deleteExpired('2026-11-26', '2026-01-01', DAY);
    expect(await both()).toEqual([false, false]);
  });

  it('deletes all that expired, more than fit into one commit, and counts them off', async () => {
    for (let index = 0; index < 45; index += 1) await add(`key-${index}`, bytes('x'), '2026-01-01', 1_000);
    await add('key-new', bytes('xy'), DAY, 1_000);
    await store.deleteExpired('2026-01-01', '2026-01-01', DAY);
    expect(await store.usage()).toEqual({ bytes: 47, reports: 46 });
    await store.deleteExpired('2026-01-01', '2026-01-02', DAY);
    expect(await store.usage()).toEqual({ bytes: 2, reports: 1 });
    expect(await store.list('', 100)).toMatchObject([{ arrivedOn: DAY, size: 2 }]);
  });

  it('stores a batch that arrives together, and none of it when one change fails', async () => {
    const [kept, full, repeated] = await Promise.all([
      add('key-1', bytes('one'), DAY, 5),
      add('key-2', bytes('two'), DAY, 5),
      add('key-1', bytes('one'), DAY, 5),
    ]);
    expect([kept, full, repeated]).toEqual(['stored', 'full', 'known']);
    const together = [add('key-3', bytes('x'), DAY, 100), add('key-4', null as never, DAY, 100)];
    const results = await Promise.allSettled(together);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await store.usage()).toEqual({ bytes: 3, reports: 1 });
    expect(await add('key-3', bytes('x'), DAY, 100)).toBe('stored');
  });

  it('stores what was handed over before it closes', async () => {
    const adding = add('key-1', bytes('one'), DAY, 100);
    await store.close();
    expect(await adding).toBe('stored');
    store = new SqliteStore(join(folder, 'data'));
    expect(await store.usage()).toEqual({ bytes: 3, reports: 1 });
  });

  it('keeps one secret for puzzles, also over a restart', async () => {
    const secret = await store.puzzleSecret();
    expect(secret).toHaveLength(32);
    expect(await store.puzzleSecret()).toEqual(secret);
    await store.close();
    store = new SqliteStore(join(folder, 'data'));
    expect(await store.puzzleSecret()).toEqual(secret);
  });

  it('keeps the record of the clock, also over a restart', async () => {
    expect(await store.clockRecord()).toBeNull();
    for (const steadyDays of [0, 1]) await store.saveClockRecord({ day: DAY, steadyDays });
    await store.close();
    store = new SqliteStore(join(folder, 'data'));
    expect(await store.clockRecord()).toEqual({ day: DAY, steadyDays: 1 });
  });

  it('lists page by page, each report once', async () => {
    for (let index = 0; index < 25; index += 1) await add(`key-${index}`, bytes(String(index)), DAY, 1_000);
    const seen: string[] = [];
    for (let page = await store.list('', 10); page.length > 0; page = await store.list(page.at(-1)?.id ?? '', 10)) {
      seen.push(...page.map(({ id }) => id));
    }
    expect(seen).toHaveLength(25);
    expect(new Set(seen).size).toBe(25);
  });

  it('syncs each commit, and is nobody else’s to read', async () => {
    const file = join(folder, 'data', 'relay.sqlite');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'data')).mode & 0o777).toBe(0o700);
    const db = new DatabaseSync(file);
    expect(db.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    db.exec('PRAGMA user_version = 9');
    db.close();
    expect(() => new SqliteStore(join(folder, 'data'))).toThrow(/newer relay/u);
  });

  it('keeps hashes of tokens by name', async () => {
    expect(await store.addToken('lin', bytes('h'), DAY)).toBe(true);
    expect(await store.addToken('lin', bytes('other'), DAY)).toBe(false);
    expect(await store.tokens()).toMatchObject([{ name: 'lin', madeOn: DAY }]);
    expect(await store.revokeToken('lin')).toBe(true);
    expect(await store.revokeToken('lin')).toBe(false);
    expect(await store.tokens()).toEqual([]);
  });

  it.each(['relay.sqlite', 'relay.sqlite-wal', 'relay.sqlite-shm'])(
    'confirms nothing and is not healthy while %s is moved away or replaced, and goes on when it is back',
    async (name) => {
      const path = join(folder, 'data', name);
      expect(await add('key-1', bytes('one'), DAY, 100)).toBe('stored');
      renameSync(path, `${path}.away`);
      await expect(add('key-2', bytes('two'), DAY, 100)).rejects.toThrow('was moved or deleted');
      writeFileSync(path, '');
      await expect(add('key-2', bytes('two'), DAY, 100)).rejects.toThrow('was moved or deleted');
      await expect(store.checkReadable()).rejects.toThrow('was moved or deleted');
      renameSync(`${path}.away`, path);
      await store.checkReadable();
      expect(await add('key-2', bytes('two'), DAY, 100)).toBe('stored');
      expect(await store.usage()).toEqual({ bytes: 6, reports: 2 });
    },
  );

  it('counts again what another process stored or deleted, and nothing else', async () => {
    await add('key-1', bytes('one'), DAY, 100);
    const prepare = vi.spyOn(DatabaseSync.prototype, 'prepare');
    const counts = (): number => prepare.mock.calls.filter(([sql]) => sql.includes('sum(size)')).length;
    for (const key of ['key-2', 'key-3']) await add(key, bytes('one'), DAY, 100);
    expect(counts()).toBe(0);
    const other = new SqliteStore(join(folder, 'data'));
    for (const { id } of await other.list('', 10)) await other.delete(id, DAY);
    expect(await add('key-4', bytes('four'), DAY, 10)).toBe('stored');
    expect(await store.usage()).toEqual({ bytes: 4, reports: 1 });
    expect(await other.add({ key: 'key-5', sealed: bytes('fifth55'), withdrawHash: null }, DAY, 10)).toBe('full');
    await other.close();
    prepare.mockRestore();
  });

  it('counts, lists and forgets by indexes alone, which hold no bytes of reports', async () => {
    const prepare = vi.spyOn(DatabaseSync.prototype, 'prepare');
    const statements = new SqliteStore(join(folder, 'data'));
    await statements.list('', 10);
    await statements.deleteExpired(DAY, '2026-01-01', DAY);
    const sql = [...new Set(prepare.mock.calls.map(([text]) => text))];
    prepare.mockRestore();
    const db = new DatabaseSync(join(folder, 'data', 'relay.sqlite'));
    const planOf = (part: string): string => {
      const text = (sql.find((each) => each.includes(part)) ?? '').replace('LIMIT ?', 'LIMIT 9');
      const values = Array.from(text.matchAll(/\?/gu), () => DAY);
      return JSON.stringify(db.prepare(`EXPLAIN QUERY PLAN ${text}`).all(...values));
    };
    for (const part of ['sum(size)', 'SELECT id, arrived_on', 'deleted_on < ?']) {
      expect(planOf(part)).toContain('USING COVERING INDEX');
    }
    db.close();
    await statements.close();
  });

  it('is copied as it was when the copy began, and the copy ends, however many reports arrive meanwhile', async () => {
    for (let index = 0; index < 100; index += 1) await add(`key-${index}`, new Uint8Array(260_000), DAY, 1e9);
    const other = new SqliteStore(join(folder, 'data'));
    const progress = { isCopied: false };
    const copying = other.backup(join(folder, 'copy')).then(() => (progress.isCopied = true));
    let added = 0;
    for (; added < 500 && !progress.isCopied; added += 1) await add(`more-${added}`, bytes('x'), DAY, 1e9);
    expect([progress.isCopied, added > 0]).toEqual([true, true]);
    await copying;
    await other.close();
    const copy = new DatabaseSync(join(folder, 'copy'));
    expect(copy.prepare('SELECT count(*) AS reports FROM reports').get()).toEqual({ reports: 100 });
    copy.close();
  });
});
