/** The doctor beside a real relay, behind web servers that are set up wrongly. Each fault is named, and nothing else. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { runHub } from '../../../hub/run-hub.ts';
import { diagnoseRelay } from '../../../hub/relay/doctor.ts';
import { startRelay, type Relay } from '../../../hub/relay/start-relay.ts';
import { MAX_SEALED_BYTES } from '../../../utils/report/sealed-format.ts';

let folder = '';
let relay: Relay;
let relayUrl = '';

// A relay of its own for each test: refused requests are limited.
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'relay-doctor-'));
  relay = await startRelay({ dataDir: folder });
  relayUrl = `http://127.0.0.1:${relay.port}`;
});
afterEach(async () => {
  await relay.stop();
  rmSync(folder, { recursive: true });
});

type Fetch = (request: Request) => Promise<Response>;
const relayed: Fetch = async (request) => {
  const { pathname, search } = new URL(request.url);
  const body = request.method === 'POST' ? await request.arrayBuffer() : null;
  const headers = new Headers(request.headers);
  for (const name of ['host', 'connection', 'content-length', 'transfer-encoding']) headers.delete(name);
  return fetch(`${relayUrl}${pathname}${search}`, { method: request.method, headers, body });
};

/** Changes the headers of the relay's answers. */
const withHeaders =
  (change: (headers: Headers) => void): Fetch =>
  async (request) => {
    const answer = await relayed(request);
    const headers = new Headers(answer.headers);
    change(headers);
    return new Response(answer.body, { status: answer.status, headers });
  };

const withHealth =
  (body: string): Fetch =>
  async (request) => {
    const answer = await relayed(request);
    if (new URL(request.url).pathname !== '/health') return answer;
    const headers = new Headers(answer.headers);
    headers.delete('content-length');
    return new Response(body, { headers });
  };

const withAnswer =
  (path: string, answer: (request: Request) => Promise<Response>): Fetch =>
  (request) =>
    new URL(request.url).pathname === path ? answer(request) : relayed(request);

async function serveBroken(fetchOf: Fetch, { host = '127.0.0.1', tls = false } = {}): Promise<string> {
  const options = {
    key: readFileSync('tests/fixtures/tls/key.pem'),
    cert: readFileSync('tests/fixtures/tls/certificate.pem'),
  };
  const server = (
    tls
      ? createAdaptorServer({ fetch: fetchOf, createServer, serverOptions: options })
      : createAdaptorServer({ fetch: fetchOf })
  ) as Server;
  await new Promise<void>((done) => server.listen(0, host, done));
  onTestFinished(() => server.closeAllConnections());
  onTestFinished(() => void server.close());
  const address = server.address();
  return `http${tls ? 's' : ''}://${host}:${typeof address === 'object' ? (address?.port ?? 0) : 0}`;
}

const json = (value: unknown, status = 200): Promise<Response> => Promise.resolve(Response.json(value, { status }));
const readSize = async (request: Request): Promise<number> => (await request.arrayBuffer()).byteLength;

