/**
 * The relay's HTTP face. Anybody may post a sealed report, or take back the one whose secret they kept; only holders of a
 * token list, fetch and delete. Errors are `{error: {key, message}}`. No request is logged.
 */
import { createHash } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { Context } from 'hono';
import { cors } from 'hono/cors';
import { createMiddleware } from 'hono/factory';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import { faultOf, LARGEST_SEALED } from '../../utils/report/sealed-form.ts';
import { refuse, type RefusalKey } from './answers.ts';
import { createFlood } from './flood.ts';
import { createMetrics } from './metrics.ts';
import { createNetworkLimit } from './network-limit.ts';
import { readBody } from './read-body.ts';
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
  /** Reports a minute above which a puzzle is asked for; Infinity: never. */
  floodPerMinute: number;
  /** Days that a report waits to be fetched before it is deleted. */
  retainDays: number;
  /** Origins of web sites whose page for disputes may send, e.g. `https://list.example`. */
  sites: readonly string[];
  /** 32 bytes, the same for all relays of one store. */
  secret: Uint8Array;
}

type Env = { Bindings: HttpBindings };

/** Requests at once, a minute and a day for one network; a shelter's or a university's whole network counts as one. */
export const NETWORK = { burst: 30, perMinute: 6, perDay: 240 } as const;
const PAGE = 200;
const DAY = 86_400_000;
const EXTENSION = /^(?:chrome|moz|safari-web)-extension:\/\/[\w-]+$/u;
const SECRET = /^[\w-]{22,64}$/u;
const HASH = /^[\w-]{43}$/u;

export function createApp(options: RelayOptions): Hono<Env> {
  const { store, now, capacity, behindProxy } = options;
  const app = new Hono<Env>();
  const limit = createNetworkLimit(NETWORK.burst, NETWORK.perMinute, NETWORK.perDay);
  const flood = createFlood({ perMinute: options.floodPerMinute }, options.secret);
  const metrics = createMetrics();
  const dayBefore = (days: number): string => new Date(now() - days * DAY).toISOString().slice(0, 10);
  const today = (): string => dayBefore(0);
  let forgotten = '';

  const say = (c: Context, key: RefusalKey, more?: object): Response => {
    metrics.count(key);
    return refuse(c, key, more);
  };

  /** Once a day; a store that is away is asked again at the next request, which is answered whatever comes of it. */
  const forgetOld = async (): Promise<void> => {
    if (forgotten === today()) return;
    const before = forgotten;
    forgotten = today();
    try {
      await store.forget(dayBefore(REMEMBER_DAYS), dayBefore(options.retainDays), today());
    } catch (error) {
      forgotten = before;
      console.error(`relay: old reports could not be deleted (${error instanceof Error ? error.name : 'unknown'})`);
    }
  };

  const tooMany = (c: Context<Env>): Response | null => {
    const forwarded = behindProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
    const wait = limit.take(forwarded ?? c.env.incoming.socket.remoteAddress ?? '', now());
    if (wait === 0) return null;
    c.header('Retry-After', String(wait));
    return say(c, 'too-many');
  };

  const holdersOnly = createMiddleware<Env>(async (c, next) => {
    const token = bearerOf(c.req.header('Authorization'));
    const hashes = (await store.tokens()).map((known) => known.hash);
    if (token === null || !tokenFits(token, hashes)) return tooMany(c) ?? say(c, 'no-token');
    return await next();
  });

  app.use(secureHeaders({ referrerPolicy: 'no-referrer', contentSecurityPolicy: { defaultSrc: ["'none'"] } }));
  app.use(async (c, next) => {
    c.header('Cache-Control', 'no-store');
    await forgetOld();
    await next();
  });
  // For the extension that sends and the desk that fetches; neither asks the browser for a way into this host.
  app.use(
    '/v1/reports/*',
    cors({
      origin: (origin) => (EXTENSION.test(origin) || options.sites.includes(origin) ? origin : null),
      allowMethods: ['GET', 'POST', 'DELETE'],
      allowHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key', 'Puzzle', 'Withdraw-Hash', 'Withdraw'],
      exposeHeaders: ['Retry-After'],
      maxAge: 86_400,
    }),
  );

  app.get('/health', async (c) => {
    await store.probe();
    return c.json({ status: 'ok' });
  });

  app.post('/v1/reports', async (c) => {
    const refused = tooMany(c);
    if (refused !== null) return refused;
    const key = c.req.header('Idempotency-Key') ?? '';
    if (!SECRET.test(key)) return say(c, 'no-key');
    const withdraw = c.req.header('Withdraw-Hash');
    if (withdraw !== undefined && !HASH.test(withdraw)) return say(c, 'bad-withdraw');
    const sealed = await readBody(c.env.incoming, LARGEST_SEALED);
    if (sealed === null) {
      c.header('Connection', 'close');
      return say(c, 'wrong-size');
    }
    const fault = faultOf(sealed);
    if (fault !== null) return say(c, fault);
    const digest = createHash('sha256').update(sealed).digest();
    flood.count(now());
    const { bytes } = await store.held();
    // Nobody works for an answer that can only be "full".
    const puzzle = bytes + sealed.length > capacity ? null : flood.puzzle(now(), bytes / capacity);
    if (puzzle !== null && !flood.fits(c.req.header('Puzzle') ?? '', puzzle, key, digest, now())) {
      return say(c, 'puzzle', { puzzle });
    }
    const withdrawHash = withdraw === undefined ? null : Buffer.from(withdraw, 'base64url');
    const added = await store.add({ key, sealed, withdrawHash }, today(), capacity);
    if (added === 'conflict') return say(c, 'key-reused');
    if (added === 'full') {
      c.header('Retry-After', '3600');
      return say(c, 'full');
    }
    metrics.count(added);
    // The digest proves to the sender that a relay answered, and not a sign-in page on the way.
    return c.json({ stored: digest.toString('hex') }, added === 'stored' ? 201 : 200);
  });
  app.delete('/v1/reports', async (c) => {
    const refused = tooMany(c);
    if (refused !== null) return refused;
    const secret = c.req.header('Withdraw') ?? '';
    if (!SECRET.test(secret)) return say(c, 'bad-withdraw');
    if (!(await store.withdraw(secret, today()))) return say(c, 'not-found');
    metrics.count('withdrawn');
    return c.body(null, 204);
  });

  app.get('/v1/reports', holdersOnly, async (c) => {
    const reports = await store.list(c.req.query('after') ?? '', PAGE);
    return c.json({ reports, next: reports.length === PAGE ? (reports.at(-1)?.id ?? null) : null });
  });
  app.get('/v1/reports/:id', holdersOnly, async (c) => {
    const sealed = await store.sealed(c.req.param('id'));
    if (sealed === null) return say(c, 'not-found');
    return c.body(Uint8Array.from(sealed), 200, { 'Content-Type': 'application/octet-stream' });
  });
  app.delete('/v1/reports/:id', holdersOnly, async (c) =>
    (await store.delete(c.req.param('id'), today())) ? c.body(null, 204) : say(c, 'not-found'),
  );
  app.get('/metrics', holdersOnly, async (c) => {
    const held = await store.held();
    return c.text(metrics.text(held, capacity, flood.puzzle(now(), held.bytes / capacity) !== null));
  });

  app.notFound((c) => refuse(c, 'not-found'));
  app.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse();
    // The name alone: a message could quote what was sent.
    console.error(`relay: a request failed (${error.name})`);
    return say(c, 'internal');
  });
  return app;
}
