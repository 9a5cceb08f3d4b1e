import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import fc from 'fast-check';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startRelay, type Relay } from '../../../hub/relay/start-relay.ts';
import { SqliteStore } from '../../../hub/relay/sqlite-store.ts';
import { hashToken, generateToken } from '../../../hub/relay/tokens.ts';
import type { Puzzle } from '../../../utils/report/puzzle.ts';
import { sealReportJson } from '../../../utils/report/seal-report.ts';
import { sendReport } from '../../../utils/report/send-report.ts';
import { MAX_SEALED_BYTES } from '../../../utils/report/sealed-format.ts';

let folder: string;
let relay: Relay;
let clock: number;
let sealed: Uint8Array;
let token: string;

/** A busy machine is slow: an answer may take seconds. */
const PATIENCE = { timeout: 20_000 };

const SITES = ['https://list.example'];

const newKey = (): string => randomBytes(16).toString('hex');

async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  return await fetch(`http://127.0.0.1:${relay.port}${path}`, init);
}

async function post(
  body: Uint8Array,
  headers: Record<string, string> = { 'Idempotency-Key': newKey() },
): Promise<Response> {
  return await ask('/v1/reports', { method: 'POST', body: Uint8Array.from(body), headers });
}

async function asHolder(path: string, method = 'GET'): Promise<Response> {
  return await ask(path, { method, headers: { Authorization: `Bearer ${token}` } });
}

async function errorOf(answer: Response): Promise<[number, string]> {
  const { error } = (await answer.json()) as { error: { key: string; message: string } };
  expect(error.message).toMatch(/\w/u);
  return [answer.status, error.key];
}

beforeAll(async () => {
  sealed = await sealReportJson('{"words":"x"}', [await identityToRecipient(await generateX25519Identity())]);
});

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'relay-'));
  clock = Date.parse('2026-11-25T10:00:00Z');
  token = generateToken();
  const store = new SqliteStore(folder);
  await store.addToken('holder', hashToken(token), '2026-11-25');
  await store.close();
  const time = { now: () => clock, uptime: () => clock };
  relay = await startRelay({ dataDir: folder, ...time, capacityBytes: 4 * sealed.length, sites: SITES });
});

afterEach(async () => {
  await relay.stop();
  rmSync(folder, { recursive: true });
});

