/** An attacker sends and withdraws the largest reports against a full store, while honest senders go on. */
import { createHash, randomBytes } from 'node:crypto';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { SqliteStore } from '../../../hub/relay/sqlite-store.ts';
import { sealReportJson } from '../../../utils/report/seal-report.ts';
import { startRelayProcess } from './relay-process.ts';

export interface WithdrawalFigures {
  pairs: number;
  /** Seconds that all pairs took. */
  seconds: number;
  /** 99th percentile of the time to answer, milliseconds. */
  healthP99: number;
  honestP99: number;
}

/** Pause between two honest requests, milliseconds. */
const HONEST_PAUSE_MS = 20;

/** @param storeBytes sealed bytes that the store holds before the attack */
export async function attackByWithdrawal(
  dataDir: string,
  storeBytes: number,
  pairs: number,
): Promise<WithdrawalFigures> {
  const recipient = await identityToRecipient(await generateX25519Identity());
  const large = await sealReportJson(`{"words":"${'x'.repeat(200_000)}"}`, [recipient]);
  const small = await sealReportJson('{"words":"x"}', [recipient]);
  await fillStore(dataDir, large, storeBytes);
  const relay = await startRelayProcess([
    'hub/hub.ts',
    'relay',
    'serve',
    '--port',
    '0',
    '--behind-proxy',
    '--data',
    dataDir,
    '--capacity',
    '65536',
    '--flood',
    'never',
  ]);
  const url = `http://127.0.0.1:${relay.port}`;
  try {
    const [health, honest]: [number[], number[]] = [[], []];
    const attack = { isOver: false };
    const honestSender = async (): Promise<void> => {
      while (!attack.isOver) {
        health.push(await timed(() => expectStatus(fetch(`${url}/health`), 200)));
        honest.push(await timed(() => expectStatus(send(url, small, null), 201)));
        await new Promise((resolve) => setTimeout(resolve, HONEST_PAUSE_MS));
      }
    };
    const sender = honestSender();
    const started = performance.now();
    for (let pair = 0; pair < pairs; pair += 1) {
      const secret = randomBytes(24).toString('base64url');
      await expectStatus(send(url, large, secret), 201);
      await expectStatus(fetch(`${url}/v1/reports`, { method: 'DELETE', headers: { Withdraw: secret } }), 204);
    }
    const seconds = (performance.now() - started) / 1000;
    attack.isOver = true;
    await sender;
    return { pairs, seconds, healthP99: percentile99(health), honestP99: percentile99(honest) };
  } finally {
    await relay.stop();
  }
}

async function fillStore(dataDir: string, sealed: Uint8Array, storeBytes: number): Promise<void> {
  const store = new SqliteStore(dataDir);
  for (let bytes = 0; bytes < storeBytes; bytes += sealed.length * 20) {
    const batch = Array.from({ length: 20 }, () => ({
      key: randomBytes(16).toString('hex'),
      sealed,
      withdrawHash: null,
    }));
    await Promise.all(batch.map((report) => store.add(report, '2026-11-25', Infinity)));
  }
  await store.close();
}

/** Each report comes from a network of its own, or the network limit would ask for puzzles. */
function send(url: string, sealed: Uint8Array, secret: string | null): Promise<Response> {
  const withdrawHash = secret === null ? null : createHash('sha256').update(secret).digest('base64url');
  return fetch(`${url}/v1/reports`, {
    method: 'POST',
    body: Uint8Array.from(sealed),
    headers: {
      'Idempotency-Key': randomBytes(16).toString('hex'),
      'X-Forwarded-For': `2001:db8:${randomBytes(2).toString('hex')}::1`,
      ...(withdrawHash === null ? {} : { 'Withdraw-Hash': withdrawHash }),
    },
  });
}

async function expectStatus(response: Promise<Response>, status: number): Promise<void> {
  const answer = await response;
  const text = await answer.text();
  if (answer.status !== status) throw new Error(`the relay answered ${answer.status} instead of ${status}: ${text}`);
}

async function timed(run: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await run();
  return performance.now() - started;
}

function percentile99(times: number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? Infinity;
}
