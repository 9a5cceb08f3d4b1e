/**
 * The relay's HTTP interface. Anybody may send a sealed report, or withdraw one with its secret. Only holders of a token may
 * list, fetch and delete reports. Errors are `{error: {key, message}}`. No request is logged.
 */
import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { createMiddleware } from 'hono/factory';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import { createDailyCleanup } from './create-daily-cleanup.ts';
import { createFailureLog } from './failure-log.ts';
import { receiveReport, SECRET_PATTERN } from './receive-report.ts';
import { refuse } from './refusals.ts';
import { createRelayContext, type RelayContext, type RelayEnv, type RelayOptions } from './relay-context.ts';
import { StoreMovedError } from './store-files.ts';
import { bearerToken, matchesToken } from './tokens.ts';

/** Version of this HTTP interface; `/health` names it. */
export const RELAY_API_VERSION = 1;

const PAGE_SIZE = 200;
const EXTENSION_ORIGIN = /^(?:chrome|moz|safari-web)-extension:\/\/[\w-]+$/u;

export function createRelayApp(options: RelayOptions): Hono<RelayEnv> {
  const app = new Hono<RelayEnv>();
  const relay = createRelayContext(options);
  const logFailure = createFailureLog(options.now);
  const deleteExpired = createDailyCleanup({ ...options, logFailure });

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
      exposeHeaders: ['Retry-After', 'Date'],
      maxAge: 86_400,
    }),
  );
  app.get('/health', async (c) => {
    await relay.store.checkReadable();
    return c.json({ status: 'ok', api: RELAY_API_VERSION });
  });
  addSenderRoutes(app, relay);
  addModeratorRoutes(app, relay);
  app.notFound((c) => refuse(c, 'not-found'));
  app.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse();
    // The name only: another message could quote what was sent.
    logFailure(error instanceof StoreMovedError ? error.message : `a request failed (${error.name})`);
    return relay.refuseAndCount(c, 'internal');
  });
  return app;
}

function addSenderRoutes(app: Hono<RelayEnv>, relay: RelayContext): void {
  app.post('/v1/reports', (c) => receiveReport(c, relay));
  app.delete('/v1/reports', async (c) => {
    const secret = c.req.header('Withdraw') ?? '';
    if (!SECRET_PATTERN.test(secret)) return relay.refuseAndCount(c, 'bad-withdraw');
    if (!(await relay.store.withdraw(secret, relay.today()))) return relay.refuseAndCount(c, 'not-found');
    relay.metrics.count('withdrawn');
    return c.body(null, 204);
  });
}

/** Routes that need a token. */
function addModeratorRoutes(app: Hono<RelayEnv>, relay: RelayContext): void {
  const { store, capacityBytes, floodGuard, metrics, now } = relay;
  const requireToken = createMiddleware<RelayEnv>(async (c, next) => {
    const token = bearerToken(c.req.header('Authorization'));
    const hashes = (await store.tokens()).map((known) => known.hash);
    if (token === null || !matchesToken(token, hashes)) return relay.refuseAndCount(c, 'no-token');
    return await next();
  });
  // A report that a token holder does not find is not counted as a refused request. A desk requests each one that is
  // gone.
  app.get('/v1/reports', requireToken, async (c) => {
    const reports = await store.list(c.req.query('after') ?? '', PAGE_SIZE);
    // By it a desk notices that its own clock is ahead.
    c.header('Date', new Date(now()).toUTCString());
    return c.json({ reports, next: reports.length === PAGE_SIZE ? (reports.at(-1)?.id ?? null) : null });
  });
  app.get('/v1/reports/:id', requireToken, async (c) => {
    const id = c.req.param('id');
    const sealed = await store.sealed(id);
    if (sealed === null) return refuse(c, (await store.isWithdrawn(id)) ? 'taken-back' : 'not-found');
    return c.body(Uint8Array.from(sealed), 200, { 'Content-Type': 'application/octet-stream' });
  });
  app.delete('/v1/reports/:id', requireToken, async (c) =>
    (await store.delete(c.req.param('id'), relay.today())) ? c.body(null, 204) : refuse(c, 'not-found'),
  );
  app.get('/metrics', requireToken, async (c) => {
    const usage = await store.usage();
    const load = { now: now(), fill: usage.bytes / capacityBytes, networkDoublings: null };
    return c.text(metrics.render(usage, capacityBytes, floodGuard.currentPuzzle(load) !== null));
  });
}
