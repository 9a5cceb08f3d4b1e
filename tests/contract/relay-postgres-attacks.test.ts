/** Attacks of docs/publisher/relay.md on a relay whose reports are in PostgreSQL. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { Client, Pool } from 'pg';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { hashSecret } from '../../hub/relay/hash-secret.ts';
import { PostgresStore } from '../../hub/relay/postgres-store.ts';
import { startRelay, type Relay } from '../../hub/relay/start-relay.ts';
import { generateToken, hashToken } from '../../hub/relay/tokens.ts';
import { startPostgres, type LocalPostgres } from '../../tools/setup/postgres.ts';
import { sealReportJson } from '../../utils/report/seal-report.ts';
import { relayCommand } from './relay-process.ts';

const messages: string[] = [];
const postgres: LocalPostgres | null = await startPostgres((line) => messages.push(line));
const DAY = '2026-11-25';
const token = generateToken();
const identity = await generateX25519Identity();
const recipient = await identityToRecipient(identity);
const sealed = await sealReportJson('{"words":"x"}', [recipient]);
let store: PostgresStore;
let relay: Relay;

beforeAll(async () => {
  if (postgres === null) throw new Error(messages.join(' '));
  store = await PostgresStore.open(postgres.url);
  await store.addToken('desk', hashToken(token), DAY);
  vi.spyOn(console, 'error').mockReturnValue();
});
beforeEach(async () => {
  await onDatabase('TRUNCATE reports; UPDATE usage SET bytes = 0, reports = 0');
});
afterAll(async () => {
  vi.restoreAllMocks();
  await store?.close();
  postgres?.stop();
});

async function onDatabase(...statements: string[]): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: postgres?.url });
  await client.connect();
  try {
    let rows: Record<string, unknown>[] = [];
    for (const statement of statements) ({ rows } = await client.query<Record<string, unknown>>(statement));
    return rows;
  } finally {
    await client.end();
  }
}

async function withRelay(options: Partial<Parameters<typeof startRelay>[0]>, run: () => Promise<void>): Promise<void> {
  relay = await startRelay({ databaseUrl: postgres?.url ?? '', floodPerMinute: Infinity, ...options });
  try {
    await run();
  } finally {
    await relay.stop();
  }
}
const newKey = (): string => randomBytes(16).toString('hex');
const request = async (method: string, headers: Record<string, string>, body?: Uint8Array): Promise<number> =>
  (
    await fetch(`http://127.0.0.1:${relay.port}/v1/reports`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: Uint8Array.from(body) }),
    })
  ).status;
const post = async (key: string, headers: Record<string, string> = {}): Promise<number> =>
  request('POST', { 'Idempotency-Key': key, ...headers }, sealed);

it('sending and withdrawing again and again against a full store leaves the usage right', async () => {
  await withRelay({ capacityBytes: 2 * sealed.length }, async () => {
    expect([await post(newKey()), await post(newKey()), await post(newKey())]).toEqual([201, 201, 507]);
    const secret = randomBytes(24).toString('base64url');
    const hash = Buffer.from(hashSecret(secret)).toString('base64url');
    const [first] = await store.list('', 1);
    await store.delete(first?.id ?? '', DAY);
    for (let round = 0; round < 8; round += 1) {
      expect(await post(newKey(), { 'Withdraw-Hash': hash })).toBe(201);
      expect(await post(newKey())).toBe(507);
      expect(await request('DELETE', { Withdraw: secret })).toBe(204);
    }
    expect(await store.usage()).toEqual({ bytes: sealed.length, reports: 1 });
  });
});

it('a report that is sent again and again counts once, and makes nobody solve a puzzle', async () => {
  await withRelay({ floodPerMinute: 3 }, async () => {
    const key = newKey();
    const answers: number[] = [];
    for (let round = 0; round < 12; round += 1) answers.push(await post(key));
    expect(answers).toEqual([201, ...Array.from({ length: 11 }, () => 200)]);
    expect(await post(newKey())).toBe(201);
    expect((await store.usage()).reports).toBe(2);
  });
});

it('one code withdraws all versions of a report, also one that arrives late, and its hash goes with them', async () => {
  await withRelay({}, async () => {
    const secret = randomBytes(24).toString('base64url');
    const headers = { 'Withdraw-Hash': Buffer.from(hashSecret(secret)).toString('base64url') };
    expect([await post(newKey(), headers), await post(newKey(), headers)]).toEqual([201, 201]);
    expect(await request('DELETE', { Withdraw: secret })).toBe(204);
    expect(await store.list('', 10)).toEqual([]);
    expect(await post(newKey(), headers)).toBe(201);
    expect(await request('DELETE', { Withdraw: secret })).toBe(204);
    expect(await request('DELETE', { Withdraw: secret })).toBe(404);
    const rows = await onDatabase('SELECT count(*)::integer AS hashes FROM reports WHERE withdraw_hash IS NOT NULL');
    expect(rows).toEqual([{ hashes: 0 }]);
  });
});

it(
  '100,000 of the smallest reports slow no start, and their deletion lets other reports in',
  { timeout: 120_000 },
  async () => {
    const count = 100_000;
    await onDatabase(
      `INSERT INTO reports (id, key_hash, arrived_on, size, sealed)
       SELECT md5(n::text), sha256(n::text::bytea), '2026-01-01', 500, decode(repeat('00', 500), 'hex')
       FROM generate_series(1, ${count}) AS n`,
      `UPDATE usage SET bytes = ${count} * 500, reports = ${count}`,
    );
    const since = performance.now();
    await (await PostgresStore.open(postgres?.url ?? '')).close();
    const opened = performance.now() - since;
    expect(opened).toBeLessThan(5_000);
    await withRelay({}, async () => {
      const state = { isDone: false };
      const deletion = store.deleteExpired('2026-01-01', '2026-06-01', DAY).finally(() => (state.isDone = true));
      let stored = 0;
      while (!state.isDone) {
        expect(await post(newKey())).toBeOneOf([201, 429]);
        stored += 1;
      }
      await deletion;
      expect(stored).toBeGreaterThan(3);
      expect((await store.list('', 500)).every(({ arrivedOn }) => arrivedOn > '2026-06-01')).toBe(true);
    });
  },
);

it(
  '20,000 reports are listed by an index, also in the store of an earlier relay, which a copy does not keep back',
  { timeout: 120_000 },
  async () => {
    await onDatabase(
      'DROP INDEX IF EXISTS reports_list',
      `UPDATE settings SET value = '1' WHERE name = 'schema'`,
      `INSERT INTO reports (id, key_hash, arrived_on, size, sealed)
     SELECT md5(n::text), sha256(n::text::bytea), '2026-11-01', 500, decode(repeat('00', 500), 'hex')
     FROM generate_series(1, 20000) AS n`,
      'VACUUM ANALYZE reports',
    );
    const dump = new Client({ connectionString: postgres?.url });
    await dump.connect();
    const queries: [text: string, values: unknown[]][] = [];
    try {
      // As pg_dump does while it reads.
      await dump.query('BEGIN; LOCK TABLE reports IN ACCESS SHARE MODE');
      const open = await PostgresStore.open(postgres?.url ?? '', (config) => {
        const pool = new Pool(config);
        const query = pool.query.bind(pool) as (...words: unknown[]) => unknown;
        return Object.assign(pool, {
          query: (text: string, values: unknown[] = []) => (queries.push([text, values]), query(text, values)),
        });
      });
      queries.length = 0;
      expect(await open.list('8', 200)).toHaveLength(200);
      const [[text, values] = ['', []]] = queries;
      const { rows } = await dump.query(`EXPLAIN ${text}`, values);
      const plan = rows.map((row: Record<string, unknown>) => String(row['QUERY PLAN'])).join('\n');
      expect(plan).toMatch(/Index Only Scan using reports_list/u);
      expect(plan).not.toMatch(/Sort|Seq Scan/u);
      await open.close();
    } finally {
      await dump.end();
    }
  },
);

it('"relay pull --delete" deletes a report only once the whole of it is on the disk', { timeout: 60_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'relay-postgres-pull-'));
  try {
    await writeFile(join(folder, 'key'), `${identity}\n`, { mode: 0o600 });
    await writeFile(join(folder, 'token'), `${token}\n`, { mode: 0o600 });
    await withRelay({}, async () => {
      const url = `http://127.0.0.1:${relay.port}/`;
      expect((await relayCommand(['try', '--url', url, '--recipient', recipient])).code).toBe(0);
      const [report] = await store.list('', 1);
      const files = ['--identity', join(folder, 'key'), '--token-file', join(folder, 'token'), '--delete'];
      const pull = async (to: string) => relayCommand(['pull', '--url', url, ...files, '--save', to]);
      // A file where the folder should be: nothing can be saved.
      expect((await pull(join(folder, 'key'))).code).toBe(1);
      expect((await store.usage()).reports).toBe(1);
      await pull(join(folder, 'saved'));
      expect(await readdir(join(folder, 'saved'))).toEqual([`${report?.id}.json`]);
      expect(await readFile(join(folder, 'saved', `${report?.id}.json`), 'utf8')).toContain(report?.id ?? '');
      expect((await store.usage()).reports).toBe(0);
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
