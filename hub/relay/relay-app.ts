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
import { findSealedFault, MAX_SEALED_BYTES } from '../../utils/report/sealed-format.ts';
import { refuse, type RefusalKey } from './refusals.ts';
import { createFloodGuard } from './flood-guard.ts';
import { createMetrics } from './metrics.ts';
import { createNetworkLimit } from './network-limit.ts';
import { readBody } from './read-body.ts';
import { KEY_RETENTION_DAYS, type RelayStore } from './relay-store.ts';
import { bearerToken, matchesToken } from './tokens.ts';

export interface RelayOptions {
  store: RelayStore;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Most bytes of sealed reports to hold. */
  capacityBytes: number;
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
export const NETWORK_LIMITS = { burst: 30, perMinute: 6, perDay: 240 } as const;
const PAGE_SIZE = 200;
const DAY_MS = 86_400_000;
const EXTENSION_ORIGIN = /^(?:chrome|moz|safari-web)-extension:\/\/[\w-]+$/u;
const SECRET_PATTERN = /^[\w-]{22,64}$/u;
const HASH_PATTERN = /^[\w-]{43}$/u;

export function createRelayApp(options: RelayOptions): Hono<Env> {
  const { store, now, capacityBytes, behindProxy } = options;
  const app = new Hono<Env>();
  const limit = createNetworkLimit(NETWORK_LIMITS.burst, NETWORK_LIMITS.perMinute, NETWORK_LIMITS.perDay);
  const floodGuard = createFloodGuard({ perMinute: options.floodPerMinute }, options.secret);
  const metrics = createMetrics();
  const daysAgo = (days: number): string => new Date(now() - days * DAY_MS).toISOString().slice(0, 10);
  const today = (): string => daysAgo(0);
  let lastCleanupDay = '';

  const refuseAndCount = (c: Context, key: RefusalKey, more?: object): Response => {
    metrics.count(key);
    return refuse(c, key, more);
  };

  /** Once a day; a store that is away is asked again at the next request, which is answered whatever comes of it. */
  const deleteExpired = async (): Promise<void> => {
    if (lastCleanupDay === today()) return;
    const before = lastCleanupDay;
    lastCleanupDay = today();
    try {
      await store.deleteExpired(daysAgo(KEY_RETENTION_DAYS), daysAgo(options.retainDays), today());
    } catch (error) {
      lastCleanupDay = before;
      console.error(`relay: old reports could not be deleted (${error instanceof Error ? error.name : 'unknown'})`);
    }
  };

  const checkNetworkLimit = (c: Context<Env>): Response | null => {
    const forwarded = behindProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
    const wait = limit.consume(forwarded ?? c.env.incoming.socket.remoteAddress ?? '', now());
    if (wait === 0) return null;
    c.header('Retry-After', String(wait));
    return refuseAndCount(c, 'too-many');
  };

  const requireToken = createMiddleware<Env>(async (c, next) => {
    const token = bearerToken(c.req.header('Authorization'));
    const hashes = (await store.tokens()).map((known) => known.hash);
    if (token === null || !matchesToken(token, hashes)) return checkNetworkLimit(c) ?? refuseAndCount(c, 'no-token');
    return await next();
  });

  app.use(secureHeaders({ referrerPolicy: 'no-referrer', contentSecurityPolicy: { defaultSrc: ["'none'"] } }));
  app.use(async (c, next) => {
    c.header('Cache-Control', 'no-store');
    await deleteExpired();
    await next();
  });
  // For the extension that sends and the desk that fetches; neither asks the browser for a way into this host.
  app.use(
    '/v1/reports/*',
    cors({
      origin: (origin) => (EXTENSION_ORIGIN.test(origin) || options.sites.includes(origin) ? origin : null),
      allowMethods: ['GET', 'POST', 'DELETE'],
      allowHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key', 'Puzzle', 'Withdraw-Hash', 'Withdraw'],
      exposeHeaders: ['Retry-After'],
      maxAge: 86_400,
    }),
  );

  app.get('/health', async (c) => {
    await store.checkReadable();
    return c.json({ status: 'ok' });
  });

  app.post('/v1/reports', async (c) => {
    const refused = checkNetworkLimit(c);
    if (refused !== null) return refused;
    const key = c.req.header('Idempotency-Key') ?? '';
    if (!SECRET_PATTERN.test(key)) return refuseAndCount(c, 'no-key');
    const withdraw = c.req.header('Withdraw-Hash');
    if (withdraw !== undefined && !HASH_PATTERN.test(withdraw)) return refuseAndCount(c, 'bad-withdraw');
    const sealed = await readBody(c.env.incoming, MAX_SEALED_BYTES);
    if (sealed === null) {
      c.header('Connection', 'close');
      return refuseAndCount(c, 'wrong-size');
    }
    const fault = findSealedFault(sealed);
    if (fault !== null) return refuseAndCount(c, fault);
    const digest = createHash('sha256').update(sealed).digest();
    floodGuard.count(now());
    const { bytes } = await store.usage();
    // Nobody works for an answer that can only be "full".
    const puzzle =
      bytes + sealed.length > capacityBytes ? null : floodGuard.currentPuzzle(now(), bytes / capacityBytes);
    if (puzzle !== null && !floodGuard.accepts(c.req.header('Puzzle') ?? '', puzzle, key, digest, now())) {
      return refuseAndCount(c, 'puzzle', { puzzle });
    }
    const withdrawHash = withdraw === undefined ? null : Buffer.from(withdraw, 'base64url');
    const added = await store.add({ key, sealed, withdrawHash }, today(), capacityBytes);
    if (added === 'conflict') return refuseAndCount(c, 'key-reused');
    if (added === 'full') {
      c.header('Retry-After', '3600');
      return refuseAndCount(c, 'full');
    }
    metrics.count(added);
    // The digest proves to the sender that a relay answered, and not a sign-in page on the way.
    return c.json({ stored: digest.toString('hex') }, added === 'stored' ? 201 : 200);
  });
  app.delete('/v1/reports', async (c) => {
    const refused = checkNetworkLimit(c);
    if (refused !== null) return refused;
    const secret = c.req.header('Withdraw') ?? '';
    if (!SECRET_PATTERN.test(secret)) return refuseAndCount(c, 'bad-withdraw');
    if (!(await store.withdraw(secret, today()))) return refuseAndCount(c, 'not-found');
    metrics.count('withdrawn');
    return c.body(null, 204);
  });

  app.get('/v1/reports', requireToken, async (c) => {
    const reports = await store.list(c.req.query('after') ?? '', PAGE_SIZE);
    return c.json({ reports, next: reports.length === PAGE_SIZE ? (reports.at(-1)?.id ?? null) : null });
  });
  app.get('/v1/reports/:id', requireToken, async (c) => {
    const sealed = await store.sealed(c.req.param('id'));
    if (sealed === null) return refuseAndCount(c, 'not-found');
    return c.body(Uint8Array.from(sealed), 200, { 'Content-Type': 'application/octet-stream' });
  });
  app.delete('/v1/reports/:id', requireToken, async (c) =>
    (await store.delete(c.req.param('id'), today())) ? c.body(null, 204) : refuseAndCount(c, 'not-found'),
  );
  app.get('/metrics', requireToken, async (c) => {
    const held = await store.usage();
    return c.text(
      metrics.render(held, capacityBytes, floodGuard.currentPuzzle(now(), held.bytes / capacityBytes) !== null),
    );
  });

  app.notFound((c) => refuse(c, 'not-found'));
  app.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse();
    // The name alone: a message could quote what was sent.
    console.error(`relay: a request failed (${error.name})`);
    return refuseAndCount(c, 'internal');
  });
  return app;
}
