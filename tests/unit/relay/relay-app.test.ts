/** The relay's answers beside a store that a test can break, without a network. */
import { createHash } from 'node:crypto';
import { PassThrough, Readable } from 'node:stream';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRelayApp } from '../../../hub/relay/relay-app.ts';
import type { RelayOptions } from '../../../hub/relay/relay-context.ts';
import type { NewReport, RelayStore, StoredReport } from '../../../hub/relay/relay-store.ts';
import { generateToken, hashToken } from '../../../hub/relay/tokens.ts';
import { solvePuzzle, type Puzzle } from '../../../utils/report/puzzle.ts';
import { sealReportJson } from '../../../utils/report/seal-report.ts';

const TOKEN = generateToken();
const NOON = Date.parse('2026-11-25T12:00:00Z');
const DAY_MS = 86_400_000;
const KEY = 'k'.repeat(22);

let sealed: Uint8Array;
let clock: number;
let added: { report: NewReport; day: string }[];
let expired: string[][];
let store: RelayStore;
let complaints: string[];

beforeAll(async () => {
  sealed = await sealReportJson('{}', [await identityToRecipient(await generateX25519Identity())]);
});
beforeEach(() => {
  [clock, added, expired, complaints] = [NOON, [], [], []];
  vi.spyOn(console, 'error').mockImplementation((line: string) => void complaints.push(line));
  store = {
    add: async (report, day) => {
      added.push({ report, day });
      return await Promise.resolve('stored');
    },
    list: async () => await Promise.resolve([]),
    sealed: async () => await Promise.resolve(sealed),
    delete: async () => await Promise.resolve(true),
    withdraw: async () => await Promise.resolve(true),
    isWithdrawn: async () => await Promise.resolve(false),
    deleteExpired: async (...days) => await Promise.resolve(void expired.push(days)),
    clockRecord: async () => await Promise.resolve({ day: '2026-11-24', steadyDays: 14 }),
    saveClockRecord: async () => await Promise.resolve(),
    usage: async () => await Promise.resolve({ bytes: 0, reports: 0 }),
    puzzleSecret: async () => await Promise.resolve(new Uint8Array(32)),
    addToken: async () => await Promise.resolve(true),
    revokeToken: async () => await Promise.resolve(true),
    tokens: async () => await Promise.resolve([{ name: 'Ana', hash: hashToken(TOKEN), madeOn: '2026-11-25' }]),
    checkReadable: async () => await Promise.resolve(),
    close: async () => await Promise.resolve(),
  };
});
afterEach(() => void vi.restoreAllMocks());

type Ask = (
  path: string,
  init?: RequestInit & { from?: string; body?: Uint8Array<ArrayBuffer>; stream?: Readable },
) => Promise<Response>;

function relay(options: Partial<RelayOptions> = {}): Ask {
  const app = createRelayApp({
    store,
    now: () => clock,
    capacityBytes: 1e9,
    behindProxy: false,
    floodPerMinute: Infinity,
    retainDays: 180,
    sites: [],
    secret: new Uint8Array(32),
    ...options,
  });
  return async (path, { from = '192.0.2.1', body, stream, ...init } = {}) => {
    const incoming = Object.assign(stream ?? Readable.from(body === undefined ? [] : [Buffer.from(body)]), {
      headers: {},
      socket: { remoteAddress: from },
    });
    return await app.request(`http://relay.example${path}`, init, { incoming });
  };
}

const post = (ask: Ask, headers: Record<string, string> = {}, from?: string): Promise<Response> =>
  ask('/v1/reports', {
    method: 'POST',
    headers: { 'Idempotency-Key': KEY, ...headers },
    body: Uint8Array.from(sealed),
    ...(from === undefined ? {} : { from }),
  });
const asHolder = (ask: Ask, path: string): Promise<Response> =>
  ask(path, { headers: { Authorization: `Bearer ${TOKEN}` } });
const keyOf = async (answer: Response): Promise<string> =>
  ((await answer.json()) as { error: { key: string } }).error.key;

describe('a report that arrives', () => {
  it('is stored under its day, with the hash by which its sender can withdraw it', async () => {
    const hash = Buffer.alloc(32, 7);
    expect((await post(relay(), { 'Withdraw-Hash': hash.toString('base64url') })).status).toBe(201);
    expect(added).toEqual([
      { report: { key: KEY, sealed: expect.any(Uint8Array), withdrawHash: hash }, day: '2026-11-25' },
    ]);
    expect(Buffer.compare(added[0]!.report.sealed, sealed)).toBe(0);
    await post(relay());
    expect(added[1]?.report.withdrawHash).toBeNull();
  });

  it.each(['k'.repeat(21), 'k'.repeat(65), `${KEY} x`, `${KEY}!`])('needs a valid key, not %j', async (key) => {
    expect(await keyOf(await post(relay(), { 'Idempotency-Key': key }))).toBe('no-key');
  });

  it.each(['a'.repeat(42), 'a'.repeat(44), `${'a'.repeat(42)}!`])('needs a valid hash, not %j', async (hash) => {
    expect(await keyOf(await post(relay(), { 'Withdraw-Hash': hash }))).toBe('bad-withdraw');
    expect(added).toEqual([]);
  });

  it('is known the second time, and counts neither for its network nor for a flood', async () => {
    store.add = async () => await Promise.resolve('known');
    const ask = relay();
    for (let count = 0; count < 40; count += 1) expect((await post(ask)).status).toBe(200);
    expect(await (await asHolder(ask, '/metrics')).text()).toContain('relay_answers_total{outcome="known"} 40');
  });

  it('needs no puzzle that could not help: a full relay says so at once', async () => {
    store.usage = async () => await Promise.resolve({ bytes: 1_000, reports: 1 });
    store.add = async () => await Promise.resolve('full');
    const full = await post(relay({ capacityBytes: 1_000, floodPerMinute: 0 }));
    expect(full.headers.get('Retry-After')).toBe('3600');
    expect(await keyOf(full)).toBe('full');
  });

  it('is answered with its digest, as no sign-in page of a network does', async () => {
    const digest = createHash('sha256').update(sealed).digest('hex');
    expect(await (await post(relay())).json()).toEqual({ stored: digest });
  });

  it('is taken during a flood once its puzzle is solved', async () => {
    const ask = relay({ floodPerMinute: 0 });
    const { puzzle } = (await (await post(ask)).json()) as { puzzle: Puzzle };
    const digest = createHash('sha256').update(sealed).digest();
    const solution = solvePuzzle(puzzle, { key: KEY, digest }, 0, 2 ** 22);
    expect((await post(ask, { Puzzle: `${puzzle.challenge}:${solution}` })).status).toBe(201);
  });

  it('needs a puzzle while it fits exactly', async () => {
    store.usage = async () => await Promise.resolve({ bytes: 1_000, reports: 1 });
    const ask = relay({ capacityBytes: 1_000 + sealed.length, floodPerMinute: 0 });
    expect(await keyOf(await post(ask))).toBe('puzzle');
  });
});

