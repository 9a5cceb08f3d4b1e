/** The relay on PostgreSQL: what holds for one relay on a file holds for two on one database. */
import { randomBytes } from 'node:crypto';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { PostgresStore } from '../../hub/relay/postgres-store.ts';
import { startRelay, type Relay } from '../../hub/relay/start-relay.ts';
import { hashSecret } from '../../hub/relay/hash-secret.ts';
import { hashToken, generateToken } from '../../hub/relay/tokens.ts';
import { startPostgres, type LocalPostgres } from '../../tools/setup/postgres.ts';
import { sealReportJson } from '../../utils/report/seal-report.ts';

const messages: string[] = [];
const postgres: LocalPostgres | null = await startPostgres((line) => messages.push(line));
const DAY = '2026-11-25';
const relays: Relay[] = [];
const token = generateToken();
let sealed: Uint8Array;
let store: PostgresStore;

beforeAll(async () => {
  if (postgres === null) throw new Error(messages.join(' '));
  sealed = await sealReportJson('{"words":"x"}', [await identityToRecipient(await generateX25519Identity())]);
  store = await PostgresStore.open(postgres.url);
  await store.addToken('desk', hashToken(token), DAY);
  for (let i = 0; i < 2; i++) relays.push(await startRelay({ databaseUrl: postgres.url, floodPerMinute: Infinity }));
});

beforeEach(async () => {
  await store.deleteExpired(DAY, '2999-01-01', DAY);
  await store.deleteExpired('2999-01-01', '2999-01-01', DAY);
});

afterAll(async () => {
  for (const relay of relays) await relay.stop();
  await store?.close();
  postgres?.stop();
});

