/** Starts a relay in this process: for the command line, `npm start` and the tests. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { createRelayApp } from './relay-app.ts';
import { openStore, type RelayStore } from './relay-store.ts';

export interface StartRelayOptions {
  /** Folder of a SQLite store; not used when `databaseUrl` is given. */
  dataDir?: string;
  /** `postgres://...`, shared by several relays. */
  databaseUrl?: string;
  /** 0 takes a free one. Default 0. */
  port?: number;
  /** Default 127.0.0.1. */
  host?: string;
  /** Milliseconds since the epoch. */
  now?: () => number;
  /** Most bytes of sealed reports to hold. Default 2 GiB. */
  capacityBytes?: number;
  behindProxy?: boolean;
  /** Reports a minute above which a puzzle is asked for. Default 120. */
  floodPerMinute?: number;
  /** Origins of web sites that may send. Default none. */
  sites?: readonly string[];
  /** Days that a report waits to be fetched. Default 180. */
  retainDays?: number;
}

export interface Relay {
  port: number;
  /** Takes no new requests, ends the running ones (10 s at most), closes the store. */
  stop(): Promise<void>;
}

const STOP_TIMEOUT_MS = 10_000;

/** @throws when the store cannot be used or the port is taken */
export async function startRelay(options: StartRelayOptions): Promise<Relay> {
  const store = await openStore(options);
  const app = createRelayApp({
    store,
    now: options.now ?? Date.now,
    capacityBytes: options.capacityBytes ?? 2 * 1024 ** 3,
    behindProxy: options.behindProxy ?? false,
    floodPerMinute: options.floodPerMinute ?? 120,
    retainDays: options.retainDays ?? 180,
    sites: options.sites ?? [],
    secret: await store.puzzleSecret(),
  });
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  // A sender who trickles bytes holds a connection for a minute at most.
  server.headersTimeout = 10_000;
  server.requestTimeout = 60_000;
  server.maxConnections = 1_000;
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(options.port ?? 0, options.host ?? '127.0.0.1', resolve);
    });
  } catch (error) {
    await store.close();
    throw error;
  }
  let stopped: Promise<void> | null = null;
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => (stopped ??= stopServer(server, store)),
  };
}

async function stopServer(server: Server, store: RelayStore): Promise<void> {
  const timer = setTimeout(() => server.closeAllConnections(), STOP_TIMEOUT_MS);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
  clearTimeout(timer);
  await store.close();
}
