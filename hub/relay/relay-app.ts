/**
 * The relay's HTTP interface. Anybody may send a sealed report, or withdraw one with its secret. Only holders of a token may
 * list, fetch and delete reports. Errors are `{error: {key, message}}`. No request is logged.
 */
import { createHash } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { Context } from 'hono';
import { cors } from 'hono/cors';
import { createMiddleware } from 'hono/factory';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import type { Puzzle } from '../../utils/report/puzzle.ts';
import { findSealedFault, MAX_SEALED_BYTES } from '../../utils/report/sealed-format.ts';
import { refuse, type RefusalKey } from './refusals.ts';
import { createFloodGuard } from './flood-guard.ts';
import { createMetrics } from './metrics.ts';
import { createNetworkLimit, type Admission } from './network-limit.ts';
import { readBody } from './read-body.ts';
import { KEY_RETENTION_DAYS, type RelayStore } from './relay-store.ts';
import { bearerToken, matchesToken } from './tokens.ts';

export interface RelayOptions {
  store: RelayStore;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Maximum bytes of sealed reports to hold. */
  capacityBytes: number;
  /** The sender's address is the last one in `X-Forwarded-For`. Only behind the operator's own proxy. */
  behindProxy: boolean;
  /** Reports a minute above which senders must solve a puzzle; Infinity: never. */
  floodPerMinute: number;
  /** Days after which a report that nobody fetched is deleted. */
  retainDays: number;
  /** Origins of web sites whose dispute page may send, e.g. `https://list.example`. */
  sites: readonly string[];
  /** 32 bytes, the same for all relays of one store. */
  secret: Uint8Array;
}

type Env = { Bindings: HttpBindings };

/** Version of this HTTP interface; `/health` names it. */
export const RELAY_API_VERSION = 1;

/** A whole network counts as one sender, also that of a shelter, a university or a mobile carrier. */
export const NETWORK_LIMITS = { burst: 30, perMinute: 6, perDay: 240, maxOpen: 20 } as const;
const PAGE_SIZE = 200;
const DAY_MS = 86_400_000;
/** Refusals that a sender's honest report may get; they do not count as refused requests of the network. */
const UNCOUNTED: ReadonlySet<RefusalKey> = new Set(['puzzle', 'full', 'too-many', 'key-reused', 'internal']);
const EXTENSION_ORIGIN = /^(?:chrome|moz|safari-web)-extension:\/\/[\w-]+$/u;
const SECRET_PATTERN = /^[\w-]{22,64}$/u;
const HASH_PATTERN = /^[\w-]{43}$/u;

