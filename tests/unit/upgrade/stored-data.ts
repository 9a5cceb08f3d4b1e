/** Data as an earlier version stored it, put into this test's own IndexedDB. */
import { readFileSync } from 'node:fs';

interface StoredTable {
  name: string;
  keyPath: string;
  indexes: { name: string; keyPath: string }[];
  rows: unknown[];
}

interface StoredDatabase {
  name: string;
  version: number;
  stores: StoredTable[];
}

export interface StoredData {
  version: string;
  passphrase: string;
  brand: { id: string; channel: string; root: Record<string, unknown> };
  /** What `storage.local` held. */
  local: Record<string, unknown>;
  /** Id of the report at the desk, and the keys of its two moderators. */
  report: string;
  ana: string;
  ben: string;
  databases: StoredDatabase[];
}

export function readStoredData(version: string): StoredData {
  return JSON.parse(readFileSync(`tests/fixtures/upgrade/${version}.json`, 'utf8')) as StoredData;
}

/** Creates the databases as that version had them, also their version numbers. */
export async function restoreDatabases({ databases }: StoredData): Promise<void> {
  for (const { name, version, stores } of databases) {
    const request = indexedDB.open(name, version);
    request.addEventListener('upgradeneeded', () => {
      for (const { name: table, keyPath, indexes } of stores) {
        const store = request.result.createObjectStore(table, { keyPath });
        for (const index of indexes) store.createIndex(index.name, index.keyPath);
      }
    });
    const db = await settled(request);
    for (const { name: table, rows } of stores) {
      const store = db.transaction(table, 'readwrite').objectStore(table);
      for (const row of rows) await settled(store.put(revive(row)));
    }
    db.close();
  }
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB refused a request')));
  });
}

/** Bytes, Blobs and Maps are objects of one key in JSON. */
function revive(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revive);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [[key, inner] = ['', null]] = entries;
  if (key === '$bytes') return Uint8Array.from(Buffer.from(String(inner), 'base64'));
  if (key === '$blob') return new Blob([Uint8Array.from(Buffer.from(String(inner), 'base64'))]);
  if (key === '$map') return new Map((inner as [string, unknown][]).map(([name, each]) => [name, revive(each)]));
  return Object.fromEntries(entries.map(([name, each]) => [name, revive(each)]));
}
