/** Delivers the stored reports of an outbox that are due, and expires the old ones. */
import { DAY_MS, dayOf } from '../indicators/day-number.ts';
import type { OutboxDatabase, OutboxRow } from './outbox-database.ts';
import { sendReport, type RelayRoute } from './send-report.ts';

const MINUTE_MS = 60_000;
const FIRST_RETRY_MS = MINUTE_MS / 2;
const MAX_RETRY_MS = 360 * MINUTE_MS;
/** Days after which a report is given up. After twice as many, its row is deleted. */
const GIVE_UP_DAYS = 30;
/** A clock before this day was not set: no version was released then. */
const EARLIEST_DAY = '2026-11-01';

export interface DeliveryDeps extends RelayRoute {
  db: OutboxDatabase;
  /** The relay of the package's own brand: reports that 0.2 stored name no relay and go there. Absent for none. */
  packagedRelay?: string | null;
  /** Id of the package's own brand, for the same reports. */
  packagedBrand?: string;
  /** Id of the brand in use, and the age keys of its recipients now. */
  brand?: string;
  recipients?: () => Promise<readonly string[]>;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Returns that many random bytes. */
  random: (length: number) => Uint8Array;
}

export interface ReportDelivery {
  /** The relay that a report is sealed for; null: there is none. */
  relayOf(row: Pick<OutboxRow, 'relay'>): string | null;
  /** Whether it is sealed for another publisher or relay than the one in use. */
  isForOther(row: OutboxRow): Promise<boolean>;
  /** Expires old reports and sends those that are due. */
  deliverDue(): Promise<void>;
}

export function createReportDelivery(deps: DeliveryDeps): ReportDelivery {
  const { db, now, random } = deps;
  const today = (): string => dayOf(now());

  function relayOf(row: Pick<OutboxRow, 'relay'>): string | null {
    return row.relay === undefined ? (deps.packagedRelay ?? null) : row.relay;
  }

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

  async function deliverDue(): Promise<void> {
    await expire();
    for (const row of await db.outbox.toArray()) {
      if (row.state !== 'waiting') continue;
      if (await isForOther(row)) await change(row.key, { reason: 'other-relay' });
      else if (row.reason === 'other-relay' || isDue(row, now())) await attemptDelivery(row);
    }
  }

  return { relayOf, isForOther, deliverDue };
}

/** A clock that was set back must not make a report wait for years. */
export function isDue(row: OutboxRow, now: number): boolean {
  return row.nextAt <= now || row.nextAt > now + MAX_RETRY_MS;
}

/** Doubles from half a minute to six hours. A random half is taken off, so that devices do not send at the same moment. */
function retryDelay(attempts: number, random: (length: number) => Uint8Array): number {
  const wait = Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(attempts, 20));
  const [high = 0, low = 0] = random(2);
  return Math.round(wait * (1 - (high * 256 + low) / 131_072));
}
