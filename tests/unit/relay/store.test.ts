import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RelayStore } from '../../../hub/relay/store.ts';

let folder: string;
let store: RelayStore;
const DAY = '2026-11-25';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'relay-store-'));
  store = new RelayStore(join(folder, 'data'));
});

afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

describe('RelayStore', () => {
  it('stores once per key, and tells a repeated report from another', () => {
    expect(store.add('key-1', bytes('one'), DAY, 100)).toBe('stored');
    expect(store.add('key-1', bytes('one'), DAY, 100)).toBe('known');
    expect(store.add('key-1', bytes('two'), DAY, 100)).toBe('conflict');
    expect(store.list('', 10)).toMatchObject([{ arrivedOn: DAY, size: 3 }]);
  });

  it('remembers a deleted report’s key until it is forgotten, and nothing of its bytes', () => {
    const secret = 'c1phertext-to-be-gone'.repeat(2_000);
    store.add('key-1', bytes(secret), DAY, 100_000);
    const id = store.list('', 1)[0]?.id ?? '';
    expect(store.delete(id, DAY)).toBe(true);
    expect(store.delete(id, DAY)).toBe(false);
    expect(store.sealed(id)).toBeNull();
    for (const file of readdirSync(join(folder, 'data'))) {
      expect(readFileSync(join(folder, 'data', file)).includes('c1phertext'), file).toBe(false);
    }
    expect(store.add('key-1', bytes(secret), DAY, 100_000)).toBe('known');
    store.forget('2026-11-25');
    expect(store.add('key-1', bytes(secret), DAY, 100_000)).toBe('known');
    store.forget('2026-11-26');
    expect(store.add('key-1', bytes(secret), DAY, 100_000)).toBe('stored');
  });

  it('is full at its capacity, counts again after a restart, and has room after a deletion', () => {
    expect(store.add('key-1', bytes('12345'), DAY, 10)).toBe('stored');
    expect(store.add('key-2', bytes('123456'), DAY, 10)).toBe('full');
    store.close();
    store = new RelayStore(join(folder, 'data'));
    expect(store.add('key-2', bytes('123456'), DAY, 10)).toBe('full');
    expect(store.add('key-1', bytes('12345'), DAY, 10)).toBe('known');
    store.delete(store.list('', 1)[0]?.id ?? '', DAY);
    expect(store.add('key-2', bytes('123456'), DAY, 10)).toBe('stored');
  });

  it('lists page by page, each report once', () => {
    for (let index = 0; index < 25; index += 1) store.add(`key-${index}`, bytes(String(index)), DAY, 1_000);
    const seen: string[] = [];
    for (let page = store.list('', 10); page.length > 0; page = store.list(page.at(-1)?.id ?? '', 10)) {
      seen.push(...page.map(({ id }) => id));
    }
    expect(seen).toHaveLength(25);
    expect(new Set(seen).size).toBe(25);
  });

  it('syncs each commit, and is nobody else’s to read', () => {
    const file = join(folder, 'data', 'relay.sqlite');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'data')).mode & 0o777).toBe(0o700);
    const db = new DatabaseSync(file);
    expect(db.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    db.exec('PRAGMA user_version = 9');
    db.close();
    expect(() => new RelayStore(join(folder, 'data'))).toThrow(/newer relay/u);
  });

  it('keeps hashes of tokens by name', () => {
    expect(store.addToken('lin', bytes('h'), DAY)).toBe(true);
    expect(store.addToken('lin', bytes('other'), DAY)).toBe(false);
    expect(store.tokens()).toMatchObject([{ name: 'lin', madeOn: DAY }]);
    expect(store.revokeToken('lin')).toBe(true);
    expect(store.revokeToken('lin')).toBe(false);
    expect(store.tokens()).toEqual([]);
  });
});
