/** The relay's answers beside a store that a test can break, without a network. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EARLIEST_DAY } from '../../../hub/relay/clock-record.ts';
import type { RelayStore, StoredReport } from '../../../hub/relay/relay-store.ts';
import { asHolder, createRelayBench, KEY, keyOf, NOON, post, SEALED, type RelayBench } from './relay-bench.ts';

const DAY_MS = 86_400_000;

let bench: RelayBench;
let relay: RelayBench['relay'];
let store: RelayStore;
let complaints: string[];

beforeEach(() => {
  complaints = [];
  vi.spyOn(console, 'error').mockImplementation((line: string) => void complaints.push(line));
  bench = createRelayBench();
  ({ relay, store } = bench);
});
afterEach(() => void vi.restoreAllMocks());

describe('a holder of a token', () => {
  const reports = (count: number): StoredReport[] =>
    Array.from({ length: count }, (_, at) => ({ id: String(at).padStart(32, '0'), arrivedOn: '2026-11-25', size: 1 }));

  it('gets pages of two hundred reports, and the id after which the next begins', async () => {
    const listCalls: unknown[] = [];
    store.list = async (...args) => {
      listCalls.push(args);
      return await Promise.resolve(reports(args[0] === '' ? 200 : 199));
    };
    const ask = relay();
    const page = async (query: string): Promise<unknown> =>
      ((await (await asHolder(ask, `/v1/reports${query}`)).json()) as { next: unknown }).next;
    expect(await page('')).toBe('199'.padStart(32, '0'));
    expect(await page('?after=7')).toBeNull();
    expect(listCalls).toEqual([
      ['', 200],
      ['7', 200],
    ]);
  });

  it('gets a report as bytes that a browser neither runs nor keeps', async () => {
    const { headers } = await asHolder(relay(), '/v1/reports/x');
    expect(headers.get('Content-Type')).toBe('application/octet-stream');
    expect(headers.get('Cache-Control')).toBe('no-store');
  });

  it('learns of each missing report whether its sender withdrew it, however many are missing', async () => {
    store.sealed = async () => await Promise.resolve(null);
    store.isWithdrawn = async (id) => await Promise.resolve(id === 'back');
    store.delete = async () => await Promise.resolve(false);
    const ask = relay();
    const keys = new Set<unknown>();
    for (let count = 0; count < 100; count += 1) keys.add(await keyOf(await asHolder(ask, '/v1/reports/x')));
    expect([...keys]).toEqual(['not-found']);
    const back = await asHolder(ask, '/v1/reports/back');
    expect([back.status, await keyOf(back)]).toEqual([404, 'taken-back']);
  });

  it('reads the metrics: what is stored, and the capacity', async () => {
    store.usage = async () => await Promise.resolve({ bytes: 70, reports: 2 });
    const text = await (await asHolder(relay({ capacityBytes: 500 }), '/metrics')).text();
    expect(text).toContain('relay_reports_held 2\n');
    expect(text).toContain('relay_bytes_capacity 500\n');
    expect(text).toContain('relay_flooded 0\n');
  });

  it('sees how many reports were withdrawn', async () => {
    const ask = relay();
    expect((await ask('/v1/reports', { method: 'DELETE', headers: { Withdraw: KEY } })).status).toBe(204);
    expect(await (await asHolder(ask, '/metrics')).text()).toContain('relay_answers_total{outcome="withdrawn"} 1');
  });
});

describe('a page of the extension or the desk', () => {
  it('may send every header that it needs, read how long to wait, and ask again only after a day', async () => {
    const { headers } = await relay()('/v1/reports', {
      method: 'OPTIONS',
      headers: { Origin: 'moz-extension://0a1b', 'Access-Control-Request-Method': 'DELETE' },
    });
    for (const name of ['Authorization', 'Content-Type', 'Idempotency-Key', 'Puzzle', 'Withdraw-Hash', 'Withdraw'])
      expect(headers.get('Access-Control-Allow-Headers')?.split(',')).toContain(name);
    expect(headers.get('Access-Control-Allow-Methods')?.split(',')).toEqual(['GET', 'POST', 'DELETE']);
    expect(headers.get('Access-Control-Max-Age')).toBe('86400');
    const answer = await relay()('/v1/reports', { headers: { Origin: 'chrome-extension://abcdef' } });
    expect(answer.headers.get('Access-Control-Expose-Headers')).toBe('Retry-After,Date');
    const list = await asHolder(relay(), '/v1/reports');
    expect(Date.parse(list.headers.get('Date') ?? '')).toBe(bench.clock - (bench.clock % 1000));
  });
});

describe('a clock that is not set', () => {
  it('takes no reports, as their day would be wrong, and says so', async () => {
    bench.clock = Date.parse('1970-01-02T00:00:00Z');
    const answer = await post(relay());
    expect([answer.status, await keyOf(answer), bench.added]).toEqual([503, 'no-clock', []]);
    expect(complaints).toEqual([
      'relay: the clock says 1970-01-02; set it. Until then no reports are taken or deleted by age',
    ]);
    for (const set of [Date.parse(EARLIEST_DAY), NOON]) {
      bench.clock = set;
      expect((await post(relay())).status).toBe(201);
    }
  });
});

describe('old reports', () => {
  it('are deleted once a day, after their days', async () => {
    const ask = relay({ retainDays: 30 });
    await ask('/health');
    await ask('/health');
    expect(bench.expired).toEqual([['2026-09-26', '2026-10-26', '2026-11-25']]);
    bench.clock += DAY_MS;
    await ask('/health');
    expect(bench.expired[1]).toEqual(['2026-09-27', '2026-10-27', '2026-11-26']);
  });

  it('are tried again at the next request when the store fails, and the log quotes nothing', async () => {
    const deleteExpired = vi.fn(async () => await Promise.reject(new TypeError('192.0.2.1 said: secret')));
    const ask = relay();
    store.deleteExpired = deleteExpired;
    await ask('/health');
    await ask('/health');
    expect(deleteExpired).toHaveBeenCalledTimes(2);
    expect(complaints).toEqual(['relay: old reports could not be deleted (TypeError)']);
  });
});

describe('a store that fails', () => {
  it('is reported as such, and the log names the fault without what was sent', async () => {
    store.checkReadable = async () => await Promise.reject(new RangeError('192.0.2.1 said: secret'));
    const answer = await relay()('/health');
    expect([answer.status, await keyOf(answer)]).toEqual([500, 'internal']);
    expect(complaints).toEqual(['relay: a request failed (RangeError)']);
  });

  it('is healthy otherwise, and names the version of its interface', async () => {
    expect(await (await relay()('/health')).json()).toEqual({ status: 'ok', api: 1 });
  });
});

it('does not tell by its log when somebody reported while the store is away', async () => {
  store.usage = async () => await Promise.reject(new RangeError('gone'));
  store.saveClockRecord = async () => await Promise.reject(new TypeError('gone'));
  const ask = relay();
  const report = async (): Promise<number> =>
    (await ask('/v1/reports', { method: 'POST', headers: { 'Idempotency-Key': KEY }, body: Uint8Array.from(SEALED) }))
      .status;
  for (let count = 0; count < 5; count += 1) expect(await report()).toBe(500);
  const lines = ['relay: a request failed (RangeError)', 'relay: old reports could not be deleted (TypeError)'];
  expect([...complaints].sort()).toEqual(lines);
  bench.clock += 11 * 60_000;
  expect(await report()).toBe(500);
  expect(complaints).toHaveLength(4);
});
