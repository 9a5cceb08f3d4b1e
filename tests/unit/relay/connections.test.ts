/** The connections of one network: stalled or idle ones keep nobody else out. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { Hono } from 'hono';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SqliteStore } from '../../../hub/relay/sqlite-store.ts';
import { createRelayServer } from '../../../hub/relay/relay-server.ts';
import { startRelay, type Relay } from '../../../hub/relay/start-relay.ts';
import { sealReportJson } from '../../../utils/report/seal-report.ts';
import { SEALED_SIZES } from '../../../utils/report/sealed-format.ts';

/** A busy machine is slow: an answer may take seconds. */
const PATIENCE = { timeout: 20_000 };
const LENGTH = SEALED_SIZES[0] ?? 0;

let folder: string;
let relay: Relay;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'relay-connections-'));
  relay = await startRelay({ dataDir: folder });
});
afterEach(async () => {
  await relay.stop();
  rmSync(folder, { recursive: true });
});

const newKey = (): string => randomBytes(16).toString('hex');
const ask = async (path: string): Promise<Response> => await fetch(`http://127.0.0.1:${relay.port}${path}`);

describe('a relay', () => {
  it('whose port is taken says so, and lets go of its store', async () => {
    const other = join(folder, 'other');
    await expect(startRelay({ dataDir: other, port: relay.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    const next = await startRelay({ dataDir: other });
    expect(next.port).not.toBe(relay.port);
    await Promise.all([next.stop(), next.stop()]);
    await expect(fetch(`http://127.0.0.1:${next.port}/health`)).rejects.toThrow();
  });

  it('behind a proxy, which is one network, leaves the number of connections to it', async () => {
    const behind = await startRelay({ dataDir: join(folder, 'behind'), behindProxy: true });
    const sockets = Array.from({ length: 120 }, () =>
      connect(behind.port, '127.0.0.1')
        .on('error', () => undefined)
        .resume(),
    );
    await expect.poll(() => sockets.filter(({ readyState }) => readyState === 'open').length, PATIENCE).toBe(120);
    expect((await fetch(`http://127.0.0.1:${behind.port}/health`)).status).toBe(200);
    expect(sockets.filter(({ destroyed }) => destroyed)).toEqual([]);
    for (const socket of sockets) socket.destroy();
    await behind.stop();
  });
});

it('of many networks, stalled reports are cut off before they fill the memory, and honest ones are stored', async () => {
  const behind = await startRelay({ dataDir: join(folder, 'behind'), behindProxy: true });
  const sealed = await sealReportJson('{}', [await identityToRecipient(await generateX25519Identity())]);
  const stalled = Array.from({ length: 520 }, (_, index) => {
    const socket = connect(behind.port, '127.0.0.1');
    socket.on('error', () => undefined).resume();
    const network = `X-Forwarded-For: 10.0.${Math.floor(index / 20)}.1\r\nIdempotency-Key: ${newKey()}`;
    socket.write(`POST /v1/reports HTTP/1.1\r\nHost: x\r\n${network}\r\nContent-Length: ${LENGTH}\r\n\r\nage`);
    return socket;
  });
  await expect.poll(() => stalled.filter(({ destroyed }) => destroyed).length, PATIENCE).toBe(20);
  const answer = await fetch(`http://127.0.0.1:${behind.port}/v1/reports`, {
    method: 'POST',
    body: Uint8Array.from(sealed),
    headers: { 'Idempotency-Key': newKey(), 'X-Forwarded-For': '192.0.2.1' },
  });
  expect(answer.status).toBe(201);
  for (const socket of stalled) socket.destroy();
  await behind.stop();
});

describe('the connections of a network', () => {
  it('keep nobody out while their requests stall', async () => {
    const stalled = Array.from({ length: 60 }, () => {
      const socket = connect(relay.port, '127.0.0.1');
      socket.on('error', () => undefined).resume();
      socket.write(
        `POST /v1/reports HTTP/1.1\r\nHost: x\r\nIdempotency-Key: ${newKey()}\r\nContent-Length: ${LENGTH}\r\n\r\n`,
      );
      return socket;
    });
    // The ones above the limit are answered at once and closed.
    await expect
      .poll(() => stalled.filter(({ destroyed, readableEnded }) => destroyed || readableEnded).length, PATIENCE)
      .toBe(40);
    expect((await ask('/health')).status).toBe(200);
    for (const socket of stalled) socket.destroy();
  });

  it('are a hundred at most, and there is room again when they end', async () => {
    const sockets = Array.from({ length: 101 }, () =>
      connect(relay.port, '127.0.0.1')
        .on('error', () => undefined)
        .resume(),
    );
    const ended = (): number => sockets.filter(({ destroyed }) => destroyed).length;
    await expect.poll(ended, PATIENCE).toBe(1);
    for (const socket of sockets) socket.destroy();
    await expect
      .poll(
        async () =>
          await ask('/health').then(
            ({ status }) => status,
            () => 0,
          ),
        PATIENCE,
      )
      .toBe(200);
  });
});

describe('a connection', () => {
  /** Sends text over one connection and gives the answers, once the relay has closed it. */
  async function answersTo(text: string): Promise<string> {
    const socket = connect(relay.port, '127.0.0.1');
    let answers = '';
    socket.on('data', (data) => (answers += String(data))).on('error', () => undefined);
    socket.write(text);
    await new Promise((resolve) => socket.once('close', resolve));
    return answers;
  }
  const HEALTH = 'GET /health HTTP/1.1\r\nHost: x\r\n\r\n';

  it('is closed when it asks on before its answer is there, however much one packet holds', PATIENCE, async () => {
    const readable = vi.spyOn(SqliteStore.prototype, 'checkReadable');
    await Promise.all(Array.from({ length: 20 }, async () => await answersTo(HEALTH.repeat(1_500))));
    expect(readable.mock.calls.length).toBeLessThanOrEqual(20);
    readable.mockRestore();
    expect((await ask('/health')).status).toBe(200);
  });

  it('takes one request after the other, and is closed when no other comes', PATIENCE, async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ports = new Set<number | undefined>();
    for (let count = 0; count < 20; count += 1) {
      await new Promise<void>((resolve, reject) => {
        const request = get({ port: relay.port, path: '/health', agent }, (answer) => {
          ports.add(answer.socket.localPort);
          answer.resume().once('end', resolve);
        });
        request.once('error', reject);
      });
    }
    agent.destroy();
    expect(ports.size).toBe(1);
    expect(await answersTo(HEALTH)).toContain('200 OK');
  });

  it('is closed after a minute of silence, also while its answer is not read', () => {
    for (const behindProxy of [false, true]) expect(createRelayServer(new Hono(), behindProxy).timeout).toBe(60_000);
  });
});
