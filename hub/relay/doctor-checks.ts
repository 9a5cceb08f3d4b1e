/** The checks of `relay doctor`. Each sends the relay requests without a token, and returns what is wrong. */
import { DAY_MS } from '../../utils/indicators/day-number.ts';
import { randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { connect } from 'node:tls';
import { readAtMost } from '../../utils/desk/open-report.ts';
import { MAX_SEALED_BYTES, SEALED_SIZES } from '../../utils/report/sealed-format.ts';
import { RELAY_API_VERSION } from './relay-app.ts';

/** A relay that answered. */
export interface Probe {
  /** With a trailing slash. */
  base: URL;
  /** The answer of `/health`. */
  health: { headers: Headers; body: string; receivedAt: number };
  /** Milliseconds since 1970. */
  now: () => number;
}

export type Check = (probe: Probe) => Promise<string[]>;

const TIMEOUT_MS = 20_000;
/** Only what is no relay answers with more. */
const MAX_ANSWER_BYTES = 100_000;
/** A puzzle from the future is refused after a minute (flood-guard.ts), so the clock must be more exact than that. */
const MAX_CLOCK_DIFFERENCE_MS = 30_000;
const MIN_CERTIFICATE_DAYS = 14;
const EXTENSION_ORIGIN = 'chrome-extension://abcdefghijklmnopabcdefghijklmnop';

/** Connects, and says why nothing more can be checked when that fails. */
export async function connectionFaults(url: string): Promise<{ faults: string[]; health: Probe['health'] | null }> {
  const base = new URL(url.replace(/\/?$/u, '/'));
  const faults = isEncrypted(base)
    ? await certificateFaults(base)
    : ['The address is not https: reports and the tokens of moderators could be read and changed on the way.'];
  const answer = await ask(base, 'health');
  if (typeof answer === 'string') {
    return {
      faults: [...faults, `The relay could not be reached: ${answer}. Does it run, and is the address right?`],
      health: null,
    };
  }
  if (answer.status >= 300 && answer.status < 400) {
    const to = answer.headers.get('location') ?? 'another address';
    return {
      faults: [...faults, `The address redirects to ${to}. Browsers follow no redirect: give that address.`],
      health: null,
    };
  }
  const body = await textOf(answer);
  if (answer.status !== 200 || parseHealth(body) === null) {
    return {
      faults: [...faults, `No relay answers there: /health gives ${answer.status}. Does the web server pass it on?`],
      health: null,
    };
  }
  return { faults, health: { headers: answer.headers, body, receivedAt: Date.now() } };
}

function isEncrypted({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || hostname === '127.0.0.1' || hostname === 'localhost';
}

/** Reads the certificate without trusting it, so that its fault can be named. */
async function certificateFaults({ protocol, hostname, port }: URL): Promise<string[]> {
  if (protocol !== 'https:') return [];
  return await new Promise((done) => {
    const options = {
      host: hostname,
      port: Number(port || 443),
      ...(isIP(hostname) === 0 ? { servername: hostname } : {}),
      rejectUnauthorized: false,
    };
    const socket = connect({ ...options, timeout: TIMEOUT_MS }, () => {
      const { valid_to: until } = socket.getPeerCertificate();
      const days = Math.floor((Date.parse(until) - Date.now()) / DAY_MS);
      const protocolName = socket.getProtocol() ?? 'no TLS';
      const faults: string[] = [];
      if (!socket.authorized)
        faults.push(
          `Browsers refuse its certificate (${String(socket.authorizationError)}). Get one from a public authority, as Caddy does.`,
        );
      else if (days < MIN_CERTIFICATE_DAYS)
        faults.push(`Its certificate ends in ${days} days: see why it is not renewed.`);
      if (!/^TLSv1\.[23]$/u.test(protocolName)) faults.push(`It speaks ${protocolName}: allow TLS 1.2 and 1.3 only.`);
      socket.end();
      done(faults);
    });
    socket.once('error', () => done([]));
    socket.once('timeout', () => {
      socket.destroy();
      done([]);
    });
  });
}

/** The answer, or why there is none. */
async function ask(base: URL, path: string, init: RequestInit = {}): Promise<Response | string> {
  try {
    return await fetch(new URL(path, base), { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS), ...init });
  } catch (error) {
    const { cause } = error as Error & { cause?: Error & { code?: string } };
    return cause?.code ?? cause?.message ?? (error as Error).message;
  }
}

async function statusOf(base: URL, path: string, init: RequestInit = {}): Promise<{ status: number; key: string }> {
  const answer = await ask(base, path, init);
  // A server that refuses a long body may close the connection before the answer is read.
  if (typeof answer === 'string') return { status: 0, key: answer };
  const text = await textOf(answer);
  return { status: answer.status, key: /"key":"([\w-]+)"/u.exec(text)?.[1] ?? '' };
}

/** Empty when it is longer than a relay's, or does not come to its end. */
async function textOf({ body }: Response): Promise<string> {
  if (body === null) return '';
  try {
    return new TextDecoder().decode(await readAtMost(body, MAX_ANSWER_BYTES));
  } catch {
    return '';
  }
}

function parseHealth(body: string): { status: 'ok'; api?: unknown } | null {
  try {
    const value = JSON.parse(body) as { status?: unknown };
    return value.status === 'ok' ? (value as { status: 'ok' }) : null;
  } catch {
    return null;
  }
}

const checkVersion: Check = ({ health }) => {
  const api = parseHealth(health.body)?.api;
  if (api === RELAY_API_VERSION) return Promise.resolve([]);
  return Promise.resolve([
    `It is of another version (${typeof api === 'number' ? api : 'unknown'}, here ${RELAY_API_VERSION}): install the same version at both places.`,
  ]);
};

const checkClock: Check = ({ health, now }) => {
  const date = Date.parse(health.headers.get('date') ?? '');
  const seconds = Math.round(Math.abs(date - now()) / 1000);
  if (!(seconds * 1000 > MAX_CLOCK_DIFFERENCE_MS)) return Promise.resolve([]);
  return Promise.resolve([
    `Its clock and the one here differ by ${seconds} seconds: puzzles fail and days are wrong. Set both by NTP.`,
  ]);
};

/** Headers that the relay sets, and that a web server before it must pass on. */
const REQUIRED_HEADERS: readonly [name: string, pattern: RegExp][] = [
  ['x-content-type-options', /^nosniff$/iu],
  ['content-security-policy', /default-src 'none'/u],
  ['referrer-policy', /no-referrer/u],
];

const checkHeaders: Check = ({ base, health: { headers } }) => {
  const required = [
    ...REQUIRED_HEADERS,
    ...(base.protocol === 'https:' ? [['strict-transport-security', /max-age=[1-9]/u] as const] : []),
  ];
  const missing = required.filter(([name, pattern]) => !pattern.test(headers.get(name) ?? '')).map(([name]) => name);
  if (missing.length === 0) return Promise.resolve([]);
  return Promise.resolve([
    `These headers are missing or changed: ${missing.join(', ')}. The web server must pass them on.`,
  ]);
};

const checkCache: Check = ({ health: { headers } }) => {
  const isStored = /no-store/u.test(headers.get('cache-control') ?? '');
  const isFromCache = Number(headers.get('age') ?? 0) > 0 || /hit/iu.test(headers.get('x-cache') ?? '');
  if (isStored && !isFromCache) return Promise.resolve([]);
  return Promise.resolve([
    'A cache stands before it: answers to one person could reach another. Switch it off for this host.',
  ]);
};

/** Signs that somebody between sees each sender: cookies, reporting by browsers, and the marks of content networks. */
const OBSERVER_HEADERS = [
  'set-cookie',
  'nel',
  'report-to',
  'reporting-endpoints',
  'cf-ray',
  'x-amz-cf-id',
  'x-served-by',
  'x-vercel-id',
  'x-azure-ref',
];

const checkObservers: Check = ({ health: { headers } }) => {
  const found = OBSERVER_HEADERS.filter((name) => headers.has(name));
  if (found.length === 0) return Promise.resolve([]);
  return Promise.resolve([
    `Somebody before the relay can log who sends (${found.join(', ')}). Lead the name to your own server.`,
  ]);
};

const checkTokens: Check = async ({ base }) => {
  const open: string[] = [];
  for (const path of ['v1/reports', 'metrics']) {
    if (![401, 429].includes((await statusOf(base, path)).status)) open.push(`/${path}`);
  }
  return open.length === 0
    ? []
    : [`${open.join(' and ')} can be read without a token. Nothing but the relay may answer there.`];
};

const checkOrigins: Check = async ({ base }) => {
  const allowed = async (origin: string): Promise<string | null> => {
    const headers = { Origin: origin, 'Access-Control-Request-Method': 'POST' };
    const answer = await ask(base, 'v1/reports', { method: 'OPTIONS', headers });
    return typeof answer === 'string' ? null : answer.headers.get('access-control-allow-origin');
  };
  const faults: string[] = [];
  const toExtension = await allowed(EXTENSION_ORIGIN);
  if (toExtension !== EXTENSION_ORIGIN && toExtension !== '*') {
    faults.push('It refuses the extension (CORS): the web server must pass OPTIONS requests and their answers on.');
  }
  if ((await allowed('https://stranger.example')) !== null) {
    faults.push('Any web site may use it (CORS): remove the header that the web server adds.');
  }
  return faults;
};

/** Posts random bytes, which are no sealed report. */
async function post(base: URL, length: number): Promise<{ status: number; key: string }> {
  const headers = { 'Content-Type': 'application/octet-stream', 'Idempotency-Key': randomBytes(16).toString('hex') };
  return statusOf(base, 'v1/reports', { method: 'POST', headers, body: new Uint8Array(randomBytes(length)) });
}

const checkSealed: Check = async ({ base }) => {
  const { status, key } = await post(base, SEALED_SIZES[0] ?? 0);
  if (status === 400 && key === 'not-sealed') return [];
  if (status === 429) return ['It refuses requests from here at the moment (429). Wait a minute and ask again.'];
  return [
    status < 300 && status > 0
      ? 'It stores what is not sealed: it is no relay of this project, or a changed one.'
      : `A report is answered with ${status} ${key}: the web server must pass POST /v1/reports on unchanged.`,
  ];
};

const checkSizes: Check = async ({ base }) => {
  const [largest, tooLong] = [await post(base, MAX_SEALED_BYTES), await post(base, MAX_SEALED_BYTES + 1)];
  const faults: string[] = [];
  if (largest.status === 413 || largest.status === 0) {
    faults.push(
      `The web server refuses reports of ${MAX_SEALED_BYTES} bytes: let it pass at least as much (client_max_body_size, request_body).`,
    );
  }
  if (tooLong.status < 400 && tooLong.status !== 0)
    faults.push('It takes more than a report can hold: no limit of size is in force.');
  return faults;
};

export const DOCTOR_CHECKS: readonly Check[] = [
  checkVersion,
  checkClock,
  checkHeaders,
  checkCache,
  checkObservers,
  checkTokens,
  checkOrigins,
  checkSealed,
  checkSizes,
];
