/**
 * Sealed reports until they are delivered. A report that `enqueue` has accepted is on the disk; it is then sent by any
 * `flush`, of this worker or of a later one, under the same key, so that the relay stores it once however often it is
 * sent. Delivered ciphertext is deleted; of a delivered report nothing stays, or the day alone when a receipt was asked.
 */
import type { OutboxDatabase, OutboxRow } from './outbox-database.ts';
import { sendReport, withdrawReport, type RelayRoute, type WithdrawResult } from './send-report.ts';

export interface OutboxDeps extends RelayRoute {
  db: OutboxDatabase;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** That many random bytes. */
  random: (length: number) => Uint8Array;
}

/** What may be told of a report on its way. */
export type OutboxItem = Omit<OutboxRow, 'sealed' | 'attempts' | 'withdrawHash'>;

export interface EnqueueRequest {
  sealed: Uint8Array;
  /** Keep the day of delivery. */
  receipt: boolean;
  /** From a private window: sent at once or not at all, never stored. */
  private: boolean;
  /** See take-back.ts; null: the reader wants no code. */
  withdrawHash?: string | null;
}

export interface Outbox {
  /**
   * Stores a sealed report durably; call `flush` next. From a private window it is sent instead: state `delivered`, or
   * `refuses` with the reason, and then only a file can be offered.
   */
  enqueue(request: EnqueueRequest): Promise<OutboxItem>;
  /** Sends what is due; never throws for the network's sake. Calls at the same time share one run. */
  flush(): Promise<void>;
  /** When the next attempt is due, milliseconds since the epoch; null when nothing waits. For an alarm. */
  nextAttemptAt(): Promise<number | null>;
  /** Newest day first. A report that was delivered without a receipt is not there any more. */
  list(): Promise<OutboxItem[]>;
  /** The ciphertext, to save as a file; null when it is gone. */
  sealed(key: string): Promise<Uint8Array | null>;
  /** Makes what waits due now: "try again". */
  retryNow(): Promise<void>;
  /** Takes back the report with this hash: from here while it waits, else from the relay. @param withdrawSecret the hash's secret */
  withdraw(withdrawSecret: string, withdrawHash: string): Promise<WithdrawResult>;
  /** Takes one away, or everything with the database itself. */
  erase(key?: string): Promise<void>;
}

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
const FIRST_RETRY_MS = MINUTE_MS / 2;
const MAX_RETRY_MS = 360 * MINUTE_MS;
/** Days after which a report is given up, and after which what is left of it is forgotten. */
const GIVE_UP_DAYS = 30;

export function createOutbox(deps: OutboxDeps): Outbox {
  const { db, now, random } = deps;
  let running: Promise<void> | null = null;
  const today = (): string => new Date(now()).toISOString().slice(0, 10);

  async function attemptDelivery(row: OutboxRow): Promise<void> {
    if (row.sealed === null) return;
    const sent = await sendReport(deps, row.key, row.sealed, row.withdrawHash ?? null);
    if (sent.done) {
      if (row.receipt) await change(row.key, { state: 'delivered', reason: null, sealed: null, deliveredOn: today() });
      else await db.outbox.delete(row.key);
    } else if (sent.retry) {
      const wait = Math.max(retryDelay(row.attempts, random), Math.min(sent.retryAfterSeconds * 1000, MAX_RETRY_MS));
      await change(row.key, { reason: sent.reason, attempts: row.attempts + 1, nextAt: now() + wait });
    } else {
      // The ciphertext stays: the reader may still save it as a file.
      await change(row.key, { state: 'refused', reason: sent.reason });
    }
  }

  /** Never brings back a row that was erased meanwhile. */
  async function change(key: string, values: Partial<OutboxRow>): Promise<void> {
    await db.outbox.update(key, values);
  }

  async function expire(): Promise<void> {
    const [giveUpBefore, forgetBefore] = [GIVE_UP_DAYS, 2 * GIVE_UP_DAYS].map((days) => dayBefore(now(), days)) as [
      string,
      string,
    ];
    for (const row of await db.outbox.toArray()) {
      if (row.savedOn < forgetBefore || (row.state === 'delivered' && !row.receipt)) await db.outbox.delete(row.key);
      else if (row.savedOn < giveUpBefore && row.sealed !== null) {
        await change(row.key, { state: 'refused', reason: 'too-old', sealed: null });
      }
    }
  }

  async function sendDue(): Promise<void> {
    await expire();
    for (const row of await db.outbox.toArray()) {
      if (row.state === 'waiting' && isDue(row, now())) await attemptDelivery(row);
    }
  }

  return {
    async enqueue({ sealed, receipt, private: isPrivate, withdrawHash = null }) {
      const row: OutboxRow = {
        key: toHex(random(16)),
        state: 'waiting',
        reason: null,
        sealed,
        savedOn: today(),
        deliveredOn: null,
        receipt,
        withdrawHash,
        attempts: 0,
        nextAt: now(),
      };
      if (!isPrivate) {
        await db.outbox.add(row);
        return toItem(row);
      }
      const sent = await sendReport(deps, row.key, sealed, withdrawHash);
      return toItem(sent.done ? { ...row, state: 'delivered' } : { ...row, state: 'refused', reason: sent.reason });
    },
    async flush() {
      running ??= sendDue().finally(() => {
        running = null;
      });
      await running;
    },
    async nextAttemptAt() {
      const waiting = (await db.outbox.toArray()).filter((row) => row.state === 'waiting');
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
    async withdraw(withdraw, withdrawHash) {
      await running;
      // Waiting does not mean that it never arrived: its answer may have been lost
      const rows = (await db.outbox.toArray()).filter((row) => row.withdrawHash === withdrawHash);
      for (const { key } of rows) await db.outbox.delete(key);
      const answer = await withdrawReport(deps, withdraw);
      const neverSent = rows.some(({ sealed, attempts }) => sealed !== null && attempts === 0);
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

/** A clock that was set back must not make a report wait for years. */
function isDue(row: OutboxRow, now: number): boolean {
  return row.nextAt <= now || row.nextAt > now + MAX_RETRY_MS;
}

/** Doubles from half a minute to six hours, of which a random half is taken off, so that devices do not come in step. */
function retryDelay(attempts: number, random: (length: number) => Uint8Array): number {
  const wait = Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(attempts, 20));
  const [high = 0, low = 0] = random(2);
  return Math.round(wait * (1 - (high * 256 + low) / 131_072));
}

function dayBefore(now: number, days: number): string {
  return new Date(now - days * DAY_MS).toISOString().slice(0, 10);
}

function toItem({ sealed: _sealed, attempts: _attempts, withdrawHash: _hash, ...row }: OutboxRow): OutboxItem {
  return row;
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
