/** Reports that are saved under a wrong clock, as on an old computer whose battery is empty. */
import 'fake-indexeddb/auto';
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { OutboxDatabase } from '../../../utils/report/outbox-database.ts';
import { createOutbox, type Outbox } from '../../../utils/report/outbox.ts';

const NOW = Date.parse('2026-11-25T10:00:00Z');
let db: OutboxDatabase;
let clock: number;
let isOnline: boolean;
let outbox: Outbox;

beforeEach(() => {
  db = new OutboxDatabase('outbox-clock');
  isOnline = false;
  outbox = createOutbox({
    db,
    now: () => clock,
    random: (length) => new Uint8Array(length),
    async fetch(_input, init) {
      if (!isOnline) throw new TypeError('no network');
      const sealed = new Uint8Array(await new Response(init?.body as BodyInit).arrayBuffer());
      return Response.json({ stored: createHash('sha256').update(sealed).digest('hex') }, { status: 201 });
    },
    relayUrl: 'https://relay.example/',
  });
});
afterEach(() => db.delete());

const enqueueOn = async (day: string, id: string): Promise<void> => {
  clock = Date.parse(`${day}T08:00:00Z`);
  await outbox.enqueue({ id, sealed: new Uint8Array([1, 2, 3]), receipt: false, private: false });
  await outbox.flush();
};
const days = async (): Promise<string[]> =>
  (await outbox.list()).map(({ savedOn, state, reason }) => `${savedOn} ${state} ${reason}`);

it('before it was set: they are sent once it is right', async () => {
  await enqueueOn('2020-01-01', 'a'.repeat(32));
  clock = NOW;
  await outbox.flush();
  expect(await days()).toEqual(['2026-11-25 waiting offline']);
  isOnline = true;
  await outbox.retryNow();
  await outbox.flush();
  expect(await outbox.list()).toEqual([]);
});

it('ahead: they are kept no longer than others', async () => {
  await enqueueOn('2031-01-01', 'b'.repeat(32));
  clock = NOW;
  await outbox.flush();
  clock += 31 * 86_400_000;
  await outbox.flush();
  expect(await days()).toEqual(['2026-11-25 refused too-old']);
});

it('of others, while it is not set: nothing is known of their days', async () => {
  await enqueueOn('2026-11-25', 'c'.repeat(32));
  clock = Date.parse('2020-01-01T08:00:00Z');
  await outbox.flush();
  expect(await days()).toEqual(['2026-11-25 waiting offline']);
});