const at = (index: number): string => `http://127.0.0.1:${relays[index % 2]?.port}`;
const post = (index: number, key: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${at(index)}/v1/reports`, {
    method: 'POST',
    body: Uint8Array.from(sealed),
    headers: { 'Idempotency-Key': key, ...headers },
  });
const asHolder = (index: number, path: string, method = 'GET'): Promise<Response> =>
  fetch(`${at(index)}${path}`, { method, headers: { Authorization: `Bearer ${token}` } });

it('stores a report once, whichever relay it is sent to, also when both have it at once', async () => {
  const key = randomBytes(16).toString('hex');
  const both = await Promise.all([post(0, key), post(1, key), post(0, key), post(1, key)]);
  expect(both.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 200, 200, 201]);
  const { reports } = (await (await asHolder(1, '/v1/reports')).json()) as { reports: { id: string }[] };
  expect(reports).toHaveLength(1);
  const bytes = new Uint8Array(await (await asHolder(0, `/v1/reports/${reports[0]?.id}`)).arrayBuffer());
  expect(Buffer.compare(bytes, sealed)).toBe(0);
  expect((await asHolder(1, `/v1/reports/${reports[0]?.id}`, 'DELETE')).status).toBe(204);
  expect((await asHolder(0, `/v1/reports/${reports[0]?.id}`)).status).toBe(404);
  expect((await post(1, key)).status).toBe(200);
});

it('shares one secret, tells a reused key, and is full at its capacity', async () => {
  if (postgres === null) throw new Error(messages.join(' '));
  const other = await PostgresStore.open(postgres.url);
  expect(Buffer.compare(await other.puzzleSecret(), await store.puzzleSecret())).toBe(0);
  await other.close();
  const report = { key: 'one', sealed: new Uint8Array([1, 2, 3]), withdrawHash: null };
  const { bytes } = await store.usage();
  expect(await store.add(report, DAY, bytes + 3)).toBe('stored');
  expect(await store.add({ ...report, sealed: new Uint8Array([4]) }, DAY, bytes + 10)).toBe('conflict');
  expect(await store.add({ ...report, key: 'two' }, DAY, bytes + 5)).toBe('full');
  expect(await store.add(report, DAY, bytes + 3)).toBe('known');
});

it('never holds more than its capacity, however many relays store at the same time', async () => {
  if (postgres === null) throw new Error(messages.join(' '));
  const others = await Promise.all(Array.from({ length: 3 }, () => PostgresStore.open(postgres.url)));
  const [body, capacityBytes] = [new Uint8Array(1_000), 20_000];
  const results = await Promise.all(
    Array.from({ length: 60 }, (_, index) => {
      const report = { key: `race-${index}`, sealed: body, withdrawHash: hashSecret(`race ${index}`) };
      return (others[index % 3] as PostgresStore).add(report, DAY, capacityBytes);
    }),
  );
  expect(results.filter((result) => result === 'stored')).toHaveLength(20);
  expect(await store.usage()).toEqual({ bytes: 20_000, reports: 20 });
  const stored = results.indexOf('stored');
  expect(await store.withdraw(`race ${stored}`, DAY)).toBe(true);
  expect(await store.withdraw(`race ${stored}`, DAY)).toBe(false);
  expect(await store.usage()).toEqual({ bytes: 19_000, reports: 19 });
  await Promise.all(others.map((other) => other.close()));
});

it('gives a report back to whoever kept its secret, once', async () => {
  const secret = randomBytes(24).toString('base64url');
  const hash = Buffer.from(hashSecret(secret)).toString('base64url');
  expect((await post(0, randomBytes(16).toString('hex'), { 'Withdraw-Hash': hash })).status).toBe(201);
  const withdraw = (index: number): Promise<Response> =>
    fetch(`${at(index)}/v1/reports`, { method: 'DELETE', headers: { Withdraw: secret } });
  const before = await store.list('', 500);
  expect([(await withdraw(1)).status, (await withdraw(0)).status]).toEqual([204, 404]);
  const left = new Set((await store.list('', 500)).map(({ id }) => id));
  const [gone = '', ...more] = before.map(({ id }) => id).filter((id) => !left.has(id));
  expect(more).toEqual([]);
  // The other relay answers with the same knowledge: withdrawn, and not only deleted.
  expect(await (await asHolder(0, `/v1/reports/${gone}`)).json()).toMatchObject({ error: { key: 'taken-back' } });
});

it('deletes what nobody fetched in time, and forgets keys in time', async () => {
  const old = { key: 'old', sealed: new Uint8Array([9]), withdrawHash: null };
  await store.add(old, '2026-01-01', 1e9);
  await store.deleteExpired('2026-01-01', '2026-06-01', DAY);
  expect((await store.list('', 500)).filter(({ arrivedOn }) => arrivedOn < '2026-06-01')).toEqual([]);
  expect(await store.add(old, DAY, 1e9)).toBe('known');
  await store.deleteExpired('2026-11-26', '2026-06-01', DAY);
  expect(await store.add(old, DAY, 1e9)).toBe('stored');
});

describe('while somebody else holds the tables', { timeout: 60_000 }, () => {
  /** Runs statements in a session of another program, and what follows before they are rolled back. */
  async function holding(statement: string, run: () => Promise<void>): Promise<void> {
    const client = new Client({ connectionString: postgres?.url });
    await client.connect();
    try {
      await client.query(`BEGIN; ${statement}`);
      await run();
    } finally {
      await client.end();
    }
  }

  it('a relay that starts during a copy (pg_dump) keeps the others from nothing', async () => {
    await holding('LOCK TABLE reports IN ACCESS SHARE MODE', async () => {
      const started = PostgresStore.open(postgres?.url ?? '');
      expect((await post(0, randomBytes(16).toString('hex'))).status).toBe(201);
      await (await started).close();
    });
  });

  it('a report that waits for the usage is answered in seconds, and the next one is stored', async () => {
    const key = randomBytes(16).toString('hex');
    const log = vi.spyOn(console, 'error').mockReturnValue();
    await holding('SELECT * FROM usage FOR UPDATE', async () => {
      const since = performance.now();
      expect((await post(0, key)).status).toBe(500);
      expect(performance.now() - since).toBeLessThan(15_000);
    });
    log.mockRestore();
    expect((await post(1, key)).status).toBe(201);
  });
});

it(
  'goes on after the database went down and came back, and what was accepted is there',
  { timeout: 60_000 },
  async () => {
    const key = randomBytes(16).toString('hex');
    expect((await post(0, key)).status).toBe(201);
    await postgres?.crash();
    await expect.poll(async () => (await post(1, key)).status, { timeout: 20_000 }).toBe(200);
    expect((await fetch(`${at(0)}/health`)).status).toBe(200);
  },
);
