/** The relay's HTTP server, and what keeps one sender from using it up: limits of connections, requests and time. */
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { limitConnections } from './limit-connections.ts';
import type { RelayEnv } from './relay-context.ts';

/** Open connections in all. A proxy in front is one network, so that it must limit those of its senders itself. */
const MAX_CONNECTIONS = 2_000;
/**
 * How long a proxy's connection stays open between requests, milliseconds: longer than Caddy (2 minutes) and nginx (1 minute) keep
 * it. A relay that closes first breaks the report that is sent at that moment.
 */
const PROXY_KEEP_ALIVE_MS = 130_000;
/** How long a sender may stay silent, or leave its answer unread, milliseconds. The database may take some of it. */
const SILENCE_TIMEOUT_MS = 60_000;

/** How long a sender may go on with a body that is answered already, milliseconds. */
const UNREAD_BODY_MS = 500;

/** @param maxConnections for tests */
export function createRelayServer(app: Hono<RelayEnv>, behindProxy: boolean, maxConnections = MAX_CONNECTIONS): Server {
  // Timeouts are checked each second: Node's default of 30 s lets a stalled sender hold a connection for 40 s.
  const server = createServer({ connectionsCheckingInterval: 1_000 }, oneAtATime(getRequestListener(app.fetch)));
  server.headersTimeout = 10_000;
  server.requestTimeout = 60_000;
  server.timeout = SILENCE_TIMEOUT_MS;
  if (behindProxy) {
    server.maxConnections = maxConnections;
    server.keepAliveTimeout = PROXY_KEEP_ALIVE_MS;
  } else limitConnections(server, maxConnections);
  return server;
}

/**
 * Closes a connection whose next request comes before the answer to the one before. No browser or proxy does that, and one
 * packet can hold two thousand requests: each would be in memory at once.
 */
function oneAtATime(answer: (...request: Parameters<RequestListener>) => Promise<void>): RequestListener {
  const busy = new WeakSet<Socket>();
  return (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const { socket } = incoming;
    if (socket.destroyed) return;
    if (busy.has(socket)) {
      socket.destroy();
      return;
    }
    busy.add(socket);
    outgoing.once('close', () => busy.delete(socket));
    // Chunks of one byte each cost a call, also those that nobody reads. Browsers send a report with its length.
    const isChunked = incoming.headers['transfer-encoding'] !== undefined;
    if (isChunked && incoming.method !== 'POST') {
      socket.destroy();
      return;
    }
    if (isChunked) outgoing.once('finish', () => endSoon(incoming));
    void answer(incoming, outgoing);
  };
}

/** The sender has a moment to read the answer; the rest of its body is not waited for. */
function endSoon({ complete, socket }: IncomingMessage): void {
  if (complete) return;
  const timer = setTimeout(() => socket.destroy(), UNREAD_BODY_MS);
  socket.once('close', () => clearTimeout(timer));
}
