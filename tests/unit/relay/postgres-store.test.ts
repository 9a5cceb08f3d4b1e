/** What the PostgreSQL store makes of the database's answers. The statements themselves run in tests/contract/relay-postgres.test.ts. */
import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Pool, PoolConfig } from 'pg';
import { hashSecret } from '../../../hub/relay/hash-secret.ts';
import { PostgresStore } from '../../../hub/relay/postgres-store.ts';
import type { NewReport } from '../../../hub/relay/relay-store.ts';

interface Answer {
  rows?: object[];
  rowCount?: number;
}
interface Query {
  text: string;
  values: unknown[];
}

/** A database that answers by the beginning of a statement; an Error is thrown. */
let answers: Record<string, Answer | Error | (() => Answer)>;
let queries: Query[];
let config: PoolConfig;
let pool: EventEmitter;
let client: EventEmitter;
let ended: number;
/** What each connection was released with: true closes it. */
let released: unknown[];

const query = async (text: string, values: unknown[] = []): Promise<Answer> => {
  queries.push({ text: text.replaceAll(/\s+/gu, ' ').trim(), values });
  const found = Object.entries(answers).find(([start]) => text.trimStart().startsWith(start))?.[1] ?? {};
  if (found instanceof Error) throw found;
  return await Promise.resolve({ rows: [], rowCount: 0, ...(typeof found === 'function' ? found() : found) });
};

beforeEach(() => {
  [answers, queries, ended, released] = [{}, [], 0, []];
  client = Object.assign(new EventEmitter(), { query, release: (close?: boolean) => void released.push(close) });
  pool = Object.assign(new EventEmitter(), {
    query,
    connect: async () => await Promise.resolve(client),
    end: async () => await Promise.resolve(void ended++),
  });
});
afterEach(() => void vi.restoreAllMocks());

async function open(): Promise<PostgresStore> {
  const store = await PostgresStore.open('postgres://db.example/relay', (given) => {
    config = given;
    return pool as unknown as Pool;
  });
  queries = [];
  return store;
}
const texts = (): string[] => queries.map(({ text }) => text.split(' ', 2).join(' '));

const DAY = '2026-11-25';
const REPORT: NewReport = { key: 'key-1', sealed: Uint8Array.of(1, 2, 3), withdrawHash: Uint8Array.of(9) };
const INSERTED: Answer = { rowCount: 1 };

describe('opening', () => {
  it('asks for durable commits and an end of every wait, and creates what is missing under a lock, in one query', async () => {
    answers['SELECT value'] = Object.assign(new Error('no table'), { code: '42P01' });
    await PostgresStore.open('postgres://db.example/relay', (given) => ((config = given), pool as unknown as Pool));
    expect(config).toMatchObject({
      connectionString: 'postgres://db.example/relay',
      options: '-c synchronous_commit=on -c lock_timeout=5s -c idle_in_transaction_session_timeout=10s',
      query_timeout: 20_000,
      max: 10,
    });
    expect(queries).toHaveLength(2);
    expect(queries[1]?.text).toMatch(/^SELECT pg_advisory_xact_lock\(\d+\); CREATE TABLE IF NOT EXISTS reports/u);
    expect(ended).toBe(0);
  });

  it('changes no table of a store that it made, adds an index to one of before, and all to an earlier one', async () => {
    for (const [rows, change] of [
      [[{ value: Buffer.from('2') }], null],
      [[{ value: Buffer.from('1') }], /^SELECT pg_advisory_xact_lock\(\d+\); CREATE INDEX IF NOT EXISTS reports_list/u],
      [[{ value: Buffer.from('0') }], /CREATE TABLE[^]*ALTER TABLE[^]*reports_list[^]*'schema', '2'/u],
      [[], /CREATE TABLE[^]*ALTER TABLE[^]*reports_list[^]*'schema', '2'/u],
    ] as const) {
      answers['SELECT value'] = { rows: [...rows] };
      queries = [];
      await PostgresStore.open('postgres://db.example/relay', () => pool as unknown as Pool);
      expect(queries).toHaveLength(change === null ? 1 : 2);
      if (change !== null) expect(queries[1]?.text.replaceAll(/\s+/gu, ' ')).toMatch(change);
    }
    answers['SELECT value'] = new Error('too many clients');
    await expect(open()).rejects.toThrow('the database cannot be used: too many clients');
  });

  it('ends its connections when it fails, and says why', async () => {
    answers['SELECT pg_advisory'] = new Error('no such database');
    await expect(open()).rejects.toThrow('the database cannot be used: no such database');
    expect(ended).toBe(1);
  });

  it('outlives a lost idle connection, and logs its name alone', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue();
    await open();
    pool.emit('error', new TypeError('192.0.2.1 went away'));
    expect(log.mock.calls).toEqual([['relay: the database went away (TypeError)']]);
  });
});