describe('posting', () => {
  it('stores a sealed report once, and says which', async () => {
    const headers = { 'Idempotency-Key': newKey() };
    const [first, second] = [await post(sealed, headers), await post(sealed, headers)];
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(await first.json()).toEqual(await second.json());
    const page = (await (await asHolder('/v1/reports')).json()) as { reports: { id: string }[]; next: unknown };
    expect(page).toMatchObject({ reports: [{ arrivedOn: '2026-11-25', size: sealed.length }], next: null });
  });

  it('refuses by name what is not a sealed report', async () => {
    expect(await errorOf(await post(sealed, {}))).toEqual([400, 'no-key']);
    expect(await errorOf(await post(sealed, { 'Idempotency-Key': 'short' }))).toEqual([400, 'no-key']);
    expect(await errorOf(await post(new TextEncoder().encode('{"words":"in the clear"}')))).toEqual([
      413,
      'wrong-size',
    ]);
    expect(await errorOf(await post(new Uint8Array(sealed.length)))).toEqual([400, 'not-sealed']);
    const other = Uint8Array.from(sealed);
    other[other.length - 1] = (other[other.length - 1] as number) ^ 1;
    const headers = { 'Idempotency-Key': newKey() };
    await post(sealed, headers);
    expect(await errorOf(await post(other, headers))).toEqual([409, 'key-reused']);
  });

  it('refuses a body that says it is too long before it comes', async () => {
    const socket = connect(relay.port, '127.0.0.1');
    socket.write(
      `POST /v1/reports HTTP/1.1\r\nHost: x\r\nIdempotency-Key: ${newKey()}\r\nContent-Length: ${MAX_SEALED_BYTES + 1}\r\n\r\n`,
    );
    const [data] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    expect(data.toString()).toContain('HTTP/1.1 413');
  });

  it('stops reading a body without a length as soon as it is too long', async () => {
    const socket = connect(relay.port, '127.0.0.1');
    socket.on('error', () => undefined);
    // The relay closes the connection. On a busy machine its end may arrive before the answer is read.
    const answered = once(socket, 'data').then(
      ([data]) => String(data),
      () => 'closed',
    );
    const state = { answered: false };
    void answered.then(() => (state.answered = true));
    socket.write(
      `POST /v1/reports HTTP/1.1\r\nHost: x\r\nIdempotency-Key: ${newKey()}\r\nTransfer-Encoding: chunked\r\n\r\n`,
    );
    const chunk = Buffer.from(`10000\r\n${'a'.repeat(65_536)}\r\n`);
    let sent = 0;
    // A relay that read on would take a hundred times the limit.
    while (!state.answered && sent < 100 * MAX_SEALED_BYTES) {
      sent += chunk.length;
      const flowing = socket.write(chunk);
      await (flowing
        ? new Promise((resolve) => setImmediate(resolve))
        : Promise.race([once(socket, 'drain').catch(() => undefined), answered]));
    }
    expect(await answered).toMatch(/HTTP\/1\.1 413|^closed$/u);
    socket.destroy();
    expect((await post(sealed)).status).toBe(201);
    expect(sent).toBeLessThan(100 * MAX_SEALED_BYTES);
  });

  it('says when it is full, and refuses nobody for the requests that it refused', async () => {
    for (let count = 0; count < 4; count += 1) expect((await post(sealed)).status).toBe(201);
    const full = await post(sealed);
    expect(full.headers.get('Retry-After')).toBe('3600');
    expect(await errorOf(full)).toEqual([507, 'full']);
    for (let count = 0; count < 300; count += 1) await post(new Uint8Array(10));
    expect(await errorOf(await post(new Uint8Array(10)))).toEqual([429, 'too-many']);
    const page = (await (await asHolder('/v1/reports')).json()) as { reports: { id: string }[] };
    await asHolder(`/v1/reports/${page.reports[0]?.id}`, 'DELETE');
    expect((await post(sealed)).status).toBe(201);
  });

  it('asks a network above its allowance for a puzzle, whatever port its proxy names, and stores its report', async () => {
    await relay.stop();
    relay = await startRelay({ dataDir: folder, now: () => clock, behindProxy: true });
    const from = (port: number, headers: Record<string, string> = {}): Record<string, string> => ({
      'Idempotency-Key': newKey(),
      'X-Forwarded-For': `192.0.2.7:${port}`,
      ...headers,
    });
    for (let count = 0; count < 240; count += 1) {
      clock += 10_000;
      expect((await post(sealed, from(4_000 + count))).status).toBe(201);
    }
    clock += 60_000;
    expect(await errorOf(await post(sealed, from(5_000)))).toEqual([428, 'puzzle']);
    const fromThere: typeof fetch = async (url, init) =>
      await fetch(url, { ...init, headers: { ...(init?.headers as object), 'X-Forwarded-For': '192.0.2.9:6000' } });
    const route = { fetch: fromThere, relayUrl: `http://127.0.0.1:${relay.port}` };
    expect(await sendReport(route, newKey(), sealed)).toEqual({ done: true });
  });

  it('asks a network that sends too much at once to wait some seconds', async () => {
    await relay.stop();
    relay = await startRelay({ dataDir: folder, now: () => clock });
    for (let count = 0; count < 30; count += 1) expect((await post(sealed)).status).toBe(201);
    const many = await post(sealed);
    expect(many.headers.get('Retry-After')).toBe('10');
    expect(await errorOf(many)).toEqual([429, 'too-many']);
    clock += 10_000;
    expect((await post(sealed)).status).toBe(201);
  });

  it('answers extensions, the site that it is told of, and no other web page, across origins', async () => {
    const preflight = { 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'idempotency-key' };
    for (const origin of [
      'chrome-extension://abcdefghijklmnop',
      'moz-extension://0a1b2c3d-0000-4000-8000-000000000000',
      'https://list.example',
    ]) {
      const answer = await ask('/v1/reports', { method: 'OPTIONS', headers: { Origin: origin, ...preflight } });
      expect(answer.status).toBe(204);
      expect(answer.headers.get('Access-Control-Allow-Origin')).toBe(origin);
      expect(answer.headers.get('Access-Control-Allow-Credentials')).toBeNull();
      expect(answer.headers.get('Access-Control-Allow-Headers')).toContain('Idempotency-Key');
    }
    const desk = await ask(`/v1/reports/${'0'.repeat(32)}`, {
      method: 'OPTIONS',
      headers: { Origin: 'moz-extension://0a1b', 'Access-Control-Request-Method': 'GET' },
    });
    expect(desk.headers.get('Access-Control-Allow-Headers')).toContain('Authorization');
    for (const origin of [
      'https://jobs.example',
      'https://list.example:444',
      'null',
      'https://chrome-extension.example',
    ]) {
      const answer = await post(sealed, { 'Idempotency-Key': newKey(), Origin: origin });
      expect(answer.headers.get('Access-Control-Allow-Origin')).toBeNull();
    }
  });

  it('tells browsers to keep nothing and to run nothing', async () => {
    const { headers } = await ask('/health');
    expect(headers.get('Cache-Control')).toBe('no-store');
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers.get('Content-Security-Policy')).toContain("default-src 'none'");
    expect(headers.get('Referrer-Policy')).toBe('no-referrer');
    expect(headers.get('Set-Cookie')).toBeNull();
  });
});

