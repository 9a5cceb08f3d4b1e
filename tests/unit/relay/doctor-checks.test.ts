/** Each check of the doctor by itself, beside an address that answers as the test says. No server and no network. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { connectionFaults, DOCTOR_CHECKS } from '../../../hub/relay/doctor-checks.ts';
import { MAX_SEALED_BYTES, SEALED_SIZES } from '../../../utils/report/sealed-format.ts';

afterEach(() => void vi.unstubAllGlobals());

const NOW = Date.parse('2026-11-25T12:00:00Z');
const HEADERS = {
  date: new Date(NOW).toUTCString(),
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'",
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
  'cache-control': 'no-store',
};
const EXTENSION = 'chrome-extension://abcdefghijklmnopabcdefghijklmnop';

interface Situation {
  base?: string;
  /** Headers of `/health`; null takes one away. */
  headers?: Record<string, string | null>;
  body?: string;
  /** Milliseconds by which the clock here is ahead. */
  ahead?: number;
  /** Answer to each request; undefined: as a good relay answers. */
  answer?: (path: string, init: RequestInit) => Response | Error | undefined;
}

const refusal = (status: number, key: string): Response => Response.json({ error: { key } }, { status });

function goodAnswer(path: string, { method = 'GET', headers = {}, body }: RequestInit): Response {
  if (method === 'OPTIONS') {
    const { Origin = '' } = headers as Record<string, string>;
    return new Response(null, { headers: Origin === EXTENSION ? { 'access-control-allow-origin': Origin } : {} });
  }
  if (method !== 'POST') return refusal(401, 'no-token');
  const { length } = body as Uint8Array;
  if (length > MAX_SEALED_BYTES) return refusal(413, 'wrong-size');
  return refusal(400, path === '/v1/reports' ? 'not-sealed' : 'other');
}

async function faultsOf({ base = 'https://relay.example/', headers = {}, body, ahead = 0, answer }: Situation) {
  vi.stubGlobal('fetch', async (url: URL, init: RequestInit) => {
    expect(init.redirect).toBe('manual');
    const given = answer?.(url.pathname, init) ?? goodAnswer(url.pathname, init);
    if (given instanceof Error) throw given;
    return await Promise.resolve(given);
  });
  const own = Object.entries({ ...HEADERS, ...headers }).filter((pair): pair is [string, string] => pair[1] !== null);
  const health = { headers: new Headers(own), body: body ?? '{"status":"ok","api":1}', receivedAt: NOW };
  const probe = { base: new URL(base), health, now: () => NOW + ahead };
  return (await Promise.all(DOCTOR_CHECKS.map((check) => check(probe)))).flat();
}

const isPost = ({ method }: RequestInit): boolean => method === 'POST';
const sizeOf = ({ body }: RequestInit): number => (body as Uint8Array | undefined)?.length ?? 0;

describe('a relay in order', () => {
  it.each<[string, Situation]>([
    ['as it answers', {}],
    [
      'without https on this machine, where no browser needs it',
      {
        base: 'http://127.0.0.1:8787/',
        headers: { 'strict-transport-security': null },
      },
    ],
    ['whose clock differs by half a minute', { ahead: 30_000 }],
    ['without a date', { headers: { date: null } }],
    [
      'that lets every page ask for what needs a token',
      {
        answer: (_path, { method, headers }) =>
          method === 'OPTIONS' && (headers as Record<string, string>)['Origin'] === EXTENSION
            ? new Response(null, { headers: { 'access-control-allow-origin': '*' } })
            : undefined,
      },
    ],
    [
      'that has too many requests of strangers',
      {
        answer: (_path, init) => (isPost(init) || init.method === 'OPTIONS' ? undefined : refusal(429, 'too-many')),
      },
    ],
    [
      'that cuts long bodies off',
      {
        answer: (_path, init) => (sizeOf(init) > MAX_SEALED_BYTES ? new Error('closed') : undefined),
      },
    ],
    [
      'that is not at the root of its host',
      {
        base: 'https://relay.example/relay/',
        answer: (path, init) =>
          isPost(init) && path === '/relay/v1/reports' && sizeOf(init) <= MAX_SEALED_BYTES
            ? refusal(400, 'not-sealed')
            : undefined,
      },
    ],
  ])('has no fault: %s', async (_name, situation) => {
    expect(await faultsOf(situation)).toEqual([]);
  });
});

