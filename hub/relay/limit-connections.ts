/** Keeps one sender, or many networks together, from using up the relay's connections. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { networkPrefix } from './network-limit.ts';

const MAX_CONNECTIONS_PER_NETWORK = 100;

/**
 * Closes connections of a network that has too many open. When all are taken, the network that holds most loses its oldest: twenty
 * networks together keep nobody else out. Where no network holds more than the new one would, the connection that is idle for longest
 * is closed. So thousands of networks must send requests all the time, and requests have limits of their own.
 */
export function limitConnections(server: Server, maxConnections: number): void {
  /** By network, the oldest connection first. */
  const open = new Map<string, Set<Socket>>();
  const networks = new WeakMap<Socket, Set<Socket>>();
  /** Connections without a whole request's head, the one that is idle for longest first. */
  const idle = new Set<Socket>();
  let count = 0;
  server.on('connection', (socket) => {
    const network = networkPrefix(socket.remoteAddress ?? '');
    const own = open.get(network) ?? new Set();
    if (own.size >= MAX_CONNECTIONS_PER_NETWORK || (count >= maxConnections && !makeRoom(own))) {
      socket.destroy();
      return;
    }
    open.set(network, own.add(socket));
    networks.set(socket, own);
    idle.add(socket);
    count += 1;
    socket.once('close', () => {
      forget(socket);
      if (own.size === 0 && open.get(network) === own) open.delete(network);
    });
  });
  server.on('request', ({ socket }: IncomingMessage, outgoing: ServerResponse) => {
    idle.delete(socket);
    outgoing.once('close', () => {
      if (!socket.destroyed) idle.add(socket);
    });
  });

  /** @param own connections of the network that asks for another */
  function makeRoom(own: ReadonlySet<Socket>): boolean {
    const most = [...open.values()].reduce<ReadonlySet<Socket>>((a, b) => (b.size > a.size ? b : a), own);
    if (most.size <= own.size) return false;
    const [leaving] = most.size > own.size + 1 ? most : idle;
    if (leaving !== undefined) forget(leaving);
    return leaving !== undefined;
  }

  function forget(socket: Socket): void {
    if (networks.get(socket)?.delete(socket) === true) count -= 1;
    idle.delete(socket);
    socket.destroy();
  }
}