describe('fetching', () => {
  it('hands reports to holders and lets them delete', async () => {
    await post(sealed);
    const page = (await (await asHolder('/v1/reports')).json()) as { reports: { id: string }[] };
    const path = `/v1/reports/${page.reports[0]?.id}`;
    expect(new Uint8Array(await (await asHolder(path)).arrayBuffer())).toEqual(sealed);
    expect((await asHolder(path, 'DELETE')).status).toBe(204);
    expect(await errorOf(await asHolder(path))).toEqual([404, 'not-found']);
    expect(await errorOf(await asHolder(path, 'DELETE'))).toEqual([404, 'not-found']);
  });

  it('tells strangers nothing, and holders whose token was revoked', async () => {
    await post(sealed);
    for (const authorization of ['', 'Bearer x', `Bearer ${generateToken()}`, `Basic ${token}`, `Bearer ${token}x`]) {
      for (const [path, method] of [
        ['/v1/reports', 'GET'],
        ['/v1/reports/x', 'GET'],
        ['/v1/reports/x', 'DELETE'],
      ] as const) {
        clock += 60_000;
        expect(await errorOf(await ask(path, { method, headers: { Authorization: authorization } }))).toEqual([
          401,
          'no-token',
        ]);
      }
    }
    const store = new SqliteStore(folder);
    await store.revokeToken('holder');
    await store.close();
    expect((await asHolder('/v1/reports')).status).toBe(401);
  });

  it('slows down who tries tokens', async () => {
    token = generateToken();
    const statuses = new Set<number>();
    for (let count = 0; count < 40; count += 1) statuses.add((await asHolder('/v1/reports')).status);
    expect(statuses).toEqual(new Set([401, 429]));
  });

  it('has nothing at other addresses', async () => {
    expect(await errorOf(await ask('/'))).toEqual([404, 'not-found']);
    expect(await errorOf(await asHolder('/v1/reports/../../etc/passwd'))).toEqual([404, 'not-found']);
  });
});

describe('stopping', () => {
  it('ends the running request, stores its report, and takes no more', async () => {
    const { port } = relay;
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.on('data', (data) => (answer += data.toString()));
    const head = `POST /v1/reports HTTP/1.1\r\nHost: x\r\nIdempotency-Key: ${newKey()}\r\nContent-Length: ${sealed.length}\r\nConnection: close\r\n\r\n`;
    socket.write(head);
    socket.write(sealed.subarray(0, 1_000));
    await expect.poll(async () => (await ask('/health')).status, PATIENCE).toBe(200);
    const stopping = relay.stop();
    await expect(fetch(`http://127.0.0.1:${port}/health`)).rejects.toThrow();
    socket.end(sealed.subarray(1_000));
    await Promise.all([stopping, once(socket, 'close')]);
    expect(answer).toContain('HTTP/1.1 201');
    const store = new SqliteStore(folder);
    expect(await store.list('', 10)).toHaveLength(1);
    await store.close();
  });
});

