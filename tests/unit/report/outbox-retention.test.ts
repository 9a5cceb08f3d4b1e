/** How long the outbox keeps a report, and what it forgets, beside a relay that is a function. */
import 'fake-indexeddb/auto';
import { createHash, randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { OutboxDatabase } from '../../../utils/report/outbox-database.ts';
import type { DeliveryDeps } from '../../../utils/report/deliver-reports.ts';
import { createOutbox, type Outbox, type OutboxItem } from '../../../utils/report/outbox.ts';
import { deriveCodeHashes } from '../../../utils/report/report-code.ts';

const DAY = 86_400_000;
const sealed = new TextEncoder().encode('sealed');
const newId = (): string => randomBytes(16).toString('hex');

let db: OutboxDatabase;
let clock: number;
let sends: number;

/** @param isReached whether the relay answers that it stored the report */
function outboxWith(isReached: boolean): Outbox {
  return createOutbox({
    db,
    now: () => clock,
    random: (length) => new Uint8Array(length),
    relayUrl: 'https://relay.example',
    fetch: async () => {
      sends += 1;
      if (!isReached) throw new TypeError('no network');
      const stored = createHash('sha256').update(sealed).digest('hex');
      return await Promise.resolve(Response.json({ stored }, { status: 201 }));
    },
  });
}

beforeEach(() => {
  db = new OutboxDatabase(`outbox-${randomBytes(8).toString('hex')}`);
  [clock, sends] = [Date.parse('2026-11-25T10:00:00Z'), 0];
});
afterEach(async () => await db.delete());

it('sends a report for thirty days, and shows it for sixty', async () => {
  const outbox = outboxWith(false);
  const { key } = await outbox.enqueue({ id: newId(), sealed, receipt: false, private: false });
  clock += 30 * DAY;
  await outbox.flush();
  expect(await outbox.sealed(key)).toEqual(sealed);
  expect(sends).toBe(1);
  clock += DAY;
  await outbox.flush();
  expect(await outbox.list()).toMatchObject([{ state: 'refused', reason: 'too-old' }]);
  expect(await outbox.sealed(key)).toBeNull();
  clock += 29 * DAY;
  await outbox.flush();
  expect(await outbox.list()).toHaveLength(1);
  clock += DAY;
  await outbox.flush();
  expect(await outbox.list()).toEqual([]);
  expect(sends).toBe(1);
});

it('does not send again what was delivered with a receipt, and forgets what was delivered without one', async () => {
  const outbox = outboxWith(true);
  const id = newId();
  const { key } = await outbox.enqueue({ id, sealed, receipt: true, private: false });
  await outbox.flush();
  const again = await outbox.enqueue({ id, sealed, receipt: true, private: false });
  expect(again).toMatchObject({ key, state: 'delivered', deliveredOn: '2026-11-25' });
  await outbox.flush();
  expect(sends).toBe(1);
  // A row that an earlier version left.
  await db.outbox.update(key, { receipt: false });
  await outbox.flush();
  expect(await db.outbox.count()).toBe(0);
});

it('cannot say that a report was taken back which may have arrived, and sends it no more', async () => {
  const { withdrawSecret, withdrawHash } = await deriveCodeHashes('s'.repeat(43));
  const outbox = outboxWith(false);
  await outbox.enqueue({ id: newId(), sealed, receipt: true, private: false, withdrawHash });
  const { key } = await outbox.enqueue({ id: newId(), sealed, receipt: true, private: false, withdrawHash: 'other' });
  await outbox.flush();
  expect(await outbox.withdraw(withdrawSecret, withdrawHash)).toBe('offline');
  expect((await outbox.list()).map((item) => item.key)).toEqual([key]);
});

it('says so neither when the worker ended during the first attempt: the report may have arrived', async () => {
  const { withdrawSecret, withdrawHash } = await deriveCodeHashes('s'.repeat(43));
  const gone = Response.json({ error: { key: 'not-found' } }, { status: 404 });
  const deps = {
    db,
    now: () => clock,
    random: (length: number) => new Uint8Array(length),
    relayUrl: 'https://relay.example',
  };
  const ended = createOutbox({
    ...deps,
    fetch: async () => {
      sends += 1;
      return await new Promise<Response>(() => undefined);
    },
  });
  await ended.enqueue({ id: newId(), sealed, receipt: true, private: false, withdrawHash });
  void ended.flush();
  await vi.waitFor(() => expect(sends).toBe(1));
  const next = createOutbox({ ...deps, fetch: async () => await Promise.resolve(gone) });
  expect(await next.withdraw(withdrawSecret, withdrawHash)).toBe('gone');
});

it('says so of none when one with the same code may have arrived, also one that a former version delivered', async () => {
  const { withdrawSecret, withdrawHash } = await deriveCodeHashes('s'.repeat(43));
  const outbox = outboxWith(false);
  const add = async (): Promise<OutboxItem> =>
    await outbox.enqueue({ id: newId(), sealed, receipt: true, private: false, withdrawHash });
  const { key: tried } = await add();
  await db.outbox.update(tried, { attempts: 1 });
  await add();
  expect(await outbox.withdraw(withdrawSecret, withdrawHash)).toBe('offline');
  const { key: delivered } = await add();
  // JobLantern 0.2 counted failed attempts only.
  await db.outbox.update(delivered, { state: 'delivered', sealed: null, attempts: 0 });
  expect(await outbox.withdraw(withdrawSecret, withdrawHash)).toBe('offline');
});

describe('a report that is sealed for another publisher', () => {
  const reached: string[] = [];
  /** The outbox of a browser whose publisher has this relay. @param packagedRelay the relay of the package's own brand */
  const outboxOf = (
    relayUrl: string | null,
    packagedRelay: string | null = null,
    own: Partial<DeliveryDeps> = {},
  ): Outbox =>
    createOutbox({
      ...own,
      db,
      now: () => clock,
      random: (length) => new Uint8Array(length),
      relayUrl,
      packagedRelay,
      fetch: async (input) => {
        reached.push((input as URL).host);
        const stored = createHash('sha256').update(sealed).digest('hex');
        return await Promise.resolve(Response.json({ stored }, { status: 201 }));
      },
    });
  const [ours, theirs] = ['https://ours.example/', 'https://theirs.example/'];
  const add = async (outbox: Outbox, isPrivate = false, relay?: string): Promise<OutboxItem> =>
    await outbox.enqueue({ id: newId(), sealed, receipt: true, private: isPrivate, ...(relay ? { relay } : {}) });
  beforeEach(() => void reached.splice(0));

  it('stays with the reason while another relay is set, can be saved, and goes to its own relay later', async () => {
    const { key } = await add(outboxOf(ours));
    for (const other of [theirs, null]) {
      const changed = outboxOf(other);
      await changed.retryNow();
      await changed.flush();
      expect(await changed.list()).toMatchObject([{ key, state: 'waiting', reason: 'other-relay' }]);
      expect(await changed.sealed(key)).toEqual(sealed);
      expect(await changed.nextAttemptAt()).toBeNull();
    }
    expect(reached).toEqual([]);
    // Back at its relay it goes at once, however long it would have waited after an earlier failure.
    await db.outbox.update(key, { nextAt: clock + DAY / 24 });
    await outboxOf(ours).flush();
    expect(reached).toEqual(['ours.example']);
    expect(await outboxOf(ours).list()).toMatchObject([{ key, state: 'delivered' }]);
  });

  it('is held back, too, when the publisher changed while it was sealed, also from a private window', async () => {
    const changed = outboxOf(theirs);
    await add(changed, false, ours);
    await changed.flush();
    expect(await changed.list()).toMatchObject([{ reason: 'other-relay' }]);
    expect(await add(changed, true, ours)).toMatchObject({ state: 'refused', reason: 'other-relay' });
    expect(reached).toEqual([]);
  });

  it('is withdrawn at its own relay', async () => {
    const { withdrawSecret, withdrawHash } = await deriveCodeHashes('s'.repeat(43));
    await outboxOf(ours).enqueue({ id: newId(), sealed, receipt: true, private: false, withdrawHash });
    await outboxOf(theirs).withdraw(withdrawSecret, withdrawHash);
    expect(reached).toEqual(['ours.example']);
  });

  it('is held back where another publisher uses the same relay, unless one of its keys is in use there', async () => {
    const { withdrawSecret, withdrawHash } = await deriveCodeHashes('s'.repeat(43));
    const sealedFor = { brand: 'ours', publisher: 'Our Shelter', recipients: ['age1ours'] };
    const outboxFor = (brand: string, ...keys: string[]): Outbox =>
      outboxOf(ours, null, { brand, recipients: async () => await Promise.resolve(keys) });
    const send = async (withdrawable = false): Promise<OutboxItem> => {
      const request = { id: newId(), sealed, receipt: true, private: false, sealedFor };
      return await outboxFor('ours').enqueue(withdrawable ? { ...request, withdrawHash } : request);
    };
    const { key } = await send(true);
    const other = outboxFor('theirs', 'age1theirs');
    await other.flush();
    expect(await other.list()).toMatchObject([{ key, state: 'waiting', reason: 'other-relay' }]);
    expect(await other.nextAttemptAt()).toBeNull();
    expect(await other.withdraw(withdrawSecret, withdrawHash)).toBe('taken-back');
    expect(await other.list()).toEqual([]);
    expect(reached).toEqual([]);
    for (const [brand, recipient] of [
      ['ours', 'age1newer'],
      ['newer', 'age1ours'],
    ] as const) {
      await send();
      await outboxFor(brand, recipient).flush();
    }
    expect(reached).toEqual(['ours.example', 'ours.example']);
    const delivered = await other.list();
    expect(delivered.map(({ publisher, state }) => `${state} ${publisher}`)).toEqual([
      'delivered Our Shelter',
      'delivered Our Shelter',
    ]);
  });

  it('is taken for one of the package when a former version wrote it without an address', async () => {
    const { key } = await add(outboxOf(ours));
    const { relay: _relay, ...row } = (await db.outbox.get(key))!;
    await db.outbox.put(row);
    for (const outbox of [outboxOf(theirs, ours), outboxOf(theirs)]) await outbox.flush();
    expect(reached).toEqual([]);
    await outboxOf(ours, ours).flush();
    expect(reached).toEqual(['ours.example']);
  });
});

it('says that a report was taken back which was never sent, though no relay answers', async () => {
  const { withdrawSecret, withdrawHash } = await deriveCodeHashes('s'.repeat(43));
  const outbox = outboxWith(false);
  await outbox.enqueue({ id: newId(), sealed, receipt: true, private: false, withdrawHash });
  expect(await outbox.withdraw(withdrawSecret, withdrawHash)).toBe('taken-back');
  expect(await outbox.list()).toEqual([]);
});

it('sends nothing that was erased while another report was sent, or while a puzzle was solved', async () => {
  let answer: (response: Response) => void = () => undefined;
  const begun: string[] = [];
  const outbox = createOutbox({
    db,
    now: () => clock,
    random: (length) => new Uint8Array(length),
    relayUrl: 'https://relay.example',
    fetch: async (_input, init) => {
      begun.push(new Headers(init?.headers).has('Puzzle') ? 'solved' : 'sent');
      if (begun.length > 1) return new Response('', { status: 503 });
      return await new Promise<Response>((resolve) => (answer = resolve));
    },
  });
  const puzzle = { challenge: 'c', bits: 1 };
  for (const _ of [1, 2]) await outbox.enqueue({ id: newId(), sealed, receipt: false, private: false });
  const running = outbox.flush();
  await vi.waitFor(() => expect(begun).toEqual(['sent']));
  await outbox.erase();
  answer(Response.json({ puzzle }, { status: 428 }));
  await running;
  expect(begun).toEqual(['sent']);
  expect(await outbox.list()).toEqual([]);
});
