/**
 * What the relay stores: sealed bytes, the day they arrived, and their size class. Of two secrets of the sender
 * (idempotency key and withdrawal secret) it stores hashes. No address, user agent or time of day. Ids are random, so
 * they do not tell the order of arrival either.
 *
 * There are two stores: one SQLite file (`SqliteStore`), and PostgreSQL for several relays behind a load balancer
 * (`PostgresStore`). A report is durable before `add` resolves. The hash of a deleted report's key stays for
 * `KEY_RETENTION_DAYS`, because a sender who missed the answer sends it again. As long stays whether its sender withdrew it,
 * so that the desk can tell a withdrawal from a deletion.
 */
import type { ClockRecord } from './clock-record.ts';

export interface StoredReport {
  /** 32 hexadecimal digits. */
  id: string;
  /** `YYYY-MM-DD`, UTC. */
  arrivedOn: string;
  /** Length of the sealed file, bytes. */
  size: number;
}

export interface NewReport {
  /** The sender's idempotency key; the same for every attempt to send one report. */
  key: string;
  sealed: Uint8Array;
  /** SHA-256 of the secret that withdraws the report, 32 bytes; null when the sender gave none. */
  withdrawHash: Uint8Array | null;
}

export interface StoredToken {
  name: string;
  hash: Uint8Array;
  /** `YYYY-MM-DD`. */
  madeOn: string;
}

/** Bytes and number of the sealed reports in the store. */
export interface Usage {
  bytes: number;
  reports: number;
}

/**
 * `known`: the report with this key is stored, or was and is deleted. `conflict`: the key belongs to other bytes. `full`: the
 * capacity is used up, or the disk.
 */
export type AddResult = 'stored' | 'known' | 'conflict' | 'full';

/** Days are `YYYY-MM-DD`, UTC. Every method rejects when the store cannot be reached. */
export interface RelayStore {
  /** Stores a report once per key. @param capacityBytes maximum bytes of sealed reports to hold */
  add(report: NewReport, day: string, capacityBytes: number): Promise<AddResult>;
  /** Reports in order of id, those after the id `after`; `limit` at most. */
  list(after: string, limit: number): Promise<StoredReport[]>;
  sealed(id: string): Promise<Uint8Array | null>;
  /** False when there is no such report. */
  delete(id: string, day: string): Promise<boolean>;
  /** Deletes the report with this withdrawal secret. False when there is none, or it is deleted already. */
  withdraw(secret: string, day: string): Promise<boolean>;
  /** True while the hash of a report that its sender withdrew is kept; false when it was deleted or expired. */
  isWithdrawn(id: string): Promise<boolean>;
  /** Removes keys of reports deleted before `deletedBefore`; deletes reports that arrived before `arrivedBefore`. */
  deleteExpired(deletedBefore: string, arrivedBefore: string, day: string): Promise<void>;
  /** Null for a new store. */
  clockRecord(): Promise<ClockRecord | null>;
  saveClockRecord(record: ClockRecord): Promise<void>;
  usage(): Promise<Usage>;
  /** 32 random bytes, the same for all relays of this store; puzzles are signed with them. */
  puzzleSecret(): Promise<Uint8Array>;
  /** False when the name is taken. */
  addToken(name: string, hash: Uint8Array, day: string): Promise<boolean>;
  revokeToken(name: string): Promise<boolean>;
  tokens(): Promise<StoredToken[]>;
  /** Rejects when the store cannot be read. */
  checkReadable(): Promise<void>;
  close(): Promise<void>;
}

/** Days that the hash of an idempotency key outlives its deleted report. The extension stops sending after 30 days. */
export const KEY_RETENTION_DAYS = 60;