describe('under a flood', () => {
  it('asks for work, takes the report that did it, and tells holders', async () => {
    await relay.stop();
    relay = await startRelay({ dataDir: folder, now: () => clock, floodPerMinute: 0 });
    const key = newKey();
    const response = await post(sealed, { 'Idempotency-Key': key });
    const { error, puzzle } = (await response.json()) as { error: { key: string }; puzzle: Puzzle };
    expect([response.status, error.key]).toEqual([428, 'puzzle']);
    const route = { fetch, relayUrl: `http://127.0.0.1:${relay.port}` };
    expect(await sendReport(route, key, sealed)).toEqual({ done: true });
    expect((await post(sealed, { 'Idempotency-Key': newKey(), Puzzle: `${puzzle.challenge}:1` })).status).toBe(428);
    const metrics = await (await asHolder('/metrics')).text();
    expect(metrics).toContain('relay_answers_total{outcome="stored"} 1');
    expect(metrics).toContain('relay_answers_total{outcome="puzzle"} 3');
    expect(metrics).toContain('relay_flooded 1');
    expect((await ask('/metrics')).status).toBe(401);
  });
});

describe('taking back', () => {
  it('deletes the report of whoever kept its secret, and tells nothing else', async () => {
    const secret = newKey();
    const hash = createHash('sha256').update(secret).digest('base64url');
    expect((await post(sealed, { 'Idempotency-Key': newKey(), 'Withdraw-Hash': hash })).status).toBe(201);
    const withdraw = (value: string): Promise<Response> =>
      ask('/v1/reports', { method: 'DELETE', headers: { Withdraw: value } });
    expect(await errorOf(await withdraw(newKey()))).toEqual([404, 'not-found']);
    expect(await errorOf(await withdraw('short'))).toEqual([400, 'bad-withdraw']);
    expect((await withdraw(secret)).status).toBe(204);
    expect(((await (await asHolder('/v1/reports')).json()) as { reports: unknown[] }).reports).toEqual([]);
    expect(await errorOf(await post(sealed, { 'Idempotency-Key': newKey(), 'Withdraw-Hash': 'no' }))).toEqual([
      400,
      'bad-withdraw',
    ]);
  });
});

describe('what nobody fetches', () => {
  it('is deleted after its days, not when the clock jumps, but once days passed one by one', async () => {
    await post(sealed);
    clock += 179 * 86_400_000;
    const held = async (): Promise<number> =>
      ((await (await asHolder('/v1/reports')).json()) as { reports: unknown[] }).reports.length;
    expect(await held()).toBe(1);
    for (let day = 1; day < 14; day += 1) {
      clock += 86_400_000;
      await asHolder('/health');
    }
    expect(await held()).toBe(1);
    clock += 86_400_000;
    await expect.poll(held, PATIENCE).toBe(0);
  });
});

describe('whatever is sent', () => {
  it('is answered with a named refusal, and nothing is stored', async () => {
    await relay.stop();
    relay = await startRelay({ dataDir: folder, now: () => (clock += 60_000) });
    const header = fc.constantFrom('Idempotency-Key', 'Authorization', 'Puzzle', 'Withdraw-Hash', 'Withdraw', 'Range');
    const value = fc.string({ unit: 'grapheme-ascii', maxLength: 80 }).map((text) => text.trim());
    const path = fc.oneof(
      fc.constantFrom('/v1/reports', '/health', '/metrics'),
      fc.webPath({ size: 'small' }).map((tail) => `/v1/reports/${tail}`),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('POST', 'PUT', 'DELETE', 'PATCH'),
        path,
        fc.dictionary(header, value, { maxKeys: 3 }),
        fc.uint8Array({ maxLength: 3_000 }),
        async (method, where, headers, body) => {
          const answer = await ask(where, { method, headers, body: Uint8Array.from(body) });
          expect(answer.status).toBeGreaterThanOrEqual(400);
          expect(answer.status).toBeLessThan(500);
        },
      ),
      { numRuns: 150, seed: 20_261_125 },
    );
    expect(((await (await asHolder('/v1/reports')).json()) as { reports: unknown[] }).reports).toEqual([]);
  });

  it('may be any bytes at all: the relay goes on', async () => {
    const line = fc.constantFrom(
      'POST /v1/reports HTTP/1.1',
      'GET / HTTP/9',
      'Content-Length: 99999999999',
      'Host: x',
      '',
    );
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 2_000 }).map((raw) => Buffer.from(raw)),
      fc.array(fc.oneof(line, fc.string({ maxLength: 60 }))).map((lines) => Buffer.from(lines.join('\r\n'))),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (raw) => {
        const socket = connect({ port: relay.port, host: '127.0.0.1' });
        socket.on('error', () => undefined);
        socket.resume().end(raw);
        await once(socket, 'close');
      }),
      { numRuns: 100, seed: 20_261_125 },
    );
    expect((await ask('/health')).status).toBe(200);
  });
});