export function createRelayApp(options: RelayOptions): Hono<Env> {
  const { store, now, capacityBytes, behindProxy } = options;
  const app = new Hono<Env>();
  const limit = createNetworkLimit(NETWORK_LIMITS);
  const floodGuard = createFloodGuard({ perMinute: options.floodPerMinute }, options.secret);
  const metrics = createMetrics();
  const daysAgo = (days: number): string => new Date(now() - days * DAY_MS).toISOString().slice(0, 10);
  const today = (): string => daysAgo(0);
  let lastCleanupDay = '';

  /** The sender's address; used for the limits only, never stored. */
  const addressOf = (c: Context<Env>): string => {
    const forwarded = behindProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
    return forwarded ?? c.env.incoming.socket.remoteAddress ?? '';
  };

  /** Refuses a request. A network that had too many of them gets `too-many` instead. */
  const refuseAndCount = (c: Context<Env>, key: RefusalKey, details?: object): Response => {
    const wait = UNCOUNTED.has(key) ? 0 : limit.countRefused(addressOf(c), now());
    if (wait > 0) c.header('Retry-After', String(wait));
    const shown = wait > 0 ? 'too-many' : key;
    metrics.count(shown);
    return refuse(c, shown, details);
  };

  /** Once a day, beside the requests. After a failure the next request starts it again. */
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

  /** The puzzle that this report must solve; null when none is needed. */
  const requiredPuzzle = async (admission: Admission, size: number): Promise<Puzzle | null> => {
    const { bytes } = await store.usage();
    // A sender must not solve a puzzle when the answer can only be `full`.
    if (bytes + size > capacityBytes) return null;
    const networkDoublings = admission.kind === 'puzzle' ? admission.doublings : null;
    return floodGuard.currentPuzzle({ now: now(), fill: bytes / capacityBytes, networkDoublings });
  };

  /** Reads the sealed report of a request; a refusal when it is none. */
  const readSealed = async (c: Context<Env>): Promise<Uint8Array | Response> => {
    const close = limit.open(addressOf(c), now());
    if (close === null) {
      c.header('Connection', 'close');
      return refuseAndCount(c, 'too-many');
    }
    try {
      const sealed = await readBody(c.env.incoming, MAX_SEALED_BYTES);
      if (sealed === null) {
        c.header('Connection', 'close');
        return refuseAndCount(c, 'wrong-size');
      }
      const fault = findSealedFault(sealed);
      return fault === null ? sealed : refuseAndCount(c, fault);
    } finally {
      close();
    }
  };

  const requireToken = createMiddleware<Env>(async (c, next) => {
    const token = bearerToken(c.req.header('Authorization'));
    const hashes = (await store.tokens()).map((known) => known.hash);
    if (token === null || !matchesToken(token, hashes)) return refuseAndCount(c, 'no-token');
    return await next();
  });

  app.use(secureHeaders({ referrerPolicy: 'no-referrer', contentSecurityPolicy: { defaultSrc: ["'none'"] } }));
  app.use(async (c, next) => {
    c.header('Cache-Control', 'no-store');
    void deleteExpired();
    await next();
  });
  // For the extension that sends and the desk that fetches. Neither has a host permission for the relay.
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
    return c.json({ status: 'ok', api: RELAY_API_VERSION });
  });

  app.post('/v1/reports', async (c) => {
    const admission = limit.admit(addressOf(c), now());
    if (admission.kind === 'wait') {
      c.header('Retry-After', String(admission.retryAfterSeconds));
      return refuseAndCount(c, 'too-many');
    }
    const key = c.req.header('Idempotency-Key') ?? '';
    if (!SECRET_PATTERN.test(key)) return refuseAndCount(c, 'no-key');
    const withdraw = c.req.header('Withdraw-Hash');
    if (withdraw !== undefined && !HASH_PATTERN.test(withdraw)) return refuseAndCount(c, 'bad-withdraw');
    const sealed = await readSealed(c);
    if (sealed instanceof Response) return sealed;
    const digest = createHash('sha256').update(sealed).digest();
    const puzzle = await requiredPuzzle(admission, sealed.length);
    const answer = { header: c.req.header('Puzzle') ?? '', key, digest };
    if (puzzle !== null && !floodGuard.accepts(answer, puzzle, now())) return refuseAndCount(c, 'puzzle', { puzzle });
    const withdrawHash = withdraw === undefined ? null : Buffer.from(withdraw, 'base64url');
    const added = await store.add({ key, sealed, withdrawHash }, today(), capacityBytes);
    if (added === 'conflict') return refuseAndCount(c, 'key-reused');
    if (added === 'full') {
      c.header('Retry-After', '3600');
      return refuseAndCount(c, 'full');
    }
    if (added === 'stored') {
      limit.countStored(addressOf(c), now());
      floodGuard.count(now());
    }
    metrics.count(added);
    // The digest proves to the sender that a relay answered, and not the sign-in page of a network.
    return c.json({ stored: digest.toString('hex') }, added === 'stored' ? 201 : 200);
  });
  app.delete('/v1/reports', async (c) => {
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
    const usage = await store.usage();
    const load = { now: now(), fill: usage.bytes / capacityBytes, networkDoublings: null };
    return c.text(metrics.render(usage, capacityBytes, floodGuard.currentPuzzle(load) !== null));
  });

  app.notFound((c) => refuse(c, 'not-found'));
  app.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse();
    // The name only: a message could quote what was sent.
    console.error(`relay: a request failed (${error.name})`);
    return refuseAndCount(c, 'internal');
  });
  return app;
}
