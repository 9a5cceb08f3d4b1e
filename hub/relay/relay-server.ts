/** The relay's HTTP server, and what keeps one sender from using it up: limits of connections, requests and time. */
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { networkPrefix } from './network-limit.ts';
import type { RelayEnv } from './relay-context.ts';

/** Open connections in all, and of one network. A proxy in front is one network, so it is exempt and must limit them itself. */
const MAX_CONNECTIONS = 2_000;
const MAX_CONNECTIONS_PER_NETWORK = 100;
/** How long a sender may stay silent, or leave its answer unread, milliseconds. The database may take some of it. */
const SILENCE_TIMEOUT_MS = 60_000;

export function createRelayServer(app: Hono<RelayEnv>, behindProxy: boolean): Server {
  // Timeouts are checked each second: Node's default of 30 s lets a stalled sender hold a connection for 40 s.
  const server = createServer({ connectionsCheckingInterval: 1_000 }, oneAtATime(getRequestListener(app.fetch)));
  server.headersTimeout = 10_000;
  server.requestTimeout = 60_000;
  server.timeout = SILENCE_TIMEOUT_MS;
  server.maxConnections = MAX_CONNECTIONS;
  if (!behindProxy) limitConnections(server);
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
    void answer(incoming, outgoing);
  };
}

/** Closes connections of a network that has too many open, so that one sender cannot use up all of them. */
function limitConnections(server: Server): void {
  const open = new Map<string, number>();
  server.on('connection', (socket) => {
    const network = networkPrefix(socket.remoteAddress ?? '');
    const count = open.get(network) ?? 0;
    if (count >= MAX_CONNECTIONS_PER_NETWORK) {
      socket.destroy();
      return;
    }
    open.set(network, count + 1);
    socket.once('close', () => {
      const left = (open.get(network) ?? 1) - 1;
      if (left > 0) open.set(network, left);
      else open.delete(network);
    });
  });
}