describe('a report', () => {
  it('is stored in one transaction with the room that it takes', async () => {
    answers = { 'INSERT INTO reports': INSERTED, 'UPDATE usage': INSERTED };
    const store = await open();
    expect(await store.add(REPORT, DAY, 100)).toBe('stored');
    expect(texts()).toEqual(['BEGIN', 'INSERT INTO', 'UPDATE usage', 'COMMIT']);
    const [id, ...rest] = queries[1]?.values ?? [];
    expect(id).toMatch(/^[\da-f]{32}$/u);
    expect(rest).toEqual([hashSecret('key-1'), DAY, 3, Buffer.from([1, 2, 3]), Uint8Array.of(9)]);
    expect(queries[2]?.values).toEqual([3, 100]);
    expect(queries[2]?.text).toContain('WHERE bytes + $1 <= $2');
    expect([released, client.listenerCount('error')]).toEqual([[undefined], 0]);
  });

  it('is taken back where it has no room', async () => {
    answers = { 'INSERT INTO reports': INSERTED, 'UPDATE usage': { rowCount: 0 } };
    expect(await (await open()).add(REPORT, DAY, 2)).toBe('full');
    expect(texts()).toEqual(['BEGIN', 'INSERT INTO', 'UPDATE usage', 'ROLLBACK']);
  });

  it('finds the store full where the database’s disk is, and fails with any other fault', async () => {
    const fault = (code: string): Error => Object.assign(new Error('could not extend file'), { code });
    answers = { 'INSERT INTO reports': fault('53100') };
    expect(await (await open()).add(REPORT, DAY, 100)).toBe('full');
    expect(released).toEqual([true]);
    answers = { 'INSERT INTO reports': fault('53200') };
    await expect((await open()).add(REPORT, DAY, 100)).rejects.toThrow('could not extend file');
  });

  it.each<[string, object[], string]>([
    ['the same bytes', [{ sealed: Buffer.from([1, 2, 3]) }], 'known'],
    ['bytes that were deleted', [{ sealed: null }], 'known'],
    ['nothing any longer', [], 'known'],
    ['other bytes', [{ sealed: Buffer.from([1, 2, 4]) }], 'conflict'],
  ])('whose key belongs to %s is answered as such', async (_what, rows, answer) => {
    answers = { 'INSERT INTO reports': { rowCount: 0 }, 'SELECT sealed': { rows } };
    expect(await (await open()).add(REPORT, DAY, 100)).toBe(answer);
    expect(texts()).toEqual(['BEGIN', 'INSERT INTO', 'ROLLBACK', 'SELECT sealed']);
    expect(queries[3]?.values).toEqual([hashSecret('key-1')]);
  });

  it.each(['BEGIN', 'INSERT INTO reports', 'UPDATE usage', 'COMMIT'])(
    'is not stored when the connection breaks at %s, and the connection is not used again',
    async (at) => {
      answers = { 'INSERT INTO reports': INSERTED, 'UPDATE usage': INSERTED, [at]: new Error('connection lost') };
      await expect((await open()).add(REPORT, DAY, 100)).rejects.toThrow('connection lost');
      expect(released).toEqual([true]);
      // Its late error ends nothing.
      expect(() => client.emit('error', new Error('late'))).not.toThrow();
    },
  );

  it('is deleted or withdrawn once, by its id or the hash of its secret', async () => {
    const store = await open();
    answers['WITH gone'] = { rows: [{ count: 1 }] };
    expect([await store.delete('id-1', DAY), await store.withdraw('secret', DAY)]).toEqual([true, true]);
    expect(queries.map(({ values }) => values)).toEqual([
      [DAY, 'id-1'],
      [DAY, hashSecret('secret')],
    ]);
    expect(queries[0]?.text).toContain('WHERE id = $2 AND deleted_on IS NULL');
    expect(queries[1]?.text).toContain('WHERE withdraw_hash = $2 AND deleted_on IS NULL');
    for (const rows of [[], [{ count: 0 }]]) {
      answers['WITH gone'] = { rows };
      expect([await store.delete('id-1', DAY), await store.withdraw('secret', DAY)]).toEqual([false, false]);
    }
  });

  it('is known as withdrawn only when its sender withdrew it', async () => {
    const store = await open();
    await store.delete('id-1', DAY);
    await store.withdraw('secret', DAY);
    expect(queries.map(({ text }) => /withdrawn = (\w+)/u.exec(text)?.[1])).toEqual(['false', 'true']);
    expect(await store.isWithdrawn('id-1')).toBe(false);
    answers['SELECT withdrawn'] = { rows: [{ withdrawn: true }] };
    expect(await store.isWithdrawn('id-1')).toBe(true);
  });

  it('is read as bytes, or is null', async () => {
    const store = await open();
    answers['SELECT sealed'] = { rows: [{ sealed: Buffer.from([7]) }] };
    expect(await store.sealed('id-1')).toEqual(Buffer.from([7]));
    for (const rows of [[], [{ sealed: null }]]) {
      answers['SELECT sealed'] = { rows };
      expect(await store.sealed('id-1')).toBeNull();
    }
  });

  it('is deleted after its days, and its key is forgotten after others', async () => {
    const store = await open();
    // Some in each statement, until none is left.
    const counts = [200, 7];
    answers['WITH gone'] = () => ({ rows: [{ count: counts.shift() ?? 0 }] });
    await store.deleteExpired('2026-09-26', '2026-05-29', DAY);
    const deletion = {
      text: expect.stringMatching(/WHERE arrived_on < \$2 AND deleted_on IS NULL LIMIT 200\) AND deleted_on IS NULL/u),
      values: [DAY, '2026-05-29'],
    };
    expect(queries).toEqual([
      { text: 'DELETE FROM reports WHERE deleted_on < $1', values: ['2026-09-26'] },
      deletion,
      deletion,
      deletion,
    ]);
  });

  it('is listed after the id before it, in the order of bytes', async () => {
    const rows = [{ id: 'b', arrivedOn: DAY, size: 3 }];
    answers['SELECT id'] = { rows };
    expect(await (await open()).list('a', 200)).toEqual(rows);
    expect(queries[0]?.values).toEqual(['a', 200]);
    expect(queries[0]?.text).toContain('ORDER BY id COLLATE "C" LIMIT $2');
  });
});

