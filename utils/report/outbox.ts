/**
 * Stores sealed reports until they are delivered. A report is on the disk once `enqueue` resolves. Any later `flush` sends
 * it under the same key, also that of another worker. The relay stores it once, however often it is sent. After delivery the
 * ciphertext is deleted. With a receipt the day, the relay and the publisher stay; without one, nothing.
 */
import { dayOf } from '../indicators/day-number.ts';
import type { OutboxDatabase, OutboxRow, SealedFor } from './outbox-database.ts';
import {
  idempotencyKey,
  sendReport,
  sendVersion,
  withdrawReport,
  type RelayRoute,
  type WithdrawResult,
} from './send-report.ts';

export interface OutboxDeps extends RelayRoute {
  db: OutboxDatabase;
  /** The relay of the package's own brand: rows of 0.2, which name none, are taken for its. Absent for none. */
  packagedRelay?: string | null;
  /** Id of the package's own brand, for the same rows. */
  packagedBrand?: string;
  /** Id of the brand in use, and the age keys of its recipients now. */
  brand?: string;
  recipients?: () => Promise<readonly string[]>;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Returns that many random bytes. */
  random: (length: number) => Uint8Array;
}

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

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
const FIRST_RETRY_MS = MINUTE_MS / 2;
const MAX_RETRY_MS = 360 * MINUTE_MS;
/** Days after which a report is given up. After twice as many, its row is deleted. */
const GIVE_UP_DAYS = 30;
/** A clock before this day was not set: no version was released then. */
const EARLIEST_DAY = '2026-11-01';

export function createOutbox(deps: OutboxDeps): Outbox {
  const { db, now, random } = deps;
  let running: Promise<void> | null = null;
  const today = (): string => dayOf(now());

  const relayOf = (row: Pick<OutboxRow, 'relay'>): string | null =>
    row.relay === undefined ? (deps.packagedRelay ?? null) : row.relay;

  /** A publisher may replace its keys, and a policy may name it by a newer root. One of the two stays. */
  async function isForOther(row: OutboxRow): Promise<boolean> {
    if (relayOf(row) !== deps.relayUrl) return true;
    if ((row.sealedFor?.brand ?? deps.packagedBrand ?? deps.brand) === deps.brand) return false;
    const keys = new Set(await deps.recipients?.());
    return row.sealedFor?.recipients.some((key) => keys.has(key)) !== true;
  }

  async function attemptDelivery(row: OutboxRow): Promise<void> {
    if (row.sealed === null) return;
    // Before it is sent: a worker that ends now may have delivered it, so a withdrawal must ask the relay.
    await change(row.key, { attempts: row.attempts + 1 });
    // Others were sent before it, or a puzzle was solved: what was erased or withdrawn meanwhile must not leave.
    const fetchWhileKept: typeof fetch = async (input, init) => {
      if ((await db.outbox.get(row.key)) === undefined) throw new Error('it was erased');
      return deps.fetch(input, init);
    };
    const sent = await sendReport({ ...deps, fetch: fetchWhileKept }, row.key, row.sealed, row.withdrawHash ?? null);
    if (sent.done) {
      if (row.receipt) await change(row.key, { state: 'delivered', reason: null, sealed: null, deliveredOn: today() });
      else await db.outbox.delete(row.key);
    } else if (sent.retry) {
      const wait = Math.max(retryDelay(row.attempts, random), Math.min(sent.retryAfterSeconds * 1000, MAX_RETRY_MS));
      await change(row.key, { reason: sent.reason, nextAt: now() + wait });
    } else {
      // The ciphertext stays, so that the reader can still save it as a file.
      await change(row.key, { state: 'refused', reason: sent.reason });
    }
  }

  /** Does not bring back a row that was deleted meanwhile. */
  async function change(key: string, values: Partial<OutboxRow>): Promise<void> {
    await db.outbox.update(key, values);
  }

  async function expire(): Promise<void> {
    if (today() < EARLIEST_DAY) return;
    const giveUpBefore = dayOf(now() - GIVE_UP_DAYS * DAY_MS);
    const forgetBefore = dayOf(now() - 2 * GIVE_UP_DAYS * DAY_MS);
    for (const row of await db.outbox.toArray()) {
      // Saved under a wrong clock, as after the battery of an old computer is empty: its days count from now.
      if (row.savedOn < EARLIEST_DAY || row.savedOn > today()) await change(row.key, { savedOn: today() });
      else if (row.savedOn < forgetBefore || (row.state === 'delivered' && !row.receipt))
        await db.outbox.delete(row.key);
      else if (row.savedOn < giveUpBefore && row.sealed !== null) {
        await change(row.key, { state: 'refused', reason: 'too-old', sealed: null });
      }
    }
  }

  async function sendDue(): Promise<void> {
    await expire();
    for (const row of await db.outbox.toArray()) {
      if (row.state !== 'waiting') continue;
      if (await isForOther(row)) await change(row.key, { reason: 'other-relay' });
      else if (row.reason === 'other-relay' || isDue(row, now())) await attemptDelivery(row);
    }
  }

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
      running ??= sendDue().finally(() => {
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
      // Held back from the publisher in use: its relay, which both share, learns nothing of it.
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

/** A clock that was set back must not make a report wait for years. */
function isDue(row: OutboxRow, now: number): boolean {
  return row.nextAt <= now || row.nextAt > now + MAX_RETRY_MS;
}

/** Doubles from half a minute to six hours. A random half is taken off, so that devices do not send at the same moment. */
function retryDelay(attempts: number, random: (length: number) => Uint8Array): number {
  const wait = Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(attempts, 20));
  const [high = 0, low = 0] = random(2);
  return Math.round(wait * (1 - (high * 256 + low) / 131_072));
}

function toItem(row: OutboxRow): OutboxItem {
  const { sealed: _sealed, attempts: _attempts, withdrawHash: _hash, relay: _relay, sealedFor, ...item } = row;
  return sealedFor === undefined ? item : { ...item, publisher: sealedFor.publisher };
}
