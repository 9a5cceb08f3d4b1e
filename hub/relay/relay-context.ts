/** What all requests of a relay share: store, limits, metrics, and the way to refuse a request. */
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import { dayBefore } from './create-daily-cleanup.ts';
import { createFloodGuard, type FloodGuard } from './flood-guard.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { createNetworkLimit, type NetworkLimit } from './network-limit.ts';
import { refuse, type RefusalKey } from './refusals.ts';
import type { RelayStore } from './relay-store.ts';
import { createUploadLimit, type UploadLimit } from './upload-limit.ts';

export interface RelayOptions {
  store: RelayStore;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Milliseconds since the machine's start; default: as the system says. For tests whose clock does not run by itself. */
  uptime?: () => number;
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

export type RelayEnv = { Bindings: HttpBindings };

export interface RelayContext extends Pick<RelayOptions, 'store' | 'now' | 'capacityBytes'> {
  limit: NetworkLimit;
  floodGuard: FloodGuard;
  uploads: UploadLimit;
  metrics: Metrics;
  /** UTC, `YYYY-MM-DD`. */
  today(): string;
  /** The sender's address; used for the limits only, never stored. */
  addressOf(c: Context<RelayEnv>): string;
  /** Refuses a request. A network that had too many of them gets `too-many` instead. */
  refuseAndCount(c: Context<RelayEnv>, key: RefusalKey, details?: object): Response;
}

/** A whole network counts as one sender, also that of a shelter, a university or a mobile carrier. */
export const NETWORK_LIMITS = { burst: 30, perMinute: 6, perDay: 240, maxOpen: 20 } as const;
/** Reports of all networks in memory at the same time: at most 130 MB. */
export const MAX_UPLOADS = 500;
/** Refusals that a sender's honest report may get; they do not count as refused requests of the network. */
const UNCOUNTED: ReadonlySet<RefusalKey> = new Set([
  'puzzle',
  'full',
  'no-clock',
  'too-many',
  'key-reused',
  'internal',
]);

export function createRelayContext(options: RelayOptions): RelayContext {
  const { store, now, capacityBytes, behindProxy } = options;
  const limit = createNetworkLimit(NETWORK_LIMITS);
  const metrics = createMetrics();
  const addressOf = (c: Context<RelayEnv>): string => {
    const forwarded = behindProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
    return forwarded ?? c.env.incoming.socket.remoteAddress ?? '';
  };
  return {
    store,
    now,
    capacityBytes,
    limit,
    floodGuard: createFloodGuard({ perMinute: options.floodPerMinute }, options.secret),
    uploads: createUploadLimit(MAX_UPLOADS),
    metrics,
    today: () => dayBefore(now(), 0),
    addressOf,
    refuseAndCount(c, key, details) {
      const wait = UNCOUNTED.has(key) ? 0 : limit.countRefused(addressOf(c), now());
      if (wait > 0) c.header('Retry-After', String(wait));
      const shown = wait > 0 ? 'too-many' : key;
      metrics.count(shown);
      return refuse(c, shown, details);
    },
  };
}