const BROKEN: [fault: string, server: Fetch, where: { host?: string; tls?: boolean }, named: RegExp][] = [
  ['an address without TLS', relayed, { host: '127.0.0.2' }, /^The address is not https/u],
  [
    'a redirect',
    () => Promise.resolve(Response.redirect('https://relay.example/health', 301)),
    {},
    /^The address redirects to https:\/\/relay\.example\/health/u,
  ],
  [
    'a sign-in page',
    () => Promise.resolve(new Response('<h1>Sign in</h1>')),
    {},
    /^No relay answers there: \/health gives 200/u,
  ],
  [
    'a cache',
    withHeaders((headers) => headers.set('cache-control', 'public, max-age=600')),
    {},
    /^A cache stands before it/u,
  ],
  [
    'headers that are dropped',
    withHeaders((headers) => headers.delete('content-security-policy')),
    {},
    /^These headers are missing or changed: content-security-policy/u,
  ],
  [
    'a content network that reports senders',
    withHeaders((headers) => headers.set('nel', '{"max_age":1}')),
    {},
    /^Somebody before the relay can log who sends \(nel\)/u,
  ],
  ['every web site allowed', withHeaders((headers) => headers.set('access-control-allow-origin', '*')), {}, /CORS/u],
  [
    'unsealed reports stored',
    withAnswer('/v1/reports', async (request) =>
      request.method === 'POST' && (await readSize(request.clone())) < 10_000
        ? json({ stored: '' }, 201)
        : relayed(request),
    ),
    {},
    /^It stores what is not sealed/u,
  ],
  [
    'a limit of size that is too low',
    withAnswer('/v1/reports', async (request) =>
      request.method === 'POST' && (await readSize(request.clone())) > 100_000 ? json({}, 413) : relayed(request),
    ),
    {},
    /^The web server refuses reports of \d+ bytes/u,
  ],
  [
    'no limit of size',
    withAnswer('/v1/reports', async (request) =>
      request.method === 'POST' && (await readSize(request.clone())) > MAX_SEALED_BYTES
        ? json({ stored: '' }, 201)
        : relayed(request),
    ),
    {},
    /^It takes more than a report can hold/u,
  ],
  [
    'a clock that is ten minutes slow',
    withHeaders((headers) => headers.set('date', new Date(Date.now() - 600_000).toUTCString())),
    {},
    /^Its clock and the one here differ by (?:599|60\d) seconds/u,
  ],
  ['another version', withHealth('{"status":"ok"}'), {}, /^It is of another version \(unknown, here 1\)/u],
  [
    'numbers open to everybody',
    withAnswer('/metrics', () => Promise.resolve(new Response('relay_reports_held 3'))),
    {},
    /^\/metrics can be read without a token/u,
  ],
];

describe('relay doctor', () => {
  it('finds nothing wrong with a relay behind a web server that passes all on', async () => {
    expect(await diagnoseRelay(await serveBroken(relayed), Date.now)).toEqual([]);
  });

  it.each(BROKEN)('names %s', async (_, server, where, named) => {
    const faults = await diagnoseRelay(await serveBroken(server, where), Date.now);
    expect(faults).toEqual([expect.stringMatching(named)]);
  });

  it('names a certificate that browsers refuse', async () => {
    const faults = await diagnoseRelay(await serveBroken(relayed, { tls: true }), Date.now);
    expect(faults[0]).toMatch(/^Browsers refuse its certificate \((?:DEPTH_ZERO_)?SELF_SIGNED_CERT\w*\)/u);
  });

  it('names a relay that does not run', async () => {
    expect(await diagnoseRelay('http://127.0.0.1:9', Date.now)).toEqual([
      expect.stringMatching(/could not be reached/u),
    ]);
  });

  it('ends with exit code 1 for a fault, 2 for what is no address', async () => {
    for (const stream of ['log', 'error'] as const) vi.spyOn(console, stream).mockReturnValue();
    onTestFinished(() => void vi.restoreAllMocks());
    expect(await runHub(['relay', 'doctor', 'http://127.0.0.1:9'])).toBe(1);
    expect(await runHub(['relay', 'doctor', 'relay.example'])).toBe(2);
    expect(await runHub(['relay', 'doctor', relayUrl])).toBe(0);
  });
});

it('reads no more of an answer than a relay gives', async () => {
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      // Ends only so that a test without the limit does.
      if ((sent += 1) > 100) controller.close();
      else controller.enqueue(new Uint8Array(50_000));
    },
  });
  vi.stubGlobal('fetch', async () => await Promise.resolve(new Response(endless)));
  onTestFinished(() => void vi.unstubAllGlobals());
  expect(await diagnoseRelay('http://127.0.0.1:9/', Date.now)).toEqual([
    'No relay answers there: /health gives 200. Does the web server pass it on?',
  ]);
  expect(sent).toBeLessThan(10);
});
