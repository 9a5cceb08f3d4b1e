/** What many networks together, a proxy's pause and shredded requests do to the relay's connections. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, type Socket } from 'node:net';
import type { Server } from 'node:http';
import { Hono } from 'hono';
import { afterEach, expect, it } from 'vitest';
import { createRelayServer } from '../../../hub/relay/relay-server.ts';
import type { RelayEnv } from '../../../hub/relay/relay-context.ts';

const PATIENCE = { timeout: 20_000 };
const HEALTH = 'GET /health HTTP/1.1\r\nHost: x\r\n\r\n';
let server: Server;
/** Requests that wait for their body. */
let stalled = 0;

async function listen(behindProxy: boolean, maxConnections?: number): Promise<number> {
  stalled = 0;
  const app = new Hono<RelayEnv>();
  app.all('/health', (c) => c.text('ok'));
  app.post('/stalled', async (c) => {
    stalled += 1;
    return c.text(await c.req.text().catch(() => ''));
  });
  server = createRelayServer(app, behindProxy, maxConnections);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** @param network each number is a network of its own */
async function open(port: number, network: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', localAddress: `127.0.${network}.1` });
  socket.on('error', () => undefined).resume();
  await once(socket, 'connect');
  return socket;
}

/** All that comes until the relay closes the connection. */
async function answersTo(port: number, ...parts: string[]): Promise<string> {
  const socket = await open(port, 1);
  let answers = '';
  socket.on('data', (data) => (answers += String(data)));
  for (const part of parts) socket.write(part);
  await once(socket, 'close');
  return answers;
}

it('lets a new network in when few networks hold all connections, and closes the oldest of the largest', async () => {
  const port = await listen(false, 6);
  const [small, ...large] = [await open(port, 1), await open(port, 2), await open(port, 2), await open(port, 2)];
  const other = [await open(port, 3), await open(port, 3)];
  const fresh = await open(port, 4);
  fresh.write(HEALTH);
  expect(String((await once(fresh, 'data'))[0])).toContain('200 OK');
  await expect.poll(() => large.map(({ destroyed }) => destroyed), PATIENCE).toEqual([true, false, false]);
  expect([small, ...other, fresh].filter((socket) => socket?.destroyed)).toEqual([]);
});

it('lets a new network in when each holds one, and closes the connection that is idle for longest', async () => {
  const port = await listen(false, 3);
  const busy = await open(port, 1);
  busy.write('POST /stalled HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n');
  const [former, idle] = [await open(port, 2), await open(port, 3)];
  former.write(HEALTH);
  await once(former, 'data');
  const fresh = await open(port, 4);
  fresh.write(HEALTH);
  expect(String((await once(fresh, 'data'))[0])).toContain('200 OK');
  await expect.poll(() => idle.destroyed, PATIENCE).toBe(true);
  expect([busy, former, fresh].filter(({ destroyed }) => destroyed)).toEqual([]);
});

it('gives a network that holds as many as the others no more, and closes nothing for it', async () => {
  const port = await listen(false, 2);
  const first = [await open(port, 1), await open(port, 2)];
  const late = await open(port, 2);
  await once(late, 'close');
  expect(first.filter(({ destroyed }) => destroyed)).toEqual([]);
  first[0]?.destroy();
  await expect.poll(async () => (await fetch(`http://127.0.0.1:${port}/health`).catch(() => null))?.status).toBe(200);
});

it('keeps those in whose requests are under way, and has room again when they end', async () => {
  const port = await listen(false, 2);
  const busy = [await open(port, 1), await open(port, 2)];
  for (const socket of busy) socket.write('POST /stalled HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n');
  await expect.poll(() => stalled, PATIENCE).toBe(2);
  await once(await open(port, 3), 'close');
  expect(busy.filter(({ destroyed }) => destroyed)).toEqual([]);
  busy[0]?.destroy();
  await expect.poll(async () => (await fetch(`http://127.0.0.1:${port}/health`).catch(() => null))?.status).toBe(200);
});

it('keeps a proxy’s connection longer open than the proxy does', async () => {
  const { headers } = await fetch(`http://127.0.0.1:${await listen(true)}/health`);
  expect(headers.get('keep-alive')).toBe('timeout=130');
});

it('reads no chunks that no request of ours has, nor what follows an answer', PATIENCE, async () => {
  const port = await listen(false);
  const head = (method: string, path: string): string =>
    `${method} ${path} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n`;
  expect(await answersTo(port, head('DELETE', '/health'), '1\r\nx\r\n')).toBe('');
  expect(await answersTo(port, head('POST', '/nothing'), '1\r\nx\r\n')).toContain('404 Not Found');
});
