/**
 * Sealed reports that are not delivered yet. They have a database of their own, so that it can be deleted as a whole. Only
 * ciphertext is stored. Background only.
 */
import { Dexie, type EntityTable } from 'dexie';
import type { OutboxReason } from './send-report.ts';

/** A publisher whose recipients can open a report. */
export interface SealedFor {
  /** Id of its brand, with a part of the root's fingerprint where a policy names it. */
  brand: string;
  /** Its name, to be shown. */
  publisher: string;
  /** The age keys of its recipients. */
  recipients: readonly string[];
}

export interface OutboxRow {
  /** Idempotency key, made from the report's id; the relay stores only its hash. */
  key: string;
  state: 'waiting' | 'delivered' | 'refused';
  /** Why it waits or was refused; null before the first attempt. */
  reason: OutboxReason | null;
  /** The age file; null once it is delivered or given up. */
  sealed: Uint8Array | null;
  /** Days `YYYY-MM-DD`. The day of delivery is kept only when the reader asked for a receipt. */
  savedOn: string;
  deliveredOn: string | null;
  receipt: boolean;
  /** SHA-256 of the withdrawal secret; null or absent when the reader has no code. */
  withdrawHash?: string | null;
  /** Attempts that began, also one that ended with its worker. */
  attempts: number;
  /** The relay of the publisher that it is sealed for; absent in rows of 0.2. */
  relay?: string | null;
  /** Whom it is sealed for; absent in rows of 0.2. Several publishers may share one relay. */
  sealedFor?: SealedFor;
  /** Earliest time of the next attempt, milliseconds since the epoch. */
  nextAt: number;
}

export class OutboxDatabase extends Dexie {
  declare outbox: EntityTable<OutboxRow, 'key'>;

  constructor(name = 'joblantern-reports') {
    // Strict: the report is on the disk before the page says "saved".
    super(name, { chromeTransactionDurability: 'strict' });
    this.version(1).stores({ outbox: 'key' });
  }
}
