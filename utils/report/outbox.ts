/**
 * Stores sealed reports until they are delivered. A report is on the disk once `enqueue` resolves. Any later `flush` sends
 * it under the same key, also that of another worker. The relay stores it once, however often it is sent. After delivery the
 * ciphertext is deleted. With a receipt the day, the relay and the publisher stay; without one, nothing.
 */
import { dayOf } from '../indicators/day-number.ts';
import { createReportDelivery, isDue, type DeliveryDeps } from './deliver-reports.ts';
import type { OutboxRow, SealedFor } from './outbox-database.ts';
import { idempotencyKey, sendVersion, withdrawReport, type WithdrawResult } from './send-report.ts';

/** What the interface may show of a report. */
export type OutboxItem = Omit<OutboxRow, 'sealed' | 'attempts' | 'withdrawHash' | 'relay' | 'sealedFor'> & {
  /** Name of the publisher that it is sealed for; absent when it is not known. */
  publisher?: string;
};

export interface EnqueueRequest {
  /** The report's id: 32 random hexadecimal digits. */
  id: string;
  sealed: Uint8Array;
  /** Keep the day of delivery. */
  receipt: boolean;
  /** From a private window: sent at once or not at all, never stored. */
  private: boolean;
  /** SHA-256 of the withdrawal secret (report-code.ts); null when the reader wants no code. */
  withdrawHash?: string | null;
  /** From a private window: the withdrawal secret of an earlier version that may have arrived; null or absent for none. */
  replaces?: string | null;
  /** The relay of the publisher that it is sealed for; absent: the relay of this outbox. */
  relay?: string | null;
  /** That publisher; absent: the one in use. */
  sealedFor?: SealedFor;
}

export interface Outbox {
  /**
   * Stores a sealed report durably; call `flush` next. A report from a private window is sent instead. Its state is then
   * `delivered`, or `refused` with the reason: only a file can be offered.
   */
  enqueue(request: EnqueueRequest): Promise<OutboxItem>;
  /**
   * Sends what is due; never throws because of the network. Simultaneous calls share one run. What is sealed for
   * another publisher or relay waits until that publisher is in use again. Its reason is `other-relay`.
   */
  flush(): Promise<void>;
  /** When the next attempt is due, milliseconds since the epoch; null when nothing waits. For an alarm. */
  nextAttemptAt(): Promise<number | null>;
  /** Newest day first. A report that was delivered without a receipt is not in it. */
  list(): Promise<OutboxItem[]>;
  /** The ciphertext, to save as a file; null when it is deleted. */
  sealed(key: string): Promise<Uint8Array | null>;
  /** Makes everything that waits due now. */
  retryNow(): Promise<void>;
  /**
   * Withdraws the report with this hash, here while it waits and at the relay.
   * @param withdrawSecret the secret of `withdrawHash`
   */
  withdraw(withdrawSecret: string, withdrawHash: string): Promise<WithdrawResult>;
  /** Deletes one report, or the whole database. */
  erase(key?: string): Promise<void>;
}

export function createOutbox(deps: DeliveryDeps): Outbox {
  const { db, now } = deps;
  const { relayOf, isForOther, deliverDue } = createReportDelivery(deps);
  let running: Promise<void> | null = null;
  const today = (): string => dayOf(now());

  return {
    async enqueue({ id, sealed, receipt, withdrawHash = null, relay = deps.relayUrl, sealedFor, ...request }) {
      const row: OutboxRow = {
        key: await idempotencyKey(id),
        state: 'waiting',
        reason: null,
        sealed,
        savedOn: today(),
        deliveredOn: null,
        receipt,
        withdrawHash,
        attempts: 0,
        relay,
        ...(sealedFor === undefined ? {} : { sealedFor }),
        nextAt: now(),
      };
      if (!request.private) {
        const known = await db.outbox.get(row.key);
        if (known?.state === 'delivered') return toItem(known);
        await db.outbox.put(row);
        return toItem(row);
      }
      if (await isForOther(row)) return toItem({ ...row, state: 'refused', reason: 'other-relay' });
      const sent = await sendVersion(deps, { key: row.key, sealed, withdrawHash, replaces: request.replaces ?? null });
      return toItem(sent.done ? { ...row, state: 'delivered' } : { ...row, state: 'refused', reason: sent.reason });
    },
    async flush() {
      running ??= deliverDue().finally(() => {
        running = null;
      });
      await running;
    },
    async nextAttemptAt() {
      const waiting: OutboxRow[] = [];
      for (const row of await db.outbox.toArray())
        if (row.state === 'waiting' && !(await isForOther(row))) waiting.push(row);
      if (waiting.length === 0) return null;
      return Math.min(...waiting.map((row) => (isDue(row, now()) ? now() : row.nextAt)));
    },
    async list() {
      const rows = await db.outbox.toArray();
      return rows.map(toItem).sort((a, b) => b.savedOn.localeCompare(a.savedOn));
    },
    async sealed(key) {
      return (await db.outbox.get(key))?.sealed ?? null;
    },
    async retryNow() {
      await db.outbox.toCollection().modify((row) => {
        if (row.state === 'waiting') row.nextAt = 0;
      });
    },
    async withdraw(withdrawSecret, withdrawHash) {
      await running;
      // A waiting report may have arrived: its answer may have been lost.
      const rows = (await db.outbox.toArray()).filter((row) => row.withdrawHash === withdrawHash);
      const neverSent = rows.length > 0 && rows.every(({ sealed, attempts }) => sealed !== null && attempts === 0);
      const held = await Promise.all(rows.map(isForOther));
      for (const { key } of rows) await db.outbox.delete(key);
      // The secret is for the relay that may have the report, and for no other.
      const relayUrl = rows[0] === undefined ? deps.relayUrl : relayOf(rows[0]);
      // All wait for another publisher with the same relay, which must not learn of reports that it never got.
      if (neverSent && held.every(Boolean) && relayUrl === deps.relayUrl) return 'taken-back';
      const answer = await withdrawReport({ fetch: deps.fetch, relayUrl }, withdrawSecret);
      return answer !== 'taken-back' && neverSent ? 'taken-back' : answer;
    },
    async erase(key) {
      if (key !== undefined) {
        await db.outbox.delete(key);
        return;
      }
      await db.delete();
      await db.open();
    },
  };
}

function toItem(row: OutboxRow): OutboxItem {
  const { sealed: _sealed, attempts: _attempts, withdrawHash: _hash, relay: _relay, sealedFor, ...item } = row;
  return sealedFor === undefined ? item : { ...item, publisher: sealedFor.publisher };
}
