import 'fake-indexeddb/auto';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startRelay, type Relay } from '../../../hub/relay/start-relay.ts';
import { SqliteStore } from '../../../hub/relay/sqlite-store.ts';
import { OutboxDatabase } from '../../../utils/report/outbox-database.ts';
import type { DeliveryDeps } from '../../../utils/report/deliver-reports.ts';
import { createOutbox, type Outbox } from '../../../utils/report/outbox.ts';
import { sealReportJson } from '../../../utils/report/seal-report.ts';
import { deriveCodeHashes } from '../../../utils/report/report-code.ts';

const SECRET = 's'.repeat(43);
const newId = (): string => randomBytes(16).toString('hex');
const START = Date.parse('2026-11-25T10:00:00Z');
const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

let folder: string;
let relay: Relay | null;
let db: OutboxDatabase;
let clock: number;
let seed: number;
let sealed: Uint8Array;
let sends: number;

/** The relay has one address, whatever its port is after a restart. Nothing listens on port 9. */
const RELAY = 'http://relay.test/';
const toRelay: typeof fetch = async (input, init) =>
  await fetch((input as URL).href.replace(RELAY, `http://127.0.0.1:${relay?.port ?? 9}/`), init);

/** An outbox as a worker makes it at its start; several share the disk, as workers after one another do. */
function worker(parts: Partial<DeliveryDeps> = {}): Outbox {
  return createOutbox({
    db,
    now: () => clock,
    random: (length) => Uint8Array.from({ length }, () => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) >> 16),
    fetch: async (input, init) => {
      sends += 1;
      return await toRelay(input, init);
    },
    relayUrl: RELAY,
    ...parts,
  });
}

async function startAgain(): Promise<void> {
  relay = await startRelay({ dataDir: folder, now: () => clock });
}

async function storedReports(): Promise<Uint8Array[]> {
  const store = new SqliteStore(folder);
  const reports = await Promise.all(
    (await store.list('', 1_000)).map(async ({ id }) => (await store.sealed(id)) as Uint8Array),
  );
  await store.close();
  return reports;
}

/** Answers of no relay: a network that fails, or something on the way that answers in its place. */
function answering(status: number, body: string, headers: Record<string, string> = {}): typeof fetch {
  return async () => await Promise.resolve(new Response(body, { status, headers }));
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'outbox-'));
  [clock, seed, sends] = [START, 7, 0];
  db = new OutboxDatabase(`outbox-${folder}`);
  sealed = await sealReportJson('{"words":"x"}', [await identityToRecipient(await generateX25519Identity())]);
  await startAgain();
});

afterEach(async () => {
  await relay?.stop();
  await db.delete();
  rmSync(folder, { recursive: true });
});

