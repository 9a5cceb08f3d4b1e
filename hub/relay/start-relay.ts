/** Starts a relay in this process. The command line, `npm start` and the tests use it. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRelayApp } from './relay-app.ts';
import { openStore } from './open-store.ts';
import { createRelayServer } from './relay-server.ts';
import { type RelayStore } from './relay-store.ts';

export interface StartRelayOptions {
  /** Folder of a SQLite store; ignored when `databaseUrl` is given. */
  dataDir?: string;
  /** `postgres://...`; several relays may share it. */
  databaseUrl?: string;
  /** 0 (default): any free port. */
  port?: number;
  /** Default 127.0.0.1. */
  host?: string;
  /** Milliseconds since the epoch. */
  now?: () => number;
  /** Milliseconds since the machine's start; default: as the system says. */
  uptime?: () => number;
  /** Maximum bytes of sealed reports to hold. Default 2 GiB. */
  capacityBytes?: number;
  behindProxy?: boolean;
  /** Reports a minute from which on senders must solve a puzzle. Default 120. */
  floodPerMinute?: number;
  /** Origins of web sites that may send. Default none. */
  sites?: readonly string[];
  /** Days after which a report that nobody fetched is deleted. Default 180. */
  retainDays?: number;
}

export interface Relay {
  port: number;
  /** Accepts no new requests, finishes the running ones (10 s at most), closes the store. */
  stop(): Promise<void>;
}

/** How long running requests may take when the relay stops, milliseconds. */
const STOP_TIMEOUT_MS = 10_000;

/** @throws when the store cannot be used or the port is taken */
export async function startRelay(options: StartRelayOptions): Promise<Relay> {
  const store = await openStore(options);
  const app = createRelayApp({
    store,
    now: options.now ?? Date.now,
    ...(options.uptime === undefined ? {} : { uptime: options.uptime }),
    capacityBytes: options.capacityBytes ?? 2 * 1024 ** 3,
    behindProxy: options.behindProxy ?? false,
    floodPerMinute: options.floodPerMinute ?? 120,
    retainDays: options.retainDays ?? 180,
    sites: options.sites ?? [],
    secret: await store.puzzleSecret(),
  });
  const server = createRelayServer(app, options.behindProxy ?? false);
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
