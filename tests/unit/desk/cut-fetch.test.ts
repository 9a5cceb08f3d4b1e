/** A fetch of the desk that the network cuts in the middle of reports. */
import 'fake-indexeddb/auto';
import { randomBytes } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { DeskDatabase } from '../../../utils/desk/desk-database.ts';
import { createDeskStore } from '../../../utils/desk/desk-store.ts';
import { createDesk, type Desk } from '../../../utils/desk/desk.ts';
import { readAtMost } from '../../../utils/desk/open-report.ts';
import type { DeskWorkerClient } from '../../../utils/desk/desk-worker-client.ts';
import { createRelayClient } from '../../../utils/desk/relay-client.ts';
import { createRowCipher } from '../../../utils/desk/row-cipher.ts';

const id = (number: number): string => number.toString(16).padStart(32, '0');
const db = new DeskDatabase('cut-fetch');
afterEach(async () => {
  await db.delete();
});

/** The fake relay gives a report's id in place of sealed bytes. */
const worker = {
  async openReport(sealed: ReadableStream<Uint8Array>) {
    const report = new TextDecoder().decode(await readAtMost(sealed, 100));
    const facts = { id: report, kind: 'suspicious-post', categories: [], indicators: [], prints: [] };
    return { document: { id: report }, facts, reading: {} };
  },
} as unknown as DeskWorkerClient;

/** @param requested gets the address of each report that is fetched @param isCut whether the connection ends in this one */
async function openDesk(count: number, requested: string[], isCut: () => boolean): Promise<Desk> {
  const fetcher = async (input: unknown): Promise<Response> => {
    const path = new URL(String(input)).pathname;
    const reports = Array.from({ length: count }, (_, at) => ({ id: id(at), arrivedOn: '2026-11-24' }));
    if (path === '/v1/reports') return await Promise.resolve(Response.json({ reports, next: null }));
    requested.push(path);
    const name = path.slice(-32);
    return new Response(isCut() ? cutStream(name.slice(0, 9)) : name);
  };
  const dataKey = randomBytes(32).toString('hex');
  const desk = createDesk({
    secrets: { version: 1, name: 'Ana', identities: [], token: '', key: '', signing: '', dataKey },
    store: createDeskStore(db, await createRowCipher(dataKey), async () => undefined),
    worker,
    relay: createRelayClient('https://relay.example', 'jlr_token', fetcher),
    sign: async () => await Promise.resolve(new Uint8Array()),
    now: () => Date.parse('2026-11-25T10:00:00Z'),
    random: (length) => new Uint8Array(length),
    oneAtATime: (work) => work(),
    pause: async () => undefined,
    onChange: () => undefined,
  });
  await desk.load();
  return desk;
}

/** A body that ends before its time: what came of it is read, then the read fails. */
function cutStream(text: string): ReadableStream<Uint8Array> {
  let isRead = false;
  return new ReadableStream({
    pull(controller) {
      if (isRead) controller.error(new TypeError('network error'));
      else controller.enqueue(new TextEncoder().encode(text));
      isRead = true;
    },
  });
}

test('what came is in the queue, no report is taken for damaged, and the next fetch asks for the rest only', async () => {
  const requested: string[] = [];
  let whole = 6;
  const desk = await openDesk(100, requested, () => (whole -= 1) < 0);
  await expect(desk.pull(() => undefined)).rejects.toMatchObject({ name: 'RelayError', key: 'offline' });
  expect(requested).toHaveLength(12);
  expect(desk.state().queue).toHaveLength(6);
  [requested.length, whole] = [0, 1_000];
  const { added, refused } = await desk.pull(() => undefined);
  expect([requested.length, added.length, refused]).toEqual([94, 94, []]);
  expect(desk.state().queue).toHaveLength(100);
});
