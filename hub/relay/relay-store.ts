/**
 * What the relay keeps: sealed bytes, the day they came, their size class, and hashes of two secrets of the sender (the
 * idempotency key, and what takes the report back). Never an address, a user agent or a time of day; reports have random
 * ids, so that not even their order is told.
 *
 * Two stores keep it: a SQLite file (`SqliteStore`), and PostgreSQL for several relays behind one balancer
 * (`PostgresStore`). A report is durable before `add` resolves. A deleted report leaves its key's hash for
 * `KEY_RETENTION_DAYS`, so that a sender who never heard the answer cannot add it a second time.
 */
import { createHash, randomBytes } from 'node:crypto';

export interface StoredReport {
  /** 32 hexadecimal digits. */
  id: string;
  /** `YYYY-MM-DD`, UTC. */
  arrivedOn: string;
  /** Length of the sealed file in bytes. */
  size: number;
}

export interface NewReport {
  /** The sender's idempotency key. */
  key: string;
  sealed: Uint8Array;
  /** SHA-256 of the secret that takes it back, 32 bytes; null when the sender gave none. */
  withdrawHash: Uint8Array | null;
}

export interface StoredToken {
  name: string;
  hash: Uint8Array;
  /** `YYYY-MM-DD`. */
  madeOn: string;
}

/** `known`: this key's report is there, or was and is deleted; `conflict`: the key was another report's. */
export type AddResult = 'stored' | 'known' | 'conflict' | 'full';

/** Days are `YYYY-MM-DD`, UTC. Every method rejects when the store cannot be reached. */
export interface RelayStore {
  /** Stores a report once per key. @param capacityBytes most bytes of sealed reports to hold */
  add(report: NewReport, day: string, capacityBytes: number): Promise<AddResult>;
  /** Reports in order of id, beginning after `after`; at most `limit`. */
  list(after: string, limit: number): Promise<StoredReport[]>;
  sealed(id: string): Promise<Uint8Array | null>;
  /** False when there is no such report. */
  delete(id: string, day: string): Promise<boolean>;
  /** Deletes the report whose sender kept `reportCode`. False when there is none, or it is gone. */
  withdraw(secret: string, day: string): Promise<boolean>;
  /** Forgets keys of reports deleted before `deletedBefore`, and deletes reports that came before `arrivedBefore`. */
  deleteExpired(deletedBefore: string, arrivedBefore: string, day: string): Promise<void>;
  /** Bytes and number of the reports held. */
  usage(): Promise<{ bytes: number; reports: number }>;
  /** 32 random bytes, the same for all relays of this store: what puzzles are signed with. */
  puzzleSecret(): Promise<Uint8Array>;
  /** False when the name is taken. */
  addToken(name: string, hash: Uint8Array, day: string): Promise<boolean>;
  revokeToken(name: string): Promise<boolean>;
  tokens(): Promise<StoredToken[]>;
  /** Rejects when the store cannot be read. */
  checkReadable(): Promise<void>;
  close(): Promise<void>;
}

/** Days that the hash of an idempotency key outlives its deleted report; the extension gives up sooner. */
export const KEY_RETENTION_DAYS = 60;

export const hashSecret = (secret: string): Uint8Array => createHash('sha256').update(secret).digest();
export const newReportId = (): string => randomBytes(16).toString('hex');

/**
 * The store that a command names: PostgreSQL where `databaseUrl` is given, else the SQLite file of a folder.
 * Rejects in words when it cannot be opened.
 */
export async function openStore(location: { dataDir?: string; databaseUrl?: string }): Promise<RelayStore> {
  if (location.databaseUrl !== undefined) {
    const { PostgresStore } = await import('./postgres-store.ts');
    return await PostgresStore.open(location.databaseUrl);
  }
  if (location.dataDir === undefined) throw new Error('neither a folder nor a database is named');
  const { SqliteStore } = await import('./sqlite-store.ts');
  return new SqliteStore(location.dataDir);
}