describe('createOutbox', () => {
  it('delivers once and keeps nothing', async () => {
    const outbox = worker();
    const item = await outbox.enqueue({ id: newId(), sealed, receipt: false, private: false });
    expect(item).toMatchObject({ state: 'waiting', reason: null, savedOn: '2026-11-25' });
    expect(await outbox.sealed(item.key)).toEqual(sealed);
    await Promise.all([outbox.flush(), outbox.flush()]);
    expect(sends).toBe(1);
    expect(await storedReports()).toEqual([sealed]);
    expect(await db.outbox.count()).toBe(0);
    expect(await outbox.nextAttemptAt()).toBeNull();
  });

  it('withdraws a waiting report, and an unread one at the relay; after that it finds none', async () => {
    const { withdrawSecret, withdrawHash } = await deriveCodeHashes(SECRET);
    const outbox = worker();
    await outbox.enqueue({ id: newId(), sealed, receipt: false, private: false, withdrawHash });
    await relay?.stop();
    relay = null;
    const offline = worker();
    expect(await offline.withdraw(withdrawSecret, withdrawHash)).toBe('taken-back');
    expect(await db.outbox.count()).toBe(0);
    expect(await offline.withdraw(withdrawSecret, withdrawHash)).toBe('offline');

    await startAgain();
    const again = worker();
    await again.enqueue({ id: newId(), sealed, receipt: false, private: false, withdrawHash });
    await again.flush();
    expect(await storedReports()).toHaveLength(1);
    expect(await again.withdraw(withdrawSecret, withdrawHash)).toBe('taken-back');
    expect(await storedReports()).toEqual([]);
    expect(await again.withdraw(withdrawSecret, withdrawHash)).toBe('gone');
  });

  it('sends and takes back without cookies, referrer, cache or redirects', async () => {
    const { withdrawSecret, withdrawHash } = await deriveCodeHashes(SECRET);
    const requests: (RequestInit | undefined)[] = [];
    const outbox = worker({
      fetch: async (input, init) => {
        requests.push(init);
        return await toRelay(input, init);
      },
    });
    await outbox.enqueue({ id: newId(), sealed, receipt: false, private: false, withdrawHash });
    await outbox.flush();
    await outbox.withdraw(withdrawSecret, withdrawHash);
    expect(requests.map((request) => request?.method)).toEqual(['POST', 'DELETE']);
    for (const request of requests)
      expect(request).toMatchObject({
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        cache: 'no-store',
        redirect: 'error',
      });
  });

  it('does not take the answer of a sign-in page for a withdrawal', async () => {
    const { withdrawSecret, withdrawHash } = await deriveCodeHashes(SECRET);
    for (const [status, body] of [
      [200, 'sign in'],
      [404, '<html>'],
      [404, '{"error":null}'],
    ] as const) {
      expect(await worker({ fetch: answering(status, body) }).withdraw(withdrawSecret, withdrawHash)).toBe('offline');
    }
  });

  it('delivers one report once, however often and with whatever words the same report is confirmed', async () => {
    const id = newId();
    const other = await sealReportJson('{"words":"y"}', [await identityToRecipient(await generateX25519Identity())]);
    await relay?.stop();
    relay = null;
    const offline = worker();
    const first = await offline.enqueue({ id, sealed, receipt: false, private: false });
    await offline.flush();
    const second = await offline.enqueue({ id, sealed: other, receipt: false, private: false });
    expect([second.key, await db.outbox.count()]).toEqual([first.key, 1]);
    await startAgain();
    await worker().flush();
    expect(await storedReports()).toEqual([other]);
    const again = worker();
    await again.enqueue({ id, sealed, receipt: false, private: false });
    await again.flush();
    expect([await db.outbox.count(), (await storedReports()).length]).toEqual([0, 1]);
    expect(await again.enqueue({ id, sealed, receipt: false, private: true })).toMatchObject({ state: 'delivered' });
    expect(await storedReports()).toHaveLength(1);
  });

  it('keeps the day alone when a receipt is asked for', async () => {
    const outbox = worker();
    const { key } = await outbox.enqueue({ id: newId(), sealed, receipt: true, private: false });
    await outbox.flush();
    expect(await outbox.list()).toMatchObject([{ key, state: 'delivered', deliveredOn: '2026-11-25' }]);
    expect(await outbox.sealed(key)).toBeNull();
    clock += 61 * DAY;
    await outbox.flush();
    expect(await outbox.list()).toEqual([]);
  });

  it('waits for the network with growing, bounded, random pauses, and continues in a later worker', async () => {
    await relay?.stop();
    relay = null;
    await worker().enqueue({ id: newId(), sealed, receipt: false, private: false });
    const waits: number[] = [];
    for (let attempt = 0; attempt < 14; attempt += 1) {
      const outbox = worker();
      await outbox.flush();
      expect((await outbox.list())[0]).toMatchObject({ state: 'waiting', reason: 'offline' });
      const due = (await outbox.nextAttemptAt()) as number;
      waits.push(due - clock);
      clock = due - 1;
      await outbox.flush();
      expect(sends).toBe(attempt + 1);
      clock = due;
    }
    waits.forEach((wait, attempt) => {
      const full = Math.min(360 * MINUTE, 0.5 * MINUTE * 2 ** attempt);
      expect(wait).toBeGreaterThanOrEqual(full / 2);
      expect(wait).toBeLessThanOrEqual(full);
    });
    expect(new Set(waits.slice(-4)).size).toBe(4);
    await startAgain();
    await worker().flush();
    expect(await storedReports()).toEqual([sealed]);
    expect(await db.outbox.count()).toBe(0);
  });

  it('delivers once when the worker ends after sending and before the answer', async () => {
    const dying = worker({
      fetch: async (input, init) => {
        await toRelay(input, init);
        return await new Promise<Response>(() => undefined);
      },
    });
    await dying.enqueue({ id: newId(), sealed, receipt: false, private: false });
    void dying.flush();
    await expect.poll(async () => (await storedReports()).length, { timeout: 20_000 }).toBe(1);
    await worker().flush();
    expect(sends).toBe(1);
    expect(await storedReports()).toHaveLength(1);
    expect(await db.outbox.count()).toBe(0);
  });

  it('does not send again what the relay delivered and deleted before it answered', async () => {
    const { key } = await worker().enqueue({ id: newId(), sealed, receipt: false, private: false });
    const store = new SqliteStore(folder);
    await store.add({ key, sealed, withdrawHash: null }, '2026-11-25', 1e9);
    expect(await store.delete((await store.list('', 1))[0]?.id ?? '', '2026-11-25')).toBe(true);
    await store.close();
    await worker().flush();
    expect(await storedReports()).toEqual([]);
    expect(await db.outbox.count()).toBe(0);
  });

  it('does not take a sign-in page for a relay', async () => {
    for (const body of ['<h1>Welcome to Free WiFi</h1>', '{}', 'null', '{"stored":"0000"}']) {
      const outbox = worker({ fetch: answering(200, body) });
      await outbox.erase();
      await outbox.enqueue({ id: newId(), sealed, receipt: false, private: false });
      await outbox.flush();
      expect((await outbox.list())[0]).toMatchObject({ state: 'waiting', reason: 'no-relay' });
    }
  });

  it('waits as long as a busy relay requests, and at most its own longest pause', async () => {
    for (const [retryAfter, waits] of [
      ['7200', 7_200_000],
      ['999999999', 360 * MINUTE],
    ] as const) {
      const outbox = worker({ fetch: answering(429, '{}', { 'Retry-After': retryAfter }) });
      await outbox.erase();
      await outbox.enqueue({ id: newId(), sealed, receipt: false, private: false });
      await outbox.flush();
      expect(await outbox.nextAttemptAt()).toBe(clock + waits);
      expect((await outbox.list())[0]).toMatchObject({ reason: 'busy' });
    }
  });

  it('marks a report that the relay refuses for good, and keeps it to be saved as a file', async () => {
    const outbox = worker();
    const broken = sealed.subarray(1);
    const { key } = await outbox.enqueue({ id: newId(), sealed: broken, receipt: false, private: false });
    await outbox.flush();
    await outbox.flush();
    expect(sends).toBe(1);
    expect(await outbox.list()).toMatchObject([{ key, state: 'refused', reason: 'not-accepted' }]);
    expect(await outbox.nextAttemptAt()).toBeNull();
    expect(await outbox.sealed(key)).toEqual(broken);
    await outbox.erase(key);
    expect(await outbox.list()).toEqual([]);
  });

  it('marks a report as too old after thirty days, and deletes it after sixty', async () => {
    const outbox = worker({ relayUrl: null });
    const { key } = await outbox.enqueue({ id: newId(), sealed, receipt: false, private: false });
    await outbox.flush();
    expect((await outbox.list())[0]).toMatchObject({ state: 'waiting', reason: 'no-relay' });
    clock += 31 * DAY;
    await outbox.flush();
    expect((await outbox.list())[0]).toMatchObject({ state: 'refused', reason: 'too-old' });
    expect(await outbox.sealed(key)).toBeNull();
    clock += 30 * DAY;
    await outbox.flush();
    expect(await outbox.list()).toEqual([]);
  });

  it('sends although the clock was years ahead before, and at once on request', async () => {
    clock = Date.parse('2031-01-01T00:00:00Z');
    const offline = worker({ fetch: answering(503, '') });
    await offline.enqueue({ id: newId(), sealed, receipt: false, private: false });
    await offline.flush();
    clock = START;
    await worker().flush();
    expect(await storedReports()).toHaveLength(1);

    const outbox = worker({ relayUrl: null });
    await outbox.enqueue({ id: newId(), sealed, receipt: false, private: false });
    await outbox.flush();
    expect(await outbox.nextAttemptAt()).toBeGreaterThan(clock);
    await outbox.retryNow();
    expect(await outbox.nextAttemptAt()).toBe(clock);
  });

  it('makes all waiting reports due, and none that was delivered or refused', async () => {
    const enqueue = async (outbox: Outbox): Promise<void> => {
      await outbox.enqueue({ id: newId(), sealed, receipt: true, private: false });
      await outbox.flush();
    };
    await enqueue(worker());
    await enqueue(worker({ fetch: answering(400, '{}') }));
    await enqueue(worker({ fetch: answering(503, '') }));
    const before = await db.outbox.toArray();
    clock += 1;
    await worker().retryNow();
    const after = await db.outbox.toArray();
    expect(before.map(({ state }) => state).sort()).toEqual(['delivered', 'refused', 'waiting']);
    expect(after).toEqual(before.map((row) => (row.state === 'waiting' ? { ...row, nextAt: 0 } : row)));
    await worker().flush();
    expect(await storedReports()).toHaveLength(2);
  });

  it('takes up to half off a pause, by both random bytes, so that devices do not send together', async () => {
    const pauses: number[] = [];
    for (const bytes of [
      [0, 0],
      [128, 0],
      [0, 255],
      [255, 255],
    ]) {
      const outbox = worker({ relayUrl: null, random: () => Uint8Array.from(bytes) });
      await outbox.erase();
      await outbox.enqueue({ id: newId(), sealed, receipt: false, private: false });
      await outbox.flush();
      pauses.push(((await outbox.nextAttemptAt()) ?? 0) - clock);
    }
    const [whole = 0] = pauses;
    expect(pauses).toEqual([0, 128 * 256, 255, 65_535].map((taken) => Math.round(whole * (1 - taken / 131_072))));
  });

  it('lists the newest day first', async () => {
    const outbox = worker({ relayUrl: null });
    for (const day of [0, 2, 1]) {
      clock = START + day * DAY;
      await outbox.enqueue({ id: newId(), sealed, receipt: true, private: false });
    }
    expect((await outbox.list()).map(({ savedOn }) => savedOn)).toEqual(['2026-11-27', '2026-11-26', '2026-11-25']);
  });

  it('shows nothing of a report but its state, days and ciphertext’s key', async () => {
    const item = await worker().enqueue({ id: newId(), sealed, receipt: true, private: false, withdrawHash: 'hash' });
    const names = ['deliveredOn', 'key', 'nextAt', 'reason', 'receipt', 'savedOn', 'state'];
    expect(Object.keys(item).sort()).toEqual(names);
    expect(Object.keys((await worker().list())[0] ?? {}).sort()).toEqual(names);
  });

  it('stores nothing from a private window: sent at once or not at all', async () => {
    const delivered = await worker().enqueue({ id: newId(), sealed, receipt: true, private: true });
    expect(delivered.state).toBe('delivered');
    expect(await storedReports()).toHaveLength(1);
    const failed = await worker({ relayUrl: null }).enqueue({ id: newId(), sealed, receipt: true, private: true });
    expect(failed).toMatchObject({ state: 'refused', reason: 'no-relay' });
    expect(await db.outbox.count()).toBe(0);
  });

  it('replaces what a private window sent before and got no answer to', async () => {
    const { withdrawSecret, withdrawHash } = await deriveCodeHashes(SECRET);
    const losing = worker({
      fetch: async (...request) => (await toRelay(...request), await Promise.reject(new Error())),
    });
    const first = { id: newId(), sealed, receipt: false, private: true, withdrawHash };
    expect(await losing.enqueue(first)).toMatchObject({ state: 'refused', reason: 'offline' });
    const other = await sealReportJson('{"words":"y"}', [await identityToRecipient(await generateX25519Identity())]);
    const second = { ...first, id: newId(), sealed: other, replaces: withdrawSecret };
    expect(await worker().enqueue(second)).toMatchObject({ state: 'delivered' });
    expect(await storedReports()).toEqual([other]);
  });

  it('erases everything, and what is erased while it is sent does not come back', async () => {
    let release: (() => void) | undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const outbox = worker({
      fetch: async () => {
        await held;
        throw new TypeError('no network');
      },
    });
    const { key } = await outbox.enqueue({ id: newId(), sealed, receipt: true, private: false });
    const running = outbox.flush();
    await outbox.erase(key);
    release?.();
    await running;
    expect(await outbox.list()).toEqual([]);
    await outbox.enqueue({ id: newId(), sealed, receipt: true, private: false });
    await outbox.erase();
    expect(await outbox.list()).toEqual([]);
    await outbox.enqueue({ id: newId(), sealed, receipt: true, private: false });
    expect(await outbox.list()).toHaveLength(1);
  });
});
