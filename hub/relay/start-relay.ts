/** Starts a relay in this process: for the command line, `npm start` and the tests. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { createApp } from './app.ts';
import { RelayStore } from './store.ts';

export interface StartOptions {
  dataDir: string;
  /** 0 takes a free one. Default 0. */
  port?: number;
  /** Default 127.0.0.1. */
  host?: string;
  /** Milliseconds since the epoch. */
  now?: () => number;
  /** Most bytes of sealed reports to hold. Default 2 GiB. */
  capacity?: number;
  behindProxy?: boolean;
}

export interface Relay {
  port: number;
  /** Takes no new requests, ends the running ones (10 s at most), closes the store. */
  stop(): Promise<void>;
}

const GRACE = 10_000;

/** @throws when the folder cannot be used or the port is taken */
export async function startRelay(options: StartOptions): Promise<Relay> {
  const store = new RelayStore(options.dataDir);
  const app = createApp({
    store,
    now: options.now ?? Date.now,
    capacity: options.capacity ?? 2 * 1024 ** 3,
    behindProxy: options.behindProxy ?? false,
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
    store.close();
    throw error;
  }
  let stopped: Promise<void> | null = null;
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => (stopped ??= stop(server, store)),
  };
}

async function stop(server: Server, store: RelayStore): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), GRACE);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
  clearTimeout(cut);
  store.close();
}