describe('the limit of a network', () => {
  it('counts the connection’s address, not one that a sender names', async () => {
    const ask = relay();
    for (let count = 0; count < 30; count += 1)
      expect((await post(ask, { 'X-Forwarded-For': `198.51.${count}.1` })).status).toBe(201);
    expect((await post(ask, { 'X-Forwarded-For': '198.51.99.1' })).status).toBe(429);
    expect((await post(ask, {}, '203.0.113.1')).status).toBe(201);
  });

  it('counts the last address that the operator’s own proxy adds', async () => {
    const ask = relay({ behindProxy: true });
    for (let count = 0; count < 30; count += 1)
      expect((await post(ask, { 'X-Forwarded-For': `198.51.${count}.1, 192.0.2.9` })).status).toBe(201);
    expect((await post(ask, { 'X-Forwarded-For': '198.51.99.1, 192.0.2.9' })).status).toBe(429);
    expect((await post(ask, { 'X-Forwarded-For': '192.0.2.9, 198.51.99.1' })).status).toBe(201);
    // Without the header, it is the connection's address.
    expect((await post(ask, {}, '192.0.2.1')).status).toBe(429);
    expect((await post(ask, {}, '203.0.113.1')).status).toBe(201);
  });

  it('counts refused requests apart, and tells how long to wait', async () => {
    const ask = relay();
    for (let count = 0; count < 30; count += 1)
      expect(await keyOf(await ask('/v1/reports', { method: 'DELETE', headers: { Withdraw: 'x' } }))).toBe(
        'bad-withdraw',
      );
    const waiting = await ask('/v1/reports', { method: 'DELETE', headers: { Withdraw: 'x' } });
    expect([waiting.status, waiting.headers.get('Retry-After')]).toEqual([429, '10']);
    expect((await post(ask)).status).toBe(201);
  });

  it('lets twenty requests be open at a time, and closes the connection of the next', async () => {
    const ask = relay();
    const stalled = Array.from({ length: 20 }, () => new PassThrough());
    const open = (body: PassThrough): Promise<Response> =>
      ask('/v1/reports', { method: 'POST', headers: { 'Idempotency-Key': KEY }, stream: body });
    const waiting = stalled.map(open);
    const next = await open(new PassThrough());
    expect([next.status, await keyOf(next), next.headers.get('Connection')]).toEqual([429, 'too-many', 'close']);
    for (const body of stalled) body.end(sealed);
    expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual(Array(20).fill(201));
    expect((await post(ask)).status).toBe(201);
  });

  it('does not count an honest report that is refused', async () => {
    store.add = async () => await Promise.resolve('conflict');
    const ask = relay();
    for (let count = 0; count < 40; count += 1) expect((await post(ask)).status).toBe(409);
  });
});

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
    expect(Date.parse(list.headers.get('Date') ?? '')).toBe(clock - (clock % 1000));
  });
});

describe('a clock that is not set', () => {
  it('takes no reports, as their day would be wrong, and says so', async () => {
    clock = Date.parse('1970-01-02T00:00:00Z');
    const answer = await post(relay());
    expect([answer.status, await keyOf(answer), added]).toEqual([503, 'no-clock', []]);
    expect(complaints).toEqual([
      'relay: the clock says 1970-01-02; set it. Until then no reports are taken or deleted by age',
    ]);
    clock = NOON;
    expect((await post(relay())).status).toBe(201);
  });
});

describe('old reports', () => {
  it('are deleted once a day, after their days', async () => {
    const ask = relay({ retainDays: 30 });
    await ask('/health');
    await ask('/health');
    expect(expired).toEqual([['2026-09-26', '2026-10-26', '2026-11-25']]);
    clock += DAY_MS;
    await ask('/health');
    expect(expired[1]).toEqual(['2026-09-27', '2026-10-27', '2026-11-26']);
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
    (await ask('/v1/reports', { method: 'POST', headers: { 'Idempotency-Key': KEY }, body: Uint8Array.from(sealed) }))
      .status;
  for (let count = 0; count < 5; count += 1) expect(await report()).toBe(500);
  const lines = ['relay: a request failed (RangeError)', 'relay: old reports could not be deleted (TypeError)'];
  expect([...complaints].sort()).toEqual(lines);
  clock += 11 * 60_000;
  expect(await report()).toBe(500);
  expect(complaints).toHaveLength(4);
});
