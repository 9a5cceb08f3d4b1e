/** What the desk's store gives back, and in which order. */
import 'fake-indexeddb/auto';
import { randomBytes } from 'node:crypto';
import { Dexie } from 'dexie';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDeskStore } from '../../../utils/desk/desk-store.ts';
import type { Arrival } from '../../../utils/desk/report-rows.ts';
import { DeskDatabase } from '../../../utils/desk/desk-database.ts';
import { createRowCipher } from '../../../utils/desk/row-cipher.ts';

let db: DeskDatabase;
beforeEach(() => {
  db = new DeskDatabase('desk-store');
});
afterEach(async () => {
  await db.delete();
});

const arrival = (digit: string, arrivedOn: string, relay: string): Arrival =>
  ({ document: { id: digit.repeat(32) }, facts: { id: digit.repeat(32) }, reading: {}, arrivedOn, relay }) as never;

test('the oldest report comes first: a sender who chooses its id cannot put it before others', async () => {
  const cipher = await createRowCipher(randomBytes(32).toString('hex'));
  const store = createDeskStore(db, cipher, async () => undefined);
  await store.addReports([
    arrival('0', '2026-11-25', 'c'),
    arrival('1', '2026-11-25', 'b'),
    arrival('f', '2026-11-24', 'd'),
    arrival('a', '2026-11-25', ''),
    arrival('b', '2026-11-25', ''),
  ]);
  expect([...(await store.reports()).keys()].map(([first]) => first)).toEqual(['f', 'a', 'b', '1', '0']);
});

test('what the first version took for damaged is asked for once more, and nothing else changes', async () => {
  const former = new Dexie('desk-store');
  former.version(1).stores({ vault: 'id', reports: 'id, relay', bodies: 'id', log: 'id', refused: 'id', team: 'id' });
  const row = (id: string, key: string): object => ({ id, arrivedOn: '2026-11-24', key });
  await former.table('refused').bulkAdd([row('a', 'damaged'), row('b', 'not-for-us')]);
  await former.table('vault').add({ id: 'vault', sealed: Uint8Array.of(1) });
  former.close();
  expect(await db.refused.toArray()).toEqual([row('b', 'not-for-us')]);
  expect(await db.vault.count()).toBe(1);
  await db.refused.add({ id: 'c', arrivedOn: '2026-11-25', key: 'damaged' });
  db.close();
  await db.open();
  expect(await db.refused.count()).toBe(2);
});
