/**
 * Sealed reports on their way, in a database of their own, so that erasing them erases the whole of it. Background only.
 * Only ciphertext is ever stored here.
 */
import { Dexie, type EntityTable } from 'dexie';
import type { OutboxReason } from './send-report.ts';

export interface OutboxRow {
  /** Idempotency key; random, known to this device and, as a hash, to the relay. */
  key: string;
  state: 'waiting' | 'delivered' | 'refused';
  /** Why it waits or was refused; null while it was not tried. */
  reason: OutboxReason | null;
  /** The age file; null once it is delivered or given up. */
  sealed: Uint8Array | null;
  /** Day of confirming, and of delivery, `YYYY-MM-DD`; a day of delivery only on a receipt that the reader asked for. */
  savedOn: string;
  deliveredOn: string | null;
  receipt: boolean;
  /** By what the relay lets it be taken back; null or absent: by nothing. It says nothing of the code itself. */
  withdrawHash?: string | null;
  attempts: number;
  /** Not before, milliseconds since the epoch. */
  nextAt: number;
}

export class OutboxDatabase extends Dexie {
  declare outbox: EntityTable<OutboxRow, 'key'>;

  constructor(name = 'joblantern-reports') {
    // Strict: on the disk before "saved" is said.
    super(name, { chromeTransactionDurability: 'strict' });
    this.version(1).stores({ outbox: 'key' });
  }
}
