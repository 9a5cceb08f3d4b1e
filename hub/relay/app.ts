/**
 * The relay's HTTP face. Anybody may post a sealed report; only holders of a token list, fetch and delete. Errors are
 * `{error: {key, message}}`. No request is logged.
 */
import { createHash } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import { createMiddleware } from 'hono/factory';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { faultOf, LARGEST_SEALED } from '../../utils/report/sealed-form.ts';
import { createNetworkLimit } from './network-limit.ts';
import { REMEMBER_DAYS, type RelayStore } from './store.ts';
import { bearerOf, tokenFits } from './tokens.ts';

export interface RelayOptions {
  store: RelayStore;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Most bytes of sealed reports to hold. */
  capacity: number;
  /** The address is the last of `X-Forwarded-For`: only behind a proxy of one's own. */
  behindProxy: boolean;
}

type Env = { Bindings: HttpBindings };

/** Requests at once and a minute for one network; a shelter's or a university's whole network counts as one. */
const BURST = 30;
const PER_MINUTE = 6;
const PAGE = 200;
const DAY = 86_400_000;

const MESSAGES = {
  'no-key': [400, 'Idempotency-Key must be 22 to 64 characters of A-Z a-z 0-9 - _'],
  'not-sealed': [400, 'the body is not an age file with the fixed form of a report'],
  'wrong-size': [413, 'the body is not of an allowed size'],
  'key-reused': [409, 'another report was sent with this key'],
  'too-many': [429, 'too many requests from this network; try again later'],
  full: [507, 'the relay is full; try again later'],
  'no-token': [401, 'a valid token is needed'],
  'not-found': [404, 'there is nothing here'],
  internal: [500, 'the relay failed; try again later'],
} as const satisfies Record<string, readonly [ContentfulStatusCode, string]>;

function refuse(c: Context, key: keyof typeof MESSAGES): Response {
  const [status, message] = MESSAGES[key];
  return c.json({ error: { key, message } }, status);
}

export function createApp({ store, now, capacity, behindProxy }: RelayOptions): Hono<Env> {
  const app = new Hono<Env>();
  const limit = createNetworkLimit(BURST, PER_MINUTE);
  const today = (): string => new Date(now()).toISOString().slice(0, 10);
  let forgotten = '';

  const tooMany = (c: Context<Env>): Response | null => {
    const forwarded = behindProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
    const wait = limit.take(forwarded ?? c.env.incoming.socket.remoteAddress ?? '', now());
    if (wait === 0) return null;
    c.header('Retry-After', String(wait));
    return refuse(c, 'too-many');
  };

  const holdersOnly = createMiddleware<Env>(async (c, next) => {
    const token = bearerOf(c.req.header('Authorization'));
    const hashes = store.tokens().map((known) => known.hash);
    if (token === null || !tokenFits(token, hashes)) return tooMany(c) ?? refuse(c, 'no-token');
    return await next();
  });

  app.use(secureHeaders({ referrerPolicy: 'no-referrer', contentSecurityPolicy: { defaultSrc: ["'none'"] } }));
  app.use(async (c, next) => {
    c.header('Cache-Control', 'no-store');
    if (forgotten !== today()) {
      forgotten = today();
      store.forget(new Date(now() - REMEMBER_DAYS * DAY).toISOString().slice(0, 10));
    }
    await next();
  });
  app.use(
    '/v1/reports',
    cors({
      origin: (origin) => (/^(?:chrome|moz|safari-web)-extension:\/\/[\w-]+$/u.test(origin) ? origin : null),
      allowMethods: ['POST'],
      allowHeaders: ['Content-Type', 'Idempotency-Key'],
      exposeHeaders: ['Retry-After'],
      maxAge: 86_400,
    }),
  );

  app.get('/health', (c) => {
    store.probe();
    return c.json({ status: 'ok' });
  });

  app.post(
    '/v1/reports',
    async (c, next) => tooMany(c) ?? (await next()),
    bodyLimit({ maxSize: LARGEST_SEALED, onError: (c) => refuse(c, 'wrong-size') }),
    async (c) => {
      const key = c.req.header('Idempotency-Key') ?? '';
      if (!/^[\w-]{22,64}$/u.test(key)) return refuse(c, 'no-key');
      const sealed = new Uint8Array(await c.req.arrayBuffer());
      const fault = faultOf(sealed);
      if (fault !== null) return refuse(c, fault);
      const added = store.add(key, sealed, today(), capacity);
      if (added === 'conflict') return refuse(c, 'key-reused');
      if (added === 'full') {
        c.header('Retry-After', '3600');
        return refuse(c, 'full');
      }
      // The digest proves to the sender that a relay answered, and not a sign-in page on the way.
      const digest = createHash('sha256').update(sealed).digest('hex');
      return c.json({ stored: digest }, added === 'stored' ? 201 : 200);
    },
  );

  app.get('/v1/reports', holdersOnly, (c) => {
    const reports = store.list(c.req.query('after') ?? '', PAGE);
    return c.json({ reports, next: reports.length === PAGE ? (reports.at(-1)?.id ?? null) : null });
  });
  app.get('/v1/reports/:id', holdersOnly, (c) => {
    const sealed = store.sealed(c.req.param('id'));
    if (sealed === null) return refuse(c, 'not-found');
    return c.body(Uint8Array.from(sealed), 200, { 'Content-Type': 'application/octet-stream' });
  });
  app.delete('/v1/reports/:id', holdersOnly, (c) =>
    store.delete(c.req.param('id'), today()) ? c.body(null, 204) : refuse(c, 'not-found'),
  );

  app.notFound((c) => refuse(c, 'not-found'));
  app.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse();
    // The name alone: a message could quote what was sent.
    console.error(`relay: a request failed (${error.name})`);
    return refuse(c, 'internal');
  });
  return app;
}