describe('the rest of the store', () => {
  it('keeps the record of the clock, and has none before', async () => {
    const store = await open();
    const record = { day: DAY, steadyDays: 3 };
    expect(await store.clockRecord()).toBeNull();
    await store.saveClockRecord(record);
    const bytes = Buffer.from(JSON.stringify(record));
    expect(queries.at(-1)?.values).toEqual([bytes]);
    answers['SELECT value'] = { rows: [{ value: bytes }] };
    expect(await store.clockRecord()).toEqual(record);
  });

  it('counts as numbers what the database gives as text, and nothing without a row', async () => {
    const store = await open();
    expect(await store.usage()).toEqual({ bytes: 0, reports: 0 });
    answers['SELECT bytes'] = { rows: [{ bytes: '9007199254740991', reports: '2' }] };
    expect(await store.usage()).toEqual({ bytes: 9_007_199_254_740_991, reports: 2 });
  });

  it('gives the secret that was stored first, and is at fault without one', async () => {
    const store = await open();
    await expect(store.puzzleSecret()).rejects.toThrow('the database lost its secret');
    expect(queries[0]?.text).toContain('ON CONFLICT DO NOTHING');
    expect(queries[0]?.values[0]).toHaveLength(32);
    answers['SELECT value'] = { rows: [{ value: Buffer.from([5]) }] };
    expect(await store.puzzleSecret()).toEqual(Buffer.from([5]));
  });

  it('tells whether a token was added or revoked', async () => {
    const store = await open();
    const both = async (): Promise<boolean[]> => [
      await store.addToken('lin', Uint8Array.of(1), DAY),
      await store.revokeToken('lin'),
    ];
    expect(await both()).toEqual([false, false]);
    expect(queries.map(({ values }) => values)).toEqual([['lin', Buffer.from([1]), DAY], ['lin']]);
    answers = { 'INSERT INTO tokens': INSERTED, 'DELETE FROM tokens': INSERTED };
    expect(await both()).toEqual([true, true]);
    answers['SELECT name'] = { rows: [{ name: 'lin', hash: Buffer.from([1]), madeOn: DAY }] };
    expect(await store.tokens()).toEqual([{ name: 'lin', hash: Buffer.from([1]), madeOn: DAY }]);
  });

  it('is readable while the database answers, and ends its connections', async () => {
    const store = await open();
    await store.checkReadable();
    answers['SELECT 1'] = new Error('gone');
    await expect(store.checkReadable()).rejects.toThrow('gone');
    await store.close();
    expect(ended).toBe(1);
  });
});