describe('a fault', () => {
  const missing = 'These headers are missing or changed: ';
  it.each<[string, Situation, string]>([
    ['another version', { body: '{"status":"ok","api":2}' }, 'It is of another version (2, here 1)'],
    ['no version', { body: '{"status":"ok","api":"1"}' }, 'It is of another version (unknown, here 1)'],
    ['a clock ahead', { ahead: -31_000 }, 'differ by 31 seconds'],
    ['a clock behind', { ahead: 31_000 }, 'differ by 31 seconds'],
    ['types that are guessed', { headers: { 'x-content-type-options': 'sniff' } }, `${missing}x-content-type-options.`],
    ['referrers', { headers: { 'referrer-policy': 'origin' } }, `${missing}referrer-policy.`],
    ['plain HTTP later', { headers: { 'strict-transport-security': null } }, `${missing}strict-transport-security.`],
    ['plain HTTP at once', { headers: { 'strict-transport-security': 'max-age=0' } }, 'strict-transport-security.'],
    [
      'several headers',
      { headers: { 'content-security-policy': null, 'referrer-policy': null } },
      `${missing}content-security-policy, referrer-policy.`,
    ],
    ['no word on caches', { headers: { 'cache-control': null } }, 'A cache stands before it'],
    ['an answer with an age', { headers: { age: '1' } }, 'A cache stands before it'],
    ['an answer from a cache', { headers: { 'x-cache': 'HIT from edge' } }, 'A cache stands before it'],
    ['cookies and a content network', { headers: { 'set-cookie': 'a=1', 'cf-ray': '1' } }, '(set-cookie, cf-ray)'],
  ])('is named: %s', async (_name, situation, words) => {
    expect(await faultsOf(situation)).toEqual([expect.stringContaining(words)]);
  });

  it.each<[string, NonNullable<Situation['answer']>, string]>([
    [
      'reports and numbers without a token',
      (_path, { method = 'GET' }) => (method === 'GET' ? new Response('{}') : undefined),
      '/v1/reports and /metrics can be read without a token',
    ],
    [
      'an extension that is refused',
      (_path, { method }) => (method === 'OPTIONS' ? new Response(null) : undefined),
      'It refuses the extension (CORS)',
    ],
    [
      'requests before the real ones that do not arrive',
      (_path, { method }) => (method === 'OPTIONS' ? new Error('closed') : undefined),
      'It refuses the extension (CORS)',
    ],
    [
      'any web site',
      (_path, { method, headers }) =>
        method === 'OPTIONS'
          ? new Response(null, {
              headers: { 'access-control-allow-origin': (headers as Record<string, string>)['Origin']! },
            })
          : undefined,
      'Any web site may use it (CORS)',
    ],
    [
      'too many requests',
      (_path, init) => (isPost(init) && sizeOf(init) === SEALED_SIZES[0] ? refusal(429, 'too-many') : undefined),
      'It refuses requests from here at the moment (429)',
    ],
    [
      'a web server that passes no posts on',
      (_path, init) => (isPost(init) && sizeOf(init) === SEALED_SIZES[0] ? refusal(405, 'method') : undefined),
      'A report is answered with 405 method: the web server must pass POST /v1/reports on unchanged.',
    ],
    [
      'a web server that changes what is posted',
      (_path, init) => (isPost(init) && sizeOf(init) === SEALED_SIZES[0] ? refusal(400, 'no-key') : undefined),
      'A report is answered with 400 no-key',
    ],
    [
      'what is not sealed stored',
      (_path, init) =>
        isPost(init) && sizeOf(init) === SEALED_SIZES[0] ? new Response('{}', { status: 201 }) : undefined,
      'It stores what is not sealed',
    ],
    [
      'posts that are cut off',
      (_path, init) => (isPost(init) && sizeOf(init) === SEALED_SIZES[0] ? new Error('reset') : undefined),
      'A report is answered with 0 reset',
    ],
    [
      'the largest reports cut off',
      (_path, init) => (sizeOf(init) === MAX_SEALED_BYTES ? new Error('reset') : undefined),
      `The web server refuses reports of ${MAX_SEALED_BYTES} bytes`,
    ],
    [
      'the largest reports refused',
      (_path, init) => (sizeOf(init) === MAX_SEALED_BYTES ? refusal(413, '') : undefined),
      `The web server refuses reports of ${MAX_SEALED_BYTES} bytes`,
    ],
    [
      'no limit of size',
      (_path, init) => (sizeOf(init) > MAX_SEALED_BYTES ? new Response('{}', { status: 201 }) : undefined),
      'It takes more than a report can hold',
    ],
  ])('is named: %s', async (_name, answer, words) => {
    expect(await faultsOf({ answer })).toEqual([expect.stringContaining(words)]);
  });
});

describe('the connection', () => {
  const answering = (health: Response | Error): void => {
    vi.stubGlobal('fetch', async (url: URL) => {
      expect(url.href).toBe('http://127.0.0.1:8787/relay/health');
      if (health instanceof Error) throw health;
      return await Promise.resolve(health);
    });
  };
  const connect = () => connectionFaults('http://127.0.0.1:8787/relay');

  it('is good where a relay answers, and its answer is kept', async () => {
    answering(Response.json({ status: 'ok', api: 1 }, { headers: { date: 'x' } }));
    expect(await connect()).toMatchObject({ faults: [], health: { body: '{"status":"ok","api":1}' } });
  });

  const failure = (message: string, cause?: unknown): Error => Object.assign(new Error(message), { cause });
  it.each<[string, Response | Error, string]>([
    [
      'no connection, by its code',
      failure('fetch failed', { code: 'ECONNREFUSED' }),
      'be reached: ECONNREFUSED. Does it run',
    ],
    ['no connection, by its cause', failure('fetch failed', new Error('bad port')), 'be reached: bad port.'],
    ['no connection, by its message', failure('timeout'), 'be reached: timeout.'],
    [
      'a redirect',
      new Response(null, { status: 308, headers: { location: 'https://b.example/' } }),
      'redirects to https://b.example/',
    ],
    ['a redirect without a place', new Response(null, { status: 300 }), 'redirects to another address'],
    ['another status', new Response('{"status":"ok"}', { status: 502 }), '/health gives 502'],
    ['another answer', Response.json({ status: 'up' }), '/health gives 200'],
    ['no answer of a relay', new Response('<h1>'), '/health gives 200'],
  ])('is not good: %s', async (_name, health, words) => {
    answering(health);
    const { faults, health: kept } = await connect();
    expect([faults, kept]).toEqual([[expect.stringContaining(words)], null]);
  });
});
